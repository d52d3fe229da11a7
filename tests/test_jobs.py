"""``recolint jobs`` shows the status and results of jobs."""

from __future__ import annotations

import io
import json
import os
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from aws_samples import default_job, load_test
from command_line import TODAY, Outcome, recolint
from recolint.cli.main import main
from recolint.cli.streams import Streams
from recolint.results.reasons import explained
from recolint.results.rows import ordered, rows, trade_offs
from recolint.testing.aws.credentials import ACCESS_KEY_ID
from recolint.testing.aws.remote import TestAws
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
    """Create a job without recolint."""
    aws.client("sagemaker").create_inference_recommendations_job(**request)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with a saved answer."""
    (tmp_path / "xgb.json").write_text(json.dumps(ANSWER))
    return tmp_path


def test_one_job_has_nothing_to_be_compared_with_and_nobody_is_asked(tmp_path: Path) -> None:
    outcome = recolint("jobs", "compare", "churn", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (2, "recolint: jobs compare: specify at least two jobs\n")


def test_rows_are_sorted_by_cost_per_inference_and_what_is_unknown_stands_last(saved: Path) -> None:
    outcome = jobs("results", "--from", "xgb.json", cwd=saved)
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "xgb: COMPLETED"
    assert lines[1].endswith(": ml.m4.2xlarge: 25,424 requests a minute at 23 ms for $0.315 per million")
    assert [line.split()[:2] for line in lines[4:8]] == [
        ["*", "ml.m4.2xlarge"],
        ["*", "serverless"],
        ["ml.c5.xlarge", "neo-1"],
        ["endpoint", "live"],
    ]


def test_a_row_shows_what_aws_measured(saved: Path) -> None:
    out = jobs("results", "--from", "xgb.json", "--wide", cwd=saved).out
    header, serverless = (next(line for line in out.splitlines() if word in line) for word in ("instance or", "2048"))
    cells = {
        "instance or memory": "serverless 2048 MB",
        "environment": "OMP_NUM_THREADS=4",
        "$/hour": "0.115",
        "$/million": "3.580",
        "invocations/min": "535",
        "latency ms": "14",
    }
    for column, value in cells.items():
        start = header.index(column)
        assert serverless[start : start + max(len(value), len(column))].strip() == value, column
    assert "0.480" in out, "numbers of a column have equally many decimals"
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


class Terminal(io.StringIO):
    """A stream that says that somebody looks at it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("form", "shown"), [("text", "a\\x9b2J\tö\n"), ("table", "|  a\\x9b2J ")])
def test_an_answer_as_the_aws_cli_prints_it_does_nothing_to_a_terminal(tmp_path: Path, form: str, shown: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"JobName": "a\x9b2J", "Status": "ö"}))
    argv = ["jobs", "show", "--from", "a.json", "--output", form, "--query", "[JobName, Status]"]
    terminal = Terminal()
    with chdir(tmp_path):
        assert main(argv, Streams(io.BytesIO(), terminal, io.StringIO(), {}, TODAY)) == 0
    assert shown in terminal.getvalue()
    assert "\x9b" not in terminal.getvalue()
    assert recolint(*argv, cwd=tmp_path).out == terminal.getvalue(), "a log that a pipe leads to is no safer"


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
    assert jobs("list", "--since", "2999-01-01", cwd=tmp_path).out == "no jobs in us-east-1\n"
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
    assert (outcome.code, outcome.err) == (0, f"recolint: {NAME}: stopping\n")
    assert aws.jobs()[0]["status"] in ("STOPPING", "STOPPED")


def test_a_configuration_is_compared_whatever_the_number_of_instances(tmp_path: Path) -> None:
    later = json.loads(json.dumps(ANSWER)) | {"JobName": "later"}
    later["InferenceRecommendations"][0]["EndpointConfiguration"]["InitialInstanceCount"] = 3
    later["InferenceRecommendations"][0]["Metrics"]["ModelLatency"] = 46
    (tmp_path / "a.json").write_text(json.dumps(ANSWER))
    (tmp_path / "b.json").write_text(json.dumps(later))
    out = recolint("jobs", "compare", "--from", "a.json", "--from", "b.json", cwd=tmp_path).out
    assert "46 +100.0%" in out
    assert " new" not in out
    assert "only in job 1" not in out


