"""``recolint check --online``: its calls, their number, and the messages if AWS does not answer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from command_line import recolint
from online_account import JSON, check, made, spec, told
from recolint.aws.look_ups import ask
from recolint.aws.session import Aws, Connection
from recolint.check import online
from recolint.rule.account import Account
from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID
from recolint.testing.aws.remote import TestAws

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _ready(aws: TestAws) -> None:
    made(aws)


def test_nothing_is_asked_without_being_told_to(aws: TestAws, tmp_path: Path) -> None:
    asked = len(aws.requests())
    outcome = check(tmp_path, spec(), options=("--output-format", "json"))
    assert (outcome.code, json.loads(outcome.out)["online"]) == (0, None)
    assert len(aws.requests()) == asked


def test_a_spec_that_could_run_is_clean_and_its_look_ups_are_counted(tmp_path: Path) -> None:
    outcome = check(tmp_path, spec())
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith(" lookups in AWS\n")
    codes, online = told(check(tmp_path, spec(), options=JSON))
    assert (codes, online["skipped"]) == ([], [])
    assert online["asked"] > 0


def test_specs_share_their_look_ups(aws: TestAws, tmp_path: Path) -> None:
    specs = [spec(f"churn-{number}") for number in range(12)]
    assert check(tmp_path, *specs).code == 0
    assert len(aws.requests(operation="GetRole")) == 1
    assert len(aws.requests(operation="GetObject")) == 1
    assert len(aws.requests(operation="DescribeInferenceRecommendationsJob")) == 12


def test_a_payload_is_never_read_whole(aws: TestAws, tmp_path: Path) -> None:
    check(tmp_path, spec())
    (asked,) = aws.requests(operation="GetObject")
    assert asked["parameters"]["Range"] == "bytes=0-65535"


def test_a_throttled_look_up_is_tried_again(aws: TestAws, tmp_path: Path) -> None:
    aws.fault("throttle", "GetRole", times=2)
    codes, online = told(check(tmp_path, spec(), options=JSON))
    assert (codes, online["skipped"]) == ([], [])
    assert len(aws.requests(operation="GetRole")) == 3


@pytest.mark.parametrize("kind", ["denied", "expired", "reset", "truncated", "empty", "shortened"])
def test_a_look_up_without_an_answer_is_skipped_and_never_a_finding(aws: TestAws, tmp_path: Path, kind: str) -> None:
    aws.fault(kind, "GetRole", times=20)
    outcome = check(tmp_path, spec(), options=JSON)
    codes, online = told(outcome)
    assert (outcome.code, codes) == (0, []), outcome.err
    (skipped,) = online["skipped"]
    assert skipped["look_up"] == "iam GetRole RoleName=inference-recommender"
    assert {"RL902", "RL903"} <= set(skipped["rules"])
    assert skipped["specs"] == [{"path": "0.json", "spec": 0}]
    assert skipped["reason"]
    assert "iam GetRole RoleName=inference-recommender" in outcome.err


def test_the_reason_says_who_denied_what(aws: TestAws, tmp_path: Path) -> None:
    aws.fault("denied", "GetObject", times=20)
    outcome = check(tmp_path, spec())
    assert outcome.code == 0
    assert "skipped RL920, RL921, RL922, RL923: s3 GetObject Bucket=payloads" in outcome.err
    assert "AccessDenied" in outcome.err
    assert outcome.out.endswith(", 1 skipped\n")


def test_require_online_fails_when_a_look_up_is_skipped_and_only_then(aws: TestAws, tmp_path: Path) -> None:
    assert check(tmp_path, spec(), options=("--require-online",)).code == 0
    aws.fault("denied", "GetRole", times=20)
    assert check(tmp_path, spec(), options=("--require-online",)).code == 4


def test_a_denied_look_up_hides_no_other(aws: TestAws, tmp_path: Path) -> None:
    aws.fault("denied", "GetRole", times=20)
    aws.client("s3").delete_object(Bucket="payloads", Key="payload.tar.gz")
    outcome = check(tmp_path, spec(), options=JSON)
    assert outcome.code == 1
    assert told(outcome)[0] == ["RL920"]


def unanswered(aws: TestAws, operation: str) -> bool:
    """Whether ``operation`` was asked for, and each answer is held back still."""
    return {one["status"] for one in aws.requests(operation=operation, at_least=1)} == {None}


def end_time_with(operation: str, aws: TestAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an hour pass for who waits for answers, as soon as ``operation`` has been asked, however long that takes."""

    def monotonic() -> float:
        if threading.current_thread() is not threading.main_thread():
            return time.monotonic()
        while not aws.requests(operation=operation, at_least=1):
            pass
        return time.monotonic() + 3600

    monkeypatch.setattr(online, "time", SimpleNamespace(monotonic=monotonic))


