"""Where findings are shown: at the item of a list, at the key of a structure that lacks something."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from command_line import recolint
from specs import ADVANCED, as_json

HEAD = """\
JobName: probe
JobType: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
StoppingConditions:
  MaxInvocations: 300
  ModelLatencyThresholds: [{Percentile: P95, ValueInMilliseconds: 100}]
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
  JobDurationInSeconds: 7200
"""
"""Nine lines of a load test, to be followed by what is below InputConfig."""


class Shown(NamedTuple):
    """A finding as a reader sees it: code, pointer without its beginning, line and column, lines of its labels."""

    code: str
    pointer: str
    line: int
    column: int
    labels: tuple[int, ...] = ()


def shown(folder: Path, text: str, *argv: str, name: str = "job.yaml") -> list[Shown]:
    (folder / name).write_text(text)
    outcome = recolint("check", name, *argv, "--output-format", "json", cwd=folder)
    assert outcome.err == ""
    return [
        Shown(
            one["code"],
            one["pointer"].removeprefix("/InputConfig"),
            one["line"],
            one["column"],
            tuple(label["line"] for label in one["labels"]),
        )
        for one in json.loads(outcome.out)["findings"]
    ]


PHASES = (
    HEAD
    + """\
  EndpointConfigurations: [{InstanceType: ml.c5.large}]
  TrafficPattern:
    TrafficType: PHASES
    Phases:
"""
)
JOINT = "/TrafficPattern/Phases/{}/InitialNumberOfUsers"


def test_each_broken_joint_is_at_its_own_phase(tmp_path: Path) -> None:
    phases = """\
      - &ramp {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 600}
      - *ramp
      - <<: *ramp
        SpawnRate: 2
      - SpawnRate: 3
        <<: [*ramp]
"""
    assert shown(tmp_path, PHASES + phases, "--select", "RL203") == [
        Shown("RL203", JOINT.format(1), 15, 9, (14, 14)),
        Shown("RL203", JOINT.format(2), 16, 9, (15, 14)),
        Shown("RL203", JOINT.format(3), 19, 9, (16, 14)),
    ]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_comment_at_an_item_hides_its_own_joint(tmp_path: Path, number: int) -> None:
    items = ["- *ramp", "- <<: *ramp", "- *ramp"]
    items[number] += "  # recolint: ignore[RL203] on purpose"
    first = "      - &ramp {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 600}\n"
    text = PHASES + first + "".join(f"      {item}\n" for item in items)
    lines = [one.line for one in shown(tmp_path, text, "--select", "RL203,RL022")]
    assert lines == [line for line in (15, 16, 17) if line != 15 + number]


BAD_TYPE = (
    HEAD.replace("{", "{{").replace("}", "}}")
    + """\
  TrafficPattern: {{TrafficType: PHASES, Phases: [{{InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 300}}]}}
  EndpointConfigurations:
    - &bad {{InstanceType: ml.t2.medium, InferenceSpecificationName: a}}{anchor}
    - *bad{alias}
    - <<: *bad{merge}
      InferenceSpecificationName: b
"""
)


@pytest.mark.parametrize(
    ("comments", "wanted"),
    [
        pytest.param({}, [("RL505", 12)], id="once, where it is written"),
        pytest.param({"alias": "  # recolint: ignore[RL505] x"}, [("RL505", 12)], id="hidden at an alias"),
        pytest.param({"merge": "  # recolint: ignore[RL505] x"}, [("RL505", 12)], id="hidden at a merge key"),
        pytest.param({"anchor": "  # recolint: ignore[RL505] x"}, [], id="hidden where it is written"),
    ],
)
def test_a_text_that_is_wrong_by_itself_is_found_once(
    tmp_path: Path, comments: dict[str, str], wanted: list[tuple[str, int]]
) -> None:
    text = BAD_TYPE.format(**{"anchor": "", "alias": "", "merge": ""} | comments)
    assert [(one.code, one.line) for one in shown(tmp_path, text, "--select", "RL505,RL022")] == wanted


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("", "", [(12, (10,))]),
        ("  # recolint: ignore[RL505] x", "", [(13, (10,))]),
        ("", "  # recolint: ignore[RL505] x", [(12, (10,))]),
        ("  # recolint: ignore[RL505] x", "  # recolint: ignore[RL505] x", []),
    ],
)
def test_where_only_aliases_are_in_the_list_the_first_that_is_not_hidden_is_shown(
    tmp_path: Path, first: str, second: str, wanted: list[tuple[int, tuple[int, ...]]]
) -> None:
    text = (
        HEAD
        + f"""\
  Bad: &bad {{InstanceType: ml.t2.medium}}
  EndpointConfigurations:
    - *bad{first}
    - *bad{second}
