"""``recolint jobs`` tells what became of jobs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from aws.remote import TestAws
from aws.samples import default_job, load_test
from command_line import Outcome, recolint
from recolint.results.reasons import explained
from recolint.results.rows import ordered, rows, trade_offs
from submitting import FakeClock

NAME = "fraud-default"

# A real answer of 2022, shortened; two metrics as AWS sends them when it has none.
ANSWER: dict[str, Any] = {
    "JobName": "xgb",
    "JobType": "Default",
    "JobArn": "arn:aws:sagemaker:us-east-1:123456789012:inference-recommendations-job/xgb",
    "RoleArn": "arn:aws:iam::123456789012:role/recommender",
    "Status": "COMPLETED",
    "CreationTime": "2022-03-08T23:10:09.593000+00:00",
    "InputConfig": {
        "ModelPackageVersionArn": "arn:aws:sagemaker:us-east-1:123456789012:model-package/xgb/1",
        "JobDurationInSeconds": 0,
    },
    "InferenceRecommendations": [
        {
            "Metrics": {
                "CostPerHour": 0.48,
                "CostPerInference": 3.147e-07,
                "MaxInvocations": 25424,
                "ModelLatency": 23,
                "CpuUtilization": "NaN",
            },
            "EndpointConfiguration": {"EndpointName": "e", "VariantName": "e", "InstanceType": "ml.m4.2xlarge",
                                      "InitialInstanceCount": 1},
            "ModelConfiguration": {"EnvironmentParameters": []},
        },
        {
            "Metrics": {
                "CostPerHour": 0.11500000208616257,
                "CostPerInference": 3.58e-06,
                "MaxInvocations": 535,
                "ModelLatency": 14,
                "MemoryUtilization": float("nan"),
            },
            "EndpointConfiguration": {"EndpointName": "f", "VariantName": "f",
                                      "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}},
            "ModelConfiguration": {
                "EnvironmentParameters": [{"Key": "OMP_NUM_THREADS", "ValueType": "string", "Value": "4"}]
            },
        },
        {
            "Metrics": {"CostPerHour": 0.9, "CostPerInference": 4e-06, "MaxInvocations": 3750, "ModelLatency": 40},
            "EndpointConfiguration": {"EndpointName": "g", "VariantName": "g", "InstanceType": "ml.c5.xlarge",
                                      "InitialInstanceCount": 3},
            "ModelConfiguration": {"InferenceSpecificationName": "neo-1"},
        },
    ],
    "EndpointPerformances": [
        {"Metrics": {"MaxInvocations": 1200, "ModelLatency": 85}, "EndpointInfo": {"EndpointName": "live"}}
    ],
}  # fmt: skip


def jobs(*words: str, cwd: Path) -> Outcome:
    """Run ``recolint jobs``."""
    return recolint("jobs", *words, cwd=cwd, environment=dict(os.environ))


def create(aws: TestAws, **request: Any) -> None:
    """Make a job, not through recolint."""
    aws.client("sagemaker").create_inference_recommendations_job(**request)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with a saved answer."""
    (tmp_path / "xgb.json").write_text(json.dumps(ANSWER))
    return tmp_path


def test_rows_are_sorted_by_cost_per_inference_and_what_is_unknown_stands_last(saved: Path) -> None:
    outcome = jobs("results", "--from", "xgb.json", cwd=saved)
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "xgb: COMPLETED"
    assert [line.split()[:2] for line in lines[3:7]] == [
        ["*", "ml.m4.2xlarge"],
        ["*", "serverless"],
        ["ml.c5.xlarge", "neo-1"],
        ["endpoint", "live"],
    ]


