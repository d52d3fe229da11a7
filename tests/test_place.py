"""Where the jobs of a command run is known to the rules: by options, by the environment, by the credentials."""

from __future__ import annotations

import io
import json
import os
from contextlib import chdir
from pathlib import Path

import boto3
import pytest

import recolint as library
from command_line import TODAY, Outcome, recolint
from recolint.cli.main import main
from recolint.cli.streams import Streams
from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID
from recolint.testing.aws.remote import TestAws
from specs import DEFAULT
from submitting import NAME, PACKAGE, ROLE, SPEC, FakeClock, project, submit

CHINA = SPEC.replace("arn:aws:iam", "arn:aws-cn:iam")
OTHER = "111122223333"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a spec that is right in us-east-1 of 123456789012."""
    return project(tmp_path)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeClock().use(monkeypatch)


def codes(outcome: Outcome) -> set[str]:
    """The errors of a JSON report."""
    return {one["code"] for one in json.loads(outcome.out)["findings"] if one["severity"] == "error"}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), set()),
        (("--region", "eu-central-1", "--account", "111122223333"), set()),
        (("--region", "us-east-1"), {"RL642"}),
        (("--account", "123456789012"), {"RL644"}),
        (("--region", "cn-north-1"), {"RL641"}),
    ],
)
def test_a_check_takes_the_place_of_its_options_and_asks_nobody(
    tmp_path: Path, options: tuple[str, ...], found: set[str]
) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    outcome = recolint("check", "job.yaml", "--output-format", "json", *options, cwd=tmp_path)
    assert (outcome.code, codes(outcome)) == (1 if found else 0, found)


def test_options_win_over_the_config(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    (tmp_path / "recolint.toml").write_text('region = "us-east-1"\naccount = "123456789012"\n')
    assert recolint("check", cwd=tmp_path).code == 1
    assert recolint("check", "--region", "eu-central-1", "--account", OTHER, cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("option", "value"),
    [("--region", "Frankfurt"), ("--region", ""), ("--account", "12"), ("--account", "12345678901a")],
)
@pytest.mark.parametrize("command", [("check",), ("plan", "job.yaml"), ("iam", "needs", "job.yaml")])
def test_a_place_that_cannot_be_is_a_mistake_of_the_call(
    tmp_path: Path, command: tuple[str, ...], option: str, value: str
) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    outcome = recolint(*command, option, value, cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert option in outcome.err


def test_a_plan_and_a_baseline_know_the_place_too(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    assert "check finds" not in recolint("plan", "job.yaml", cwd=tmp_path).err
    assert "check finds 1 error" in recolint("plan", "job.yaml", "--account", "123456789012", cwd=tmp_path).err
    recolint("baseline", "create", "--region", "us-east-1", cwd=tmp_path)
    known = ("--baseline", "recolint-baseline.json")
    assert recolint("check", "--region", "us-east-1", *known, cwd=tmp_path).code == 0
    assert "RL642" in recolint("baseline", "show", *known, cwd=tmp_path).out


@pytest.mark.parametrize("way", ["option", "variable", "profile"])
def test_a_submit_to_another_region_is_refused_before_anything_is_sent(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    if way == "variable":
        monkeypatch.setenv("AWS_REGION", "eu-west-1")
    if way == "profile":
        (folder / "config").write_text("[default]\nregion = eu-west-1\n")
        monkeypatch.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    outcome = submit(folder, *(["--region", "eu-west-1"] if way == "option" else []))
    assert (outcome.code, aws.requests()) == (1, [])
    assert "RL642" in outcome.err
    assert "nothing was sent: the check failed" in outcome.err


@pytest.mark.parametrize(
    ("spec", "region", "code"),
    [
        (SPEC.replace("iam::123456789012", f"iam::{OTHER}"), "us-east-1", "RL644"),
        (CHINA, "us-east-1", "RL641"),
        (SPEC + "  VolumeKmsKeyId: arn:aws:kms:eu-west-1:123456789012:alias/data\n", "us-east-1", "RL604"),
    ],
)
@pytest.mark.parametrize("question", [True, False])
def test_a_submit_to_another_account_or_place_is_refused_before_the_question(
    aws: TestAws, folder: Path, spec: str, region: str, code: str, question: bool
) -> None:
    (folder / "job.yaml").write_text(spec)
    screen = Screen()
    words = ["submit", "job.yaml", "--region", region, *([] if question else ["--yes"])]
    with chdir(folder):
        got = main(words, Streams(Terminal(b"y\n"), io.StringIO(), screen, dict(os.environ), TODAY))
    assert (got, aws.jobs()) == (1, [])
    assert code in screen.getvalue()
    assert "[y/N]" not in screen.getvalue()


class Terminal(io.BytesIO):
    """What somebody types."""

    def isatty(self) -> bool:
        """It is one."""
        return True


class Screen(io.StringIO):
    """What somebody reads."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(("words", "bold"), [((), True), (("--color", "off"), False)])