"""
    )
    found = shown(tmp_path, text, "--select", "RL505,RL022")
    assert [(one.line, one.labels) for one in found] == wanted


def test_a_wrong_value_that_an_alias_repeats_is_found_once(tmp_path: Path) -> None:
    text = HEAD + "  ContainerConfig: {SupportedInstanceTypes: [&t ml.t2.medium, ml.c5.large, *t]}\n"
    assert [one.pointer for one in shown(tmp_path, text, "--select", "RL505")] == [
        "/ContainerConfig/SupportedInstanceTypes/0"
    ]


def test_two_repeated_items_are_two_findings(tmp_path: Path) -> None:
    text = HEAD + "Tags:\n  - &t {Key: a, Value: b}\n  - *t\n  - *t\n"
    found = shown(tmp_path, text, "--select", "RL320")
    assert [(one.pointer, one.line, one.labels) for one in found] == [
        ("/Tags/1/Key", 12, (11,)),
        ("/Tags/2/Key", 13, (11,)),
    ]


def test_what_repeats_within_a_shared_text_is_one_finding(tmp_path: Path) -> None:
    text = (
        HEAD
        + """\
  EndpointConfigurations:
    - InstanceType: ml.c5.large
      EnvironmentParameterRanges: &env
        CategoricalParameterRanges: [{Name: A, Value: [a]}, {Name: A, Value: [b]}]
    - {InstanceType: ml.c5.xlarge, EnvironmentParameterRanges: *env}
"""
    )
    assert [one.line for one in shown(tmp_path, text, "--select", "RL522")] == [13]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "sarif", "github", "markdown", "junit", "html", "rdjson"])
def test_all_formats_show_the_item_and_those_with_second_places_the_anchor(tmp_path: Path, form: str) -> None:
    phases = "      - &ramp {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 600}\n      - *ramp\n"
    (tmp_path / "job.yaml").write_text(PHASES + phases)
    out = recolint("check", "--select", "RL203", "--output-format", form, cwd=tmp_path).out
    assert "15" in out
    assert ("the anchor sets it here" in out) is (form not in {"github", "rdjson"})


# What lacks a member


POLICY = """\
[rules.vpc-missing]
required = true
[rules.volume-key-missing]
required = true
[rules.output-key-missing]
required = true
"""


def places(found: list[Shown]) -> set[tuple[str, str, int, int]]:
    return {(one.code, one.pointer, one.line, one.column) for one in found}


def test_a_missing_member_is_at_the_key_of_the_structure_that_lacks_it(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text(POLICY)
    text = (
        HEAD.replace("RoleArn: arn:aws:iam::111122223333:role/recommender\n", "")
        + """\
  TrafficPattern:
    Phases:
      - SpawnRate: 1
        DurationInSeconds: 120
      -  # the second
        SpawnRate: 1
        DurationInSeconds: 120
      - {SpawnRate: 1, DurationInSeconds: 120}
  EndpointConfigurations:
    - InferenceSpecificationName: a
      ServerlessConfig: {MaxConcurrency: 1}
    - - a
  VpcConfig:
    Subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e]
OutputConfig: {CompiledOutputConfig: {S3OutputUri: s3://bucket/out}}
Tags: [{Key: a}]
"""
    )
    assert places(shown(tmp_path, text, "--select", "RL102,RL104,RL208,RL211,RL607,RL609,RL626")) >= {
        ("RL102", "", 1, 1),
        ("RL607", "", 6, 1),
        ("RL208", "/TrafficPattern", 9, 3),
        ("RL211", "/TrafficPattern/Phases/0", 11, 7),
        ("RL211", "/TrafficPattern/Phases/1", 13, 7),
        ("RL211", "/TrafficPattern/Phases/2", 16, 9),
        ("RL102", "/EndpointConfigurations/0/ServerlessConfig", 19, 7),
        ("RL104", "/EndpointConfigurations/1", 20, 5),
        ("RL102", "/VpcConfig", 21, 3),
        ("RL609", "/OutputConfig", 23, 1),
        ("RL102", "/Tags/0", 24, 8),
    }


def test_a_missing_member_is_at_the_key_in_json_too(tmp_path: Path) -> None:
    spec: dict[str, Any] = {**ADVANCED, "InputConfig": {**ADVANCED["InputConfig"], "TrafficPattern": {"Phases": [{}]}}}
    del spec["RoleArn"]
    text = as_json(spec)
    lines = text.splitlines()
    pattern = next(number for number, line in enumerate(lines, 1) if "TrafficPattern" in line)
    found = shown(tmp_path, text, "--select", "RL102,RL208,RL211", name="job.json")
    assert places(found) == {
        ("RL102", "", 1, 1),
        ("RL208", "/TrafficPattern", pattern, 5),
        ("RL211", "/TrafficPattern/Phases/0", pattern + 2, 9),
    }


@pytest.mark.parametrize(("name", "first"), [("job.json", "{"), ("job.yaml", "JobName: probe")])
def test_what_a_spec_lacks_has_its_first_line_without_carets(tmp_path: Path, name: str, first: str) -> None:
    text = as_json({"JobName": "probe", "JobType": "Default", "InputConfig": {}}) if name == "job.json" else HEAD
    (tmp_path / name).write_text(text.replace("RoleArn: arn:aws:iam::111122223333:role/recommender\n", ""))
    out = recolint("check", name, "--select", "RL102", "-q", cwd=tmp_path).out
    assert f"1 | {first}\n  = help: add RoleArn" in out
    assert "^" not in out


def test_a_missing_member_is_hidden_by_a_comment_behind_the_key(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text(POLICY)
    text = HEAD.replace("InputConfig:", "InputConfig:  # recolint: ignore[RL607, RL626] agreed")
    assert shown(tmp_path, text, "--select", "RL607,RL626,RL022") == []
