"""What the pages suppose that a reader has: files in a repository, and an account with a role, a model and two jobs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from online_account import TRUST, packed
from recolint.testing.aws.remote import TestAws
from shown_commands import ROOT
from specs import ADVANCED, as_json

ACCOUNT, REGION = "111122223333", "eu-central-1"
"""Those of the specs on the pages."""


def _block(page: str, sign: str) -> str:
    """The block in YAML that begins with ``sign`` in a page of the docs."""
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL)
    return next(block for block in blocks if block.startswith(sign))


def _notebook(code: str) -> str:
    cell: dict[str, object] = {
        "id": "1",
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": code,
    }
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


def _call(name: str) -> str:
    return f"import boto3\n\nboto3.client('sagemaker').create_inference_recommendations_job(**{_named(name)!r})\n"


def _named(name: str) -> dict[str, object]:
    return {**ADVANCED, "JobName": name}


_CHURN = _block("guides/data-scientist.md", "JobName: churn-2026\n")
_PACK = _block("packs.md", "pack: acme\n")
_ALLOW = {"Effect": "Allow", "Action": "*", "Resource": "*"}
_ALLOW_ALL = json.dumps({"Version": "2012-10-17", "Statement": [_ALLOW]})

_PACKAGE = {
    "ModelPackageGroupName": "churn",
    "Domain": "MACHINE_LEARNING",
    "Task": "CLASSIFICATION",
    "SamplePayloadUrl": "s3://payloads/churn.tar.gz",
    "InferenceSpecification": {
        "Containers": [
            {
                "Image": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/churn:1",
                "Framework": "XGBOOST",
                "FrameworkVersion": "1.7-1",
            }
        ],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    },
}

FILES = {
    "jobs/churn.yaml": _CHURN,
    "jobs/churn-peak.json": as_json(_named("churn-peak")),
    "tuning.ipynb": _notebook(_call("tuning")),
    "submit.py": _call("submitted"),
    "deploy/run.sh": "aws sagemaker create-inference-recommendations-job --cli-input-yaml file://../jobs/churn.yaml\n",
    "README.md": f"```yaml\n{_CHURN}```\n",
    "requests.jsonl": json.dumps(_named("requested")) + "\n",
    "producer": "#!/bin/sh\ncat requests.jsonl\n",
    "rules/acme.yaml": _PACK,
    "acme_policy/base.yaml": _PACK,
    "tests/good/job.json": as_json(_named("good")),
    "tests/bad/job.json": as_json(_named("not_good")),
    "policies/boundary.json": _ALLOW_ALL,
}
"""The files that commands name, or whose folder they name."""


def needed(shown: str) -> list[str]:
    """The names of the files that the commands ``shown`` need."""
    folders = {name: name.rpartition("/")[0] for name in FILES}
    return [name for name in FILES if name in shown or (folders[name] and re.search(rf"\b{folders[name]}\b", shown))]


def repository(folder: Path, shown: str) -> None:
    """Make ``folder`` a repository with the files that the commands ``shown`` need, committed to its branch main."""
    for name in needed(shown):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(FILES[name])
        file.chmod(0o755)
    if "examples" in shown:
        shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / ".venv").symlink_to(sys.prefix)
    for git in ("init -q -b main", "add .", "-c user.name=a -c user.email=a@example.com commit -q -m first"):
        subprocess.run(["git", *git.split()], cwd=folder, check=True)


def environment(aws: TestAws, folder: Path) -> dict[str, str]:
    """The variables of a shell in ``folder`` whose reader has an account on ``aws``, with nothing of this environment.

    Each job there completes with its first describe.
    """
    role = aws.client("sts").assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/engineer", RoleSessionName="reader")
    key, secret, token = (role["Credentials"][name] for name in ("AccessKeyId", "SecretAccessKey", "SessionToken"))
    aws.script(statuses=["COMPLETED"])
    _fill(aws, (key, secret, token))
    profile = f"aws_access_key_id={key}\naws_secret_access_key={secret}\naws_session_token={token}\nregion={REGION}\n"
    packages = folder / ".git" / "packages"
    packages.mkdir()
    config = folder / ".git" / "aws"
    config.write_text(f"[default]\n{profile}[profile ml-dev]\n{profile}")
    return {
        "PATH": os.pathsep.join([str(folder), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(folder / ".git"),
        "PYTHONPATH": str(packages),
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "AWS_ENDPOINT_URL": aws.endpoint,
        "AWS_CONFIG_FILE": str(config),
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _fill(aws: TestAws, key: tuple[str, str, str]) -> None:
    """Create the roles, the model package and the jobs that the pages name."""
    iam, sagemaker = aws.client("iam", key=key), aws.client("sagemaker", REGION, key=key)
    trust = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
    for name in ("recommender", "engineer"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)
        iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=_ALLOW_ALL)
    s3 = aws.client("s3", REGION, key=key)
    s3.create_bucket(Bucket="payloads", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="payloads", Key="churn.tar.gz", Body=packed("a.csv"))
    sagemaker.create_model_package_group(ModelPackageGroupName="churn")
    for _ in range(3):
        sagemaker.create_model_package(**_PACKAGE)
    for name in ("churn-2026-a", "churn-2026-b", "churn-week", "churn-week-2"):
        sagemaker.create_inference_recommendations_job(**_named(name))
