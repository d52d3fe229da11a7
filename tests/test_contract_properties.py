"""The fast validator and Cerberus agree, and each single fault is one violation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties import examples
from recolint.request.contract import check
from recolint.request.contract.explain import explain
from recolint.request.contract.fast_validator import fast_validator
from recolint.request.contract.schema import request
from request_faults import Fault, faults, replaced, walk
from requests_strategy import requests

EVERY_MEMBER: dict[str, Any] = {
    "JobName": "churn-2026",
    "JobType": "Advanced",
    "RoleArn": "arn:aws:iam::111122223333:role/service-role/MLOPS",
    "InputConfig": {
        "ModelPackageVersionArn": "arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/3",
        "ModelName": "churn",
        "JobDurationInSeconds": 7200,
        "TrafficPattern": {
            "TrafficType": "PHASES",
            "Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 0, "DurationInSeconds": 120}],
            "Stairs": {"DurationInSeconds": 600, "NumberOfSteps": 5, "UsersPerStep": 3},
        },
        "ResourceLimit": {"MaxNumberOfTests": 10, "MaxParallelOfTests": 1},
        "EndpointConfigurations": [
            {
                "InstanceType": "ml.z9.xlarge",
                "ServerlessConfig": {"MemorySizeInMB": 1024, "MaxConcurrency": 200, "ProvisionedConcurrency": 1},
                "InferenceSpecificationName": "gpu",
                "EnvironmentParameterRanges": {
                    "CategoricalParameterRanges": [{"Name": "OMP_NUM_THREADS", "Value": ["1", ""]}]
                },
            }
        ],
        "VolumeKmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "ContainerConfig": {
            "Domain": "MACHINE_LEARNING",
            "Task": "OTHER",
            "Framework": "XGBOOST",
            "FrameworkVersion": "1.7",
            "PayloadConfig": {"SamplePayloadUrl": "s3://b/p.tar.gz", "SupportedContentTypes": ["text/csv"]},
            "NearestModelName": "xgboost",
            "SupportedInstanceTypes": ["ml.m5.large"],
            "SupportedEndpointType": "RealTime",
            "DataInputConfig": '{"input": [1, 3]}',
            "SupportedResponseMIMETypes": ["application/json"],
        },
        "Endpoints": [{"EndpointName": "churn-blue"}],
        "VpcConfig": {"SecurityGroupIds": ["sg-0a"], "Subnets": ["subnet-0a"]},
    },
    "JobDescription": "",
    "StoppingConditions": {
        "MaxInvocations": 300,
        "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 100}],
        "FlatInvocations": "Stop",
    },
    "OutputConfig": {"KmsKeyId": "alias/jobs", "CompiledOutputConfig": {"S3OutputUri": "s3://b/out"}},
    "Tags": [{"Key": "équipe ٣", "Value": "données"}],
}

_accepts = fast_validator(request())

_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
_names = st.sampled_from(["JobName", "jobName", "InputConfig", "Value", "Key", "Tags", "Phases", "Status"])
_plain = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(_names | st.text() | st.none() | st.integers() | st.dates(), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.slow
@examples(50)
@given(requests())
def test_a_right_request_has_no_violation_by_either_way(right: dict[str, Any]) -> None:
    assert check(right) == ()
    assert explain(right) == ()


def _assert_one_violation(request: Any, fault: Fault) -> None:
    broken = fault.within(request)
    assert not _accepts(broken), fault
    assert [(found.kind, found.route) for found in check(broken)] == [(fault.kind, fault.route)], fault


@pytest.mark.slow
@examples(75)
@given(st.data())
def test_one_fault_in_a_drawn_request_is_one_violation_at_its_place(data: st.DataObject) -> None:
    right = data.draw(requests())
    _assert_one_violation(right, data.draw(st.sampled_from(list(faults(right)))))


def test_every_single_fault_of_a_request_with_every_member_is_one_violation_at_its_place() -> None:
    assert check(EVERY_MEMBER) == ()
    for fault in faults(EVERY_MEMBER):
        _assert_one_violation(EVERY_MEMBER, fault)


@examples(75)
@given(st.data(), _plain)
def test_any_plain_data_anywhere_gets_the_same_verdict_from_gate_and_cerberus(data: st.DataObject, plain: Any) -> None:
    route = data.draw(st.sampled_from([route for route, _ in walk(EVERY_MEMBER, ())]))
    other = replaced(EVERY_MEMBER, route, plain)
    violations = check(other)
    assert _accepts(other) == (violations == ()) == (explain(other) == ())
    assert len({(found.kind, found.route, str(found.constraint)) for found in violations}) == len(violations)


def test_keys_that_are_no_strings_are_passed_over() -> None:
    odd = replaced(EVERY_MEMBER, ("Tags", 0), {"Key": "a", "Value": "b", 1: "x", None: "y", date(2026, 1, 31): "z"})
    assert check(odd | {2.5: "x", True: "y"}) == ()
    assert _accepts(odd)
    (violation,) = check(odd | {2.5: "x", "JobType": "Slow"})
    assert violation.route == ("JobType",)
