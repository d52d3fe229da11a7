"""The real AWS CLI and recolint side by side, on the same server with the same words."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from command_line import recolint
from real_aws_cli import aws_cli
from recolint.awscli import forms
from recolint.base.text import Source
from recolint.document import read
from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID
from recolint.testing.aws.remote import TestAws
from submitting import PACKAGE, ROLE

FORMS = [form for form in forms.FORMS if form != "off"]
"""Those that the AWS CLI of any version 2 has."""
REQUIRED = ["--job-type", "Default", "--role-arn", ROLE, "--input-config", f"ModelPackageVersionArn={PACKAGE}"]


pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("aws_cli_2")]


def real(aws: TestAws, operation: str, *words: str, cwd: Path) -> str:
    """What the AWS CLI prints; it succeeds."""
    command = [aws_cli() or "", "--endpoint-url", aws.endpoint, "sagemaker", operation, *words]
    environment = {**os.environ, "TZ": "UTC", "COLUMNS": "80"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def own(*words: str, cwd: Path) -> str:
    """What recolint prints; it succeeds."""
    done = recolint(*words, cwd=cwd, environment=dict(os.environ))
    assert done.code == 0, done.err
    return done.out


def submitted(*words: str, cwd: Path) -> str:
    """What ``recolint submit`` prints, whatever the rules think of the request."""
    return own("submit", "--yes", "--ignore", "RL", *words, cwd=cwd)


CREATE = "create-inference-recommendations-job"


@pytest.mark.parametrize("form", FORMS)
def test_the_answer_to_a_create_looks_the_same(aws: TestAws, tmp_path: Path, form: str) -> None:
    words = ["--job-name", "same", *REQUIRED, "--output", form]
    expected = real(aws, CREATE, *words, cwd=tmp_path)
    # It finds the job that the AWS CLI made, and prints its ARN.
    assert submitted(*words, cwd=tmp_path) == expected
    assert len(aws.jobs()) == 1


ROWS = "InferenceRecommendations[].[EndpointConfiguration.InstanceType, Metrics.CostPerHour]"


@pytest.mark.parametrize(
    ("form", "query"), [*((form, None) for form in FORMS), ("text", ROWS), ("table", ROWS), ("yaml", "JobName")]
)
def test_a_describe_looks_the_same(aws: TestAws, tmp_path: Path, form: str, query: str | None) -> None:
    aws.script("done", statuses=["COMPLETED"])
    submitted("--job-name", "done", *REQUIRED, "--job-description", "größer als: 'das'", cwd=tmp_path)
    more = ["--output", form, *(["--query", query] if query else [])]
    expected = real(aws, "describe-inference-recommendations-job", "--job-name", "done", *more, cwd=tmp_path)
    found = own("jobs", "show", "done", *more, cwd=tmp_path)
    if form == "json":
        # Members have the order of the service's model, which has changed since the release of some CLIs.
        assert json.loads(found) == json.loads(expected)
    else:
        assert found == expected


@pytest.mark.parametrize("form", ["text", "table"])
def test_a_list_looks_the_same(aws: TestAws, tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        submitted("--job-name", name, *REQUIRED, cwd=tmp_path)
    # Only these: AWS has added members to summaries since the release of some CLIs.
    query = "{Jobs: InferenceRecommendationsJobs[].{Name: JobName, Status: Status}}"
    more = ["--output", form, "--query", query]
    expected = real(aws, "list-inference-recommendations-jobs", *more, cwd=tmp_path)
    assert own("jobs", "list", *more, cwd=tmp_path) == expected


TRAFFIC = "TrafficPattern={TrafficType=PHASES,Phases=[{InitialNumberOfUsers=1,SpawnRate=1,DurationInSeconds=120}]}"
NETWORK = "VpcConfig={SecurityGroupIds=sg-1,Subnets=[subnet-1,subnet-2]}"
ENVIRONMENT = "EnvironmentParameterRanges={CategoricalParameterRanges=[{Name=OMP_NUM_THREADS,Value=[1,2]}]}"
ENDPOINTS = f"EndpointConfigurations=[{{InstanceType=ml.c5.large,{ENVIRONMENT}}}]"
WORDS: list[list[str]] = [
    ["--input-config", f"ModelPackageVersionArn={PACKAGE},JobDurationInSeconds=600"],
    ["--input-config", f'{{"ModelPackageVersionArn": "{PACKAGE}", "JobDurationInSeconds": 600}}'],
    ["--input-config", "file://input.json"],
    ["--input-config", f"ModelPackageVersionArn={PACKAGE},{TRAFFIC},{ENDPOINTS},{NETWORK}"],
    ["--tags", "Key=a,Value=b c", "Key='d e',Value=\"f : g\"", "Key=h, Value=i=j"],
    ["--tags", '[{"Key": "a", "Value": "b"}]'],
    ["--tags", '{"Key": "a", "Value": "b"}', '{"Key": "c", "Value": "d"}'],
    ["--stopping-conditions", "MaxInvocations=100,ModelLatencyThresholds=[{Percentile=P95,ValueInMilliseconds=9}]"],
    ["--output-config", "KmsKeyId=alias/a,CompiledOutputConfig={S3OutputUri=s3://bucket/key}"],
    ["--job-description", "file://text.txt"],
    ["--job-description", " größe, 'a' \"b\" 😀\t"],
    ["--job-description", ""],
    ["--tags"],
    ["--input-config", f"ModelPackageVersionArn={PACKAGE},ContainerConfig={{DataInputConfig='a, b'}}"],
    ["--input-config", rf"ModelPackageVersionArn={PACKAGE},ContainerConfig={{DataInputConfig=a\,b}}"],
    ["--tags", "file://tags.json"],
    ["--input-config", f"ModelPackageVersionArn={PACKAGE},{TRAFFIC[:-1]},}}"],
    ["--input-config", f" {{\n\"ModelPackageVersionArn\": \"{PACKAGE}\"\n}} "],
    ["--input-config", "file://input.txt"],
    ["--input-config", "file://$HOME/../input.json"],
    ["--cli-input-json", "fileb://request.json"],
    ["--cli-input-yaml", "file://request.json"],
    ["--cli-input-yaml", "{JobDescription: in braces}"],
    ["--cli-input-json", "file://request.json"],
    ["--cli-input-yaml", "file://request.yaml"],
    ["--cli-input-yaml", "JobDescription: a text  # with a comment\nTags: [{Key: on, Value: '017'}]"],
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS, ids=lambda words: " ".join(words)[:40])
def test_the_same_words_make_the_same_request(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    (tmp_path / "input.json").write_text(f'\n{{"ModelPackageVersionArn": "{PACKAGE}"}}\n')
    (tmp_path / "input.txt").write_text(f"ModelPackageVersionArn={PACKAGE}\n")
    (tmp_path / "tags.json").write_text('[{"Key": "a", "Value": ""}]')
    (tmp_path / "text.txt").write_bytes(b"two\twords\r\nin lines\r\n")
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "request.json").write_text(json.dumps({"JobDescription": "a", "JobName": "overridden"}))
    (tmp_path / "request.yaml").write_text("JobDescription: >-\n  a\n  b\nJobName: overridden\n")
    first = REQUIRED if words[0] != "--input-config" else REQUIRED[:-2]
    real(aws, CREATE, "--job-name", "real", *first, *words, cwd=tmp_path)
    submitted("--job-name", "own", *first, *words, cwd=tmp_path)
    requests = {job["name"]: job["request"] for job in aws.jobs()}
    assert {**requests["own"], "JobName": ""} == {**requests["real"], "JobName": ""}


def _values(data: Any, route: str = "") -> dict[str, Any]:
    """The scalars of ``data`` by their place."""
    if isinstance(data, dict):
        return {place: value for name, one in data.items() for place, value in _values(one, f"{route}/{name}").items()}
    if isinstance(data, list):
        return {place: value for one in data for place, value in _values(one, f"{route}/0").items()}
    return {route: data}


@pytest.mark.parametrize("kind", [[], ["input"], ["yaml-input"]])
def test_a_skeleton_has_the_same_members_with_the_same_values(aws: TestAws, tmp_path: Path, kind: list[str]) -> None:
    texts = (
        real(aws, CREATE, "--generate-cli-skeleton", *kind, cwd=tmp_path),
        own("submit", "--generate-cli-skeleton", *kind, cwd=tmp_path),
    )
    expected, found = (_values(read(Source("skeleton", text)).documents[0].data) for text in texts)
    # The AWS CLI knows the members of the day that it was built.
    assert expected.items() <= found.items()


@pytest.mark.parametrize("form", ["json", "yaml-stream"])
def test_the_sample_of_an_answer_looks_the_same(aws: TestAws, tmp_path: Path, form: str) -> None:
    words = ["--job-name", "x", *REQUIRED, "--generate-cli-skeleton", "output", "--output", form]
    assert own("submit", "--ignore", "RL", *words, cwd=tmp_path) == real(aws, CREATE, *words, cwd=tmp_path)
    assert aws.jobs() == []


SETTINGS = [
    ({"AWS_REGION": "eu-west-1"}, ""),
    ({"AWS_DEFAULT_OUTPUT": "text"}, "[default]\noutput = table\n"),
    ({}, "[default]\noutput = yaml\n"),
    ({"AWS_PROFILE": "other"}, "[default]\noutput = yaml\n[profile other]\noutput = text\nregion = eu-west-2\n"),
]


@pytest.mark.parametrize(("variables", "config"), SETTINGS)
def test_settings_mean_the_same(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], config: str
) -> None:
    (tmp_path / "config").write_text(config)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    words = ["--job-name", "same", *REQUIRED]
    assert real(aws, CREATE, *words, cwd=tmp_path) == submitted(*words, cwd=tmp_path)
    assert len(aws.jobs()) == 1


def test_abbreviations_mean_the_same(aws: TestAws, tmp_path: Path) -> None:
    short = ["--job-n", "same", "--job-t", "Default", "--role", ROLE, "--inp", f"ModelPackageVersionArn={PACKAGE}"]
    words = [*short, "--stop", "MaxInvocations=100", "--reg", "eu-west-1", "--out", "text", "--qu", "JobArn"]
    assert real(aws, CREATE, *words, cwd=tmp_path) == submitted(*words, cwd=tmp_path)
    (job,) = aws.jobs()
    assert job["request"]["StoppingConditions"] == {"MaxInvocations": 100}


def test_a_session_that_recolint_keeps_is_used_by_the_aws_cli(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = f"aws_access_key_id = {ACCESS_KEY_ID}\naws_secret_access_key = {ACCESS_KEY.secret}\n"
    role = "role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = default\nexternal_id = abc\n"
    (tmp_path / "config").write_text(f"[default]\n{keys}[profile assumed]\n{role}duration_seconds = 3600\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    words = ["--job-name", "same", *REQUIRED, "--profile", "assumed"]
    found = submitted(*words, cwd=tmp_path)
    # It knows no other way to the credentials: it would ask the STS of AWS itself.
    assert real(aws, "describe-inference-recommendations-job", *words[:2], *words[-2:], cwd=tmp_path)
    assert json.loads(found)["JobArn"]
    assert len(aws.requests(operation="AssumeRole")) == 1


WRONG = [
    ["--input-config", f"ModelPackageVersionArn={PACKAGE},"],
    ["--input-config", "{ModelName: a}"],
    ["--input-config", f"ModelPackageVersionArn={PACKAGE},JobDurationInSeconds=soon"],
    ["--input-config", f"ModelPackageVersionArn={PACKAGE},Unknown=1"],
    ["--input-config", "[]"],
    ["--input-config", ""],
    ["--input-config", "fileb://request.yaml"],
    ["--input-config", "file://none"],
    ["--cli-input-json", "file://request.yaml"],
    ["--cli-input-json", "[]"],
    ["--cli-input-json", "{}", "--cli-input-yaml", "{}"],
    ["--output", "xml"],
    ["--query", "a["],
    ["--endpoint-url", "127.0.0.1"],
    ["--profile", "none"],
    ["--nope"],
    ["--job", "y"],
    ["--cli-input", "{}"],
    ["--tags", "=a"],
    ["--tags", "Key=a,Value=b,=c"],
]


@pytest.mark.parametrize("words", WRONG, ids=lambda words: " ".join(words)[:40])
def test_what_one_refuses_the_other_refuses_and_sends_nothing(aws: TestAws, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "request.yaml").write_text("JobDescription: a\n")
    own_words = ["submit", "--yes", "--ignore", "RL", "--job-name", "x", *REQUIRED, *words]
    endpoint = [] if "--endpoint-url" in words else ["--endpoint-url", aws.endpoint]
    command = [aws_cli() or "", "sagemaker", CREATE, "--job-name", "x", *REQUIRED, *endpoint, *words]
    done = subprocess.run(command, cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False)
    outcome = recolint(*own_words, cwd=tmp_path, environment=dict(os.environ))
    assert (done.returncode > 0, outcome.code > 0) == (True, True)
    assert (done.stdout, outcome.out) == ("", "")
    assert aws.requests(operation="CreateInferenceRecommendationsJob") == []