def test_a_check_ends_in_time_whatever_is_slow(aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    end_time_with("GetRole", aws, monkeypatch)
    aws.fault("slow", "GetRole", times=20, seconds=60.0)
    outcome = check(tmp_path, spec(), options=(*JSON, "--online-timeout", "600"))
    assert unanswered(aws, "GetRole")
    aws.release()
    skipped = {one["look_up"]: one["reason"] for one in told(outcome)[1]["skipped"]}
    assert skipped["iam GetRole RoleName=inference-recommender"] == "no answer within 600 s"


def test_the_first_question_takes_no_time_of_its_own(aws: TestAws, tmp_path: Path) -> None:
    aws.fault("slow", "GetCallerIdentity", times=20, seconds=60.0)
    outcome = check(tmp_path, spec(), options=(*JSON, "--online-timeout", "1"))
    assert unanswered(aws, "GetCallerIdentity")
    aws.release()
    skipped = told(outcome)[1]["skipped"]
    assert outcome.code == 0
    assert {one["reason"] for one in skipped} == {"no answer within 1 s"}


@pytest.mark.parametrize("kind", ["throttle", "error", "denied", "reset"])
def test_who_asks_may_stay_unknown(aws: TestAws, tmp_path: Path, kind: str) -> None:
    aws.fault(kind, "GetCallerIdentity", times=20)
    outcome = check(tmp_path, spec(), options=JSON)
    codes, online = told(outcome)
    assert (outcome.code, codes) == (0, [])
    assert [one["look_up"] for one in online["skipped"]] == ["sts GetCallerIdentity"]
    assert check(tmp_path, spec(), options=("--require-online",)).code == 4


def test_no_credentials_end_the_check_with_a_word_on_where_they_come_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    outcome = check(tmp_path, spec())
    assert (outcome.code, outcome.out) == (4, "")
    assert "no credentials" in outcome.err
    assert "--profile" in outcome.err


def test_expired_credentials_end_the_check_and_are_not_printed(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in aws.expired_environment.items():
        monkeypatch.setenv(name, value)
    outcome = check(tmp_path, spec())
    assert (outcome.code, outcome.out) == (4, "")
    assert "ExpiredToken" in outcome.err
    for name, value in aws.expired_environment.items():
        if "KEY" in name or "TOKEN" in name:
            assert value not in outcome.err


def test_an_sso_session_that_is_over_ends_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = "[profile sso]\nsso_start_url = https://sso.invalid/start\nsso_region = us-east-1\n"
    profile += "sso_account_id = 111122223333\nsso_role_name = engineer\nregion = us-east-1\n"
    (tmp_path / "config").write_text(profile)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    outcome = check(tmp_path, spec(), options=("--online", "--profile", "sso"))
    assert (outcome.code, outcome.out) == (4, "")
    assert "SSO" in outcome.err


def test_no_credential_stands_in_a_report(aws: TestAws, tmp_path: Path) -> None:
    secret = f"{ACCESS_KEY_ID} cannot do that"
    aws.fault("error", "GetRole", times=20, code="Refused", status=400, message=secret)
    outcome = check(tmp_path, spec(), options=JSON)
    assert "(access key) cannot do that" in outcome.out
    for text in (outcome.out, outcome.err):
        assert ACCESS_KEY_ID not in text
        assert ACCESS_KEY.secret not in text


@pytest.mark.parametrize("option", ["--profile", "--endpoint-url", "--online-timeout"])
def test_an_option_of_look_ups_is_refused_without_them(tmp_path: Path, option: str) -> None:
    outcome = check(tmp_path, spec(), options=(option, "1"))
    assert (outcome.code, outcome.err) == (2, f"recolint: {option} requires --online\n")


def test_an_unknown_profile_is_named(tmp_path: Path) -> None:
    outcome = check(tmp_path, spec(), options=("--online", "--profile", "nobody"))
    assert outcome.code == 2
    assert "nobody" in outcome.err


def test_a_suppression_of_an_online_rule_is_unused_only_when_the_rule_has_looked(aws: TestAws, tmp_path: Path) -> None:
    yaml = "JobName: a-1  # recolint: ignore[RL960] kept\nJobType: Default\n"
    (tmp_path / "a.yaml").write_text(yaml)
    select = ("check", "--isolated", "--select", "RL960,RL0", "a.yaml", "--output-format", "json")
    assert "unused-suppression" not in recolint(*select, cwd=tmp_path).out
    assert "unused-suppression" in recolint(*select, "--online", cwd=tmp_path).out
    aws.fault("denied", "DescribeInferenceRecommendationsJob", times=20)
    assert "unused-suppression" not in recolint(*select, "--online", cwd=tmp_path).out


def test_the_region_is_the_one_asked_for_else_the_configs(aws: TestAws, tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text('select = ["RL960"]\nregion = "eu-central-1"\n')
    (tmp_path / "a.json").write_text(json.dumps(spec()))
    asked = []
    for options in ((), ("--region", "eu-west-1")):
        assert recolint("check", "--online", *options, cwd=tmp_path).code == 0
        asked.append(aws.requests(operation="DescribeInferenceRecommendationsJob")[-1]["region"])
    assert asked == ["eu-central-1", "eu-west-1"]


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("sagemaker", "StopInferenceRecommendationsJob", {"JobName": "a"}),
        ("s3", "PutObject", {"Bucket": "a", "Key": "b"}),
        ("kms", "GenerateDataKey", {"KeyId": "alias/a"}),
        ("iam", "get_role", {"RoleName": "a"}),
    ],
)
def test_a_rule_can_ask_and_change_nothing(service: str, operation: str, parameters: dict[str, str]) -> None:
    account = Account(lambda _: None, "us-east-1")
    with pytest.raises(ValueError, match="a rule may only ask"):
        account.ask(service, operation, **parameters)


def test_a_rule_cannot_read_an_object_whole(aws: TestAws) -> None:
    before = len(aws.requests(operation="GetObject"))
    account = Account(partial(ask, Aws(Connection(region="us-east-1"))), "us-east-1")
    with pytest.raises(ValueError, match="a range only"):
        account.ask("s3", "GetObject", Bucket="payloads", Key="payload.tar.gz")
    assert len(aws.requests(operation="GetObject")) == before


def test_a_check_without_look_ups_imports_nothing_for_them(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(spec()))
    code = (
        "import sys; from recolint.cli.main import main; from recolint.cli.streams import Streams\n"
        "main(['check', '--isolated', '-q'], Streams.of_process())\n"
        "print(sorted({'boto3', 'botocore', 'recolint.check.online', 'recolint.aws.session'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
