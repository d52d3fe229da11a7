"""What docs/policy.md shows does what it says: each policy finds what breaks it, and lets the rest pass."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from command_line import process, recolint
from test_policy_rules import (
    CONFIG,
    CONFIGURATIONS,
    DURATION,
    ENDPOINTS,
    GONE,
    KEY,
    LIMIT,
    MINE,
    OTHER,
    OUTPUT_KEY,
    THREE,
    VPC,
    spec,
)

PAGE = (Path(__file__).parent.parent / "docs/policy.md").read_text()


def blocks(section: str) -> list[str]:
    """The TOML below the heading ``section`` of the page."""
    text = re.split(r"^#{2,3} ", PAGE.partition(f"# {section}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"```toml\n(.*?)```", text, re.DOTALL)


class Tried(NamedTuple):
    """A policy of the page: what of a load test fits it, what breaks it, and the codes of what is found then."""

    fits: dict[str, Any]
    breaks: dict[str, Any]
    codes: list[str]
    path: str = "job.json"


NET = {"Subnets": ["subnet-0a1b2c3d4e5f67890"], "SecurityGroupIds": ["sg-0a1b2c3d4e5f67890"]}
TAGS = [{"Key": "team", "Value": "search"}, {"Key": "stage", "Value": "prod"}, {"Key": "cost-center", "Value": "4711"}]

TRIED = {
    "Instance types": [
        Tried({}, {f"{CONFIGURATIONS}/0/InstanceType": "ml.p4d.24xlarge"}, ["RL516"]),
        Tried({}, {"JobType": "Default"}, ["RL516"]),
    ],
    "Parallel tests": [
        Tried({}, {f"{LIMIT}/MaxParallelOfTests": 5}, ["RL270"]),
        Tried({}, {LIMIT: GONE, f"{CONFIGURATIONS}/0/EnvironmentParameterRanges": THREE}, ["RL270"]),
        Tried({}, {LIMIT: {"MaxNumberOfTests": 10, "MaxParallelOfTests": 2}}, ["RL271"]),
    ],
    "Tags by pattern": [
        Tried({"Tags": TAGS}, {"Tags": TAGS[1:]}, ["RL324"]),
        Tried({"Tags": TAGS}, {"Tags": [*TAGS[:2], {"Key": "cost-center", "Value": "47110"}]}, ["RL324"]),
        Tried(
            {"Tags": [*TAGS, {"Key": "project", "Value": "x"}]},
            {"Tags": [*TAGS, {"Key": "owner", "Value": "x"}]},
            ["RL324"],
        ),
    ],
    "The account of the key": [
        Tried(
            {KEY: "alias/a", OUTPUT_KEY: f"arn:aws:kms:eu-central-1:{MINE}:alias/b"},
            {KEY: f"arn:aws:kms:eu-central-1:{OTHER}:alias/a"},
            ["RL610", "RL610"],
        ),
    ],
    "Network": [
        Tried({VPC: NET}, {}, ["RL627"]),
        Tried({VPC: NET}, {VPC: {**NET, "Subnets": [*NET["Subnets"], "subnet-0000000000000000a"]}}, ["RL627"]),
    ],
    "Duration by path": [
        Tried({DURATION: 3600}, {}, ["RL272"]),
        Tried({}, {DURATION: GONE}, ["RL272"], "load-tests/job.json"),
    ],
    "Name": [Tried({"JobName": "ads-bidder"}, {}, ["RL306"])],
    "Production endpoints": [
        Tried(
            {ENDPOINTS: [{"EndpointName": "search-staging"}]},
            {ENDPOINTS: [{"EndpointName": "Payments-Staging"}]},
            ["RL533"],
        ),
        Tried({}, {ENDPOINTS: [{"EndpointName": "search"}]}, ["RL533"]),
    ],
    "The path of the role": [
        Tried({"RoleArn": f"arn:aws:iam::{MINE}:role/ml-jobs/Jobs"}, {}, ["RL703"]),
        Tried(
            {"RoleArn": f"arn:aws:iam::{MINE}:role/ml-jobs/Jobs"},
            {"RoleArn": f"arn:aws:iam::{OTHER}:role/ml-jobs/Jobs"},
            ["RL646"],
        ),
    ],
    "Hours and cost": [
        Tried({}, {f"{CONFIGURATIONS}/0/InstanceType": "ml.m5.large"}, ["RL804"]),
        Tried({}, {f"{CONFIG}/TrafficPattern": {
            "TrafficType": "STAIRS", "Stairs": {"DurationInSeconds": 3600, "NumberOfSteps": 6, "UsersPerStep": 1},
        }, LIMIT: GONE}, ["RL803"]),
    ],
}  # fmt: skip
SECTIONS = PAGE.partition("## 4. ")[2].partition("\n## 5. ")[0]


def codes(folder: Path, tried: Tried, changes: dict[str, Any], policy: str) -> list[str]:
    path = folder / tried.path
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(spec(changes)))
    (folder / "policy.toml").write_text(policy)
    argv = ("check", tried.path, "--policy", "policy.toml", "--ignore", "RL", "--output-format", "json")
    outcome = recolint(*argv, cwd=folder)
    findings = json.loads(outcome.out)["findings"]
    assert outcome.code == (1 if any(one["severity"] == "error" for one in findings) else 0)
    return [one["code"] for one in findings if one["code"] != "RL025"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("section", "number"), [(section, number) for section, all_ in TRIED.items() for number in range(len(all_))]
)
def test_a_policy_finds_what_breaks_it_and_nothing_else(tmp_path: Path, section: str, number: int) -> None:
    policy, *prices = blocks(section)
    for table in prices:
        (tmp_path / "prices.toml").write_text(table)
    tried = TRIED[section][number]
    assert codes(tmp_path, tried, tried.fits, policy) == []
    assert codes(tmp_path, tried, tried.breaks, policy) == tried.codes


def test_each_policy_of_the_page_is_tried_and_all_go_together(tmp_path: Path) -> None:
    assert re.findall(r"^### (.*)$", SECTIONS, re.MULTILINE) == list(TRIED)
    for name in TRIED:
        policy, *prices = blocks(name)
        for table in prices:
            (tmp_path / "prices.toml").write_text(table)
        (tmp_path / f"{len(list(tmp_path.iterdir()))}.toml").write_text(policy)
    (tmp_path / "job.json").write_text(json.dumps(spec({})))
    policies = [word for path in tmp_path.glob("[0-9]*.toml") for word in ("--policy", path.name)]
    assert recolint("check", "job.json", *policies, cwd=tmp_path).code == 1


def test_the_first_option_and_the_first_policy_are_right(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(json.dumps(spec({f"{LIMIT}/MaxParallelOfTests": 5})))
    (tmp_path / "recolint.toml").write_text(blocks("1. The first option")[0])
    assert "error[RL270]" in recolint("check", "job.json", "--output-format", "concise", cwd=tmp_path).out
    (tmp_path / "recolint.toml").write_text("ignore = ['RL270']")
    (tmp_path / "policy.toml").write_text(blocks("2. From a config to a policy")[0])
    outcome = recolint("check", "job.json", "--policy", "policy.toml", cwd=tmp_path)
    assert outcome.code == 1
    assert "policy acme: https://wiki.example.com/ml-jobs" in outcome.out


@pytest.mark.slow
def test_a_package_brings_the_policy_and_its_prices(tmp_path: Path) -> None:
    package = tmp_path / "site" / "acme_policy"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('imported')")
    policy, prices = blocks("Hours and cost")
    (package / "jobs.toml").write_text(policy)
    (package / "prices.toml").write_text(prices)
    work = tmp_path / "work"
    work.mkdir()
    (work / "job.json").write_text(json.dumps(spec({f"{CONFIGURATIONS}/0/InstanceType": "ml.m5.large"})))
    outcome = process("check", "job.json", "--policy", "acme_policy:jobs", cwd=work, path=tmp_path / "site")
    assert outcome.code == 1, outcome.err
    assert "the cost is unknown: the price table has no price for ml.m5.large" in outcome.out


def test_the_page_lists_each_rule_for_policies_with_its_options() -> None:
    rows = re.findall(r"^\| \[([\w-]+)\]\(rules/(RL\d+)\.md\) \| (.*) \|$", PAGE, re.MULTILINE)
    from recolint.rule import options, registry

    rules = registry.load()
    for name, code, listed in rows:
        rule = rules.find(code)
        assert rule.name == name
        declared = {one.name.replace("_", "-") for one in options.declared(rule)}
        assert set(re.findall(r"`([\w-]+)`", listed)) - {"prices"} == declared, name
    named = {entry.name for entry in rules.entries if re.search("breaks?-policy$", entry.name)}
    assert named <= {name for name, _, _ in rows}
