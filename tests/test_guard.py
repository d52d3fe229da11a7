"""``recolint.guard``: boto3 sends no request that check would refuse, and all else as before."""

from __future__ import annotations

import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ParamValidationError

import recolint
from aws_samples import default_job, load_test
from recolint.config.layers import ConfigError
from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID
from recolint.testing.aws.remote import TestAws

CREATE = "CreateInferenceRecommendationsJob"
KEYS = {"aws_access_key_id": ACCESS_KEY_ID, "aws_secret_access_key": ACCESS_KEY.secret}

PHASES = [{"InitialNumberOfUsers": users, "SpawnRate": 1, "DurationInSeconds": 120} for users in (1, 3)]
BAD = load_test()
BAD["InputConfig"] |= {
    "JobDurationInSeconds": 200,
    "TrafficPattern": {"TrafficType": "PHASES", "Phases": PHASES},
}

POLICY: dict[str, Any] = {"select": ["RL1", "RL2"]}
"""Rules without a finding in the samples."""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a folder without a config."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket on loopback that would take connections."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


def client(of: Any, to: socket.socket | TestAws, **config: Any) -> Any:
    """A SageMaker client of the session ``of`` that sends to ``to``."""
    return of.client(
        "sagemaker",
        endpoint_url=to.endpoint if isinstance(to, TestAws) else f"http://127.0.0.1:{to.getsockname()[1]}",
        config=Config(retries={"total_max_attempts": 1}, read_timeout=60, **config),
    )


@cache
def session(region: str = "us-east-1") -> boto3.session.Session:
    """A session that is not to be guarded itself: to read the service's model takes it a while."""
    return boto3.session.Session(region_name=region, **KEYS)


def refused(sagemaker: Any, listener: socket.socket, request: dict[str, Any]) -> recolint.RefusedError:
    """The refusal of ``request``; fails if a server received it."""
    with pytest.raises(recolint.RefusedError) as caught:
        sagemaker.create_inference_recommendations_job(**request)
    with pytest.raises(BlockingIOError):
        listener.accept()
    return caught.value


def test_a_client_makes_no_connection_for_a_request_that_is_refused(listener: socket.socket) -> None:
    sagemaker = client(session(), listener)
    recolint.guard(sagemaker, config=POLICY)
    error = refused(sagemaker, listener, BAD)
    assert error.name == "fraud-load-test"
    assert {(one.code, one.route) for one in error.findings} == {("RL204", ("InputConfig", "JobDurationInSeconds"))}
    first, second, third = str(error).splitlines()
    assert first == "the request 'fraud-load-test' was not sent:"
    assert second.startswith("error[RL204] traffic-outlasts-job: /InputConfig/JobDurationInSeconds: the phases last")
    assert third.startswith("  help: raise JobDurationInSeconds")


@pytest.mark.parametrize("of_botocore", [False, True])
def test_a_guarded_session_guards_the_clients_made_of_it(listener: socket.socket, *, of_botocore: bool) -> None:
    core = botocore.session.Session()
    made = boto3.session.Session(region_name="us-east-1", botocore_session=core, **KEYS)
    recolint.guard(core if of_botocore else made, config=POLICY)
    refused(client(made, listener), listener, BAD)


def test_a_request_that_passes_is_sent_as_it_is_and_other_operations_go_on(aws: TestAws) -> None:
    sagemaker = client(session(), aws)
    recolint.guard(sagemaker, config=POLICY)
    request = load_test()
    assert sagemaker.create_inference_recommendations_job(**request)["JobArn"].endswith("/fraud-load-test")
    assert [job["request"] for job in aws.jobs()] == [request]
    assert sagemaker.list_inference_recommendations_jobs()["InferenceRecommendationsJobs"]
    with pytest.raises(recolint.RefusedError):
        sagemaker.create_inference_recommendations_job(**BAD)
    assert len(aws.requests(operation=CREATE)) == 1


def test_what_other_handlers_make_of_a_request_is_what_is_checked(listener: socket.socket) -> None:
    sagemaker = client(session(), listener)

    def spoil(params: dict[str, Any], **_: Any) -> None:
        params["InputConfig"] = BAD["InputConfig"]

    recolint.guard(sagemaker, config=POLICY)
    for event in ("provide-client-params", "before-parameter-build"):
        sagemaker.meta.events.register(f"{event}.sagemaker.{CREATE}", spoil)
        refused(sagemaker, listener, load_test())
        sagemaker.meta.events.unregister(f"{event}.sagemaker.{CREATE}", spoil)