def test_jobs_are_compared_in_one_table_with_the_difference_of_their_requests(saved: Path) -> None:
    other = {**ANSWER, "JobName": "xgb-2", "JobDescription": "second"}
    (saved / "other.json").write_text(json.dumps(other))
    outcome = jobs("compare", "--from", "xgb.json", "--from", "other.json", cwd=saved)
    assert outcome.code == 0
    lines = [line.split() for line in outcome.out.splitlines()]
    assert ["*", "1", "ml.m4.2xlarge", "1", "0.315", "25,424", "23"] in lines
    assert ["*", "2", "ml.m4.2xlarge", "1", "0.315", "=", "25,424", "=", "23", "="] in lines
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


def test_an_audit_takes_a_policy(saved: Path) -> None:
    (saved / "policy.toml").write_text("name = 'acme'\n[rules.denied-instance-type]\nallow = ['ml.c5.*']\n")
    (saved / "recolint.toml").write_text("ignore = ['RL516']\n")
    assert jobs("audit", "--from", "xgb.json", cwd=saved).code == 0
    outcome = jobs("audit", "--from", "xgb.json", "--policy", "policy.toml", cwd=saved)
    assert outcome.code == 1
    assert "error[RL516]" in outcome.out
    assert "recolint.toml:1:11" in outcome.out


def test_an_audit_of_the_account_sees_tags_too(aws: TestAws, tmp_path: Path) -> None:
    create(aws, **default_job(Tags=[{"Key": "team", "Value": "risk"}]))
    outcome = jobs("audit", "--select", "RL102", "--output-format", "json", cwd=tmp_path)
    assert outcome.code == 0, outcome.err
    assert json.loads(outcome.out)["summary"]["specs"] == 1
    assert aws.requests(operation="ListTags")


@pytest.mark.parametrize("text", ["{", "[]", " ", '{"a": 1}', "[1]", "a: [", ""])
def test_what_is_no_answer_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    outcome = jobs("results", "--from", "a.json", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "a.json" in outcome.err


def row(**metrics: Any) -> dict[str, Any]:
    """A row of an answer."""
    return {
        "Metrics": {"CostPerHour": 0.2, "CostPerInference": 1e-6, "ModelLatency": 20, **metrics},
        "EndpointConfiguration": {"InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1},
        "ModelConfiguration": {},
    }


def save(folder: Path, name: str, **members: Any) -> None:
    """Save an answer of a job ``name`` in ``folder``."""
    (folder / f"{name}.json").write_text(json.dumps({"JobName": name, "Status": "COMPLETED", **members}))


def test_latencies_of_the_preview_are_microseconds() -> None:
    (old,) = rows({"InferenceRecommendations": [row(MaximumInvocations=648, ModelLatency=263596)]})
    assert (old.invocations, old.latency) == (648, 263.596)
    (new,) = rows({"InferenceRecommendations": [row(MaxInvocations=648, ModelLatency=3674)]})
    assert (new.invocations, new.latency) == (648, 3674)


@pytest.mark.parametrize("name", ["MemorySizeInMB", "MemorySizeInMb"])
def test_a_serverless_row_may_name_an_instance_type_too(name: str) -> None:
    given = row(ModelSetupTime=12)
    given["EndpointConfiguration"]["ServerlessConfig"] = {name: 2048, "MaxConcurrency": 5}
    (found,) = rows({"InferenceRecommendations": [given]})
    assert (found.target, found.setup) == ("serverless 2048 MB", 12)


def test_costs_that_differ_by_the_noise_of_floats_are_equal() -> None:
    noisy = rows({"InferenceRecommendations": [row(CostPerInference=2.0400001e-6), row(CostPerInference=2.04e-6)]})
    assert len(trade_offs(noisy)) == 2
    dearer = rows({"InferenceRecommendations": [row(CostPerInference=2.05e-6), row(CostPerInference=2.04e-6)]})
    assert [one.cost_per_inference for one in trade_offs(dearer)] == [2.04e-6]


def test_rows_of_one_instance_type_are_told_apart(tmp_path: Path) -> None:
    compiled, plain = row(CostPerInference=5e-7), row()
    compiled["ModelConfiguration"] = {"InferenceSpecificationName": "neo-0f3a", "CompilationJobName": "compile-1"}
    plain["ModelConfiguration"] = {"EnvironmentParameters": [], "CompilationJobName": None}
    save(tmp_path, "neo", InferenceRecommendations=[plain, compiled])
    out = jobs("results", "--from", "neo.json", cwd=tmp_path).out.splitlines()
    assert out[4].split()[:4] == ["*", "ml.c5.xlarge", "neo-0f3a", "compile-1"]
    assert "None" not in out[5]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (1664922919.2, "2022-10-04 22:35:19 +0000"),
        ("2022-03-08T23:40:09.593000+00:00", "2022-03-08 23:40:09 +0000"),
        ("2026-04-30T10:45:00", "2026-04-30 10:45:00"),
        ("soon\x1b[2J", "soon\\x1b[2J"),
        (1e300, "1e+300"),
        ({"a": 1}, "{'a': 1}"),
    ],
)
def test_times_of_both_formats_are_shown_alike(tmp_path: Path, given: Any, shown: str) -> None:
    save(tmp_path, "a", CreationTime=given)
    assert f"  created  {shown}\n" in jobs("show", "--from", "a.json", cwd=tmp_path).out


