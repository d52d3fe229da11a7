"""Every command that calls AWS, with answers that are not from AWS, and with sources of credentials that fail."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aws_samples import default_job
from command_line import Outcome, process, recolint
from online_account import made, spec
from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID
from recolint.testing.aws.remote import TestAws
from submitting import CREATE, FakeClock, project

pytestmark = pytest.mark.slow

JOB = "fraud-default"
STOP = "StopInferenceRecommendationsJob"

ANSWERS: dict[str, dict[str, object]] = {
    "the page of a captive portal": {"kind": "portal"},
    "a page of many megabytes": {"kind": "huge"},
    "nothing": {"kind": "blank"},
    "an empty object": {"kind": "empty"},
    "half an answer": {"kind": "shortened"},
    "an answer that is cut off": {"kind": "truncated"},
    "another form": {"kind": "listed"},
    "429 in JSON": {"kind": "busy"},
    "a redirect for ever": {"kind": "redirect", "status": 301},
    "a redirect": {"kind": "redirect", "status": 302},
    "a redirect of a POST": {"kind": "redirect", "status": 307},
}
COMMANDS: dict[str, tuple[str, ...]] = {
    "submit": ("submit", "job.yaml", "--yes"),
    "list": ("jobs", "list"),
    "show": ("jobs", "show", JOB),
    "wait": ("jobs", "wait", JOB, "--deadline", "60"),
    "results": ("jobs", "results", JOB),
    "compare": ("jobs", "compare", JOB, f"{JOB}-2"),
    "stop": ("jobs", "stop", JOB),
    "audit": ("jobs", "audit", JOB),
    "audit all": ("jobs", "audit"),
    "online": ("check", "--online", "--require-online", "job.yaml"),
}

each_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeClock().use(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path)


def run(folder: Path, *words: str) -> Outcome:
    return recolint(*words, cwd=folder, environment=dict(os.environ))


def lines(outcome: Outcome) -> list[str]:
    """The messages: short, harmless, without a page, a traceback or a credential."""
    assert "Traceback" not in outcome.err
    assert not re.search(r"<(?!class)", outcome.err)
    for secret in (ACCESS_KEY_ID, ACCESS_KEY.secret):
        assert secret not in outcome.err
    found = outcome.err.splitlines()
    assert all(len(line) < 600 for line in found)
    return found


@each_answer
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_what_is_no_answer_of_aws_is_not_believed(
    aws: TestAws, folder: Path, command: tuple[str, ...], answer: dict[str, object]
) -> None:
    if command[0] == "jobs":
        for name in (JOB, f"{JOB}-2"):
            aws.client("sagemaker").create_inference_recommendations_job(**default_job(name))
    kind = str(answer["kind"])
    more = {name: value for name, value in answer.items() if name != "kind"}
    aws.fault(
        kind, "*", times=100_000, when="after" if kind in ("empty", "shortened", "truncated") else "before", **more
    )
    outcome = run(folder, *command)
    # Whoever waits, waits through all trouble until the deadline.
    assert outcome.code == (7 if "wait" in command else 4), outcome.err
    assert outcome.out == "" or command[0] == "check"
    assert lines(outcome)
    if command[0] == "jobs" and "wait" not in command:
        assert len(lines(outcome)) == 1


@each_answer
def test_a_stop_that_nobody_carried_out_is_not_believed(aws: TestAws, folder: Path, answer: dict[str, object]) -> None:
    if answer["kind"] in ("empty", "shortened", "truncated"):
        pytest.skip("these come after the job is stopped")
    aws.client("sagemaker").create_inference_recommendations_job(**default_job(JOB))
    aws.script(JOB, statuses=["IN_PROGRESS", "COMPLETED"], advance="control")
    kind = str(answer["kind"])
    aws.fault(kind, STOP, times=100, **{name: value for name, value in answer.items() if name != "kind"})
    outcome = run(folder, "jobs", "stop", JOB)
    assert (outcome.code, outcome.out) == (4, "")
    (line,) = lines(outcome)
    assert line.startswith(f"recolint: {JOB}: ")
    assert "stopping" not in line
    aws.clear_faults()
    outcome = run(folder, "jobs", "stop", JOB)
    assert (outcome.code, outcome.err) == (0, f"recolint: {JOB}: stopping\n")


def test_a_stop_whose_answer_is_lost_is_looked_for(aws: TestAws, folder: Path) -> None:
    aws.client("sagemaker").create_inference_recommendations_job(**default_job(JOB))
    aws.fault("portal", STOP, when="after")
    outcome = run(folder, "jobs", "stop", JOB)
    assert (outcome.code, outcome.err) == (0, f"recolint: {JOB}: stopping\n")


def test_a_job_that_ends_by_itself_was_not_stopped(aws: TestAws, folder: Path) -> None:
    aws.client("sagemaker").create_inference_recommendations_job(**default_job(JOB))
    aws.script(JOB, statuses=["COMPLETED"])
    aws.fault("blank", STOP)
    outcome = run(folder, "jobs", "stop", JOB)
    assert (outcome.code, outcome.err) == (4, f"recolint: {JOB}: not stopped: the job has already ended (COMPLETED)\n")


def test_a_stop_that_cannot_be_confirmed_says_so(aws: TestAws, folder: Path) -> None:
    aws.client("sagemaker").create_inference_recommendations_job(**default_job(JOB))
    aws.fault("denied", "DescribeInferenceRecommendationsJob", times=9)
    outcome = run(folder, "jobs", "stop", JOB)
    assert outcome.code == 4
    assert "unknown whether the job is stopping" in outcome.err


def test_a_right_answer_of_a_wrong_type_is_an_answer(aws: TestAws, folder: Path) -> None:
    aws.fault("mistyped", "*", times=100)
    assert run(folder, "submit", "job.yaml", "--yes").code == 0
    assert len(aws.jobs()) == 1
    assert "churn-week" in run(folder, "jobs", "list").out


BODIES = [
    {"JobName": 5, "Status": ["COMPLETED"]},
    {"Status": "COMPLETED"},
    {"JobName": None, "Status": "COMPLETED", "InputConfig": None, "InferenceRecommendations": None},
    {"Status": "COMPLETED", "InferenceRecommendations": 5},
    {"Status": "COMPLETED", "InferenceRecommendations": [{"Metrics": {"CostPerHour": "much", "ModelLatency": []}}]},
    {"Status": "COMPLETED", "CreationTime": "soon"},
    {"Status": "COMPLETED", "CreationTime": 1e300},
    {"Status": "COMPLETED", "JobName": 5, "InputConfig": [], "RoleArn": {"a": 1}, "JobType": 5},
    {"Status": "COMPLETED", "JobName": "a", "JobType": "Default", "InputConfig": {"Endpoints": [5]}},
    {"InferenceRecommendationsJobs": [{}], "Steps": [{}]},
    {"InferenceRecommendationsJobs": [{"JobName": 5, "Status": {}}], "Steps": [{"Status": 5}]},
    {"InferenceRecommendationsJobs": [5], "Steps": [5]},
    {"InferenceRecommendationsJobs": [], "NextToken": 5},
    5,
]


@pytest.mark.parametrize("body", BODIES, ids=str)
def test_an_answer_of_odd_members_is_no_fault_of_recolint(aws: TestAws, folder: Path, body: object) -> None:
    aws.fault("said", "*", times=100_000, message=json.dumps(body))
    for name, command in COMMANDS.items():
        if "jobs" in command and name not in ("wait", "results"):
            outcome = run(folder, *command)
            assert outcome.code != 70, (name, outcome.err)
            lines(outcome)


@each_answer
def test_a_look_up_that_gets_no_answer_is_skipped_and_never_a_finding(
    aws: TestAws, tmp_path: Path, answer: dict[str, object]
) -> None:
    made(aws)
    (tmp_path / "job.json").write_text(json.dumps(spec()))
    kind = str(answer["kind"])
    aws.fault(kind, "*", times=100_000, **{name: value for name, value in answer.items() if name != "kind"})
    command = ("check", "--isolated", "--select", "RL9", "--online", "--output-format", "json")
    outcome = run(tmp_path, *command)
    report = json.loads(outcome.out)
    assert (outcome.code, report["findings"]) == (0, [])
    assert report["online"]["skipped"]
    assert all(line.startswith("recolint: skipped RL") for line in lines(outcome))


def profile(folder: Path, monkeypatch: pytest.MonkeyPatch, *settings: str) -> None:
    """A default profile with ``settings`` alone."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    (folder / "config").write_text("[default]\n" + "".join(f"{line}\n" for line in settings))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(folder / "config"))


