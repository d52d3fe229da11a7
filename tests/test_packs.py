"""Packs: rules of a team's own as YAML, from the config to every report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import process, recolint
from pack_files import HEAD, checked, found, repository, rule
from specs import DEFAULT

PARALLEL = rule(1, "at: InputConfig.ResourceLimit.MaxParallelOfTests\nmust: {max: 2}\nmessage: '{name} is {value}'")
THRESHOLD = rule(
    2,
    """
    when: JobType == 'Advanced' && Tags[?Key=='stage' && Value=='prod']
    at: StoppingConditions.ModelLatencyThresholds[*].ValueInMilliseconds
    must: {max: 200}
    message: "{JobName}: the threshold {value} ms is above 200 ms"
    """,
)
NETWORK = "InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e], SecurityGroupIds: [sg-0a1b2c3d]}}\n"
PROD = "Tags: [{Key: stage, Value: prod}]\n"
SLOW = "StoppingConditions: {ModelLatencyThresholds: [{ValueInMilliseconds: 300}]}\n"
MANY = "InputConfig:\n  ResourceLimit:\n    MaxParallelOfTests: 5\n"


@pytest.mark.slow
def test_a_rule_reports_each_value_at_its_place_where_its_condition_is_true(tmp_path: Path) -> None:
    repository(tmp_path, PARALLEL, THRESHOLD)
    assert found(tmp_path, MANY) == ["6:25: error[ACME001] MaxParallelOfTests is 5"]
    assert found(tmp_path, PROD + SLOW) == ["5:69: error[ACME002] nightly: the threshold 300 ms is above 200 ms"]
    assert found(tmp_path, SLOW) == []
    assert found(tmp_path, PROD + SLOW.replace("300", "200")) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "spec", "places"),
    [
        ("assert: Tags[?Key=='team']", "", ["1:1"]),
        ("assert: Tags[?Key=='team']", "Tags: [{Key: team, Value: a}]\n", []),
        ("at: Tags[*].Key\nassert: starts_with(@, 'acme:')", "Tags:\n- Key: acme:a\n- Key: b\n", ["6:8"]),
        ("at: Tags[*]\nassert: Key != 'a' || Value == 'b'", "Tags:\n- {Key: a, Value: b}\n- {Key: a}\n", ["6:3"]),
        ("at: InputConfig.VolumeKmsKeyId\nmissing: fail", "", ["1:1"]),
        ("at: InputConfig.VolumeKmsKeyId\nmissing: fail", "InputConfig:\n  ModelName: a\n", ["4:1"]),
        ("at: InputConfig.VolumeKmsKeyId\nmust: {required: true}", "InputConfig:\n  ModelName: a\n", ["4:1"]),
        ("at: InputConfig.VolumeKmsKeyId\nmust: {maxlength: 3}", "InputConfig:\n  ModelName: a\n", []),
        ("at: InputConfig.VolumeKmsKeyId\nmust: {maxlength: 3}\nmissing: skip", "", []),
        ("at: Tags[*].Value\nmissing: fail", "Tags: []\n", ["4:7"]),
        ("at: Tags[*].Value\nmissing: fail", "Tags: [{Key: a}, {Key: b, Value: c}]\n", []),
        ("at: Tags[*].Value\nmust: {required: true}", "Tags: [{Key: a}, {Key: b, Value: c}]\n", ["4:8"]),
        ("at: Tags[*].Value\nmust: {required: true}", "", []),
        ("at: Tags[1].Value\nmust: {allowed: [c]}", "Tags: [{Key: a, Value: x}, {Key: b, Value: d}]\n", ["4:44"]),
        ("at: InputConfig.Endpoints\nassert: '`false`'", "InputConfig:\n  Endpoints:\n  - EndpointName: a\n", ["5:3"]),
        ("at: InputConfig.VpcConfig.Subnets\nmust: {allowed: [subnet-0a1b2c3d]}",
         NETWORK, ["4:36"]),
        ("at: InputConfig.VpcConfig.Subnets\nmust: {contains: subnet-0a1b2c3f}",
         NETWORK, ["4:36"]),
        ("at: InputConfig.ModelName\nmust: {anyof: [{regex: 'a-.*'}, {regex: 'b-.*'}]}",
         "InputConfig:\n  ModelName: c-x\n", ["5:14"]),
        ("at: InputConfig.ModelName\nmust: {noneof: [{regex: 'a-.*'}, {minlength: 9}]}",
         "InputConfig:\n  ModelName: a-x\n", ["5:14"]),
        ("at: InputConfig.ModelName\nmust: {regex: 'a|b'}", "InputConfig:\n  ModelName: ab\n", ["5:14"]),
    ],
)  # fmt: skip
def test_what_rules_can_say(tmp_path: Path, body: str, spec: str, places: list[str]) -> None:
    repository(tmp_path, rule(1, body))
    assert [line.split(": ")[0] for line in found(tmp_path, spec)] == places


@pytest.mark.parametrize(
    ("body", "spec"),
    [
        # Each value is refused by the contract or has a member's wrong name: what it is meant to be is unknown.
        ("assert: Tags[?Key=='team']", "Tags: [{Key: 7, Value: a}]\n"),
        ("assert: Tags[?Key=='team']", "Tgas: [{Key: a, Value: a}]\n"),
        ("assert: length(Tags) < `1`", "Tags: [{Key: a, Value: 7}]\n"),
        ("assert: Tags == `[]`", "Tags: [{Key: a, Value: 7}]\n"),
        ("assert: contains(to_string(Tags), 'team')", "Tags: [{Key: a, Value: 7}]\n"),
        ("assert: '!JobDescription'", "JobDescription: 7\n"),
        ("assert: '*.MaxInvocations'", "StoppingConditions: {MaxInvocations: many}\n"),
        ("at: JobDescription\nmust: {maxlength: 0}\nmissing: fail", "JobDescription: 7\n"),
        ("at: InputConfig.ResourceLimit.MaxParallelOfTests\nmissing: fail", "InputConfig: {MaxParallelOfTests: 2}\n"),
        ("at: InputConfig.ResourceLimit.MaxParallelOfTests\nmust: {required: true}",
         "InputConfig: {ResourceLimit: {MaxParallelTests: 2}}\n"),
        ("at: InputConfig.ResourceLimit.MaxParallelOfTests\nmissing: fail", "InputConfig: {ResourceLimit: 7}\n"),
        ("at: Tags[*].Value\nmissing: fail", "Tags: [7]\n"),
        ("at: Tags\nmust: {maxlength: 0}", "Tags: [{Key: a, Value: 7}]\n"),
        ("when: JobDescription == 'a'\nassert: '`false`'", "JobDescription: 7\n"),
    ],
)  # fmt: skip
def test_a_rule_is_silent_where_what_it_judges_by_is_refused(tmp_path: Path, body: str, spec: str) -> None:
    repository(tmp_path, rule(1, body))
    assert found(tmp_path, spec) == []


def test_values_beside_a_refused_one_are_judged(tmp_path: Path) -> None:
    repository(tmp_path, rule(1, "at: Tags[*].Value\nmust: {forbidden: [b]}"))
    assert found(tmp_path, "Tags: [{Key: a, Value: 7}, {Key: c, Value: b}]\n") == ["4:44: error[ACME001] found b"]


def test_rules_of_packs_are_rules(tmp_path: Path) -> None:
    repository(tmp_path, PARALLEL, THRESHOLD)
    assert [line.split("]")[0][-7:] for line in found(tmp_path, PROD + SLOW + MANY, "--select", "ACME")] == [
        "ACME002", "ACME001",
    ]  # fmt: skip
    assert found(tmp_path, PROD + SLOW + MANY, "--ignore", "rule-1,ACME002") == []
    assert found(tmp_path, MANY, "--select", "RL") == []
    hidden = checked(tmp_path, MANY.replace("5\n", "5  # recolint: ignore[ACME001] a test\n"), "--select", "ACME")
    assert hidden.out == "1 spec checked: nothing to report; 1 suppressed\n"


def test_a_config_weighs_hides_and_lists_them(tmp_path: Path) -> None:
    config = 'ignore = ["ACME002"]\nseverity = {rule-1 = "info"}\n'
    repository(tmp_path, PARALLEL, THRESHOLD, config=config)
    assert found(tmp_path, PROD + SLOW + MANY) == ["8:25: info[ACME001] MaxParallelOfTests is 5"]
    shown = json.loads(recolint("config", "--output-format", "json", cwd=tmp_path).out)
    assert shown["packs"] == ["rules/acme.yaml"]
    assert "ACME001" in shown["runs"]
    assert "ACME002" in shown["does-not-run"]
    table = '[[suppress]]\npath = "*.yaml"\nrules = ["ACME"]\nreason = "for now"\n'
    repository(tmp_path, PARALLEL, THRESHOLD, config=table)
    assert found(tmp_path, PROD + SLOW + MANY) == []


def test_reports_say_what_stands_behind_a_rule(tmp_path: Path) -> None:
    repository(tmp_path, PARALLEL)
    (finding,) = json.loads(checked(tmp_path, MANY, "--select", "ACME", "--output-format", "json").out)["findings"]
    assert (finding["code"], finding["name"], finding["pointer"]) == (
        "ACME001", "rule-1", "/InputConfig/ResourceLimit/MaxParallelOfTests",
    )  # fmt: skip
    assert finding["basis"] == {
        "kind": "advice", "source": "the pack acme", "url": "https://wiki.example.com/ml-jobs",
    }  # fmt: skip
    sarif = json.loads(checked(tmp_path, MANY, "--select", "ACME", "--output-format", "sarif").out)
    (described,) = sarif["runs"][0]["tool"]["driver"]["rules"]
    assert described["id"] == "ACME001"
    assert described["helpUri"] == "https://wiki.example.com/ml-jobs"


def test_a_baseline_keeps_known_findings(tmp_path: Path) -> None:
    repository(tmp_path, PARALLEL)
    checked(tmp_path, MANY)
    recolint("baseline", "create", "--select", "ACME", "job.yaml", cwd=tmp_path)
    assert found(tmp_path, MANY, "--baseline", "recolint-baseline.json") == []
    assert found(tmp_path, MANY.replace("5", "6"), "--baseline", "recolint-baseline.json")


def test_the_page_of_a_rule_is_printed_where_the_config_names_its_pack(tmp_path: Path) -> None:
    repository(tmp_path, THRESHOLD)
    page = recolint("rule", "ACME002", cwd=tmp_path).out
    assert "`JobType == 'Advanced' && Tags[?Key=='stage' && Value=='prod']`" in page
    assert "[the pack acme](https://wiki.example.com/ml-jobs)" in page
    assert "ACME002  rule-2" in recolint("rule", cwd=tmp_path).out
    (tmp_path / "recolint.toml").write_text("")
    missing = recolint("rule", "ACME002", cwd=tmp_path)
    assert (missing.code, missing.err.split(";")[0]) == (2, "recolint: unknown rule 'ACME002'")


def test_a_pack_counts_where_a_config_names_it_and_nowhere_else(tmp_path: Path) -> None:
    repository(tmp_path, PARALLEL)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "recolint.toml").write_text("")
    for folder in (tmp_path, tmp_path / "other"):
        (folder / "job.yaml").write_text(DEFAULT + "InputConfig: {ResourceLimit: {MaxParallelOfTests: 5}}\n")
        (folder / "job.yaml").write_text("JobName: a\nJobType: Default\n" + MANY)
    out = recolint("check", "--output-format", "concise", cwd=tmp_path).out
    assert [line.split(":")[0] for line in out.splitlines() if "ACME001" in line] == ["job.yaml"]


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("nope.yaml", "nope.yaml: cannot be read: No such file or directory"),
        ("../outside.yaml", "'../outside.yaml' is outside the repository"),
        ("/etc/hostname", "'/etc/hostname' is outside the repository"),
        ("rules", "'rules' is a directory"),
        ("link.yaml", "'link.yaml' is outside the repository"),
        ("nowhere:base", "the package nowhere of nowhere:base is not installed"),
        ("", "expected a file or a package's pack, found ''"),
    ],
)
def test_a_config_cannot_name_any_file(tmp_path: Path, named: str, message: str) -> None:
    (tmp_path / "outside.yaml").write_text(HEAD)
    folder = tmp_path / "repository"
    folder.mkdir()
    repository(folder, PARALLEL)
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "recolint.toml").write_text(f"packs = [{json.dumps(named)}]\n")
    outcome = checked(folder, MANY)
    assert outcome.code == 2
    assert f"recolint.toml:1:10: packs[0]: {message}" in outcome.err


@pytest.mark.slow
def test_packages_bring_packs(tmp_path: Path) -> None:
    packages, folder = tmp_path / "packages", tmp_path / "repository"
    (packages / "acme_policy" / "packs").mkdir(parents=True)
    (packages / "acme_policy" / "__init__.py").write_text("raise SystemExit('nobody imports it')\n")
    (packages / "acme_policy" / "base.yaml").write_text(HEAD + PARALLEL)
    (packages / "acme_policy" / "packs" / "cost.yaml").write_text(HEAD.replace("ACME", "COST") + PARALLEL.replace(
        "ACME", "COST").replace("rule-1", "cost-1"))  # fmt: skip
    about = packages / "acme_policy-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: acme-policy\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[recolint.packs]\ncost = acme_policy.packs:cost\n")
    folder.mkdir()
    repository(folder)
    (folder / "job.yaml").write_text("JobName: a\nJobType: Advanced\n" + MANY)
    for name, code in (("acme_policy:base", "ACME001"), ("acme-policy:cost", "COST001")):
        (folder / "recolint.toml").write_text(f'packs = ["{name}"]\n')
        outcome = process("check", "--output-format", "concise", cwd=folder, path=packages)
        assert f"[{code}] MaxParallelOfTests is 5" in outcome.out, outcome.err
    (folder / "recolint.toml").write_text('packs = ["acme-policy:costs"]\n')
    outcome = process("check", cwd=folder, path=packages)
    assert outcome.code == 2
    assert "does not bring a pack 'costs'; did you mean cost?" in outcome.err


def test_two_packs_cannot_bring_one_code_or_prefix(tmp_path: Path) -> None:
    repository(tmp_path, PARALLEL)
    (tmp_path / "rules" / "more.yaml").write_text(HEAD.replace("acme", "more") + THRESHOLD + PARALLEL)
    (tmp_path / "recolint.toml").write_text('packs = ["rules/acme.yaml", "rules/more.yaml"]\n')
    outcome = checked(tmp_path, MANY)
    assert outcome.code == 2
    assert "rules/more.yaml:2:9: the prefix ACME belongs to " in outcome.err
    assert "ACME001 is already a rule of " in outcome.err


def test_a_pack_that_changed_is_read_again_while_watching(tmp_path: Path) -> None:
    from recolint.config.command_line import Overrides
    from recolint.config.files import ConfigFiles
    from recolint.rule.registry import load

    registry = load()
    repository(tmp_path, PARALLEL)
    ConfigFiles(registry, Overrides()).of(tmp_path)
    repository(tmp_path, THRESHOLD)
    config = ConfigFiles(registry, Overrides()).of(tmp_path)
    assert [entry.code for entry in config.pack_rules] == ["ACME002"]
