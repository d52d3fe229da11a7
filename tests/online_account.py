"""An account on the test AWS in which a job could run, and checks of specs against it."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

from aws_samples import ROLE, default_job
from command_line import Outcome, recolint
from recolint.testing.aws.remote import TestAws

TRUST = {"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}
PAYLOAD = "s3://payloads/payload.tar.gz"
FOR_EVERY_JOB = ("sagemaker:*", "ecr:*", "logs:*", "cloudwatch:*", "iam:PassRole")
"""What a role needs that no spec names."""


def packed(*files: str) -> bytes:
    """A tar archive in gzip with ``files``."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name in files:
            info = tarfile.TarInfo(name)
            info.size = len(name)
            tar.addfile(info, io.BytesIO(name.encode()))
    return out.getvalue()


def allow(aws: TestAws, kind: str, *actions: str) -> None:
    """Let the role of the jobs or the user who checks do ``actions``, and nothing else."""
    statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    if kind == "role":
        aws.client("iam").put_role_policy(RoleName="inference-recommender", PolicyName="jobs", PolicyDocument=document)
    else:
        aws.client("iam").put_user_policy(UserName="engineer", PolicyName="checks", PolicyDocument=document)


def made(aws: TestAws) -> None:
    """A role, a model and a payload, so that a job by ``spec`` could run."""
    aws.client("iam").create_role(
        RoleName="inference-recommender",
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [TRUST]}),
    )
    allow(aws, "role", *FOR_EVERY_JOB, "s3:*", "ec2:*", "kms:*")
    allow(aws, "user", "*")
    aws.client("s3").create_bucket(Bucket="payloads")
    aws.client("s3").put_object(Bucket="payloads", Key="payload.tar.gz", Body=packed("a.csv"))
    aws.client("sagemaker").create_model(
        ModelName="churn",
        PrimaryContainer={"Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1"},
        ExecutionRoleArn=ROLE,
    )


def spec(name: str = "churn-1", **members: Any) -> dict[str, Any]:
    container = {
        "Domain": "MACHINE_LEARNING",
        "Task": "CLASSIFICATION",
        "Framework": "XGBOOST",
        "FrameworkVersion": "1.7",
        "PayloadConfig": {"SamplePayloadUrl": PAYLOAD, "SupportedContentTypes": ["text/csv"]},
        "SupportedInstanceTypes": ["ml.m5.xlarge"],
    }
    return default_job(name, InputConfig={"ModelName": "churn", "ContainerConfig": container, **members})


def check(folder: Path, *specs: dict[str, Any], options: tuple[str, ...] = ("--online",)) -> Outcome:
    """Check ``specs`` with the online rules alone."""
    for number, one in enumerate(specs):
        (folder / f"{number}.json").write_text(json.dumps(one))
    return recolint("check", "--isolated", "--select", "RL9", *options, cwd=folder)


def told(outcome: Outcome) -> tuple[list[str], dict[str, Any]]:
    """The codes of the findings of a JSON report, and its part about the lookups."""
    report = json.loads(outcome.out)
    return [finding["code"] for finding in report["findings"]], report["online"]


JSON = ("--online", "--output-format", "json")
