"""The test AWS as a program: how it starts and stops, what it records, and that the real AWS CLI can work with it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_samples import ROLE, default_job, load_test
from command_line import PATIENCE
from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID
from recolint.testing.aws.remote import SERVER, TestAws

CLI = next(filter(None, (shutil.which("aws", path="/usr/bin"), shutil.which("aws"))), None)
"""The AWS CLI; Debian's package awscli, a version 2, goes before any other."""


@contextmanager
def server(*options: str, stdin: int = subprocess.PIPE) -> Iterator[subprocess.Popen[str]]:
    """``python -m recolint.testing.aws``, ended at the latest with the block."""
    with subprocess.Popen((*SERVER, *options), stdin=stdin, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    """The next line that the process prints."""
    assert process.stdout
    return process.stdout.readline()


@pytest.mark.slow
def test_the_server_says_where_it_is_and_how_to_reach_it(tmp_path: Path) -> None:
    with server() as process:
        told = [line(process) for _ in range(11)]
        assert told[0].startswith("# test AWS on http://127.0.0.1:")
        script = "".join(told) + f"exec '{sys.executable}' -c \"$0\""
        use = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_PROFILE": "nobody"}
        done = subprocess.run(["bash", "-c", script, use], env=environment, capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == ("arn:aws:iam::123456789012:user/engineer\n", "")


@pytest.mark.slow
def test_the_server_stops_when_its_input_closes() -> None:
    with server("--json") as process:
        assert json.loads(line(process))["endpoint"].startswith("http://127.0.0.1:")
        assert process.stdin
        process.stdin.close()
        assert process.wait(PATIENCE) == 0


@pytest.mark.slow
def test_the_server_stops_on_ctrl_c() -> None:
    with server("--json", stdin=subprocess.DEVNULL) as process:
        line(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0


@pytest.mark.slow
def test_the_server_stops_when_nobody_asks_anything() -> None:
    with server("--json", "--idle", "0.1") as process:
        line(process)
        assert process.wait(PATIENCE) == 0


def test_nothing_of_one_test_is_left_for_the_next(aws: TestAws) -> None:
    aws.client("sagemaker").create_inference_recommendations_job(**default_job())
    aws.client("iam").create_role(RoleName="left", AssumeRolePolicyDocument="{}")
    aws.client("s3").create_bucket(Bucket="left")
    aws.script(statuses=["FAILED"])
    aws.fault("throttle", times=9)
    aws.quotas({"left": 1})
    aws.reset()
    assert (aws.jobs(), aws.requests(), aws.faults()) == ([], [], [])
    assert aws.client("iam").list_roles()["Roles"] == []
    assert aws.client("s3").list_buckets()["Buckets"] == []
    quotas = aws.client("service-quotas").list_service_quotas(ServiceCode="sagemaker")["Quotas"]
    assert "left" not in {quota["QuotaName"] for quota in quotas}
    aws.client("sagemaker").create_inference_recommendations_job(**default_job())
    assert [job["status"] for job in aws.jobs()] == ["PENDING"]


def test_the_record_holds_operations_and_parameters_and_no_credentials(aws: TestAws) -> None:
    aws.client("sagemaker").create_inference_recommendations_job(**load_test())
    aws.client("s3").create_bucket(Bucket="payloads")
    aws.client("s3").put_object(Bucket="payloads", Key="a b.tar.gz", Body=b"12345")
    session = aws.client("sts").assume_role(RoleArn=ROLE, RoleSessionName="run-7")["Credentials"]
    key = (session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
    with pytest.raises(ClientError, match="NoSuchEntity"):
        aws.client("iam", key=key).get_role(RoleName="nobody")
    record = aws.requests()
    assert [(one["number"], one["operation"], one["status"]) for one in record] == [
        (1, "CreateInferenceRecommendationsJob", 200),
        (2, "CreateBucket", 200),
        (3, "PutObject", 200),
        (4, "AssumeRole", 200),
        (5, "GetRole", 404),
    ]
    assert record[0]["parameters"] == load_test()
    put = record[2]["parameters"]
    assert (put["Bucket"], put["Key"], put["Body"]) == ("payloads", "a b.tar.gz", "(5 bytes)")
    assert record[4]["parameters"] == {"RoleName": "nobody"}
    for secret in (ACCESS_KEY_ID, ACCESS_KEY.secret, *key, "Signature"):
        assert secret not in json.dumps(record)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"kind": "explode"}, "'explode' is not a valid Kind"),
        ({"kind": "empty", "when": "before"}, "when must be after"),
        ({"kind": "slow", "seconds": 3600}, "seconds from 0 to 60"),
        ({"kind": "throttle", "code": "X"}, "only an error may have a code"),
        ({"kind": "throttle", "time": 3}, "unexpected keyword argument 'time'"),
    ],
)
def test_a_script_with_a_mistake_is_refused(aws: TestAws, body: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        aws.fault(**body)
    assert aws.faults() == []
    with pytest.raises(ValueError, match="there is no job nobody"):
        aws.advance("nobody")


@pytest.fixture
def cli(aws: TestAws, tmp_path: Path) -> Any:
    """A function that runs the AWS CLI on the test AWS with arguments, and returns the finished process."""
    if CLI is None:
        pytest.skip("the AWS CLI is not installed; on Debian it is the package awscli")
    environment = {**aws.environment, "PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_PAGER": ""}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [CLI, "sagemaker", *arguments, "--endpoint-url", aws.endpoint]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.mark.slow
def test_the_real_command_line_makes_a_job_from_shorthand(aws: TestAws, cli: Any) -> None:
    done = cli(
        "create-inference-recommendations-job",
        "--job-name=nightly",
        "--job-type=Advanced",
        f"--role-arn={ROLE}",
        "--input-config=ModelName=fraud,JobDurationInSeconds=7200,EndpointConfigurations=["
        "{InstanceType=ml.m5.xlarge,EnvironmentParameterRanges={CategoricalParameterRanges=[{Name=OMP,Value=[2,4]}]}},"
        "{InstanceType=ml.c5.xlarge}]",
        "--stopping-conditions=ModelLatencyThresholds=[{Percentile=P95,ValueInMilliseconds=100}]",
        "--tags",
        "Key=team,Value=fraud",
        "Key=cost centre,Value='7 = 8'",
    )
    assert done.stderr == ""
    assert json.loads(done.stdout) == {
        "JobArn": "arn:aws:sagemaker:us-east-1:123456789012:inference-recommendations-job/nightly"
    }
    assert [job["request"] for job in aws.jobs()] == [
        {
            "JobName": "nightly",
            "JobType": "Advanced",
            "RoleArn": ROLE,
            "InputConfig": {
                "ModelName": "fraud",
                "JobDurationInSeconds": 7200,
                "EndpointConfigurations": [
                    {
                        "InstanceType": "ml.m5.xlarge",
                        "EnvironmentParameterRanges": {
                            "CategoricalParameterRanges": [{"Name": "OMP", "Value": ["2", "4"]}]
                        },
                    },
                    {"InstanceType": "ml.c5.xlarge"},
                ],
            },
            "StoppingConditions": {"ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 100}]},
            "Tags": [{"Key": "team", "Value": "fraud"}, {"Key": "cost centre", "Value": "7 = 8"}],
        }
    ]


def test_the_real_command_line_shows_the_service_refuse(cli: Any) -> None:
    done = cli("describe-inference-recommendations-job", "--job-name", "nobody")
    assert done.returncode in {254, 255}, "version 2 and version 1 differ"
    assert "(ResourceNotFound) when calling the DescribeInferenceRecommendationsJob operation" in done.stderr
