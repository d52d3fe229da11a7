"""Every condition operator, with the tables of the IAM User Guide; wildcards and policy variables."""

from __future__ import annotations

from typing import Any

import pytest

from iam_policies import ANYTHING, ROLE, allow, decide, deny, holds, identity, policy
from recolint.iam import Policies

TOPIC = "arn:aws:sns:us-west-2:123456789012:TOPIC-ID"


@pytest.mark.parametrize(
    ("operator", "wanted", "matching", "other"),
    [
        ("StringEquals", "iamuser-admin", "iamuser-admin", "Iamuser-Admin"),
        ("StringEquals", "t*", "t*", "test"),
        ("StringEqualsIgnoreCase", "preprod", "PreProd", "prod"),
        ("StringLike", "t1.*", "t1.micro", "m2.micro"),
        ("StringLike", "a?c", "abc", "ac"),
        ("StringLike", "home/*", "home/a/b:c", "Home/a"),
        ("NumericEquals", "10", "10.0", "11"),
        ("NumericEquals", "1e1", "10.", "1"),
        ("NumericLessThan", "10", "9.5", "10"),
        ("NumericLessThan", "1e+21", ".5", "1e22"),
        ("NumericLessThanEquals", "10", "10", "10.01"),
        ("NumericGreaterThan", "-1", "0", "-1"),
        ("NumericGreaterThanEquals", "1.2", "1.2", "1.1"),
        ("DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:01Z"),
        ("DateEquals", "2026", "2026-01-01", "2026-01-02"),
        ("DateEquals", "1767225600", "2026-01-01T00:00Z", "2026-02"),
        ("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z"),
        ("DateLessThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"),
        ("DateGreaterThan", "2020-01-01T00:00:01Z", "1767225600", "1577836800"),
        ("DateGreaterThanEquals", "2020-01-01", "2020-01-01T00:00:00Z", "2019-12-31"),
        ("Bool", "false", "false", "true"),
        ("Bool", "true", "True", "yes"),
        ("BinaryEquals", "QmluYXJ5VmFsdWU=", "QmluYXJ5VmFsdWU=", "QVNJQQ=="),
        ("IpAddress", "203.0.113.0/24", "203.0.113.1", "198.51.100.1"),
        ("IpAddress", "203.0.113.7", "203.0.113.7", "203.0.113.8"),
        ("IpAddress", "203.0.113.7/24", "203.0.113.1", "198.51.100.7"),
        ("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::1", "203.0.113.1"),
        ("ArnEquals", TOPIC, TOPIC, "arn:aws:sns:us-west-2:777788889999:TOPIC-ID"),
        ("ArnLike", "arn:aws:sns:*:123456789012:T*", TOPIC, "arn:aws:sns:us-west-2:123456789012:t"),
        ("ArnLike", "arn:aws:iam::*:role/*", ROLE, "no-arn"),
        ("ArnLike", "*", ROLE, "no-arn"),
    ],
)
def test_an_operator_holds_for_a_value_that_matches_and_for_no_other(
    operator: str, wanted: str, matching: str, other: str
) -> None:
    assert holds({operator: {"k:x": wanted}}, {"k:x": matching}) == "allowed"
    assert holds({operator: {"k:x": wanted}}, {"k:x": other}) == "denied"
    assert holds({operator: {"k:x": wanted}}, {}) == "denied", "an absent key matches nothing"
    assert holds({operator + "IfExists": {"k:x": wanted}}, {}) == "allowed"
    assert holds({operator + "IfExists": {"k:x": wanted}}, {"k:x": other}) == "denied"
    assert holds({operator: {"k:x": wanted}}, {}, unknown=["k:x"]) == "unknown"