def test_a_row_shows_what_aws_measured(saved: Path) -> None:
    out = jobs("results", "--from", "xgb.json", cwd=saved).out
    header, serverless = (next(line for line in out.splitlines() if word in line) for word in ("instance", "2048"))
    cells = {
        "instance or memory": "serverless 2048 MB",
        "environment": "OMP_NUM_THREADS=4",
        "$/hour": "0.115",
        "$/inference": "3.58e-06",
        "$/million": "3.58",
        "invocations/min": "535",
        "latency ms": "14",
    }
    for column, value in cells.items():
        start = header.index(column)
        assert serverless[start : start + len(value)] == value, column
    assert "nan" not in out.lower()
    assert "CPU %" not in out


@pytest.mark.parametrize(
    ("by", "first"), [("latency", 14), ("invocations", 23), ("cost-per-hour", 14), ("instance", 85)]
)
def test_rows_are_sorted_as_asked(by: str, first: float) -> None:
    assert ordered(rows(ANSWER), by)[0].latency == first


def test_trade_offs_are_the_rows_that_nothing_beats_in_cost_and_latency() -> None:
    assert {row.target for row in trade_offs(rows(ANSWER))} == {"ml.m4.2xlarge", "serverless 2048 MB"}


def test_hostile_text_reaches_no_terminal(tmp_path: Path) -> None:
    answer = {"JobName": "a\x1b[2J", "Status": "FAILED", "FailureReason": "because\x1b]0;x\x07"}
    (tmp_path / "a.json").write_text(json.dumps(answer))
    outcome = jobs("results", "--from", "a.json", cwd=tmp_path)
    assert outcome.code == 6
    assert "\x1b" not in outcome.out


def test_a_failure_is_explained_with_the_reasons_of_its_benchmarks_and_the_logs(aws: TestAws, tmp_path: Path) -> None:
    benchmark = {"ModelConfiguration": {}, "FailureReason": "Burstable instance type ml.t2.medium is not allowed."}
    step = {"StepType": "BENCHMARK", "JobName": NAME, "Status": "FAILED", "InferenceBenchmark": benchmark}
    aws.script(NAME, statuses=["FAILED"], failure_reason="ResourceLimitExceeded when calling", steps=[step])
    create(aws, **default_job())
    outcome = jobs("results", NAME, cwd=tmp_path)
    assert outcome.code == 6
    for said in ("ResourceLimitExceeded", "Service Quotas", "Burstable", "choose another InstanceType"):
        assert said in outcome.out
    assert f"/aws/sagemaker/InferenceRecommendationsJobs: {NAME}/execution" in outcome.out


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        (
            "INVALID_INPUT : 1. Model (owned by the customer in the container) returned 4xx or 5xx error code.",
            "payload",
        ),
        ("Specify `Domain` in the Model Package version 1.", "ContainerConfig"),
        ("Provided role ARN cannot be assumed and an AWSSecurityTokenServiceException error occurred.", "trust policy"),
        ("Users at the end of prev phase is 0 while initial users of current phase is 1.", "SpawnRate"),
        ("Total Traffic duration (across) should not be more than Job duration.", "JobDurationInSeconds"),
        ("PayloadError when calling InvokeEndpoint operation", "SamplePayloadUrl"),
    ],
)
def test_known_reasons_are_explained(reason: str, word: str) -> None:
    assert word in (explained(reason) or "")


def test_an_unknown_reason_is_left_to_aws() -> None:
    assert explained("Something new") is None


def test_jobs_are_listed_over_all_pages_and_filtered(aws: TestAws, tmp_path: Path) -> None:
    for number in range(12):
        create(aws, **default_job(f"fraud-{number}"))
    create(aws, **default_job("churn"))
    names = [
        line.split()[0] for line in jobs("list", "--sort-by", "name", "--ascending", cwd=tmp_path).out.splitlines()
    ]
    assert (names[2], len(names)) == ("churn", 15)
    few = jobs("list", "--name-contains", "fraud", "--max-items", "3", "--output", "json", cwd=tmp_path)
    assert len(json.loads(few.out)["InferenceRecommendationsJobs"]) == 3
    assert jobs("list", "--since", "2999-01-01", cwd=tmp_path).out == "no jobs\n"
    assert jobs("list", "--since", "soon", cwd=tmp_path).code == 2