def test_job_account_and_region_are_first_and_bold_then_what_is_suppressed_then_the_plan(
    aws: TestAws, folder: Path, words: tuple[str, ...], *, bold: bool
) -> None:
    role = f"RoleArn: arn:aws:iam::{OTHER}:role/r  # recolint: ignore[RL644] a test"
    (folder / "job.yaml").write_text(SPEC.replace(f"RoleArn: {ROLE}", role))
    screen = Screen()
    with chdir(folder):
        streams = Streams(Terminal(b"n\n"), io.StringIO(), screen, dict(os.environ), TODAY)
        assert main(["submit", "job.yaml", *words], streams) == 5
    start, end = ("\x1b[1m", "\x1b[0m") if bold else ("", "")
    text = screen.getvalue()
    lines = text[text.index(f"job {start}{NAME}") :].splitlines()
    assert lines[0] == f"job {start}{NAME}: instance-hours and cost unknown{end}"
    assert lines[1].startswith(f"account {start}123456789012{end} as arn:aws:iam::123456789012:user/engineer")
    assert lines[2].startswith(f"Region {start}us-east-1{end}, endpoint ")
    assert "suppressed (a test): error[RL644]" in lines[3]
    assert lines[4] == f"{NAME} (job.yaml)"
    assert lines[-1].startswith("Submit this job despite 1 suppressed error (RL644)? [y/N] ")
    assert aws.jobs() == []


def test_what_was_found_before_the_account_was_known_is_shown_once(aws: TestAws, folder: Path) -> None:
    foreign = SPEC.replace("us-east-1:123456789012", f"us-east-1:{OTHER}")
    (folder / "job.yaml").write_text(foreign + "  JobDurationInSeconds: 3600\n")
    outcome = submit(folder)
    assert (outcome.code, len(aws.jobs())) == (0, 1)
    assert [outcome.err.count(code) for code in ("[RL231]", "[RL406]")] == [1, 1]


def test_a_suppressed_error_that_only_the_account_shows_is_named(aws: TestAws, folder: Path) -> None:
    role = f"RoleArn: arn:aws:iam::{OTHER}:role/r  # recolint: ignore[RL644] a test"
    (folder / "job.yaml").write_text(SPEC.replace(f"RoleArn: {ROLE}", role))
    outcome = submit(folder)
    assert (outcome.code, len(aws.jobs())) == (0, 1)
    assert "suppressed (a test): error[RL644]" in outcome.err


def test_an_account_that_nobody_tells_is_unknown_to_the_rules(aws: TestAws, folder: Path) -> None:
    (folder / "job.yaml").write_text(SPEC.replace("iam::123456789012", f"iam::{OTHER}"))
    aws.fault("denied", "GetCallerIdentity", times=4)
    assert submit(folder).code == 0


def test_the_submit_wins_over_the_config_for_the_rules_and_nothing_is_sent_against_it(
    aws: TestAws, folder: Path
) -> None:
    (folder / "recolint.toml").write_text('region = "us-east-1"\n')
    refused = submit(folder, "--region", "eu-west-1")
    assert (refused.code, "RL642" in refused.err) == (1, True)
    (folder / "recolint.toml").write_text('region = "eu-west-1"\n')
    held = submit(folder)
    assert (held.code, "RL642" in held.err) == (2, False)
    assert "region is eu-west-1, the Region in use is us-east-1; nothing was sent" in held.err
    assert aws.jobs() == []


def test_a_dry_run_judges_by_the_region_and_needs_none(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recolint("submit", "job.yaml", "--dry-run", "--region", "eu-west-1", cwd=folder).code == 1
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    assert recolint("submit", "job.yaml", "--dry-run", cwd=folder).code == 0
    assert aws.requests() == []


def test_an_audit_judges_each_job_by_the_place_it_ran_in(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text('region = "eu-central-1"\naccount = "111122223333"\n')
    request = {
        "JobType": "Default",
        "RoleArn": ROLE,
        "InputConfig": {"ModelPackageVersionArn": PACKAGE},
        "Status": "COMPLETED",
    }
    for name in ("one", "two"):
        arn = f"arn:aws:sagemaker:us-east-1:123456789012:inference-recommendations-job/{name}"
        answer = {"JobName": name, "JobArn": arn, **request}
        (tmp_path / f"{name}.json").write_text(json.dumps(answer))
    outcome = recolint("jobs", "audit", "--from", "one.json", "--from", "two.json", cwd=tmp_path)
    assert (outcome.code, outcome.out.count("RL64")) == (0, 0), outcome.out


def test_a_guard_judges_by_the_region_of_the_client(aws: TestAws) -> None:
    client = boto3.client(
        "sagemaker",
        region_name="eu-west-1",
        endpoint_url=aws.endpoint,
        aws_access_key_id=ACCESS_KEY_ID,
        aws_secret_access_key=ACCESS_KEY.secret,
    )
    request = {
        "JobName": "churn",
        "JobType": "Default",
        "RoleArn": ROLE,
        "InputConfig": {"ModelPackageVersionArn": PACKAGE},
    }
    with library.guard(client, config={}), pytest.raises(library.RefusedError, match="RL642"):
        client.create_inference_recommendations_job(**request)
    with library.guard(client, {"account": OTHER}), pytest.raises(library.RefusedError, match="RL644"):
        client.create_inference_recommendations_job(**request)
    assert aws.requests() == []