@pytest.mark.parametrize(
    "members",
    [
        {"InferenceRecommendations": [1, None, {"Metrics": [], "EndpointConfiguration": "x", "ModelConfiguration": 3}]},
        {"InferenceRecommendations": {}, "EndpointPerformances": [{"EndpointInfo": []}], "InputConfig": [1]},
        {"InferenceRecommendations": [row(CostPerHour="x", MaxInvocations=10**400, CpuUtilization=[1])]},
        {"InferenceRecommendations": None, "EndpointPerformances": "x", "FailureReason": {"a": 1}},
    ],
)
def test_a_saved_answer_may_hold_anything(tmp_path: Path, members: dict[str, Any]) -> None:
    save(tmp_path, "a", **members)
    save(tmp_path, "b")
    for words in (["show"], ["results", "--report", "html=page.html"], ["compare"], ["audit"]):
        outcome = jobs(*words, "--from", ".", cwd=tmp_path)
        assert (outcome.code in (0, 1, 2), "Traceback" in outcome.err) == (True, False)


def test_several_answers_are_one_document_of_data(saved: Path) -> None:
    save(saved, "other")
    for command in ("results", "show"):
        one = json.loads(jobs(command, "--from", "xgb.json", "--output", "json", cwd=saved).out)
        two = json.loads(jobs(command, "--from", "xgb.json", "--from", "other.json", "--output", "json", cwd=saved).out)
        assert (one["JobName"], [each["JobName"] for each in two]) == ("xgb", ["xgb", "other"])
    folder = jobs("results", "--from", ".", "--query", "[].JobName", "--output", "text", cwd=saved)
    assert folder.out == "other\txgb\n"
    (saved / "alone").mkdir()
    save(saved / "alone", "a")
    assert json.loads(jobs("results", "--from", "alone", "--query", "[].JobName", cwd=saved).out) == ["a"]


def test_a_form_that_is_set_for_all_of_aws_leaves_people_their_table(saved: Path) -> None:
    words = ("jobs", "results", "--from", "xgb.json")
    assert "$/million" in recolint(*words, cwd=saved, environment={"AWS_DEFAULT_OUTPUT": "json"}).out
    queried = recolint(*words, "--query", "Status", cwd=saved, environment={"AWS_DEFAULT_OUTPUT": "text"})
    assert queried.out == "COMPLETED\n"


