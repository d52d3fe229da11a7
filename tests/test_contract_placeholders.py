"""Placeholders that were not filled, and values that only look like one."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recolint.base.finding import Route
from recolint.request.contract import Violation, ViolationKind, check
from request_faults import replaced

SPEC: dict[str, Any] = {
    "JobName": "churn",
    "JobType": "Default",
    "RoleArn": "arn:aws:iam::111122223333:role/Recommender",
    "InputConfig": {
        "ContainerConfig": {"PayloadConfig": {"SupportedContentTypes": ["text/csv"]}},
        "EndpointConfigurations": [
            {"EnvironmentParameterRanges": {"CategoricalParameterRanges": [{"Name": "MODE", "Value": ["fast"]}]}}
        ],
        "VpcConfig": {"SecurityGroupIds": ["sg-0a"], "Subnets": ["subnet-0a"]},
    },
    "Tags": [{"Key": "team", "Value": "churn"}],
}
NAME: Route = ("JobName",)
ROLE: Route = ("RoleArn",)
PACKAGE: Route = ("InputConfig", "ModelPackageVersionArn")
KEY: Route = ("InputConfig", "VolumeKmsKeyId")
DURATION: Route = ("InputConfig", "JobDurationInSeconds")
DATA: Route = ("InputConfig", "ContainerConfig", "DataInputConfig")
NEAREST: Route = ("InputConfig", "ContainerConfig", "NearestModelName")
URL: Route = ("InputConfig", "ContainerConfig", "PayloadConfig", "SamplePayloadUrl")
CONTENT_TYPE: Route = ("InputConfig", "ContainerConfig", "PayloadConfig", "SupportedContentTypes", 0)
CONFIGURATION: Route = ("InputConfig", "EndpointConfigurations", 0)
INSTANCE_TYPE: Route = (*CONFIGURATION, "InstanceType")
VARIABLE: Route = (*CONFIGURATION, "EnvironmentParameterRanges", "CategoricalParameterRanges", 0, "Value", 0)
SUBNET: Route = ("InputConfig", "VpcConfig", "Subnets", 0)
TEXT: Route = ("JobDescription",)
TAG: Route = ("Tags", 0, "Value")


@pytest.mark.parametrize(
    ("route", "value", "text"),
    [
        pytest.param(NAME, "<INSERT>", "<INSERT>", id="angle brackets"),
        pytest.param(NAME, "<job-name>-1", "<job-name>", id="angle brackets within a name"),
        pytest.param(NAME, "churn-<your job name>", "<your job name>", id="several words in angle brackets"),
        pytest.param(NAME, "churn-$(date +%Y%m%d-%H%M%S)", "$(date +%Y%m%d-%H%M%S)", id="a command that no shell ran"),
        pytest.param(NAME, "churn-`date +%F`", "`date +%F`", id="backticks"),
        pytest.param(NAME, "churn-{{ ds_nodash }}", "{{ ds_nodash }}", id="two braces"),
        pytest.param(NAME, "churn-{inputs.run}", "{inputs.run}", id="braces"),
        pytest.param(NAME, "churn-%(run)s", "%(run)s", id="percent"),
        pytest.param(NAME, "churn-$RUN_ID", "$RUN_ID", id="a variable of the shell"),
        pytest.param(NAME, "${{ github.sha }}", "${{ github.sha }}", id="an expression of a workflow"),
        pytest.param(NAME, "x" * 80 + "${RUN}", "${RUN}", id="nothing else of a value that is too long as well"),
        pytest.param(NAME, "YOUR-JOB-NAME", "YOUR-JOB-NAME", id="your, which the pattern takes"),
        pytest.param(NAME, "CHANGEME", "CHANGEME", id="changeme"),
        pytest.param(NAME, "TODO", "TODO", id="todo"),
        pytest.param(("JobType",), "${TYPE}", "${TYPE}", id="where a few values are allowed"),
        pytest.param(ROLE, "arn:aws:iam::<account>:role/*", "<account>", id="the guide's role"),
        pytest.param(ROLE, "arn:aws:iam::ACCOUNT_ID:role/MLOPS", "ACCOUNT_ID", id="capitals for an account id"),
        pytest.param(ROLE, "arn:aws:iam::your-account-id:role/r", "your-account-id", id="words for an account id"),
        pytest.param(ROLE, "arn:aws:iam::accountid:role/r", "accountid", id="a word for an account id"),
        pytest.param(ROLE, "arn:aws:iam::XXXXXXXXXXXX:role/r", "XXXXXXXXXXXX", id="crosses for an account id"),
        pytest.param(ROLE, "arn:aws:iam::xxxxxxxxxxxx:role/r", "xxxxxxxxxxxx", id="small crosses for an account id"),
        pytest.param(ROLE, "arn:PARTITION:iam::111122223333:role/r", "PARTITION", id="capitals for a partition"),
        pytest.param(ROLE, "arn:aws:iam::111122223333:role/ROLE_NAME", "ROLE_NAME", id="a role that has no name yet"),
        pytest.param(ROLE, "arn:aws:iam::111122223333:role/YOUR_ROLE", "YOUR_ROLE", id="your role"),
        pytest.param(PACKAGE, "arn:aws:sagemaker:region:account:model-package/g/1", "region", id="the first of two"),
        pytest.param(
            PACKAGE, "arn:aws:sagemaker:eu-west-1:111122223333:model-package/GROUP_NAME/1", "GROUP_NAME", id="group"
        ),
        pytest.param(
            KEY, "arn:aws:kms:eu-west-1:111122223333:key/KEY_ID", "KEY_ID", id="a key, which the pattern takes"
        ),
        pytest.param(KEY, "arn:aws:kms:REGION:ACCOUNT:key/1", "REGION", id="a Region, which the pattern takes"),
        pytest.param(URL, "s3://${BUCKET}/payload.tar.gz", "${BUCKET}", id="a bucket, which the pattern takes"),
        pytest.param(URL, "s3://bucket/REPLACE_ME/p.tar.gz", "REPLACE_ME", id="a word, which the pattern takes"),
        pytest.param(URL, "s3://INSERT_BUCKET/p.tar.gz", "INSERT_BUCKET", id="insert"),
        pytest.param(INSTANCE_TYPE, "ml.c5.<size>", "<size>", id="an instance type"),
        pytest.param(SUBNET, "subnet-<id>", "<id>", id="an item of a list"),
        pytest.param(DURATION, "${DURATION}", "${DURATION}", id="where an integer is wanted"),
        pytest.param(("Tags",), "{{ tags }}", "{{ tags }}", id="where a list is wanted"),
        pytest.param(TEXT, "<description>", "<description>", id="a whole text"),
        pytest.param(TEXT, "TODO", "TODO", id="a whole text in a word"),
        pytest.param(VARIABLE, "${MODE}", "${MODE}", id="a whole value of a variable"),
        pytest.param(DATA, "{shapes}", "{shapes}", id="a whole data configuration"),
        pytest.param(TAG, "team-${TEAM}", "${TEAM}", id="in a tag, whose pattern has no such sign"),
        pytest.param(TAG, "YOUR_TEAM", "YOUR_TEAM", id="a whole tag in a word"),
    ],
)
def test_a_placeholder_is_the_one_violation_of_its_value(route: Route, value: str, text: str) -> None:
    assert check(replaced(SPEC, route, value)) == (Violation(ViolationKind.PLACEHOLDER, route, value, text),)


@pytest.mark.parametrize(
    ("route", "value"),
    [
        pytest.param(NAME, "todo-app-TODO", id="todo as part of a name"),
        pytest.param(NAME, "EXCHANGE-ME", id="a word within a word"),
        pytest.param(NAME, "INSERT-SELECT-BENCH", id="insert is a fine word"),
        pytest.param(ROLE, "arn:aws:iam::111122223333:role/MLOPS", id="a role in capitals"),
        pytest.param(ROLE, "arn:aws:iam::111122223333:role/account", id="a role called account"),
        pytest.param(ROLE, "arn:aws:iam::111122223333:role/SAGEMAKER_ROLE", id="a role called role"),
        pytest.param(ROLE, "arn:aws-us-gov:iam::111122223333:role/r", id="another partition"),
        pytest.param(URL, "s3://bucket/account/region/payload.tar.gz", id="words in a key"),
        pytest.param(URL, "s3://bucket/50%25/payload.tar.gz", id="a percent sign"),
        pytest.param(URL, "s3://bucket/job_$folder$/payload.tar.gz", id="a dollar sign"),
        pytest.param(DATA, '{"input": [1, 3, 224, 224]}', id="JSON"),
        pytest.param(DATA, "{'input': [1]}", id="a literal of Python"),
        pytest.param(DATA, "[[1, 3, 224, 224]]", id="two brackets"),
        pytest.param(DATA, '{"input": ["${N}"]}', id="a part of a data configuration"),
        pytest.param(TEXT, "a < b and b > c", id="comparisons"),
        pytest.param(TEXT, "TODO: compare with <last run>", id="a placeholder within a text"),
        pytest.param(TEXT, "costs $PRICE or `less`", id="signs in a text"),
        pytest.param(VARIABLE, "$HOME", id="a variable that the container may read"),
        pytest.param(VARIABLE, '{"threads": 2}', id="JSON in a variable"),
        pytest.param(CONTENT_TYPE, "text/csv; note={x}", id="a parameter of a content type"),
        pytest.param(NEAREST, "model-{a}-{b}", id="a part of a free name"),
        pytest.param(TAG, "see TODO", id="a word in a tag"),
        pytest.param(TAG, "INSERT_ROWS nightly", id="words in a tag"),
    ],
)
def test_a_value_that_only_looks_like_a_placeholder_is_let_through(route: Route, value: str) -> None:
    assert check(replaced(SPEC, route, value)) == ()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("arn:aws:iam::123:role/R", id="an account id too short"),
        pytest.param("arn:AWS:iam::111122223333:role/R", id="a partition in capitals"),
        pytest.param("arn:aws:iam:us-east-1:111122223333:role/R", id="a Region too many"),
    ],
)
def test_a_wrong_arn_is_no_placeholder(value: str) -> None:
    assert [found.kind for found in check(SPEC | {"RoleArn": value})] == [ViolationKind.PATTERN]


@pytest.mark.slow
def test_no_text_takes_long_to_look_through(tmp_path: Path) -> None:
    for number, unit in enumerate(("<a", "$(", "${", "{{", "`", "%(", "YOUR-", "ROLE_", "arn:", "A_", "NAME-")):
        long = unit * (450_000 // len(unit))  # two of them are not yet a file that is too large to be read
        (tmp_path / f"{number}.json").write_text(
            json.dumps(SPEC | {"RoleArn": f"arn:aws:iam::1:{long}", "JobDescription": long})
        )
    # All of it takes seconds. Where looking through one of them is not linear, it takes minutes: the system ends it.
    command = [sys.executable, "-m", "recolint", "check", "--isolated", "--select", "RL1", "--output-format", "json"]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["summary"]["specs"] == 11
