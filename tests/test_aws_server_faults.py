"""The faults of the test AWS as botocore's clients see them, and its count of the calls that took effect."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError
from botocore.parsers import ResponseParserError

from aws_samples import default_job
from command_line import PATIENCE
from recolint.testing.aws.faults import Fault, Kind
from recolint.testing.aws.gate import Gate
from recolint.testing.aws.messages import Answer
from recolint.testing.aws.record import Entry, Record
from recolint.testing.aws.remote import TestAws

pytestmark = pytest.mark.slow

CREATE = "CreateInferenceRecommendationsJob"


def created(aws: TestAws, attempts: int = 1, name: str = "fraud-default") -> Any:
    """The answer to a create that is tried at most ``attempts`` times."""
    return aws.client("sagemaker", attempts=attempts).create_inference_recommendations_job(**default_job(name))


@contextmanager
def creating_process(aws: TestAws) -> Iterator[subprocess.Popen[bytes]]:
    """A process that creates a job and ends."""
    request = default_job()
    script = f"import boto3; boto3.client('sagemaker').create_inference_recommendations_job(**{request!r})"
    with subprocess.Popen([sys.executable, "-c", script], env={**os.environ, **aws.environment}) as client:
        yield client


def outcome(aws: TestAws) -> tuple[list[str | None], list[bool], int]:
    """What befell each create, whether it was carried out, and how many jobs there are."""
    asked = aws.requests(operation=CREATE)
    return [one["fault"] for one in asked], [one["carried_out"] for one in asked], len(aws.jobs())


@pytest.mark.parametrize(
    ("kind", "service", "code", "status"),
    [
        ("throttle", "sagemaker", "ThrottlingException", 400),
        ("throttle", "iam", "Throttling", 400),
        ("throttle", "ec2", "RequestLimitExceeded", 503),
        ("throttle", "s3", "SlowDown", 503),
        ("error", "sagemaker", "InternalFailure", 500),
        ("error", "sts", "InternalFailure", 500),
        ("error", "s3", "InternalError", 500),
        ("expired", "sagemaker", "ExpiredTokenException", 400),
        ("expired", "sts", "ExpiredToken", 403),
        ("expired", "s3", "ExpiredToken", 400),
        ("denied", "kms", "AccessDeniedException", 400),
        ("denied", "iam", "AccessDenied", 403),
        ("denied", "ec2", "UnauthorizedOperation", 403),
    ],
)
def test_an_error_comes_in_the_words_of_the_service(
    aws: TestAws, kind: str, service: str, code: str, status: int
) -> None:
    calls = {
        "sagemaker": "list_models",
        "iam": "list_roles",
        "sts": "get_caller_identity",
        "s3": "list_buckets",
        "kms": "list_keys",
        "ec2": "describe_key_pairs",
    }
    aws.fault(kind)
    with pytest.raises(ClientError) as caught:
        getattr(aws.client(service), calls[service])()
    told = caught.value.response
    assert (told["Error"]["Code"], told["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)


def test_a_denial_names_caller_and_action(aws: TestAws) -> None:
    aws.fault("denied", CREATE)
    with pytest.raises(ClientError, match="user/engineer is not authorized to perform: sagemaker:" + CREATE):
        created(aws)
    assert outcome(aws) == (["denied"], [False], 0)


def test_an_error_may_have_a_code_of_its_own(aws: TestAws) -> None:
    aws.fault("error", CREATE, code="ResourceLimitExceeded", status=400, message="The account-level limit is 0")
    with pytest.raises(aws.client("sagemaker").exceptions.ResourceLimitExceeded, match="limit is 0"):
        created(aws)


def test_throttling_ends_after_so_many_requests(aws: TestAws) -> None:
    aws.fault("throttle", CREATE, times=2)
    created(aws, attempts=3)
    assert outcome(aws) == (["throttle", "throttle", None], [False, False, True], 1)


def test_a_fault_may_let_some_requests_pass_and_strikes_its_operation_only(aws: TestAws) -> None:
    aws.fault("throttle", CREATE, skip=1)
    aws.client("sagemaker").list_models()
    created(aws, name="first")
    with pytest.raises(ClientError, match="Rate exceeded"):
        created(aws, name="second")
    created(aws, name="third")
    assert [job["name"] for job in aws.jobs()] == ["first", "third"]
    assert aws.faults() == []


def test_a_reset_before_the_operation_leaves_nothing(aws: TestAws) -> None:
    aws.fault("reset", CREATE)
    with pytest.raises(ConnectionClosedError):
        created(aws)
    assert outcome(aws) == (["reset"], [False], 0)


@pytest.mark.parametrize("kind", ["reset", "error"])
def test_a_lost_answer_makes_botocores_own_retry_meet_its_job(aws: TestAws, kind: str) -> None:
    aws.fault(kind, CREATE, when="after")
    with pytest.raises(aws.client("sagemaker").exceptions.ResourceInUse):
        created(aws, attempts=2)
    assert outcome(aws) == ([kind, None], [True, False], 1)


@pytest.mark.parametrize("kind", ["truncated", "shortened", "empty"])
def test_a_spoilt_answer_is_a_success_without_an_arn(aws: TestAws, kind: str) -> None:
    aws.fault(kind, CREATE)
    answer = created(aws)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert "JobArn" not in answer
    assert outcome(aws) == ([kind], [True], 1)


def test_a_truncated_answer_is_shorter_than_it_says_and_a_shortened_one_is_not(aws: TestAws) -> None:
    created(aws)
    lengths = []
    sagemaker = aws.client("sagemaker")

    def measure(response_dict: dict[str, Any], **_: Any) -> None:
        lengths.append((int(response_dict["headers"]["Content-Length"]), len(response_dict["body"])))

    sagemaker.meta.events.register("before-parse.sagemaker.ListModels", measure)
    try:
        for kind in ("truncated", "shortened"):
            aws.fault(kind, "ListModels")
            sagemaker.list_models()
    finally:
        sagemaker.meta.events.unregister("before-parse.sagemaker.ListModels", measure)
    assert lengths == [(len('{"Models": []}'), 7), (7, 7)]


def test_a_shortened_answer_in_xml_cannot_be_read(aws: TestAws) -> None:
    aws.fault("shortened", "ListRoles")
    with pytest.raises(ResponseParserError):
        aws.client("iam").list_roles()


def test_a_slow_answer_comes_when_it_is_released(aws: TestAws) -> None:
    aws.fault("slow", CREATE, seconds=60)
    with creating_process(aws) as client:
        aws.requests(operation=CREATE, at_least=1)
        created(aws, name="meanwhile")
        assert [job["name"] for job in aws.jobs()] == ["meanwhile"]
        aws.release()
        assert client.wait(PATIENCE) == 0
    assert outcome(aws) == (["slow", None], [True, True], 2)


def test_a_request_that_is_seen_has_its_fault_already(monkeypatch: pytest.MonkeyPatch) -> None:
    class Arrivals(Record):
        def arrive(self, service: str, operation: str, region: str, parameters: dict[str, Any]) -> Entry:
            left.append(gate.faults.take(operation))
            gate.release()
            return super().arrive(service, operation, region, parameters)

    left: list[Fault | None] = []
    answer = Answer(200, (), b"{}")
    cloud: Any = SimpleNamespace(
        application=lambda _, start: answer.send(start), operation_of=lambda *_: (CREATE, {}), caller_of=str, key_of=str
    )
    gate = Gate(cloud, record=Arrivals())
    gate.faults.add([Fault(Kind.SLOW, CREATE, seconds=60)])
    monkeypatch.setattr("recolint.testing.aws.gate.verify", lambda *_: SimpleNamespace(key_id="a", service="sagemaker"))
    environ: dict[str, Any] = {"REQUEST_URI": "/", "CONTENT_LENGTH": "0"}
    setup_testing_defaults(environ)
    assert b"".join(gate(environ, lambda *_: lambda _: None)) == b"{}"
    assert left == [None]


def test_a_client_that_dies_before_the_answer_leaves_its_job(aws: TestAws) -> None:
    aws.fault("slow", CREATE, when="after", seconds=60)
    with creating_process(aws) as client:
        aws.requests(operation=CREATE, carried_out="true", at_least=1)
        created(aws, name="meanwhile")
        assert [one["status"] for one in aws.requests(operation=CREATE)] == [None, 200]
        client.kill()
        assert client.wait(PATIENCE) != 0
    aws.release()
    assert outcome(aws) == (["slow", None], [True, True], 2)