@pytest.mark.parametrize(
    ("operator", "named", "same", "other"),
    [
        ("StringNotEquals", "a", "a", "A"),
        ("StringNotEqualsIgnoreCase", "a", "A", "b"),
        ("StringNotLike", "a*", "ab", "ba"),
        ("NumericNotEquals", "1", "1.0", "2"),
        ("DateNotEquals", "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-02"),
        ("NotIpAddress", "203.0.113.0/24", "203.0.113.1", "198.51.100.1"),
        ("ArnNotEquals", TOPIC, TOPIC, ROLE),
        ("ArnNotLike", "arn:aws:sns:*:*:*", TOPIC, ROLE),
    ],
)
def test_a_negated_operator_holds_for_every_other_value_and_for_an_absent_key(
    operator: str, named: str, same: str, other: str
) -> None:
    assert holds({operator: {"k:x": named}}, {"k:x": other}) == "allowed"
    assert holds({operator: {"k:x": named}}, {"k:x": same}) == "denied"
    assert holds({operator: {"k:x": named}}, {}) == "allowed"
    assert holds({operator + "IfExists": {"k:x": named}}, {}) == "allowed"
    assert holds({operator: {"k:x": [named, named]}}, {"k:x": same}) == "denied"
    assert holds({operator: {"k:x": named}}, {}, unknown=["k:x"]) == "unknown"


def test_several_values_of_a_policy_are_alternatives_and_of_a_negated_operator_none_may_match() -> None:
    assert holds({"StringEquals": {"k:x": ["a", "b"]}}, {"k:x": "b"}) == "allowed"
    assert holds({"StringNotEquals": {"k:x": ["a", "b"]}}, {"k:x": "b"}) == "denied"
    assert holds({"StringNotEquals": {"k:x": ["a", "b"]}}, {"k:x": "c"}) == "allowed"


def test_all_keys_of_all_operators_must_hold() -> None:
    condition = {"StringEquals": {"k:x": "a", "k:y": "b"}, "Bool": {"k:z": "true"}}
    whole = {"k:x": "a", "k:y": "b", "k:z": "true"}
    assert holds(condition, whole) == "allowed"
    for key in whole:
        assert holds(condition, {**whole, key: "no"}) == "denied"


def test_keys_are_compared_without_case_and_so_are_operators() -> None:
    assert holds({"bool": {"AWS:securetransport": True}}, {"aws:SecureTransport": "true"}) == "allowed"


@pytest.mark.parametrize(
    ("wanted", "context", "decision"),
    [
        ("true", {}, "allowed"),
        ("false", {}, "denied"),
        ("true", {"k:x": ""}, "denied"),
        ("false", {"k:x": "a"}, "allowed"),
    ],
)
def test_null_asks_whether_a_key_is_absent(wanted: str, context: dict[str, str], decision: str) -> None:
    assert holds({"Null": {"k:x": wanted}}, context) == decision
    assert holds({"Null": {"k:x": wanted}}, {}, unknown=["k:x"]) == "unknown"


@pytest.mark.parametrize(
    ("operator", "values", "decision"),
    [
        ("ForAllValues:StringEquals", ["a", "b"], "allowed"),
        ("ForAllValues:StringEquals", ["a", "c"], "denied"),
        ("ForAllValues:StringEquals", [], "allowed"),
        ("ForAllValues:StringEquals", [""], "allowed"),
        ("ForAnyValue:StringEquals", ["a", "c"], "allowed"),
        ("ForAnyValue:StringEquals", ["c", "d"], "denied"),
        ("ForAnyValue:StringEquals", [], "denied"),
        ("ForAnyValue:StringLike", [""], "denied"),
        ("ForAllValues:StringNotEquals", ["c", "d"], "allowed"),
        ("ForAllValues:StringNotEquals", ["a", "c"], "denied"),
        ("ForAllValues:StringNotEquals", [], "allowed"),
        ("ForAnyValue:StringNotEquals", ["a", "c"], "allowed"),
        ("ForAnyValue:StringNotEquals", ["a", "b"], "denied"),
        ("ForAnyValue:StringNotEquals", [], "denied"),
        ("ForAnyValue:StringEqualsIfExists", [], "allowed"),
    ],
)
def test_set_operators_look_at_each_value_of_the_request(operator: str, values: list[str], decision: str) -> None:
    context = {"aws:TagKeys": values} if values else {}
    assert holds({operator: {"aws:TagKeys": ["a", "b"]}}, context) == decision