def test_other_files_of_a_folder_are_passed_over_and_said_to_be(saved: Path) -> None:
    (saved / "package.json").write_text('{"name": "x"}')
    outcome = jobs("results", "--from", ".", cwd=saved)
    assert (outcome.code, "xgb: COMPLETED" in outcome.out) == (0, True)
    assert outcome.err == "recolint: skipped: package.json: is not a describe response; expected JobName and Status\n"
    (saved / "none").mkdir()
    assert jobs("results", "--from", "none", cwd=saved).code == 2


def test_an_audit_misses_nothing_that_describe_does_not_tell(aws: TestAws, saved: Path) -> None:
    (saved / "recolint.toml").write_text(
        'fail-on = "warning"\n[rules.missing-required-tag]\nrequired = ["team"]\n'
        "[rules.output-key-missing]\nrequired = true\n"
    )
    (saved / "policy.toml").write_text(
        "packs = ['acme.yaml']\n[rules.key-breaks-policy]\nrequired = ['output']\n"
        "[rules.stopping-breaks-policy]\nmaximum-invocations = 5\n"
    )
    (saved / "acme.yaml").write_text(
        "pack: acme\nprefix: ACME\nrules:\n"
        "- {code: ACME001, name: no-team, severity: error, message: x, assert: \"Tags[?Key=='team']\","
        " examples: {valid: ['Tags: [{Key: team, Value: a}]']}}\n"
        "- {code: ACME002, name: no-key, severity: error, message: x, at: OutputConfig.KmsKeyId, missing: fail,"
        " examples: {valid: ['OutputConfig: {KmsKeyId: a}']}}\n"
    )
    outcome = jobs("audit", "--from", "xgb.json", "--policy", "policy.toml", cwd=saved)
    assert outcome.code == 0, outcome.out
    assert "OutputConfig and Tags are not in it" in outcome.err
    create(aws, **default_job())
    told = jobs("audit", NAME, "--output-format", "json", cwd=saved)
    assert [one["name"] for one in json.loads(told.out)["findings"]] == ["missing-required-tag"]


def test_an_answer_that_tells_no_request_is_not_audited(saved: Path) -> None:
    save(saved, "failed", Status="FAILED", FailureReason="because")
    outcome = jobs("audit", "--from", ".", cwd=saved)
    assert (outcome.code, "1 spec checked" in outcome.out) == (0, True)
    assert "failed.json: has no request; nothing to audit" in outcome.err
    assert jobs("audit", "--from", "failed.json", cwd=saved).code == 2


def test_reasons_of_benchmarks_that_may_not_be_listed_are_left_out(aws: TestAws, tmp_path: Path) -> None:
    aws.script(NAME, statuses=["FAILED"], failure_reason="PayloadError when calling")
    create(aws, **default_job())
    aws.fault("denied", "ListInferenceRecommendationsJobSteps")
    outcome = jobs("results", NAME, cwd=tmp_path)
    assert (outcome.code, "SamplePayloadUrl" in outcome.out) == (6, True)
    assert "benchmarks unknown: AWS denies the request" in outcome.err


def test_all_jobs_are_stopped_that_can_be(aws: TestAws, tmp_path: Path) -> None:
    aws.script(NAME, statuses=["IN_PROGRESS"])
    create(aws, **default_job())
    outcome = jobs("stop", "nobody", NAME, cwd=tmp_path)
    assert outcome.code == 4
    assert "nobody: no such job" in outcome.err
    assert f"{NAME}: stopping" in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["reset", "throttle", "error", "truncated", "slow"])