def test_a_job_is_shown_with_its_request(aws: TestAws, tmp_path: Path) -> None:
    create(aws, **load_test())
    out = jobs("show", "fraud-load-test", cwd=tmp_path).out
    assert '"JobDurationInSeconds": 7200' in out
    answer = json.loads(jobs("show", "fraud-load-test", "--output", "json", cwd=tmp_path).out)
    assert answer["JobType"] == "Advanced"


def test_a_job_that_is_not_there_is_said(aws: TestAws, tmp_path: Path) -> None:
    outcome = jobs("show", "nobody", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (4, "")
    assert "nobody: no such job in us-east-1" in outcome.err
    assert len(aws.requests()) == 1


def test_waiting_for_a_job_ends_with_its_results(aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FakeClock().use(monkeypatch)
    create(aws, **default_job())
    outcome = jobs("wait", NAME, cwd=tmp_path)
    assert (outcome.code, "ml.g4dn.xlarge" in outcome.out) == (0, True)


def test_a_stopped_job_is_told_apart(aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FakeClock().use(monkeypatch)
    aws.script(NAME, statuses=["IN_PROGRESS", "STOPPED"])
    create(aws, **default_job())
    assert jobs("wait", NAME, cwd=tmp_path).code == 6


def test_a_job_is_stopped(aws: TestAws, tmp_path: Path) -> None:
    aws.script(NAME, statuses=["IN_PROGRESS"])
    create(aws, **default_job())
    outcome = jobs("stop", NAME, cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, f"recolint: {NAME}: is being stopped\n")
    assert aws.jobs()[0]["status"] in ("STOPPING", "STOPPED")


def test_jobs_are_compared_in_one_table_with_the_difference_of_their_requests(saved: Path) -> None:
    other = {**ANSWER, "JobName": "xgb-2", "JobDescription": "second"}
    (saved / "other.json").write_text(json.dumps(other))
    outcome = jobs("compare", "--from", "xgb.json", "--from", "other.json", cwd=saved)
    assert outcome.code == 0
    assert outcome.out.count("ml.m4.2xlarge") == 2
    assert "xgb and xgb-2: their requests differ" in outcome.out
    assert '/JobDescription: nothing against "second"' in outcome.out
    assert jobs("compare", "--from", "xgb.json", cwd=saved).code == 2


def test_an_audit_lints_the_request_that_an_answer_tells(saved: Path) -> None:
    clean = jobs("audit", "--from", ".", cwd=saved)
    assert clean.code == 0, clean.out
    bad = {**ANSWER, "JobName": "bad", "InputConfig": {**ANSWER["InputConfig"], "JobDurationInSeconds": 99999}}
    (saved / "bad.json").write_text(json.dumps(bad))
    outcome = jobs("audit", "--from", ".", "--output-format", "json", cwd=saved)
    assert outcome.code == 1
    found = json.loads(outcome.out)["findings"]
    assert {(one["path"], one["pointer"]) for one in found if one["severity"] == "error"} == {
        ("bad.json", "/InputConfig/JobDurationInSeconds")
    }


def test_an_audit_of_the_account_sees_tags_too(aws: TestAws, tmp_path: Path) -> None:
    create(aws, **default_job(Tags=[{"Key": "team", "Value": "risk"}]))
    outcome = jobs("audit", "--select", "RL102", "--output-format", "json", cwd=tmp_path)
    assert outcome.code == 0, outcome.err
    assert json.loads(outcome.out)["summary"]["specs"] == 1
    assert aws.requests(operation="ListTags")


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[1]", "a: [", ""])
def test_what_is_no_answer_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    outcome = jobs("results", "--from", "a.json", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "a.json" in outcome.err
