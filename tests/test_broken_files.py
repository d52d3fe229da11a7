"""A spec with one fault of syntax is reported at the line where its author must look, whatever the parser says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import recolint

YAML = """\
JobName: probe
JobType: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
  JobDurationInSeconds: 3600
  TrafficPattern:
    TrafficType: PHASES
    Phases:
      - InitialNumberOfUsers: 1
        SpawnRate: 1
        DurationInSeconds: 300
  EndpointConfigurations:
    - InstanceType: ml.c5.xlarge
StoppingConditions:
  MaxInvocations: 1000
Tags:
  - Key: team
    Value: "search"
"""

JSON = """\
{
  "JobName": "probe",
  "JobType": "Default",
  "RoleArn": "arn:aws:iam::111122223333:role/recommender",
  "InputConfig": {
    "ModelPackageVersionArn": "arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3",
    "EndpointConfigurations": [
      {
        "InstanceType": "ml.c5.xlarge"
      },
      {
        "InstanceType": "ml.m5.xlarge"
      }
    ]
  },
  "StoppingConditions": {
    "MaxInvocations": 1000
  }
}
"""


def first_error(folder: Path, name: str, text: str) -> tuple[str, int]:
    """The code and line of the first error in ``text``."""
    (folder / name).write_text(text)
    out = recolint("check", "--isolated", "--output-format", "json", name, cwd=folder).out
    return next((one["code"], one["line"]) for one in json.loads(out)["findings"] if one["severity"] == "error")


def with_line(text: str, number: int, new: str | None) -> str:
    """``text`` with line ``number`` written anew, or without it."""
    lines = text.splitlines(keepends=True)
    lines[number - 1 : number] = [] if new is None else [new + "\n"]
    return "".join(lines)


@pytest.mark.parametrize(
    ("number", "written", "line"),
    [
        (1, "JobName:probe", 1),
        (2, "JobType:Advanced", 2),
        (8, "    TrafficType:PHASES", 8),
        (19, '    Value:"search"', 19),
        (2, "JobType Advanced", 2),
        (2, "JobType = Advanced", 2),
        (12, "        DurationInSeconds 300", 12),
        (15, "StoppingConditions", 15),
        (6, "\tJobDurationInSeconds: 3600", 6),
        (6, "  \tJobDurationInSeconds: 3600", 6),
        (6, "\u00a0 JobDurationInSeconds: 3600", 6),
        (1, 'JobName: "probe', 1),
        (3, "RoleArn: 'arn:aws:iam::111122223333:role/recommender", 3),
        (19, '    Value: "search', 19),
        (2, '"JobType: Advanced', 2),
        (14, "    [{InstanceType: ml.c5.xlarge}", 14),
        (14, "    - {InstanceType: ml.c5.xlarge", 14),
        (14, "    - {InstanceType: ml.c5.xlarge,\n       InferenceSpecificationName: x", 14),
        (14, "    - InstanceType: ml.c5.xlarge\n  VpcConfig:\n    Subnets: [a, b\n    SecurityGroupIds: [c]", 16),
        (14, "    - {InstanceType: ml.c5.xlarge}}", 14),
        (14, "    - InstanceType: [ml.c5.xlarge]]", 14),
        (14, "    - {InstanceType: ml.c5.xlarge]", 14),
        (6, " JobDurationInSeconds: 3600", 6),
        (6, "   JobDurationInSeconds: 3600", 6),
        (2, " JobType: Advanced", 2),
        (11, "       SpawnRate: 1", 11),
        (11, "         SpawnRate: 1", 11),
        (3, "RoleArn: arn: aws", 3),
        (2, "JobType: @Advanced", 2),
        (2, "JobType: *", 2),
        (2, "JobType: *advanced", 2),
        (2, "JobType: & Advanced", 2),
        (2, "JobType: *team\nx: &team y", 2),
        (2, "<<<<<<< HEAD\nJobType: Advanced\n=======\nJobType: Default\n>>>>>>> other", 2),
        (2, "JobType #kind: Advanced", 2),
        (2, 'JobType: "Advanced" job', 2),
        (2, 'JobType: "C:\\data"', 2),
        (2, "JobDescription: | text", 2),
        (2, "// which kind\nJobType: Advanced", 2),
        (19, '    Value: "search"\nlast', 20),
        (19, '    Value: "search"\n...\nmore: [', 21),
    ],
)
def test_a_fault_in_yaml_is_shown_where_it_is(tmp_path: Path, number: int, written: str, line: int) -> None:
    assert first_error(tmp_path, "job.yaml", with_line(YAML, number, written)) == ("RL002", line)


@pytest.mark.parametrize(
    ("number", "written", "line"),
    [
        (19, None, 1),
        (18, None, 16),
        (15, None, 5),
        (14, None, 7),
        (10, None, 8),
        (14, "    }", 14),
        (10, "      }},", 10),
        (2, '  "JobName": "probe"', 3),
        (10, "      }", 11),
        (2, '  "JobName": "probe" "x": 1,', 2),
        (2, '  "JobName" "probe",', 2),
        (2, '  "JobName" = "probe",', 2),
        (2, '  "JobName": "probe,', 2),
        (2, '  "JobName": probe",', 2),
        (2, '  "JobName: "probe",', 2),
        (2, '  JobName": "probe",', 2),
        (2, '  "JobName": "probe",,', 2),
        (2, '  "JobName": "probe";', 2),
        (2, '  "JobName": "pro\tbe",', 2),
        (17, '    "MaxInvocations": 1_000', 17),
        (17, '    "MaxInvocations": 1000,', 17),
        (3, '  "JobType": Default,', 3),
        (3, "  'JobType': 'Default',", 3),
        (3, '  \u201cJobType\u201d: "Default",', 3),
        (3, '  // which kind\n  "JobType": "Default",', 3),
        (3, '  /* "JobType": "Default",', 3),
        (19, "}\n}", 20),
        (19, "},", 19),
    ],
)
def test_a_fault_in_json_is_shown_where_it_is(tmp_path: Path, number: int, written: str | None, line: int) -> None:
    assert first_error(tmp_path, "job.json", with_line(JSON, number, written)) == ("RL002", line)


def test_yaml_in_a_file_for_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(YAML)
    outcome = recolint("check", "--isolated", "job.json", cwd=tmp_path)
    assert "expected JSON, found YAML" in outcome.out
    assert "rename the file to .yaml" in outcome.out
