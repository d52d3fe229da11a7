"""What the contract says of a spec: kinds, places and order; what its shapes tell; what a right spec costs."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from recolint.base.finding import Part, Route, pointer
from recolint.request.contract import (
    RESPONSE_ONLY,
    Violation,
    ViolationKind,
    botocore_version,
    check,
    homes,
    instance_types,
    shape,
)
from recolint.request.contract.explain import _Validator
from recolint.request.contract.schema import request
from request_faults import replaced

RIGHT: dict[str, Any] = {
    "JobName": "churn-2026",
    "JobType": "Default",
    "RoleArn": "arn:aws:iam::111122223333:role/Recommender",
    "InputConfig": {"ModelPackageVersionArn": "arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/3"},
}
DURATION = ("InputConfig", "JobDurationInSeconds")
PAYLOAD = {"SamplePayloadUrl": "s3://b/p.tar.gz"}


@pytest.mark.parametrize(
    ("route", "value", "kind", "constraint"),
    [
        pytest.param((), ["a list"], ViolationKind.TYPE, "structure", id="a root that is no structure"),
        pytest.param((), None, ViolationKind.NULL, "structure", id="a root that is null"),
        pytest.param(("JobName",), "a" * 65, ViolationKind.LONG, 64, id="a string too long"),
        pytest.param(("JobName",), "", ViolationKind.SHORT, 1, id="an empty string"),
        pytest.param(("JobName",), "_" * 65, ViolationKind.LONG, 64, id="length before pattern"),
        pytest.param(("JobName",), "my_job", ViolationKind.PATTERN, "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}", id="a pattern"),
        pytest.param(("JobName",), date(2026, 1, 31), ViolationKind.TYPE, "string", id="a date that YAML made"),
        pytest.param(("JobType",), "DEFAULT", ViolationKind.ENUM, ("Advanced", "Default"), id="one of a few values"),
        pytest.param(("JobType",), None, ViolationKind.NULL, "string", id="null"),
        pytest.param(("Tags",), {"team": "a"}, ViolationKind.TYPE, "list", id="tags as a map"),
        pytest.param(("Tags",), [{"Key": "a", "Value": "b"}] * 51, ViolationKind.MANY, 50, id="a list too long"),
        pytest.param(("InputConfig", "EndpointConfigurations"), [], ViolationKind.FEW, 1, id="an empty list"),
        pytest.param(DURATION, 0, ViolationKind.MINIMUM, 1, id="an integer too small"),
        pytest.param(DURATION, True, ViolationKind.TYPE, "integer", id="a bool is no integer"),
        pytest.param(DURATION, 7200.0, ViolationKind.TYPE, "integer", id="a float is no integer"),
        pytest.param(DURATION, "7200", ViolationKind.TYPE, "integer", id="digits are no integer"),
        pytest.param(
            DURATION, "about ${N}", ViolationKind.TYPE, "integer", id="a text about a placeholder is no integer"
        ),
    ],
)
def test_a_violation_carries_the_value_and_what_was_wanted(
    route: Route, value: Any, kind: ViolationKind, constraint: Any
) -> None:
    assert check(replaced(RIGHT, route, value)) == (Violation(kind, route, value, constraint),)


def test_a_constraint_is_read_as_what_its_kind_has() -> None:
    missing = Violation(ViolationKind.MISSING, (), {}, "JobName")
    assert missing.word == "JobName"
    with pytest.raises(TypeError, match=r"MISSING is 'JobName'"):
        _ = missing.bound
    assert Violation(ViolationKind.LONG, ("JobName",), "a" * 65, 64).bound == 64
    assert Violation(ViolationKind.ENUM, ("JobType",), "x", ("Default", "Advanced")).words == ("Default", "Advanced")


def test_a_missing_member_is_found_at_the_structure_that_lacks_it() -> None:
    names = ("JobName", "JobType", "RoleArn", "InputConfig")
    assert check({}) == tuple(Violation(ViolationKind.MISSING, (), {}, name) for name in names)


def test_an_unknown_member_is_found_at_its_key_with_the_names_that_there_are() -> None:
    (found,) = check(
        replaced(RIGHT, ("InputConfig",), {"VpcConfig": {"Subnets": ["s"], "SecurityGroupIds": ["s"], "X": 1}})
    )
    assert found == Violation(
        ViolationKind.UNKNOWN, ("InputConfig", "VpcConfig", "X"), 1, ("SecurityGroupIds", "Subnets"), None, Part.KEY
    )


def test_violations_stand_in_the_order_of_the_document() -> None:
    spec = {
        "Tags": [{"Value": "only"}, {"Key": "", "Value": 1}],
        "Extra": 1,
        "InputConfig": {"Endpoints": [{"EndpointName": "-"}, {}], "ModelName": "_"},
        "JobType": "Fast",
    }
    assert [(found.kind.value, pointer(found.route)) for found in check(spec)] == [
        ("missing", ""),
        ("missing", ""),
        ("missing", "/Tags/0"),
        ("short", "/Tags/1/Key"),
        ("type", "/Tags/1/Value"),
        ("unknown", "/Extra"),
        ("many", "/InputConfig/Endpoints"),
        ("pattern", "/InputConfig/Endpoints/0/EndpointName"),
        ("pattern", "/InputConfig/ModelName"),
        ("enum", "/JobType"),
    ]


@pytest.mark.parametrize(
    ("route", "value", "right"),
    [
        pytest.param(("RoleArn",), "arn:aws:iam::١١١١٢٢٢٢٣٣٣٣:role/R", False, id="digits are ASCII digits"),
        pytest.param(("RoleArn",), RIGHT["RoleArn"] + "\n", False, id="a pattern holds to the very end"),
        pytest.param(("Tags",), [{"Key": "équipe ٣", "Value": "日本 +1"}], True, id="tags take letters of any script"),
        pytest.param(("Tags",), [{"Key": "a*b", "Value": ""}], False, id="tags take no star"),
        pytest.param(("Tags",), [{"Key": "smile", "Value": "😀"}], False, id="an emoji is no letter"),
        pytest.param(("Tags",), [{"Key": "a", "Value": "one\nline"}], False, id="a line feed is no separator"),
        pytest.param(("JobDescription",), "😀" * 128, True, id="lengths count code points"),
        pytest.param(("JobDescription",), "😀" * 129, False, id="and are bounds on them"),
        pytest.param(("InputConfig", "ContainerConfig"), {"PayloadConfig": PAYLOAD}, True, id="a payload"),
        pytest.param(
            ("InputConfig", "ContainerConfig"),
            {"PayloadConfig": {"SamplePayloadUrl": "s3://b/p\n.tar.gz"}},
            False,
            id="a dot of a pattern is no line feed",
        ),
        pytest.param(
            ("InputConfig", "EndpointConfigurations"),
            [{"InstanceType": "ml.new9.large"}],
            True,
            id="instance types are open: rules judge them",
        ),
    ],
)
def test_strings_are_matched_as_the_service_matches_them(route: Route, value: Any, *, right: bool) -> None:
    assert (check(replaced(RIGHT, route, value)) == ()) == right


def test_shapes_tell_what_the_request_has_at_a_route() -> None:
    found = shape(("InputConfig", "EndpointConfigurations", 7, "ServerlessConfig", "MemorySizeInMB"))
    assert found
    assert (found.kind, found.minimum, found.maximum) == ("integer", 1024, 6144)
    tag = shape(("Tags", 0))
    assert tag
    assert (tag.kind, tag.name, tuple(tag.members), tag.required) == (
        "structure",
        "Tag",
        ("Key", "Value"),
        ("Key", "Value"),
    )
    assert shape(("Tags", "Key")) is None
    assert shape(("Nowhere", 0, "Key")) is None
    assert shape(("JobName", 0)) is None


def test_homes_of_a_name_are_the_structures_that_have_it() -> None:
    assert homes("JobName") == ((),)
    assert homes("DurationInSeconds") == (
        ("InputConfig", "TrafficPattern", "Phases", 0),
        ("InputConfig", "TrafficPattern", "Stairs"),
    )
    assert homes("Nothing") == ()


def test_the_model_tells_instance_types_and_the_members_of_answers() -> None:
    assert {"ml.c5.xlarge", "ml.g7e.48xlarge", "ml.p6-b300.48xlarge"} < set(instance_types())
    assert {"JobArn", "Status", "CreationTime", "InferenceRecommendations"} < RESPONSE_ONLY
    assert not {"JobName", "InputConfig"} & RESPONSE_ONLY
    assert botocore_version.count(".") == 2


def test_cerberus_takes_the_schema_as_one_of_its_own() -> None:
    # Checked here once, since checking a schema takes Cerberus 70 ms.
    _Validator({"request": request()})


def test_a_right_spec_does_not_pay_for_cerberus() -> None:
    program = (
        "import sys; from recolint.request.contract import check;"
        f"assert check({RIGHT!r}) == (); print('cerberus' in sys.modules, end=' ');"
        "assert check({}) != (); print('cerberus' in sys.modules, end='')"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "False True"