Way = Callable[[Path, pytest.MonkeyPatch], None]


def _token_file(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere/token")
    monkeypatch.setenv("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/web")


def _half(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")


def _process(script: str) -> Way:
    def way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / "credentials.sh").write_text(script)
        profile(folder, monkeypatch, f"credential_process = sh {folder}/credentials.sh")

    return way


def _settings(*settings: str) -> Way:
    return lambda folder, monkeypatch: profile(folder, monkeypatch, *settings)


KEYS = (f"aws_access_key_id = {ACCESS_KEY_ID}", f"aws_secret_access_key = {ACCESS_KEY.secret}")
ROLE = "role_arn = arn:aws:iam::123456789012:role/x"
SSO = (
    "sso_start_url = https://sso.invalid/start", "sso_region = us-east-1", "sso_account_id = 123456789012",
    "sso_role_name = engineer",
)  # fmt: skip

WAYS: dict[str, tuple[Way, str]] = {
    "a token file that is not there": (_token_file, "/nowhere/token"),
    "half of the credentials": (_half, "no credentials"),
    "half of a profile's credentials": (_settings(KEYS[0]), "no credentials"),
    "a process that fails": (_process("echo 'not today' >&2; exit 3"), "not today"),
    "a process that is not there": (_settings("credential_process = /nowhere/helper"), "/nowhere/helper"),
    "a process that gives no JSON": (_process("echo hello"), "no credentials"),
    "a process that gives nothing": (_process("true"), "no credentials"),
    "a process that gives a list": (_process("echo '[]'"), "no credentials"),
    "a process of another version": (_process("echo '{\"Version\": 9}'"), "no credentials"),
    "a process that gives half": (_process("echo '{\"Version\": 1, \"AccessKeyId\": \"a\"}'"), "no credentials"),
    "an SSO session that is over": (_settings(*SSO), "SSO"),
    "an SSO session of no name": (_settings("sso_session = nobody", *SSO[2:]), "no credentials"),
    "MFA without a terminal": (
        _settings(ROLE, "source_profile = default", "mfa_serial = arn:aws:iam::123456789012:mfa/me", *KEYS),
        "no terminal for the prompt: Enter MFA code for arn:aws:iam::123456789012:mfa/me",
    ),
    "a source profile that is not there": (_settings(ROLE, "source_profile = nobody"), "nobody"),
    "a source of an unknown kind": (_settings(ROLE, "credential_source = Moon"), "Moon"),
    "a role without source": (_settings(ROLE), "no credentials"),
    "nothing at all": (_settings("output = json"), "no credentials"),
}  # fmt: skip


@pytest.mark.parametrize(("way", "word"), WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("command", [COMMANDS["submit"], COMMANDS["list"], ("check", "--online")])
def test_a_way_to_credentials_that_fails_is_one_line(
    aws: TestAws,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    way: Way,
    word: str,
) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr("getpass.unix_getpass", None, raising=False)
    monkeypatch.setattr("getpass.getpass", __import__("getpass").fallback_getpass)
    way(folder, monkeypatch)
    outcome = run(folder, *command)
    assert (outcome.code, outcome.out) == (4, ""), outcome.err
    line = lines(outcome)[-1]
    assert line.startswith("recolint: ")
    assert word in line
    assert aws.requests(operation=CREATE) == []


def test_a_session_that_aws_does_not_give_is_one_line(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile(folder, monkeypatch, ROLE, "source_profile = default", *KEYS)
    for kind in ("portal", "denied", "blank"):
        aws.fault(kind, "AssumeRole", times=99)
        outcome = run(folder, "jobs", "list")
        assert (outcome.code, outcome.out, len(lines(outcome))) == (4, "", 1)
        outcome = process("jobs", "list", cwd=folder)
        assert (outcome.code, outcome.out, len(lines(outcome))) == (4, "", 1)
        aws.clear_faults()


@pytest.mark.parametrize(
    ("name", "value", "code", "word"),
    [
        ("HTTP_PROXY", "http://me:hunter2@127.0.0.1:9", 4, "roxy"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", 4, "127.0.0.1:9"),
        ("AWS_PROFILE", "nobody", 2, "nobody"),
        ("AWS_ENDPOINT_URL", "nowhere", 2, "nowhere"),
    ],
)
@pytest.mark.parametrize("command", ["list", "submit"])
def test_settings_that_lead_nowhere_are_one_line(
    aws: TestAws,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    name: str,
    value: str,
    code: int,
    word: str,
) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv(name, value)
    outcome = run(folder, *COMMANDS[command])
    assert outcome.code == code, outcome.err
    assert word in lines(outcome)[-1]
    assert "hunter2" not in outcome.err
    assert aws.requests(operation=CREATE) == []
