"""Properties of all policies and requests; and a second evaluator, of a part of the language, that must agree."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_policies import ACCOUNT, KEY, OBJECT, ROLE, ROOT, SESSION, STRANGER, USER
from properties import examples
from recolint.iam import (
    Answer,
    Context,
    Policies,
    Policy,
    PolicyType,
    Request,
    Requester,
    evaluate,
    parse_policy,
)
from recolint.iam.requester import RequesterKind

Data = dict[str, Any]
Values = dict[str, list[str]]

RANK = {"denied": 0, "unknown": 1, "allowed": 2}
KEYS = ("aws:TagKeys", "aws:username", "kms:GrantIsForAWSResource")
WORDS = ("", "a", "b", "true", "7")

actions = st.sampled_from(["*", "s3:*", "s3:Get*", "s3:GetObject", "S3:PUT?bject", "kms:*"])
resources = st.sampled_from(
    ["*", "arn:aws:s3:::payloads/*", OBJECT, "arn:aws:s3:::*/${aws:username}*", KEY, "arn:aws:kms:*"]
)
operators = st.sampled_from(
    ["StringEquals", "StringLike", "StringNotEquals", "StringNotLike", "NumericLessThan", "NumericNotEquals", "Bool"]
)
VALUES = {"Numeric": st.sampled_from(["7", "8"]), "Bool": st.sampled_from(["true", "false"])}
patterns = st.sampled_from(["", "a", "*", "?", "a*", "7", "true"])


@st.composite
def conditions(draw: st.DrawFn) -> Data:
    """One or two keys, each under one operator with its prefixes and suffixes."""
    found: Data = {}
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=2, unique=True)):
        if draw(st.integers(0, 5)) == 0:
            found["Null"] = {key: [draw(VALUES["Bool"])]}
            continue
        base = draw(operators)
        prefix = draw(st.sampled_from(["", "", "ForAllValues:", "ForAnyValue:"]))
        wanted = next((one for start, one in VALUES.items() if base.startswith(start)), patterns)
        found[prefix + base + draw(st.sampled_from(["", "IfExists"]))] = {
            key: draw(st.lists(wanted, min_size=1, max_size=2))
        }
    return found


@st.composite
def statements(draw: st.DrawFn, type_: PolicyType = PolicyType.IDENTITY, effect: str | None = None) -> Data:
    """A statement as data."""
    statement: Data = {
        "Effect": effect or draw(st.sampled_from(["Allow", "Allow", "Allow", "Deny"])),
        draw(st.sampled_from(["Action", "Action", "NotAction"])): draw(st.lists(actions, min_size=1, max_size=2)),
        draw(st.sampled_from(["Resource", "Resource", "NotResource"])): draw(
            st.lists(resources, min_size=1, max_size=2)
        ),
        "Condition": draw(conditions()),
    }
    if type_ is PolicyType.RESOURCE:
        named = st.sampled_from(["*", ROLE, ROOT, SESSION, USER, STRANGER])
        element = draw(st.sampled_from(["Principal", "Principal", "NotPrincipal"]))
        statement[element] = {"AWS": draw(st.lists(named, min_size=1, max_size=2))}
    return statement


@st.composite
def documents(draw: st.DrawFn, type_: PolicyType = PolicyType.IDENTITY) -> Data:
    """A policy as data."""
    return {"Version": "2012-10-17", "Statement": draw(st.lists(statements(type_), min_size=1, max_size=3))}


def read(data: Data, type_: PolicyType = PolicyType.IDENTITY) -> Policy:
    reading = parse_policy(data, type_, type_.value)
    assert reading.policy is not None, reading.faults
    return reading.policy


@st.composite
def all_policies(draw: st.DrawFn) -> Policies:
    """Policies of every layer."""
    maybe = st.none() | documents().map(read)
    return Policies(
        identity=tuple(draw(st.lists(documents().map(read), max_size=2))),
        boundary=draw(maybe),
        session=draw(maybe),
        scps=tuple((one,) for one in draw(st.lists(documents().map(read), max_size=1))),
        resource=draw(st.none() | documents(PolicyType.RESOURCE).map(lambda data: read(data, PolicyType.RESOURCE))),
    )


contexts = st.dictionaries(st.sampled_from(KEYS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=2))
asked_actions = st.sampled_from(["s3:GetObject", "s3:PutObject", "kms:CreateGrant"])
asked_resources = st.sampled_from([OBJECT, "arn:aws:s3:::other/a", KEY, "*"])


@st.composite
def requests(draw: st.DrawFn, unknown: st.SearchStrategy[list[str]] = st.just([])) -> Request:  # noqa: B008  a strategy is a value
    """A request, with ``unknown`` keys."""
    requester = Requester.parse(draw(st.sampled_from([ROLE, SESSION, USER, STRANGER])))
    if requester is not None and draw(st.booleans()):
        requester = requester.in_some_session
    context = Context.of(draw(contexts).items(), draw(unknown))
    return Request(draw(asked_actions), draw(asked_resources), requester, context)


def sessions(requester: Requester | None) -> st.SearchStrategy[Requester | None]:
    """The requester in full: some session of a role is one that policies can name too."""
    if requester is None or requester.kind is not RequesterKind.SOME_SESSION:
        return st.just(requester)
    start = f"arn:aws:sts::{requester.account}:assumed-role/{requester.name}"
    return st.sampled_from(["run-1", "run-2"]).map(lambda name: Requester.parse(f"{start}/{name}"))


some_unknown = st.lists(st.sampled_from([*KEYS, "aws:ResourceAccount", "*"]), max_size=2)


def rank(answer: Answer) -> int:
    return RANK[answer.decision.value]


LAYERS = st.sampled_from(["identity", "boundary", "session", "scps", "resource"])


def with_statement(policies: Policies, layer: str, data: Data) -> Policies:
    """``policies`` with one more statement in each policy of ``layer``, or with one more identity policy."""
    type_ = PolicyType.RESOURCE if layer == "resource" else PolicyType.IDENTITY
    more = read({"Version": "2012-10-17", "Statement": data}, type_)
    match layer:
        case "boundary":
            return replace(policies, boundary=joined(policies.boundary, more))
        case "session":
            return replace(policies, session=joined(policies.session, more))
        case "resource":
            return replace(policies, resource=joined(policies.resource, more))
        case "scps":
            return replace(policies, scps=tuple((*level, more) for level in policies.scps))
    return replace(policies, identity=(*policies.identity, more))


def joined(old: Policy | None, more: Policy) -> Policy | None:
    """Both policies as one; none where there was none, since a first one is a new limit."""
    return old and Policy(old.name, (*old.statements, *more.statements))


@pytest.mark.slow
@given(all_policies(), requests(some_unknown), LAYERS, st.data())
def test_one_more_denial_never_allows_and_one_more_allowance_never_denies(
    policies: Policies, request: Request, layer: str, data: st.DataObject
) -> None:
    type_ = PolicyType.RESOURCE if layer == "resource" else PolicyType.IDENTITY
    before = rank(evaluate(policies, request))
    denied = with_statement(policies, layer, data.draw(statements(type_, "Deny")))
    assert rank(evaluate(denied, request)) <= before
    allowed = with_statement(policies, layer, data.draw(statements(type_, "Allow")))
    assert rank(evaluate(allowed, request)) >= before


@pytest.mark.slow
@given(all_policies(), requests(some_unknown), st.randoms(use_true_random=False))
def test_the_order_of_policies_and_statements_does_not_matter(
    policies: Policies, request: Request, random: Any
) -> None:
    def shuffled(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(items, len(items)))

    def mixed(policy: Policy | None) -> Policy | None:
        return policy and Policy(policy.name, shuffled(policy.statements))

    other = Policies(
        identity=shuffled(tuple(Policy(one.name, shuffled(one.statements)) for one in policies.identity)),
        boundary=mixed(policies.boundary),
        session=mixed(policies.session),
        scps=shuffled(policies.scps),
        resource=mixed(policies.resource),
    )
    assert evaluate(other, request).decision is evaluate(policies, request).decision


@pytest.mark.slow
@given(all_policies(), requests(some_unknown), st.data())
def test_to_learn_a_key_never_contradicts_a_definite_answer(
    policies: Policies, request: Request, data: st.DataObject
) -> None:
    before = evaluate(policies, request).decision.value
    known = {key: request.context.look_up(key) for key in (*KEYS, "aws:ResourceAccount")}
    values: Values = {}
    for key, given_values in known.items():
        words = st.lists(st.sampled_from([*WORDS, ACCOUNT, "123456789012"]), max_size=2)
        values[key] = data.draw(words) if given_values is None else list(given_values)
    context = Context.of((key, given) for key, given in values.items() if given)
    learned = replace(request, requester=data.draw(sessions(request.requester)), context=context)
    after = evaluate(policies, learned).decision.value
    assert after != "unknown", "nothing is left that is not known"
    assert before in ("unknown", after)


def matches(pattern: str, text: str, flags: int = 0) -> bool:
    expression = "".join(".*" if one == "*" else "." if one == "?" else re.escape(one) for one in pattern)
    return re.fullmatch(expression, text, flags | re.DOTALL) is not None


def compares(base: str, wanted: str, found: str) -> bool:
    if base.startswith("Numeric"):
        if not found.isdigit():
            return False
        return int(found) < int(wanted) if base == "NumericLessThan" else int(found) == int(wanted)
    if base == "Bool":
        return found == wanted
    return matches(wanted, found) if base.endswith("Like") else wanted == found


def condition_holds(name: str, wanted: list[str], found: list[str]) -> bool:
    prefix, _, base = name.rpartition(":")
    if base == "Null":
        return ("true" if not found else "false") in wanted
    if base.endswith("IfExists"):
        base = base.removesuffix("IfExists")
        if not found:
            return True
    one_by_one = [any(compares(base, one, value) for one in wanted) for value in found]
    if "Not" in base:
        one_by_one = [not one for one in one_by_one]
    if prefix and not any(found):
        return prefix == "ForAllValues"
    if prefix == "ForAllValues" or (not prefix and "Not" in base):
        return all(one_by_one)
    return any(one_by_one)


def applies(statement: Data, action: str, resource: str, values: Values) -> bool:
    listed = statement.get("Action") or statement["NotAction"]
    named = any(matches(one, action, re.IGNORECASE) for one in listed)
    if named == ("NotAction" in statement):
        return False
    username = values.get("aws:username", [])
    listed = statement.get("Resource") or statement["NotResource"]
    filled = [one.replace("${aws:username}", username[0] if len(username) == 1 else "\0") for one in listed]
    if any(matches(one, resource) for one in filled) == ("NotResource" in statement):
        return False
    return all(
        condition_holds(name, wanted, values.get(key, []))
        for name, keys in statement["Condition"].items()
        for key, wanted in keys.items()
    )


@pytest.mark.slow
@examples(100)
@given(
    st.lists(documents(), max_size=2), st.none() | documents(), st.none() | documents(),
    st.lists(documents(), max_size=2), asked_actions, asked_resources, contexts,
)  # fmt: skip
def test_a_second_evaluator_agrees(
    identity: list[Data], boundary: Data | None, session: Data | None, scps: list[Data],
    action: str, resource: str, values: Values,
) -> None:  # fmt: skip
    layers = [[one] for one in scps] + [identity] + [[one] for one in (boundary, session) if one]
    applying = [
        [
            statement["Effect"]
            for document in layer
            for statement in document["Statement"]
            if applies(statement, action, resource, values)
        ]
        for layer in layers
    ]
    expected = all("Allow" in effects and "Deny" not in effects for effects in applying)
    policies = Policies(
        identity=tuple(read(one) for one in identity),
        boundary=read(boundary) if boundary else None,
        session=read(session) if session else None,
        scps=tuple((read(one),) for one in scps),
    )
    answer = evaluate(policies, Request(action, resource, Requester.parse(ROLE), Context.of(values.items())))
    assert answer.decision.value == ("allowed" if expected else "denied")
    assert answer.explicit == (expected or any("Deny" in effects for effects in applying))
