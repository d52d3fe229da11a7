"""The plugin for pytest, in test runs of a project that creates jobs."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from aws_samples import load_test

pytest_plugins = ("pytester",)

PHASES = [{"InitialNumberOfUsers": users, "SpawnRate": 1, "DurationInSeconds": 120} for users in (1, 3)]
TRAFFIC = {"TrafficType": "PHASES", "Phases": PHASES}
SHORT = load_test()
SHORT["InputConfig"] = {**SHORT["InputConfig"], "JobDurationInSeconds": 200, "TrafficPattern": TRAFFIC}

JOBS = f"""\
import json
import boto3

GOOD = json.loads('''{json.dumps(load_test())}''')
BAD = json.loads('''{json.dumps(SHORT)}''')
ARN = "arn:aws:sagemaker:us-east-1:111122223333:inference-recommendations-job/a"


def client():
    keys = {{"aws_access_key_id": "a", "aws_secret_access_key": "b"}}
    return boto3.client("sagemaker", region_name="us-east-1", endpoint_url="http://127.0.0.1:1", **keys)


CLIENT = client()


def create(request, of=CLIENT):
    return of.create_inference_recommendations_job(
        **request
    )["JobArn"]
"""
"""The tested code: a client that exists before any test, and a call."""
LINE = 1 + JOBS.splitlines().index("    return of.create_inference_recommendations_job(")
HERE = f"jobs.py:{LINE}: error[RL204] traffic-outlasts-job: /InputConfig/JobDurationInSeconds: the phases last"

START = """\
import copy, threading, unittest
from unittest.mock import patch
import boto3, pytest, sagemaker
from moto import mock_aws
from botocore.stub import Stubber
import jobs
from jobs import ARN, BAD, CLIENT, GOOD, create


@pytest.fixture
def stub():
    with Stubber(CLIENT) as stub:
        for _ in range(3):
            stub.add_response("create_inference_recommendations_job", {"JobArn": ARN})
        yield stub
"""

CONFIG = "select = ['RL1', 'RL2']\n"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with ``jobs.py`` and a config."""
    monkeypatch.delenv("RECOLINT_POLICY", raising=False)
    sdk = "def right_size(client, request):\n    client.create_inference_recommendations_job(**request)\n"
    pytester.makepyfile(jobs=JOBS, sagemaker=sdk)
    pytester.path.joinpath("recolint.toml").write_text(CONFIG)
    return pytester


def run(project: pytest.Pytester, tests: str, *options: str) -> tuple[dict[str, str], str]:
    """Run ``tests``: the outcome of each test, and what pytest prints."""
    project.makepyfile(test_jobs=START + tests)
    result = project.runpytest_subprocess("-rA", "-p", "no:cacheprovider", *options)
    told = result.stdout.str()
    outcomes = re.findall(r"^([A-Z]+) test_jobs\.py::(\S+)", told, re.MULTILINE)
    return {name: outcome for outcome, name in outcomes}, told + result.stderr.str()


