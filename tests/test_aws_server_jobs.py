"""The test AWS has recommendation jobs as the service has: names, constraints, lives, results, steps."""

from __future__ import annotations

import json
import math
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError

from aws_samples import PACKAGE, default_job, load_test
from recolint.testing.aws.remote import TestAws

pytestmark = pytest.mark.slow


def code_of(call: Callable[..., Any], **parameters: Any) -> tuple[str, str]:
    """Code and message of the error that ``call`` raises."""
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def sent_raw(aws: TestAws, operation: str, body: str) -> dict[str, Any]:
    """The server's answer to a signed request that no client has looked at before."""
    credentials = aws.client("sagemaker")._request_signer._credentials
    headers = {"X-Amz-Target": f"SageMaker.{operation}", "Content-Type": "application/x-amz-json-1.1"}
    url, data = aws.endpoint + "/", body.encode()
    request = AWSRequest("POST", url, headers, data)
    SigV4Auth(credentials, "sagemaker", "us-east-1").add_auth(request)
    plain = urllib.request.Request(url, data, dict(request.headers))  # noqa: S310  our own endpoint
    try:
        with urllib.request.urlopen(plain) as answer:  # noqa: S310  likewise
            told: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            told = json.load(error)
    return told


def test_a_job_is_made_and_told_back_without_output_and_tags(aws: TestAws) -> None:
    sagemaker, request = aws.client("sagemaker"), load_test()
    made = sagemaker.create_inference_recommendations_job(**request)
    assert made["JobArn"] == "arn:aws:sagemaker:us-east-1:123456789012:inference-recommendations-job/fraud-load-test"
    told = sagemaker.describe_inference_recommendations_job(JobName="fraud-load-test")
    for member in ("JobName", "JobType", "RoleArn", "JobDescription", "InputConfig", "StoppingConditions"):
        assert told[member] == request[member]
    assert told["Status"] == "PENDING"
    assert told["CreationTime"] == told["LastModifiedTime"]
    assert not {"OutputConfig", "Tags", "InferenceRecommendations", "CompletionTime", "FailureReason"} & told.keys()
    assert sagemaker.list_tags(ResourceArn=made["JobArn"])["Tags"] == request["Tags"]
    assert [job["request"] for job in aws.jobs()] == [request]


def test_a_name_is_taken_once_in_each_region_and_account(aws: TestAws) -> None:
    credentials = aws.client("sts").assume_role(
        RoleArn="arn:aws:iam::111122223333:role/other", RoleSessionName="other"
    )["Credentials"]
    other = (credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])
    aws.client("sagemaker").create_inference_recommendations_job(**default_job())
    for client in (aws.client("sagemaker", "eu-central-1"), aws.client("sagemaker", key=other)):
        client.create_inference_recommendations_job(**default_job())
    code, message = code_of(aws.client("sagemaker").create_inference_recommendations_job, **load_test("fraud-default"))
    assert (code, message) == ("ResourceInUse", "Inference recommendations job fraud-default already exists")
    assert sorted(job["arn"].split(":")[3:5] for job in aws.jobs()) == [
        ["eu-central-1", "123456789012"],
        ["us-east-1", "111122223333"],
        ["us-east-1", "123456789012"],
    ]


def test_of_many_clients_at_the_same_moment_one_gets_the_name(aws: TestAws) -> None:
    sagemaker = aws.client("sagemaker")

    def create(name: str) -> str:
        try:
            sagemaker.create_inference_recommendations_job(**default_job(name))
        except sagemaker.exceptions.ResourceInUse:
            return "refused"
        return "made"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(create, ["same"] * 8 + [f"other-{number}" for number in range(16)]))
    assert outcomes.count("refused") == 7
    assert len(aws.jobs()) == 17