@pytest.mark.parametrize("request_", [{}, {"JobName": "a"}, {"JobName": "a", "JobType": "Default"}, {"Job": 1}])
def test_half_a_request_is_refused(listener: socket.socket, request_: dict[str, Any]) -> None:
    sagemaker = client(session(), listener, parameter_validation=False)
    recolint.guard(sagemaker)
    assert refused(sagemaker, listener, request_).findings


@pytest.mark.parametrize("value", [b"x", {1}, 3.5, float("nan"), object()])
def test_what_is_no_json_gets_no_further(listener: socket.socket, value: Any) -> None:
    sagemaker = client(session(), listener)
    recolint.guard(sagemaker, config=POLICY)
    with pytest.raises((recolint.RefusedError, ParamValidationError)):
        sagemaker.create_inference_recommendations_job(**{**load_test(), "JobDescription": value})
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_policy_is_a_table_a_file_or_the_config_of_the_folder(listener: socket.socket, tmp_path: Path) -> None:
    strict = {"extend-select": ["RL306"], "rules": {"name-breaks-policy": {"pattern": "ours-.*"}}}
    text = 'extend-select = ["RL306"]\n[rules.name-breaks-policy]\npattern = "ours-.*"\n'
    (tmp_path / "team.toml").write_text(text)
    for policy in (strict, "team.toml", tmp_path / "team.toml"):
        sagemaker = client(session(), listener)
        recolint.guard(sagemaker, config=policy)
        assert "name-breaks-policy" in str(refused(sagemaker, listener, BAD))
    (tmp_path / "team.toml").rename(tmp_path / "recolint.toml")
    sagemaker = client(session(), listener)
    recolint.guard(sagemaker)
    assert "name-breaks-policy" in str(refused(sagemaker, listener, BAD))


@pytest.mark.slow
def test_fail_on_and_suppressions_of_the_policy_count(aws: TestAws, caplog: pytest.LogCaptureFixture) -> None:
    sagemaker = client(session(), aws)
    warned = default_job("w", JobDescription="d", StoppingConditions={"MaxInvocations": 10})
    with recolint.guard(sagemaker, config={"select": ["RL2"], "fail-on": "warning"}):
        with pytest.raises(recolint.RefusedError) as caught:
            sagemaker.create_inference_recommendations_job(**warned)
        assert {one.severity.label for one in caught.value.findings} == {"warning"}
    codes = [one.code for one in caught.value.findings]
    hidden = {"path": "<boto3>", "rules": codes, "reason": "agreed"}
    with recolint.guard(sagemaker, config={"select": ["RL2"], "fail-on": "warning", "suppress": [hidden]}):
        sagemaker.create_inference_recommendations_job(**warned)
    assert caplog.messages == []
    with recolint.guard(sagemaker, config={"select": ["RL2"]}):
        sagemaker.create_inference_recommendations_job(**{**warned, "JobName": "w2"})
    assert [(one.name, one.levelname) for one in caplog.records] == [("recolint.guard", "WARNING")] * len(codes)
    assert caplog.messages[0].startswith(f"w2: warning[{codes[0]}]")


