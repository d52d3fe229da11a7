"""A fix restores a valid spec that was damaged, to the byte, in any style."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from command_line import recolint

SPEC = """\
# Which type serves the model? größer 😀

JobName: 'churn-load-test'
JobType: "Advanced"        # of Default and Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
    # nightly
    ModelPackageVersionArn: >-
      arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
    JobDurationInSeconds: 7200
    TrafficPattern: { "TrafficType": PHASES,   # in two phases
      Phases: [ {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120},
                {InitialNumberOfUsers: 3, SpawnRate: 1, DurationInSeconds: 120} ] }
    ResourceLimit: &limit
        MaxNumberOfTests: 4

        MaxParallelOfTests: 1
    EndpointConfigurations:
    - InstanceType: ml.c5.xlarge   # as today
    # twice the memory
    - InstanceType: ml.m5.xlarge
    ContainerConfig:
        Framework: PYTORCH
        FrameworkVersion: "1.10"   # as trained
        DataInputConfig: '{"input": [1, 3]}'
        PayloadConfig: {SupportedContentTypes: ['text/csv']}
StoppingConditions:
    MaxInvocations: 300
    FlatInvocations: Stop
    ModelLatencyThresholds: [{Percentile: 'P95', ValueInMilliseconds: 100}]  # of the contract
Tags: [{Key: team, Value: risk}]
# the end
"""

SPOILT = [
    ('"Advanced"', '"ADVANCED"'),
    ("JobName", "job-name"),
    ("JobDurationInSeconds", "JobDuration"),
    ("JobDurationInSeconds: 7200", 'JobDurationInSeconds: "7200"'),
    ("JobDurationInSeconds: 7200", "JobDurationInSeconds: 7200.0"),
    ('"TrafficType": PHASES', '"trafficType": PHASES'),
    ("TrafficType\": PHASES", "TrafficType\": phases"),
    ("InitialNumberOfUsers: 3", "InitialNumberOfUser: 3"),
    ("ResourceLimit:", "ResourceLimits:"),
    ("MaxParallelOfTests", "MaxParalelOfTests"),
    ("ml.c5.xlarge", "c5.xlarge"),
    ("ml.m5.xlarge", "ml_m5_xlarge"),
    ("- InstanceType: ml.m5.xlarge\n", "- InstanceType: ML.M5.XLARGE\n"),
    ("PYTORCH", "torch"),
    ('"1.10"', "1.10"),
    ("""'{"input": [1, 3]}'""", "{input: [1, 3]}"),
    ("['text/csv']", "'text/csv'"),
    ("['text/csv']", "['text/csv', 'text/csv']"),
    ("FlatInvocations: Stop", "FlatInvocations: stop"),
    ("MaxInvocations", "MaximumInvocations"),
    ("[{Percentile: 'P95', ValueInMilliseconds: 100}]", "{Percentile: 'P95', ValueInMilliseconds: 100}"),
    ("'P95'", "'p95'"),
    ("ValueInMilliseconds", "Value"),
    ("[{Key: team, Value: risk}]", "{team: risk}"),
    ("# the end\n", "FailureReason: none\n# the end\n"),
]  # fmt: skip
"""What is right in the spec, and what somebody wrote for it. Each has a safe fix."""

STYLES = ["as it is", "CRLF", "a byte order mark", "no line break at the end", "two documents"]


def styled(text: str, style: str) -> bytes:
    match style:
        case "CRLF":
            text = text.replace("\n", "\r\n")
        case "a byte order mark":
            text = "\ufeff" + text
        case "no line break at the end":
            text = text.rstrip("\n")
        case "two documents":
            text = f"--- # one\n{text}...\n---\n{text}"
    return text.encode()


def fix(path: Path) -> bytes:
    """What is in the file after ``check --fix``, which a second time leaves it alone."""
    argv = ("check", "--fix", "--quiet", "--ignore", "RL302,RL304", path.name)
    recolint(*argv, cwd=path.parent)
    given, written = path.read_bytes(), path.stat().st_mtime_ns
    recolint(*argv, cwd=path.parent)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (given, written)
    return given


@pytest.mark.slow
@pytest.mark.parametrize(("right", "wrong"), SPOILT)
def test_a_spoilt_spec_is_restored_to_the_byte(tmp_path: Path, right: str, wrong: str) -> None:
    assert SPEC.count(right) == 1 or right in {"JobName", "MaxInvocations"}
    for style in STYLES:
        path = tmp_path / "job.yaml"
        path.write_bytes(styled(SPEC.replace(right, wrong, 1), style))
        assert fix(path) == styled(SPEC, style), style


@pytest.mark.parametrize("style", STYLES)
def test_all_that_was_spoilt_at_once_is_restored(tmp_path: Path, style: str) -> None:
    text = SPEC
    for right, wrong in SPOILT:
        text = text.replace(right, wrong, 1) if right in text else text
    (tmp_path / "job.yaml").write_bytes(styled(text, style))
    assert fix(tmp_path / "job.yaml") == styled(SPEC, style)


@pytest.mark.parametrize(("indent", "newline", "end"), [*product([None, 2, 4, "\t"], ["\n", "\r\n"], ["", "\n"])])
def test_json_is_restored_in_its_own_layout(tmp_path: Path, indent: int | str | None, newline: str, end: str) -> None:
    data = YAML(typ="safe", pure=True).load(SPEC)

    def written(spec: object) -> bytes:
        return (json.dumps(spec, indent=indent, ensure_ascii=False) + end).replace("\n", newline).encode()

    spoilt = json.loads(json.dumps(data))
    spoilt["JobType"] = "ADVANCED"
    spoilt["Tags"] = {"team": "risk"}
    inputs = spoilt["InputConfig"]
    inputs["JobDurationInSeconds"] = "7200"
    inputs["EndpointConfigurations"][1]["InstanceType"] = "m5.xlarge"
    inputs["ContainerConfig"] |= {"Framework": "torch", "DataInputConfig": {"input": [1, 3]}}
    inputs["ContainerConfig"]["PayloadConfig"]["SupportedContentTypes"] *= 2
    (threshold,) = spoilt["StoppingConditions"]["ModelLatencyThresholds"]
    spoilt["StoppingConditions"]["ModelLatencyThresholds"] = threshold
    (tmp_path / "job.json").write_bytes(written(spoilt))
    assert fix(tmp_path / "job.json") == written(data)