def part(told: str, test: str) -> str:
    """What pytest prints of one test that failed."""
    return re.split(r"^_{3,} ", told.split(f" {test} ___", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


MANY = """
def test_good(stub):
    assert create(GOOD) == ARN

def test_bad(stub):
    assert create(BAD) == ARN

def test_several(stub):
    create(BAD)
    create(GOOD)
    create({**BAD, "JobName": "a_b"})

@pytest.mark.parametrize("request_", [GOOD, BAD], ids=["good", "bad"])
def test_each(stub, request_):
    create(request_)

def test_new_client_below_the_method():
    with patch("botocore.client.BaseClient._make_api_call", return_value={"JobArn": ARN}):
        create(BAD, jobs.client())

def test_thread(stub):
    thread = threading.Thread(target=create, args=[BAD])
    thread.start()
    thread.join()

def test_thread_of_the_method(stub):
    thread = threading.Thread(target=CLIENT.create_inference_recommendations_job, kwargs=BAD)
    thread.start()
    thread.join()

def test_moto():
    with mock_aws():
        create(BAD, boto3.client("sagemaker", region_name="us-east-1"))

def test_sdk(stub):
    sagemaker.right_size(CLIENT, BAD)

def test_own_error(stub):
    create(BAD)
    raise LookupError("own")

def test_sends():
    create(BAD)

def test_caught(stub):
    stub.add_client_error("create_inference_recommendations_job", "Throttling")
    for _ in range(3):
        create(GOOD)
    with pytest.raises(CLIENT.exceptions.ClientError):
        create(BAD)

@pytest.mark.xfail(strict=True)
def test_expected(stub):
    create(BAD)

def test_changed_later(stub):
    request = copy.deepcopy(BAD)
    create(request)
    request["InputConfig"].clear()

def test_positional():
    with pytest.raises(TypeError):
        CLIENT.create_inference_recommendations_job(BAD)

def test_in_itself():
    request = {**GOOD}
    request["Tags"] = [request]
    with pytest.raises(Exception):
        create(request)

def test_other_operations(stub):
    stub.__init__(CLIENT)
    stub.add_response("list_models", {"Models": []})
    stub.activate()
    assert CLIENT.list_models()["Models"] == []

@pytest.fixture
def creating(stub):
    create(BAD)
    yield
    create(BAD)

def test_fixture(creating):
    pass

class Test(unittest.TestCase):
    def call(self):
        with Stubber(CLIENT) as stub:
            stub.add_response("create_inference_recommendations_job", {"JobArn": ARN})
            create(BAD)

    def test_case(self):
        self.call()

    def test_case_with_own_error(self):
        self.call()
        self.fail("own")
"""


@pytest.mark.slow
def test_a_test_fails_with_the_findings_at_the_line_of_the_call(project: pytest.Pytester) -> None:
    outcomes, told = run(project, MANY, "--recolint")
    good = {"test_good", "test_each[good]", "test_other_operations", "test_positional"}
    assert {name for name, outcome in outcomes.items() if outcome == "PASSED"} == good
    assert outcomes.pop("test_expected") == "XFAIL"
    assert "\nERROR test_jobs.py::test_fixture - " in told, "its teardown creates a job too"
    assert {outcomes[name] for name in outcomes.keys() - good} == {"FAILED"}
    for name in ("test_bad", "test_each[bad]", "test_thread", "test_new_client_below_the_method", "test_caught"):
        assert HERE in part(told, name)
        assert "  help: raise JobDurationInSeconds" in part(told, name)
    assert "fails for 2 of 3 requests:" in part(told, "test_several")
    assert part(told, "test_several").count("error[RL204]") == 2
    assert f"jobs.py:{LINE}: error[RL109] pattern-mismatch: /JobName: " in part(told, "test_several")
    # Nothing but the standard library calls the method: then it is the line of the test.
    line = 1 + (START + MANY).splitlines().index("def test_thread_of_the_method(stub):")
    assert f"test_jobs.py:{line}: error[RL204]" in part(told, "test_thread_of_the_method")
    line = 1 + (START + MANY).splitlines().index("    sagemaker.right_size(CLIENT, BAD)")
    assert f"test_jobs.py:{line}: error[RL204]" in part(told, "test_sdk")
    for name, own in (
        ("test_own_error", "LookupError: own"),
        ("test_sends", "EndpointConnectionError"),
        ("test_moto", "NotImplementedError"),
    ):
        assert own in part(told, name)
        assert HERE in part(told, name)
    assert HERE in part(told, "Test.test_case")
    assert "AssertionError: own" in part(told, "Test.test_case_with_own_error")
    assert HERE in part(told, "ERROR at teardown of test_fixture")
    assert "the request cannot be written as JSON: " in part(told, "test_in_itself")
    assert "aws/calls.py" not in told


@pytest.mark.slow
def test_without_the_option_only_tests_with_the_fixture_are_watched(project: pytest.Pytester) -> None:
    tests = """
def test_before(stub):
    create(BAD)

@pytest.fixture
def earlier(stub):
    create({**GOOD, "JobName": "earlier"})

def test_asks(earlier, recolint_guard):
    create(GOOD)
    assert [one.params["JobName"] for one in recolint_guard.requests] == ["earlier", GOOD["JobName"]]
    assert (recolint_guard.requests[1].params, recolint_guard.requests[1].region) == (GOOD, "us-east-1")
    assert recolint_guard.requests[1].place == ("jobs.py", %d)
    assert recolint_guard.findings == ()

def test_fails(stub, recolint_guard):
    create(BAD)

@pytest.mark.usefixtures("recolint_guard")
def test_fails_too(stub):
    create(BAD)

@pytest.mark.recolint(ignore=["RL204"])
def test_expects(stub, recolint_guard):
    create(BAD)
    assert [one.code for one in recolint_guard.findings] == ["RL204"]
    assert recolint_guard.requests[0].findings == recolint_guard.findings

@pytest.mark.recolint(ignore=["RL1"])
def test_expects_another(stub, recolint_guard):
    create(BAD)

@pytest.mark.recolint(ignore=["RL2044"])
def test_misspells(stub, recolint_guard):
    create(GOOD)

def test_after(stub):
    create(BAD)
"""
    outcomes, told = run(project, tests % LINE, "--strict-markers", "-W", "error")
    failed = {"test_fails", "test_fails_too", "test_expects_another", "test_misspells"}
    assert {name for name, outcome in outcomes.items() if outcome == "FAILED"} == failed
    assert {outcomes[name] for name in outcomes.keys() - failed} == {"PASSED"}
    assert "'RL2044' is not a rule code" in part(told, "test_misspells")


TWO = """
def test_good(stub):
    create(GOOD)

def test_bad(stub):
    create(BAD)
"""


@pytest.mark.slow
def test_the_ini_file_switches_it_on_also_for_parallel_runs(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nrecolint = true\n")
    outcomes, told = run(project, TWO, "-n", "2")
    assert outcomes == {"test_good": "PASSED", "test_bad": "FAILED"}
    assert HERE in told


@pytest.mark.slow
def test_the_config_of_the_root_and_policies_decide(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    tests = TWO.replace("def", "@pytest.mark.recolint(ignore=['RL204', 'RL301'])\ndef")
    long = 'create({**BAD, "JobName": "a-name-with-more-than-forty-characters-in-it"})'
    policy = project.path / "acme.toml"
    policy.write_text("name = 'acme'\nurl = 'https://wiki.example.com'\nseverity = {RL301 = 'error'}\n")
    monkeypatch.setenv("RECOLINT_POLICY", "acme.toml")
    elsewhere = (
        "\n@pytest.fixture(autouse=True)\ndef elsewhere(tmp_path, monkeypatch):\n    monkeypatch.chdir(tmp_path)\n"
    )
    outcomes, told = run(project, elsewhere + tests.replace("create(BAD)", long), "--recolint")
    assert outcomes == {"test_good": "PASSED", "test_bad": "FAILED"}
    assert f"jobs.py:{LINE}: error[RL301]" in told
    assert "error[RL204]" not in told
    assert "policy acme: https://wiki.example.com" in told
    monkeypatch.delenv("RECOLINT_POLICY")
    project.path.joinpath("recolint.toml").write_text("ignore = ['RL2']\n")
    outcomes, told = run(project, TWO, "--recolint")
    assert outcomes == {"test_good": "PASSED", "test_bad": "PASSED"}


@pytest.mark.slow
def test_a_wrong_config_ends_the_run_before_a_test(project: pytest.Pytester) -> None:
    project.path.joinpath("recolint.toml").write_text("selct = []\n")
    outcomes, told = run(project, TWO, "--recolint")
    assert outcomes == {}
    assert "ERROR: recolint: recolint.toml:1:1: selct: unknown key" in told.replace(f"{project.path}/", "")
    outcomes, told = run(project, TWO.replace("(stub)", "(stub, recolint_guard)"))
    assert outcomes == {"test_good": "ERROR", "test_bad": "ERROR"}


@pytest.mark.slow
def test_a_run_that_does_not_use_the_plugin_imports_nothing_for_it(project: pytest.Pytester) -> None:
    base = "'recolint.base', 'recolint.base.errors', 'recolint.base.named_tuple', 'recolint.base.static'"
    known = f"{{'recolint', {base}, 'recolint.pytest_plugin'}}"
    tests = f"""
def test_modules():
    import sys
    loaded = {{name for name in sys.modules if name.split('.')[0] in ('recolint', 'recolint_rules')}}
    assert {{name for name in loaded if name.count('.') < 3 and 'pytest_plugin.' not in name}} <= {known}
"""
    outcomes, told = run(project, tests)
    assert outcomes == {"test_modules": "PASSED"}, told
    code = "import sys, pytest, recolint.pytest_plugin; print(*(n for n in sys.modules if n[:4] in ('boto', 'ruam')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