@pytest.mark.parametrize(
    ("change", "place", "constraint"),
    [
        ({"JobName": "-x"}, "jobName", "satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}"),
        ({"JobName": "x\n"}, "jobName", "satisfy regular expression pattern"),
        ({"JobName": "x" * 65}, "jobName", "have length less than or equal to 64"),
        ({"JobType": "DEFAULT"}, "jobType", "satisfy enum value set: [Default, Advanced]"),
        ({"JobDescription": "x" * 129}, "jobDescription", "have length less than or equal to 128"),
        ({"Tags": [{"Key": "€", "Value": ""}]}, "tags.1.member.key", "satisfy regular expression pattern"),
        ({"Tags": [{"Key": "k", "Value": ""}] * 51}, "tags", "have length less than or equal to 50"),
        (
            {"InputConfig": {"EndpointConfigurations": [{"InstanceType": "ml.m5.xlarge"}, {"InstanceType": "m5"}]}},
            "inputConfig.endpointConfigurations.2.member.instanceType",
            "satisfy enum value set",
        ),
        (
            {"InputConfig": {"TrafficPattern": {"Stairs": {"UsersPerStep": 4}}}},
            "inputConfig.trafficPattern.stairs.usersPerStep",
            "have value less than or equal to 3",
        ),
    ],
)
def test_what_the_client_does_not_check_the_server_does(
    aws: TestAws, change: dict[str, Any], place: str, constraint: str
) -> None:
    code, message = code_of(aws.client("sagemaker").create_inference_recommendations_job, **default_job() | change)
    assert code == "ValidationException"
    assert f"at '{place}' failed to satisfy constraint: Member must {constraint}" in message
    assert aws.jobs() == []


def test_all_violations_are_told_at_once(aws: TestAws) -> None:
    request = default_job("-x", JobType="nope")
    _, message = code_of(aws.client("sagemaker").create_inference_recommendations_job, **request)
    assert message.startswith("2 validation errors detected: Value '-x' at 'jobName'")
    assert "; Value 'nope' at 'jobType'" in message


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ("{", "SerializationException", "not a JSON object"),
        ('{"JobName": 7}', "SerializationException", "NUMBER_VALUE can not be converted to String"),
        ('{"InputConfig": {"JobDurationInSeconds": true}}', "SerializationException", "BOOLEAN_VALUE"),
        ('{"Tags": {}}', "SerializationException", "can not be converted to List"),
        ('{"JobName": "a"}', "ValidationException", "Value null at 'jobType' failed to satisfy constraint"),
        ('{"JobName": "a"}', "ValidationException", "3 validation errors detected"),
    ],
)
def test_a_request_past_the_client_is_checked_whole(aws: TestAws, body: str, code: str, message: str) -> None:
    told = sent_raw(aws, "CreateInferenceRecommendationsJob", body)
    assert told["__type"] == code
    assert message in told["Message"]


def test_a_job_moves_on_with_every_describe(aws: TestAws) -> None:
    sagemaker = aws.client("sagemaker")
    sagemaker.create_inference_recommendations_job(**default_job())
    told = [sagemaker.describe_inference_recommendations_job(JobName="fraud-default") for _ in range(4)]
    assert [answer["Status"] for answer in told] == ["PENDING", "IN_PROGRESS", "COMPLETED", "COMPLETED"]
    assert told[0]["LastModifiedTime"] < told[1]["LastModifiedTime"] < told[2]["LastModifiedTime"]
    assert told[2]["CompletionTime"] == told[3]["LastModifiedTime"]


def test_a_scripted_job_fails_with_its_reason_and_without_results(aws: TestAws) -> None:
    aws.script("unlucky", statuses=["IN_PROGRESS", "FAILED"], failure_reason="PayloadError: empty")
    sagemaker = aws.client("sagemaker")
    sagemaker.create_inference_recommendations_job(**default_job("unlucky"))
    sagemaker.describe_inference_recommendations_job(JobName="unlucky")
    told = sagemaker.describe_inference_recommendations_job(JobName="unlucky")
    assert (told["Status"], told["FailureReason"]) == ("FAILED", "PayloadError: empty")
    assert "InferenceRecommendations" not in told
    steps = sagemaker.list_inference_recommendations_job_steps(JobName="unlucky")["Steps"]
    assert {step["InferenceBenchmark"]["FailureReason"] for step in steps} == {"PayloadError: empty"}