@pytest.mark.parametrize("by", ["table", "file", "environment"])
def test_a_policy_holds_whatever_the_config_of_the_folder_says(
    listener: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    (tmp_path / "recolint.toml").write_text("ignore = ['RL']\n[severity]\nRL301 = 'info'\n")
    table = {"name": "acme", "url": "https://wiki.example.com", "severity": {"RL301": "error"}}
    text = 'name = "acme"\nurl = "https://wiki.example.com"\nseverity = {RL301 = "error"}\n'
    (tmp_path / "acme.toml").write_text(text)
    sagemaker = client(session(), listener)
    if by == "environment":
        monkeypatch.setenv("RECOLINT_POLICY", "acme.toml")
        recolint.guard(sagemaker)
    else:
        recolint.guard(sagemaker, policy=[table] if by == "table" else tmp_path / "acme.toml")
    error = refused(sagemaker, listener, default_job("a-name-with-more-than-forty-characters-in-it"))
    assert "RL301" in {one.code for one in error.findings if one.severity.label == "error"}
    assert "policy acme: https://wiki.example.com" in str(error)


def test_a_policy_suppresses_its_own_findings(aws: TestAws) -> None:
    hidden = {"path": "<boto3>", "rules": ["RL301"], "reason": "agreed"}
    sagemaker = client(session(), aws)
    with recolint.guard(sagemaker, {"severity": {"RL301": "error"}, "suppress": [hidden]}):
        sagemaker.create_inference_recommendations_job(**default_job("a-name-with-more-than-forty-characters-in-it"))


def test_the_region_is_the_clients(listener: socket.socket) -> None:
    sagemaker = client(session("eu-west-1"), listener)
    with recolint.guard(sagemaker, config={"select": ["RL1", "RL6"]}):
        assert "eu-west-1" in str(refused(sagemaker, listener, default_job()))
    with recolint.guard(sagemaker, config={"select": ["RL1"], "region": "us-east-1"}):
        error = refused(sagemaker, listener, default_job())
    assert error.problems == ("the policy is for the Region us-east-1, the client's is eu-west-1",)


def test_a_guard_can_be_removed_also_from_clients_made_meanwhile(aws: TestAws) -> None:
    made = boto3.session.Session(region_name="us-east-1", **KEYS)
    guard = recolint.guard(made, config=POLICY)
    sagemaker = client(made, aws)
    with pytest.raises(recolint.RefusedError):
        sagemaker.create_inference_recommendations_job(**BAD)
    guard.remove()
    for number, one in enumerate((sagemaker, client(made, aws))):
        one.create_inference_recommendations_job(**{**BAD, "JobName": f"free-{number}"})
    assert len(aws.jobs()) == 2


def test_two_guards_both_have_to_let_a_request_pass(listener: socket.socket) -> None:
    sagemaker = client(session(), listener)
    recolint.guard(sagemaker, config={"select": ["RL1"]})
    with recolint.guard(sagemaker, config={"select": ["RL204"]}):
        assert [one.code for one in refused(sagemaker, listener, BAD).findings] == ["RL204"]


def test_many_threads_share_a_guard(aws: TestAws) -> None:
    sagemaker = client(session(), aws)
    recolint.guard(sagemaker, config=POLICY)

    def make(number: int) -> bool:
        request = BAD if number % 2 else load_test()
        try:
            sagemaker.create_inference_recommendations_job(**{**request, "JobName": f"job-{number}"})
        except recolint.RefusedError as error:
            return error.name != f"job-{number}" or [one.code for one in error.findings] != ["RL204"]
        return number % 2 == 1

    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(make, range(40)))
    assert sorted(job["name"] for job in aws.jobs()) == sorted(f"job-{number}" for number in range(0, 40, 2))


@pytest.mark.parametrize("policy", [{"fail-on": "fatal"}, {"selct": []}, "no.toml"])
def test_a_wrong_policy_is_said_at_once(listener: socket.socket, policy: Any) -> None:
    with pytest.raises(ConfigError):
        recolint.guard(client(session(), listener), config=policy)


def test_what_makes_no_such_call_cannot_be_guarded() -> None:
    for target in (session().client("s3"), boto3, None):
        with pytest.raises(TypeError, match=r"recolint\.guard: expected "):
            recolint.guard(target)


def test_a_refusal_is_harmless_to_print_shows_no_credential_and_crosses_processes(listener: socket.socket) -> None:
    secret = "AKIA" + "IOSFODNN7EXAMPLQ"
    request = {**BAD, "JobName": "a\x1b[2J", "JobDescription": f"the key {secret}", "\x1b[31mTag": 1}
    sagemaker = client(session(), listener, parameter_validation=False)
    recolint.guard(sagemaker)
    error = refused(sagemaker, listener, request)
    assert "RL033" in str(error)
    assert secret not in repr(error) + str(error)
    assert "\x1b" not in str(error)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301  our own


def test_a_rule_that_crashes_stops_the_request(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any) -> None:
        raise ZeroDivisionError("oh")

    from recolint_rules.traffic.traffic_outlasts_job import TrafficOutlastsJob

    monkeypatch.setattr(TrafficOutlastsJob, "check", crash)
    sagemaker = client(session(), listener)
    recolint.guard(sagemaker, config=POLICY)
    (problem,) = refused(sagemaker, listener, load_test()).problems
    assert problem.startswith("rule RL204 of package recolint crashed: ZeroDivisionError: oh")


def test_recolint_alone_imports_nothing() -> None:
    code = "import sys, recolint; print([name for name in sys.modules if name.startswith(('recolint.', 'boto'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    with pytest.raises(AttributeError, match="no attribute 'gard'"):
        _ = recolint.gard  # type: ignore[attr-defined]