@pytest.mark.parametrize(
    ("tag_keys", "tag", "decision"),
    [
        (["environment"], "preprod", "allowed"),
        (["environment", "costcenter"], "PreProd", "allowed"),
        (["Environment"], "preprod", "denied"),
        (["costcenter"], "preprod", "denied"),
        ([], "storage", "denied"),
        (["environment"], None, "denied"),
        ([], None, "denied"),
    ],
)
def test_the_table_of_the_user_guide_on_tags_comes_out(tag_keys: list[str], tag: str | None, decision: str) -> None:
    condition = {
        "StringEqualsIgnoreCase": {"aws:RequestTag/environment": ["preprod", "storage"]},
        "ForAnyValue:StringEquals": {"aws:TagKeys": "environment"},
    }
    context: dict[str, Any] = {"aws:TagKeys": tag_keys} if tag_keys else {}
    if tag is not None:
        context["aws:RequestTag/environment"] = tag
    assert holds(condition, context) == decision


def test_an_arn_operator_compares_field_by_field_where_a_string_operator_does_not() -> None:
    pattern = "arn:aws:someservice:*:111122223333:finance/*"
    value = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"
    assert holds({"StringLike": {"k:x": pattern}}, {"k:x": value}) == "allowed"
    assert holds({"ArnLike": {"k:x": pattern}}, {"k:x": value}) == "denied"


@pytest.mark.parametrize(
    ("pattern", "resource", "matches"),
    [
        ("*", "*", True),
        ("*", "arn:aws:s3:::b", True),
        ("arn:aws:s3:::b", "*", False),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b", False),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b/", True),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y:z", True),
        ("arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1///test///object.jpg", True),
        ("arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/test/object.jpg", False),
        ("arn:aws:s3:::B/*", "arn:aws:s3:::b/x", False),
        ("arn:aws:s3:::b?", "arn:aws:s3:::bc", True),
        ("arn:aws:sagemaker:*:*:endpoint/*", "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/a", True),
        ("arn:aws:sagemaker:eu-*-1:*:endpoint/a", "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/a", True),
        ("arn:aws:sns:e*1:111122223333:t", "arn:aws:sns:eu:999999999991:111122223333:t", False),
        ("arn:aws:sns:e*:111122223333:t", "arn:aws:sns:eu:999999999991:111122223333:t", True),
        ("arn:aws:sns:e?:111122223333:t", "arn:aws:sns:e::111122223333:t", False),
        ("arn:aws:sagemaker:*:endpoint/a", "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/a", True),
        ("arn:aws:dynamodb:*:table/p-*", "arn:aws:dynamodb:us-east-1:111122223333:table/p-x", True),
        ("arn:aws:logs:*", "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x:*", True),
        ("arn:aws:logs:eu-west-1:111122223333:*group:x", "arn:aws:logs:eu-west-1:111122223333:log-group:x", True),
        ("arn:aws:s3:::" + "*a" * 40 + "b", "arn:aws:s3:::" + "a" * 300, False),
    ],
)
def test_wildcards_of_a_resource_stay_in_their_field_unless_they_end_it(
    pattern: str, resource: str, *, matches: bool
) -> None:
    assert (decide(identity(allow(resource=pattern)), "s3:GetObject", resource) == "allowed") is matches


@pytest.mark.parametrize(
    ("action", "asked", "matches"),
    [
        ("*", "s3:GetObject", True),
        ("S3:getobject", "s3:GetObject", True),
        ("s3:Get*", "S3:GETOBJECT", True),
        ("s3:*Object", "s3:GetObjectAcl", False),
        ("s3:Ge?Object", "s3:GetObject", True),
        ("sagemaker:*", "s3:GetObject", False),
    ],
)
def test_actions_are_compared_without_case(action: str, asked: str, *, matches: bool) -> None:
    assert (decide(identity(allow(action)), asked) == "allowed") is matches


