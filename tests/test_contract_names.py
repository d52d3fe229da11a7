"""What a misspelled name of a member is taken for."""

from __future__ import annotations

from typing import Any

import pytest

from recolint.base.finding import Part, Route, pointer
from recolint.request.contract import ViolationKind, check
from recolint.request.contract.names import meant
from request_faults import replaced

LONG_JOB: dict[str, Any] = {
    "JobName": "churn",
    "JobType": "Advanced",
    "RoleArn": "arn:aws:iam::111122223333:role/Recommender",
    "InputConfig": {"TrafficPattern": {"Phases": [{}]}, "EndpointConfigurations": [{}]},
    "OutputConfig": {"CompiledOutputConfig": {}},
    "StoppingConditions": {"ModelLatencyThresholds": [{}]},
}
INPUT: Route = ("InputConfig",)
PHASE: Route = ("InputConfig", "TrafficPattern", "Phases", 0)
STOPPING: Route = ("StoppingConditions",)
THRESHOLD: Route = ("StoppingConditions", "ModelLatencyThresholds", 0)
COMPILED: Route = ("OutputConfig", "CompiledOutputConfig")


def given(spec: dict[str, Any], structure: Route, name: str, value: Any) -> Any:
    return replaced(spec, (*structure, name), value)


@pytest.mark.parametrize(
    ("structure", "name", "value", "member"),
    [
        pytest.param((), "tags", [], "Tags", id="lower case"),
        pytest.param((), "jobDescription", "", "JobDescription", id="camel case"),
        pytest.param((), "job-description", "", "JobDescription", id="as the command line spells it"),
        pytest.param((), "job_description", "", "JobDescription", id="snake case"),
        pytest.param((), "JOBDESCRIPTION", "", "JobDescription", id="upper case"),
        pytest.param((), "Tag", [], "Tags", id="one for many"),
        pytest.param((), "JobDescripton", "", "JobDescription", id="a letter left out"),
        pytest.param(INPUT, "JobDuration", 600, "JobDurationInSeconds", id="preview: JobDuration"),
        pytest.param(INPUT, "ResourceLimits", {}, "ResourceLimit", id="preview: ResourceLimits"),
        pytest.param(INPUT, "Endpoint", [], "Endpoints", id="Endpoint"),
        pytest.param(INPUT, "EndpointConfiguration", [{}], None, id="already given: EndpointConfigurations"),
        pytest.param(INPUT, "ModelPackageArn", None, "ModelPackageVersionArn", id="as other requests say"),
        pytest.param(INPUT, "StoppingConditions", {}, None, id="at home elsewhere"),
        pytest.param(PHASE, "InitialNumberOfUser", 1, "InitialNumberOfUsers", id="preview: InitialNumberOfUser"),
        pytest.param(PHASE, "Duration", 120, "DurationInSeconds", id="preview: Duration"),
        pytest.param(PHASE, "DurationInMinutes", 2, None, id="another unit"),
        pytest.param(
            ("InputConfig", "TrafficPattern"), "Stiars", {}, "Stairs", id="two letters swapped in a short name"
        ),
        pytest.param(STOPPING, "MaximumInvocations", 1, "MaxInvocations", id="preview: MaximumInvocations"),
        pytest.param(STOPPING, "MinInvocations", 1, None, id="the other bound"),
        pytest.param(THRESHOLD, "Value", 100, "ValueInMilliseconds", id="preview: Value"),
        pytest.param(THRESHOLD, "Precentile", "P95", "Percentile", id="two letters swapped"),
        pytest.param(THRESHOLD, "ValueInMicroseconds", 100, None, id="a thousandth of the unit"),
        pytest.param(COMPILED, "S3OutputLocation", "s3://b/o", "S3OutputUri", id="S3OutputLocation"),
        pytest.param((), "Status", "COMPLETED", None, id="of the answer"),
        pytest.param((), "Comment", "", None, id="nothing near"),
    ],
)
def test_an_unknown_name_is_taken_for(structure: Route, name: str, value: Any, member: str | None) -> None:
    found = check(given(LONG_JOB, structure, name, value))[0]
    assert (found.kind, found.route, found.part) == (ViolationKind.UNKNOWN, (*structure, name), Part.KEY)
    assert found.meant == member


@pytest.mark.parametrize(
    ("unit", "member"),
    [("MemorySizeInMb", "MemorySizeInMB"), ("MemorySizeInGB", None)],
)
def test_a_memory_size_in_another_unit_is_not_taken_for_the_member(unit: str, member: str | None) -> None:
    serverless = {unit: 4096, "MaxConcurrency": 1}
    violations = check(given(LONG_JOB, ("InputConfig", "EndpointConfigurations", 0), "ServerlessConfig", serverless))
    assert [found.meant for found in violations if found.kind is ViolationKind.UNKNOWN] == [member]
    assert [found.likely for found in violations if found.kind is ViolationKind.UNKNOWN] == [
        None if member else "MemorySizeInMB"
    ]
    # Under either name it is not missing as well.
    assert not [found.constraint for found in violations if found.kind is ViolationKind.MISSING]


def test_a_required_member_under_another_name_is_not_missing_too() -> None:
    spelled = {"job-name": "churn", "jobType": "Advanced", "role_arn": LONG_JOB["RoleArn"], "inputconfig": {}}
    assert [(found.kind, found.meant) for found in check(spelled)] == [
        (ViolationKind.UNKNOWN, "JobName"),
        (ViolationKind.UNKNOWN, "JobType"),
        (ViolationKind.UNKNOWN, "RoleArn"),
        (ViolationKind.UNKNOWN, "InputConfig"),
    ]


def test_a_required_member_in_another_structure_is_not_missing_too() -> None:
    spec = {**LONG_JOB, "InputConfig": {"roleArns": LONG_JOB["RoleArn"]}}
    del spec["RoleArn"]
    (found,) = check(spec)
    assert (found.kind, found.home) == (ViolationKind.UNKNOWN, ("RoleArn",))


def test_a_member_of_the_answer_is_taken_for_nothing_however_near() -> None:
    assert meant("JobArn", ["JobArns"]) is None
    assert meant("JobARNs", ["JobArns"]) == "JobArns"


def test_two_names_are_not_taken_for_the_same_member() -> None:
    spec = LONG_JOB | {"tag": [], "tags": []}
    assert [(found.route, found.meant) for found in check(spec)] == [(("tag",), "Tags"), (("tags",), None)]


def test_what_stands_under_a_misspelled_name_is_judged_as_the_member_that_is_meant() -> None:
    limits = {"MaxNumberOfTests": 10, "MaxParallelTests": 0}
    violations = check(given(LONG_JOB, INPUT, "ResourceLimits", limits))
    assert [(found.kind.value, pointer(found.route), found.meant) for found in violations] == [
        ("unknown", "/InputConfig/ResourceLimits", "ResourceLimit"),
        ("unknown", "/InputConfig/ResourceLimits/MaxParallelTests", "MaxParallelOfTests"),
        ("minimum", "/InputConfig/ResourceLimits/MaxParallelTests", None),
    ]


def test_what_stands_under_a_name_that_means_nothing_is_not_looked_into() -> None:
    (found,) = check(LONG_JOB | {"Notes": {"JobName": None, "x": "${X}"}})
    assert found.route == ("Notes",)