def test_a_job_under_control_waits_to_be_told(aws: TestAws) -> None:
    aws.script(advance="control")
    sagemaker = aws.client("sagemaker")
    sagemaker.create_inference_recommendations_job(**default_job("held"))
    seen = []
    for to in (None, "STOPPED", None):
        seen += [sagemaker.describe_inference_recommendations_job(JobName="held")["Status"] for _ in range(2)]
        aws.advance("held", to)
    assert seen == ["PENDING", "PENDING", "IN_PROGRESS", "IN_PROGRESS", "STOPPED", "STOPPED"]


def test_results_have_the_form_of_real_ones(aws: TestAws) -> None:
    aws.script(statuses=["COMPLETED"])
    sagemaker = aws.client("sagemaker")
    sagemaker.create_inference_recommendations_job(**load_test("a"))
    rows = sagemaker.describe_inference_recommendations_job(JobName="a")["InferenceRecommendations"]
    assert [row["EndpointConfiguration"]["InstanceType"] for row in rows] == [
        "ml.m5.xlarge",
        "ml.m5.xlarge",
        "ml.c5.2xlarge",
    ]
    environments = [row["ModelConfiguration"]["EnvironmentParameters"] for row in rows]
    assert [[entry["Value"] for entry in environment] for environment in environments] == [["2"], ["4"], []]
    for row in rows:
        metrics = row["Metrics"]
        assert metrics["MaxInvocations"] >= 1000
        assert metrics["ModelLatency"] == 100
        assert metrics["CostPerInference"] == pytest.approx(
            metrics["CostPerHour"] / (metrics["MaxInvocations"] * 60), rel=1e-5
        )
        assert row["RecommendationId"].startswith("a/")
    sagemaker.create_inference_recommendations_job(**load_test("b"))
    again = sagemaker.describe_inference_recommendations_job(JobName="b")["InferenceRecommendations"]
    assert {row["RecommendationId"] for row in rows}.isdisjoint(row["RecommendationId"] for row in again)


def test_a_job_on_an_endpoint_tells_of_that_endpoint(aws: TestAws) -> None:
    aws.script(statuses=["COMPLETED"])
    given = {"ModelPackageVersionArn": PACKAGE, "Endpoints": [{"EndpointName": "live"}]}
    sagemaker = aws.client("sagemaker")
    sagemaker.create_inference_recommendations_job(**default_job(InputConfig=given))
    told = sagemaker.describe_inference_recommendations_job(JobName="fraud-default")
    assert told["InferenceRecommendations"] == []
    assert [row["EndpointInfo"]["EndpointName"] for row in told["EndpointPerformances"]] == ["live"]


@pytest.mark.parametrize("missing", ["NaN", math.nan], ids=["as text", "as number"])
def test_metrics_that_are_not_available_go_out_as_scripted(aws: TestAws, missing: str | float) -> None:
    row = {
        "Metrics": {"CostPerHour": 0.5, "CpuUtilization": missing, "ModelSetupTime": missing},
        "EndpointConfiguration": {"EndpointName": "e", "VariantName": "v"},
        "ModelConfiguration": {},
    }
    aws.script(statuses=["COMPLETED"], recommendations=[row])
    sagemaker = aws.client("sagemaker")
    sagemaker.create_inference_recommendations_job(**default_job())
    told = sagemaker.describe_inference_recommendations_job(JobName="fraud-default")
    metrics = told["InferenceRecommendations"][0]["Metrics"]
    assert metrics["CostPerHour"] == 0.5
    assert repr(metrics["CpuUtilization"]) == repr(metrics["ModelSetupTime"]) == repr(missing)


