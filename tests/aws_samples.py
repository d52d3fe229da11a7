"""Requests that the test AWS takes, for tests to start from."""

from __future__ import annotations

from typing import Any

ROLE = "arn:aws:iam::123456789012:role/inference-recommender"
PACKAGE = "arn:aws:sagemaker:us-east-1:123456789012:model-package/fraud/3"


def default_job(name: str = "fraud-default", **members: Any) -> dict[str, Any]:
    """The least request of a Default job, with ``members`` beside or instead."""
    required = {"JobName": name, "JobType": "Default", "RoleArn": ROLE}
    return {**required, "InputConfig": {"ModelPackageVersionArn": PACKAGE}, **members}


def load_test(name: str = "fraud-load-test", **members: Any) -> dict[str, Any]:
    """A request of an Advanced job with nearly every member, with ``members`` beside or instead."""
    environment = {"CategoricalParameterRanges": [{"Name": "OMP_NUM_THREADS", "Value": ["2", "4"]}]}
    return {
        "JobName": name,
        "JobType": "Advanced",
        "RoleArn": ROLE,
        "JobDescription": "before the sale",
        "InputConfig": {
            "ModelPackageVersionArn": PACKAGE,
            "JobDurationInSeconds": 7200,
            "TrafficPattern": {
                "TrafficType": "PHASES",
                "Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 120}],
            },
            "ResourceLimit": {"MaxNumberOfTests": 10, "MaxParallelOfTests": 2},
            "EndpointConfigurations": [
                {"InstanceType": "ml.m5.xlarge", "EnvironmentParameterRanges": environment},
                {"InstanceType": "ml.c5.2xlarge"},
            ],
            "VolumeKmsKeyId": "alias/recommender",
        },
        "StoppingConditions": {
            "MaxInvocations": 1000,
            "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 100}],
        },
        "OutputConfig": {"KmsKeyId": "alias/recommender"},
        "Tags": [{"Key": "Größe", "Value": "klein"}],
        **members,
    }