def test_not_action_and_not_resource_mean_everything_else() -> None:
    statement = {"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "NotResource": "arn:aws:s3:::secret/*"}
    policies = identity(statement)
    assert decide(policies, "s3:GetObject", "arn:aws:s3:::open/x") == "allowed"
    assert decide(policies, "s3:GetObject", "arn:aws:s3:::secret/x") == "denied"
    assert decide(policies, "iam:PassRole", ROLE) == "denied"


HOME = "arn:aws:s3:::b/home/${aws:username}/*"
MINE = "arn:aws:s3:::b/home/ana/x"


@pytest.mark.parametrize(
    ("resource", "asked", "context", "decision"),
    [
        (HOME, MINE, {"aws:username": "ana"}, "allowed"),
        (HOME, MINE, {"aws:username": "bob"}, "denied"),
        (HOME, MINE, {}, "denied"),
        (HOME, MINE, {"aws:username": ["ana", "bob"]}, "denied"),
        (HOME, "arn:aws:s3:::b/home/a/x", {"aws:username": "*"}, "denied"),
        ("arn:aws:s3:::b/${k:Team, 'all'}/*", "arn:aws:s3:::b/all/x", {}, "allowed"),
        ("arn:aws:s3:::b/${k:Team, 'all'}/*", "arn:aws:s3:::b/all/x", {"k:team": "a"}, "denied"),
        ("arn:aws:s3:::b/${*}${?}${$}", "arn:aws:s3:::b/*?$", {}, "allowed"),
        ("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/x", {}, "denied"),
    ],
)
def test_a_variable_of_a_resource_is_the_value_of_its_key(
    resource: str, asked: str, context: dict[str, Any], decision: str
) -> None:
    assert decide(identity(allow(resource=resource)), "s3:GetObject", asked, context=context) == decision


def test_a_variable_without_a_value_matches_nothing_so_that_negated_operators_hold() -> None:
    team = {"s3:ExistingObjectTag/Team": "blue"}
    assert holds({"StringNotEquals": {"s3:ExistingObjectTag/Team": "${aws:PrincipalTag/Team}"}}, team) == "allowed"
    assert holds({"StringEquals": {"s3:ExistingObjectTag/Team": "${aws:PrincipalTag/Team}"}}, team) == "denied"
    assert holds({"ArnLike": {"k:x": "arn:aws:iam::*:user/${aws:username}"}}, {"k:x": ROLE}) == "denied"


def test_a_variable_may_stand_for_a_boolean() -> None:
    condition = {"Bool": {"k:x": "${k:y}"}}
    assert holds(condition, {"k:x": "true", "k:y": "True"}) == "allowed"
    assert holds(condition, {"k:x": "false", "k:y": "true"}) == "denied"
    assert holds(condition, {"k:x": "yes", "k:y": "yes"}) == "denied", "yes is no boolean"


def test_a_variable_that_is_not_known_leaves_only_what_the_text_around_it_decides() -> None:
    policies = identity(allow(resource=HOME))
    assert decide(policies, "s3:GetObject", MINE, unknown=["aws:username"]) == "unknown"
    assert decide(policies, "s3:GetObject", "arn:aws:s3:::b/x", unknown=["aws:username"]) == "denied"
    condition = {"StringEquals": {"k:x": "a-${k:y}"}}
    assert holds(condition, {"k:x": "a-*"}, unknown=["k:y"]) == "unknown"
    assert holds(condition, {"k:x": "b"}, unknown=["k:y"]) == "denied"


def test_variables_are_plain_text_before_version_2012() -> None:
    old = Policies(identity=(policy(allow(resource=HOME), version="2008-10-17"),))
    assert decide(old, "s3:GetObject", MINE, context={"aws:username": "ana"}) == "denied"
    assert decide(old, "s3:GetObject", "arn:aws:s3:::b/home/${aws:username}/x") == "allowed"


def test_an_unknown_name_with_a_wildcard_means_the_keys_that_are_not_given() -> None:
    condition = {"StringEquals": {"aws:PrincipalTag/team": "blue"}}
    assert holds(condition, {}, unknown=["aws:PrincipalTag/*"]) == "unknown"
    assert holds(condition, {"aws:PrincipalTag/team": "blue"}, unknown=["*"]) == "allowed"
    assert holds(condition, {"aws:PrincipalTag/team": "blue"}, unknown=["AWS:PrincipalTag/Team"]) == "unknown"
    assert holds(condition, {}, unknown=["aws:RequestTag/*"]) == "denied"


def test_what_is_not_known_does_not_matter_where_the_rest_decides() -> None:
    either = {"Bool": {"k:x": "true"}, "StringEquals": {"k:y": "a"}}
    assert holds(either, {"k:y": "b"}, unknown=["k:x"]) == "denied"
    policies = identity({**ANYTHING, "Condition": {"Bool": {"k:x": "true"}}}, deny("s3:*"))
    assert decide(policies, unknown=["k:x"]) == "denied"
