"""Specs that tests begin with. Both are clean in the preset recommended."""

from __future__ import annotations

import copy
import json
from typing import Any

DEFAULT = """\
JobName: probe
JobType: Default
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
"""
"""A Default job, in YAML."""

ADVANCED: dict[str, Any] = {
    "JobName": "load-test",
    "JobType": "Advanced",
    "RoleArn": "arn:aws:iam::111122223333:role/recommender",
    "InputConfig": {
        "ModelPackageVersionArn": "arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3",
        "JobDurationInSeconds": 7200,
        "TrafficPattern": {
            "TrafficType": "PHASES",
            "Phases": [
                {"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 120},
                {"InitialNumberOfUsers": 3, "SpawnRate": 1, "DurationInSeconds": 120},
            ],
        },
        "ResourceLimit": {"MaxNumberOfTests": 2, "MaxParallelOfTests": 1},
        "EndpointConfigurations": [{"InstanceType": "ml.c5.large"}, {"InstanceType": "ml.c5.xlarge"}],
    },
    "StoppingConditions": {
        "MaxInvocations": 300,
        "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 100}],
    },
}
"""An Advanced job, as data."""


def changed(*steps: str | int, to: Any) -> dict[str, Any]:
    """``ADVANCED`` with the value at the route ``steps`` put to ``to``."""
    spec = copy.deepcopy(ADVANCED)
    at: Any = spec
    for step in steps[:-1]:
        at = at[step]
    at[steps[-1]] = to
    return spec


def as_json(spec: Any) -> str:
    """``spec`` as an indented JSON file."""
    return json.dumps(spec, indent=2) + "\n"