def test_a_wait_survives_what_goes_wrong_on_the_way(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    FakeClock().use(monkeypatch)
    aws.script(NAME, statuses=["IN_PROGRESS", "COMPLETED"])
    create(aws, **default_job())
    aws.fault(kind, "DescribeInferenceRecommendationsJob", times=9)
    impatient = ("--cli-read-timeout", "1") if kind == "slow" else ()
    outcome = jobs("wait", NAME, *impatient, cwd=tmp_path)
    assert (outcome.code, f"{NAME}: COMPLETED" in outcome.out) == (0, True)
    assert "no news (" in outcome.err or kind == "slow"


def test_a_wait_ends_when_credentials_expire(aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FakeClock().use(monkeypatch)
    aws.script(NAME, statuses=["IN_PROGRESS"])
    create(aws, **default_job())
    aws.fault("expired", "DescribeInferenceRecommendationsJob", skip=2, times=99)
    outcome = jobs("wait", NAME, cwd=tmp_path)
    assert outcome.code == 4
    assert "renew them" in outcome.err


def test_no_id_of_an_access_key_is_said(aws: TestAws, tmp_path: Path) -> None:
    message = f"{ACCESS_KEY_ID} is not authorized"
    aws.fault("error", "DescribeInferenceRecommendationsJob", code="AccessDenied", status=400, message=message)
    outcome = jobs("show", NAME, cwd=tmp_path)
    assert outcome.code == 4
    assert "AWS denies the request (AccessDenied): (access key) is not authorized" in outcome.err


@pytest.mark.slow
def test_the_deadline_is_that_of_all_jobs_together(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = FakeClock().use(monkeypatch)
    for name in ("slow-1", "slow-2", "quick"):
        aws.script(name, statuses=["COMPLETED" if name == "quick" else "IN_PROGRESS"])
        create(aws, **default_job(name))
    outcome = jobs("wait", "slow-1", "slow-2", "quick", "--deadline", "100", cwd=tmp_path)
    assert (outcome.code, sum(time.slept)) == (7, 100)
    assert "quick: COMPLETED" in outcome.out
    assert outcome.err.count("to continue, run recolint jobs wait") == 2


@pytest.mark.parametrize(
    "words", [["--poll", "nan"], ["--poll", "inf"], ["--poll", "0"], ["--deadline", "nan"], ["--deadline", "-1"]]
)
def test_times_that_nobody_can_wait_are_wrong_use(tmp_path: Path, words: list[str]) -> None:
    assert jobs("wait", "a", *words, cwd=tmp_path).code == 2


def test_no_fewer_than_one_job_is_listed(tmp_path: Path) -> None:
    assert jobs("list", "--max-items", "0", cwd=tmp_path).code == 2


@pytest.mark.slow
def test_nobody_waits_for_a_job_that_is_not_there(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = FakeClock().use(monkeypatch)
    outcome = jobs("wait", "nobody", cwd=tmp_path)
    assert (outcome.code, time.slept, len(aws.requests())) == (4, [], 1)
    assert "nobody: no such job" in outcome.err


@pytest.mark.slow
def test_the_others_are_waited_for_when_one_cannot_be(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeClock().use(monkeypatch)
    for name in ("first", "last"):
        aws.script(name, statuses=["IN_PROGRESS", "COMPLETED"])
        create(aws, **default_job(name))
    outcome = jobs("wait", "first", "nobody", "last", "--query", "[].JobName", "--output", "text", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (4, "first\tlast\n")
    assert "nobody: no such job" in outcome.err


def test_an_interrupt_stops_all_jobs_that_are_waited_for(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = FakeClock()

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupt)
    time.use(monkeypatch)
    for name in ("done", "first", "second"):
        aws.script(name, statuses=["COMPLETED" if name == "done" else "IN_PROGRESS"])
        create(aws, **default_job(name))
    outcome = jobs("wait", "done", "first", "second", "--stop-on-interrupt", cwd=tmp_path)
    assert (outcome.code, "done: COMPLETED" in outcome.out) == (130, True)
    assert "first: stopping\nrecolint: second: stopping\n" in outcome.err
    assert len(aws.requests(operation="StopInferenceRecommendationsJob")) == 2
