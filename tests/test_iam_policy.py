"""Policy files are read from JSON and YAML, and every fault in one has its words and its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_policies import ANYTHING
from recolint.base.finding import pointer
from recolint.base.text import Source
from recolint.document import read
from recolint.iam import Effect, PolicyReading, PolicyType, parse_policy, policy_at, read_policy

GOOD = """\
Version: 2012-10-17
Statement:
  - Sid: Read
    Effect: Allow
    Action: s3:GetObject
    Resource: '*'
  - Effect: Deny
    NotAction: [s3:*, "sagemaker:*"]
    Resource: arn:aws:s3:::b/${aws:username}
    Condition:
      NumericLessThan: {s3:max-keys: 10}
      Bool: {aws:SecureTransport: false}
"""


def faults(text: str, type_: PolicyType = PolicyType.IDENTITY, path: str = "p.yaml") -> list[str]:
    """The faults as ``line:column message``."""
    source = Source(path, text)
    lines = []
    for fault in read_policy(source, type_).faults:
        assert fault.span is not None
        at = source.position(fault.span.start)
        lines.append(f"{at.line}:{at.column} {fault.message}")
    return lines


def statement(**changed: Any) -> PolicyReading:
    """The result of reading a resource policy with one statement; ``None`` removes an element."""
    whole = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*", **changed}
    data = {"Version": "2012-10-17", "Statement": {name: one for name, one in whole.items() if one is not None}}
    return parse_policy(data, PolicyType.RESOURCE, "p")


def test_statements_know_their_sid_index_and_line() -> None:
    policy = read_policy(Source("p.yaml", GOOD), PolicyType.IDENTITY).policy
    assert policy is not None
    assert policy.name == "p.yaml"
    first, second = policy.statements
    assert (first.sid, first.index, first.line, first.effect) == ("Read", 0, 3, Effect.ALLOW)
    assert (second.sid, second.index, second.line, second.effect) == (None, 1, 7, Effect.DENY)
    assert second.keys == ("s3:max-keys", "aws:SecureTransport", "aws:username")


def test_json_and_yaml_of_the_same_policy_are_the_same_policy() -> None:
    data = {"Version": "2012-10-17", "Statement": [ANYTHING]}
    readings = [read_policy(Source(path, json.dumps(data)), PolicyType.IDENTITY) for path in ("p.json", "p.yaml")]
    assert readings[0].policy is not None
    assert readings[1].policy is not None
    assert readings[0].policy.statements == readings[1].policy.statements


def test_a_policy_within_another_document_has_its_places_there() -> None:
    text = '{"RolePolicyList": [\n {"PolicyDocument": {"Version": "2012-10-17",\n  "Statement": {"Effect": "allow"}}}]}'
    document = read(Source("details.json", text)).documents[0]
    reading = policy_at(document, ("RolePolicyList", 0, "PolicyDocument"), PolicyType.IDENTITY, "inline")
    wrong = next(fault for fault in reading.faults if "Allow or Deny" in fault.message)
    assert pointer(wrong.route) == "/RolePolicyList/0/PolicyDocument/Statement/Effect"
    assert wrong.span is not None
    assert text[wrong.span.start : wrong.span.end] == '"allow"'
    with pytest.raises(LookupError):
        policy_at(document, ("RolePolicyList", 1), PolicyType.IDENTITY, "inline")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "Version: 2012-10-17",
            "Version: 2012-10-18",
            "1:10 found '2012-10-18', expected 2012-10-17 or 2008-10-17",
            id="Version",
        ),
        pytest.param(
            "Statement:", "Statment:", "1:1 Statement is missing; a policy has one or a list of them", id="no Statement"
        ),
        pytest.param(
            "Sid: Read",
            "SID: Read",
            "3:5 'SID' is not an element of a statement; did you mean Sid?",
            id="unknown element",
        ),
        pytest.param("Sid: Read", "Sid: 7", "3:10 found a number, expected a string", id="Sid"),
        pytest.param("    Effect: Allow\n", "", "3:5 Effect is missing; expected Allow or Deny", id="no Effect"),
        pytest.param(
            "Effect: Allow",
            "Effect: ALLOW",
            "4:13 Effect is 'ALLOW'; expected Allow or Deny (case matters)",
            id="Effect",
        ),
        pytest.param(
            "    Action: s3:GetObject\n",
            "",
            "3:5 Action is missing; a statement has Action or NotAction",
            id="no Action",
        ),
        pytest.param(
            "Action: s3:GetObject",
            "Action: GetObject",
            "5:13 'GetObject' is not an action; expected service:Name, such as s3:GetObject or s3:Get*",
            id="Action",
        ),
        pytest.param(
            "Action: s3:GetObject",
            "Action: {s3: GetObject}",
            "5:13 found an object, expected an action such as s3:GetObject, or a list of actions",
            id="type of Action",
        ),
        pytest.param(
            "NotAction: [s3:*,",
            "NotAction: [7,",
            "8:17 found a number, expected an action such as s3:GetObject, or a list of actions",
            id="type of an action",
        ),
        pytest.param(
            "    Resource: '*'\n",
            "",
            "3:5 Resource is missing; a statement has Resource or NotResource",
            id="no Resource",
        ),
        pytest.param(
            "Resource: '*'",
            "Resource: my-bucket/*",
            "6:15 'my-bucket/*' is not an ARN; expected arn:partition:service:region:account:resource, or *",
            id="Resource",
        ),
        pytest.param(
            "Resource: '*'",
            "Resource: arn:aws:s3:bucket",
            "6:15 'arn:aws:s3:bucket' is not an ARN; expected arn:partition:service:region:account:resource, or *",
            id="an ARN with too few fields",
        ),
        pytest.param(
            "    Resource: '*'",
            "    Resource: '*'\n    NotResource: '*'",
            "7:5 Resource and NotResource; a statement has one of them",
            id="both",
        ),
        pytest.param(
            "Sid: Read",
            "Principal: '*'",
            "3:5 Principal is allowed only in a resource policy",
            id="Principal",
        ),
        pytest.param(
            "NumericLessThan:",
            "NumericLess:",
            "11:7 'NumericLess' is not a condition operator; did you mean NumericLessThan?",
            id="operator",
        ),
        pytest.param(
            "NumericLessThan:",
            "ForAnyValue:Null:",
            "11:7 'ForAnyValue:Null' is not a condition operator; Null does not allow IfExists, "
            "ForAllValues or ForAnyValue",
            id="Null with more",
        ),
        pytest.param(
            "{s3:max-keys: 10}",
            "{s3:max-keys: ten}",
            "11:38 'ten': NumericLessThan expects a number",
            id="value of a condition",
        ),
        pytest.param(
            "{s3:max-keys: 10}",
            "{s3:max-keys: '${aws:x}'}",
            "11:38 '${aws:x}': NumericLessThan expects a number; policy variables are allowed only in String, Arn "
            "and Bool conditions",
            id="a variable where none may stand",
        ),
        pytest.param(
            "{s3:max-keys: 10}", "{s3:max-keys: null}", "11:38 found null, expected a number", id="type of a value"
        ),
        pytest.param(
            "{s3:max-keys: 10}",
            "s3:max-keys",
            "11:24 found a string, expected condition keys and their values",
            id="type of a condition",
        ),
        pytest.param("Sid: Read", "Sid: Read\n    Sid: Again", "4:5 duplicate 'Sid'; keep one of them", id="twice"),
    ],
)
def test_a_fault_is_said_with_its_place(old: str, new: str, expected: str) -> None:
    assert old in GOOD
    assert expected in faults(GOOD.replace(old, new))


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", "p.yaml", "1:1 the file is empty, expected a policy"),
        ("# only a comment\n", "p.yaml", "1:1 the file is empty, expected a policy"),
        ("[]", "p.json", "1:1 expected a policy: an object with Version and Statement"),
        ('{"Version": "2012-10-17", }', "p.json", "1:25"),
        (
            "Version: 2012-10-17\nStatement: []\n---\n{}\n",
            "p.yaml",
            "expected one policy in the file, found a second document",
        ),
        ('{"Statement": ["x"]}', "p.json", "1:16 found a string, expected a statement: an object with Effect"),
    ],
)
def test_a_file_that_is_no_policy_is_said_to_be_none(text: str, path: str, expected: str) -> None:
    found = faults(text, path=path)
    assert len(found) == 1
    assert expected in found[0]
    assert "job spec" not in found[0]


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ("111122223333", "found a string, expected "),
        ({}, "found an object, expected "),
        ({"Aws": "*"}, "AWS, Service, Federated, CanonicalUser; did you mean AWS?"),
        ({"AWS": "arn:aws:iam::111122223333:role/*"}, "a wildcard cannot match part of a principal"),
        ({"AWS": ["1234"]}, "'1234' is not a principal; expected 12 digits, or the ARN of an account, "),
        ({"AWS": "sagemaker.amazonaws.com"}, "'sagemaker.amazonaws.com' is not a principal; expected 12 digits"),
        ({"Service": "sagemaker"}, "expected a name such as sagemaker.amazonaws.com"),
    ],
)
def test_a_principal_that_iam_refuses_is_a_fault(principal: object, expected: str) -> None:
    (fault,) = statement(Principal=principal).faults
    assert expected in fault.message


@pytest.mark.parametrize(
    "principal",
    [
        "*",
        {"AWS": "*"},
        {"AWS": ["111122223333", "arn:aws-cn:iam::111122223333:root", "AROAEXAMPLEEXAMPLE123"]},
        {"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE"},
        {"AWS": "arn:aws:sts::111122223333:assumed-role/r/s", "Service": ["sagemaker.amazonaws.com"]},
        {"Federated": "accounts.google.com", "CanonicalUser": "79a59df900b949e55d96a1e698fbaced"},
    ],
)
def test_every_form_of_a_principal_is_read(principal: object) -> None:
    assert statement(Principal=principal).faults == ()


def test_only_a_trust_policy_goes_without_a_resource() -> None:
    assert statement(Resource=None, Action=["sts:AssumeRole", "sts:TagSession"]).faults == ()
    assert [fault.message for fault in statement(Resource=None).faults] == [
        "Resource is missing; a statement has Resource or NotResource"
    ]
    assert [fault.message for fault in statement(Principal=None).faults] == [
        "Principal is missing; a resource policy names its principals"
    ]


def test_untrusted_text_in_a_fault_is_harmless() -> None:
    found = statement(Action="s3:\x1b[31m" + "x" * 200).faults
    assert "\x1b" not in found[0].message
    assert len(found[0].message) < 200


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["Allow", "*", "s3:*", "${a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5)
            | st.sampled_from(
                ["Version", "Statement", "Effect", "Action", "Resource", "Principal", "Condition", "AWS"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@given(json_values, st.sampled_from(PolicyType))
def test_reading_any_data_gives_a_policy_or_faults_and_never_raises(data: object, type_: PolicyType) -> None:
    reading = parse_policy(data, type_, "p")
    assert (reading.policy is None) == bool(reading.faults)
    placed = read_policy(Source("p.json", json.dumps(data)), type_)
    assert all(fault.span is not None for fault in placed.faults)


@pytest.mark.slow
def test_the_policies_that_aws_manages_have_no_fault() -> None:
    managed = pytest.importorskip("moto.iam.aws_managed_policies").aws_managed_policies_data
    policies = json.loads(managed)
    assert len(policies) > 1000
    for name, policy in policies.items():
        document = policy.get("Document") or policy["PolicyVersionList"][0]["Document"]
        assert parse_policy(document, PolicyType.IDENTITY, name).faults == (), name