def test_steps_follow_the_job_and_come_in_pages(aws: TestAws) -> None:
    sagemaker = aws.client("sagemaker")
    sagemaker.create_inference_recommendations_job(**load_test("a"))
    pages = sagemaker.get_paginator("list_inference_recommendations_job_steps")

    def steps(**query: Any) -> list[dict[str, Any]]:
        told = pages.paginate(JobName="a", PaginationConfig={"PageSize": 2}, **query)
        return [step for page in told for step in page["Steps"]]

    assert steps() == []
    aws.advance("a")
    assert [step["Status"] for step in steps()] == ["IN_PROGRESS"] * 3
    aws.advance("a")
    assert len(steps(Status="COMPLETED")) == 3
    assert steps(Status="FAILED") == []
    assert all(step["InferenceBenchmark"]["Metrics"]["ModelLatency"] == 100 for step in steps())


def test_a_running_job_stops_and_an_ended_one_cannot(aws: TestAws) -> None:
    sagemaker = aws.client("sagemaker")
    sagemaker.create_inference_recommendations_job(**default_job())
    sagemaker.stop_inference_recommendations_job(JobName="fraud-default")
    sagemaker.stop_inference_recommendations_job(JobName="fraud-default")
    told = [sagemaker.describe_inference_recommendations_job(JobName="fraud-default")["Status"] for _ in range(3)]
    assert told == ["STOPPING", "STOPPED", "STOPPED"]
    code, message = code_of(sagemaker.stop_inference_recommendations_job, JobName="fraud-default")
    assert code == "ValidationException"
    assert "non-running" in message


def test_a_job_that_is_not_there_is_not_found(aws: TestAws) -> None:
    sagemaker = aws.client("sagemaker")
    for call in (
        sagemaker.describe_inference_recommendations_job,
        sagemaker.stop_inference_recommendations_job,
        sagemaker.list_inference_recommendations_job_steps,
    ):
        with pytest.raises(
            sagemaker.exceptions.ResourceNotFound, match="Could not find inference recommendations job a"
        ):
            call(JobName="a")


def test_jobs_are_listed_in_pages_filtered_and_sorted(aws: TestAws) -> None:
    sagemaker = aws.client("sagemaker")
    for number in range(12):
        sagemaker.create_inference_recommendations_job(**default_job(f"job-{number:02}"))
    container = {"PayloadConfig": {"SamplePayloadUrl": "s3://b/p.tar.gz"}}
    by_model = default_job("by-model", InputConfig={"ModelName": "fraud", "ContainerConfig": container})
    sagemaker.create_inference_recommendations_job(**by_model)
    aws.advance("job-03", "FAILED")
    pages = sagemaker.get_paginator("list_inference_recommendations_jobs")

    def listed(**query: Any) -> list[dict[str, Any]]:
        return [job for page in pages.paginate(**query) for job in page["InferenceRecommendationsJobs"]]

    def names(**query: Any) -> list[str]:
        return [job["JobName"] for job in listed(**query)]

    every = names()
    assert len(every) == 13
    assert every[0] == "by-model", "the newest comes first"
    assert names(SortBy="Name", SortOrder="Ascending") == ["by-model", *(f"job-{number:02}" for number in range(12))]
    assert names(NameContains="job-1") == ["job-11", "job-10"]
    assert names(StatusEquals="FAILED") == ["job-03"]
    assert names(ModelPackageVersionArnEquals=PACKAGE) == every[1:]
    third = next(job for job in listed() if job["JobName"] == "job-02")["CreationTime"]
    assert names(CreationTimeAfter=third, CreationTimeBefore=third) == []
    [told] = listed(ModelNameEquals="fraud")
    assert (told["ModelName"], told["SamplePayloadUrl"], told["Status"]) == ("fraud", "s3://b/p.tar.gz", "PENDING")
