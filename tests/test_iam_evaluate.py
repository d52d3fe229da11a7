"""The layers of policies decide as AWS documents it; an answer names the statement or layer that decided."""

from __future__ import annotations

from typing import Any

import pytest

from iam_policies import (
    ACCOUNT,
    KEY,
    ROLE,
    ROOT,
    SESSION,
    STRANGER,
    USER,
    allow,
    ask,
    decide,
    deny,
    identity,
    policy,
    resource_policy,
    scp,
)
from recolint.iam import Policies, PolicyType, as_data, in_words

SAGEMAKER = "sagemaker.amazonaws.com"
FEDERATED = f"arn:aws:sts::{ACCOUNT}:federated-user/ana"
YES, NO = policy(allow()), policy(allow("ec2:*"))


def bucket(principal: object, **more: Any) -> Any:
    """A bucket policy that lets ``principal`` do everything."""
    return resource_policy(allow(Principal=principal, **more))


def test_nothing_is_allowed_unless_a_statement_allows_it() -> None:
    answer = ask(Policies(identity=(NO,)))
    assert as_data(answer) == {
        "decision": "denied", "explicit": False, "by": {"layer": "identity", "files": ["identity"]},
    }  # fmt: skip


def test_a_denial_anywhere_overrides_every_allowance() -> None:
    for layer in ("identity", "boundary", "session", "scps", "resource"):
        whole = {
            "identity": (YES,), "boundary": YES, "session": YES, "scps": ((scp(allow()),),),
            "resource": bucket({"AWS": ROLE}),
        }  # fmt: skip
        assert decide(Policies(**whole)) == "allowed"
        if layer == "resource":
            whole[layer] = resource_policy(allow(Principal="*"), deny("s3:*", Principal={"AWS": ROOT}))
        elif layer in ("identity", "scps"):
            denying = policy(allow(), deny("s3:*"))
            whole[layer] = (denying,) if layer == "identity" else ((denying,),)
        else:
            whole[layer] = policy(allow(), deny("s3:*"))
        answer = ask(Policies(**whole))
        assert (answer.decision.value, answer.explicit) == ("denied", True)
        assert answer.by.layer.value == layer.removesuffix("s")
        assert answer.by.statement is not None
        assert answer.by.statement.index == 1


@pytest.mark.parametrize(
    ("boundary", "session", "decision", "layer"),
    [
        (None, None, "allowed", "identity"),
        (YES, YES, "allowed", "identity"),
        (NO, YES, "denied", "boundary"),
        (YES, NO, "denied", "session"),
        (NO, NO, "denied", "boundary"),
    ],
)
def test_boundary_and_session_policy_limit_what_identity_policies_allow(
    boundary: Any, session: Any, decision: str, layer: str
) -> None:
    answer = ask(Policies(identity=(YES,), boundary=boundary, session=session))
    assert (answer.decision.value, answer.by.layer.value) == (decision, layer)
    assert decide(Policies(identity=(NO,), boundary=YES, session=YES)) == "denied", "a limit grants nothing"


def test_every_level_of_service_control_policies_must_allow() -> None:
    full, tagged, none = scp(allow()), scp(allow("s3:*")), scp(allow("ec2:*"))
    assert decide(Policies(identity=(YES,), scps=((full,), (none, tagged)))) == "allowed"
    answer = ask(Policies(identity=(YES,), scps=((full,), (none,), (full,))))
    assert (answer.decision.value, answer.explicit, answer.by.layer) == ("denied", False, PolicyType.SCP)
    assert decide(Policies(scps=((full,),))) == "denied", "a service control policy grants nothing"
    assert decide(Policies(scps=((none,),), resource=bucket("*"))) == "denied", "it limits a bucket policy too"


@pytest.mark.parametrize(
    ("requester", "named", "limits", "decision"),
    [
        # The table of "Resource-based policies and implicit denies in other policy types (same account)".
        pytest.param(USER, USER, "boundary", "allowed", id="a user by its ARN is not limited"),
        pytest.param(SESSION, SESSION, "boundary session", "allowed", id="a session by its ARN is not limited"),
        pytest.param(SESSION, ROLE, "", "allowed", id="a role needs no identity policy"),
        pytest.param(SESSION, ROLE, "boundary", "denied", id="a role is limited by its boundary"),
        pytest.param(ROLE, ROLE, "session", "denied", id="a role is limited by the session policy"),
        pytest.param(ROLE, "*", "boundary session", "allowed", id="everybody is not limited"),
        pytest.param(ROLE, ROOT, "", "denied", id="the account leaves it to identity policies"),
        pytest.param(ROLE, ACCOUNT, "", "denied", id="an account id is the account"),
        pytest.param(ROOT, ROOT, "", "allowed", id="the root user is the account"),
        pytest.param(USER, f"arn:aws:iam::{ACCOUNT}:user/Ana", "", "denied", id="names have case"),
        pytest.param(ROLE, STRANGER, "", "denied", id="somebody else"),
        pytest.param(SESSION, SESSION + "0", "", "denied", id="another session"),
        pytest.param(SESSION, ROLE.replace(ACCOUNT, "123456789012"), "", "denied", id="a role of another account"),
        pytest.param(FEDERATED, FEDERATED, "boundary session", "allowed", id="a federated user by its ARN"),
        pytest.param(FEDERATED, USER, "", "unknown", id="who federated is not said"),
        pytest.param(FEDERATED, USER, "session", "denied", id="who federated is limited"),
        pytest.param(ROLE, SESSION, "", "denied", id="a role is none of its sessions"),
    ],
)
def test_within_an_account_a_bucket_policy_grants_by_how_it_names_the_requester(
    requester: str, named: str, limits: str, decision: str
) -> None:
    policies = Policies(
        boundary=NO if "boundary" in limits else None,
        session=NO if "session" in limits else None,
        resource=bucket({"AWS": named}),
    )
    assert decide(policies, principal=requester) == decision


def test_within_an_account_either_the_identity_or_the_bucket_policy_must_allow() -> None:
    other = bucket({"AWS": STRANGER})
    assert decide(Policies(identity=(YES,), resource=other)) == "allowed"
    assert decide(Policies(identity=(NO,), resource=bucket({"AWS": ROLE}))) == "allowed"
    assert decide(Policies(identity=(YES,), resource=bucket({"AWS": ROOT}))) == "allowed"
    assert decide(Policies(identity=(NO,), resource=other)) == "denied"


@pytest.mark.parametrize(
    ("owner", "named", "own", "decision", "layer"),
    [
        ("123456789012", ROLE, YES, "allowed", "identity"),
        ("123456789012", ROOT, YES, "allowed", "identity"),
        ("123456789012", "*", YES, "allowed", "identity"),
        ("123456789012", ROLE, NO, "denied", "identity"),
        ("123456789012", "*", NO, "denied", "identity"),
        ("123456789012", STRANGER, YES, "denied", "resource"),
        (ACCOUNT, ROLE, NO, "allowed", "resource"),
    ],
)
def test_between_accounts_both_policies_must_allow(owner: str, named: str, own: Any, decision: str, layer: str) -> None:
    policies = Policies(identity=(own,), resource=bucket({"AWS": named}))
    answer = ask(policies, context={"aws:ResourceAccount": owner})
    assert (answer.decision.value, answer.by.layer.value) == (decision, layer)
    limited = Policies(identity=(YES,), boundary=NO, resource=bucket({"AWS": ROLE}))
    assert decide(limited, context={"aws:ResourceAccount": "123456789012"}) == "denied"


def test_whose_resource_it_is_may_be_unknown() -> None:
    one_sided = Policies(identity=(YES,), resource=bucket({"AWS": STRANGER}))
    assert decide(one_sided, unknown=["aws:ResourceAccount"]) == "unknown"
    assert decide(Policies(identity=(YES,), resource=bucket("*")), unknown=["aws:ResourceAccount"]) == "allowed"
    assert decide(Policies(identity=(NO,), resource=bucket({"AWS": STRANGER})), unknown=["*"]) == "denied"


@pytest.mark.parametrize(
    ("statement", "own", "decision"),
    [
        pytest.param({"Principal": {"AWS": ROOT}}, allow("kms:*"), "allowed", id="delegated to the account"),
        pytest.param({"Principal": {"AWS": ROOT}}, allow("s3:*"), "denied", id="delegated, and not allowed there"),
        pytest.param({"Principal": {"AWS": STRANGER}}, allow("kms:*"), "denied", id="not delegated"),
        pytest.param({"Principal": {"AWS": ROLE}}, allow("s3:*"), "allowed", id="granted to the role"),
        pytest.param({"Principal": {"AWS": ROOT}, "Action": "kms:Describe*"}, allow("kms:*"), "denied",
                     id="another action is delegated"),
        pytest.param({"Principal": {"AWS": ROOT}, "Condition": {"StringEquals": {"kms:CallerAccount": ACCOUNT}}},
                     allow("kms:*"), "denied", id="delegated on a condition that fails"),
    ],
)  # fmt: skip
def test_a_key_policy_must_grant_or_delegate(statement: dict[str, Any], own: Any, decision: str) -> None:
    policies = Policies(identity=(policy(own),), resource=resource_policy({**allow("kms:*"), **statement}))
    assert decide(policies, "kms:CreateGrant", KEY) == decision


def test_grants_for_aws_resources_alone_depend_on_the_key_of_the_grant() -> None:
    policies = identity(allow("kms:CreateGrant", KEY, Condition={"Bool": {"kms:GrantIsForAWSResource": True}}))
    grant = ("kms:CreateGrant", KEY)
    assert decide(policies, *grant, context={"kms:GrantIsForAWSResource": "true"}) == "allowed"
    assert decide(policies, *grant, context={"kms:GrantIsForAWSResource": "false"}) == "denied"
    assert decide(policies, *grant) == "denied"
    assert decide(policies, *grant, unknown=["kms:GrantIsForAWSResource"]) == "unknown"


def test_listing_a_bucket_may_be_bound_to_prefixes() -> None:
    condition = {"StringLike": {"s3:prefix": ["", "churn/*"]}}
    policies = identity(allow("s3:ListBucket", "arn:aws:s3:::payloads", Condition=condition))
    listing = ("s3:ListBucket", "arn:aws:s3:::payloads")
    assert decide(policies, *listing, context={"s3:prefix": "churn/2026"}) == "allowed"
    assert decide(policies, *listing, context={"s3:prefix": ""}) == "allowed"
    assert decide(policies, *listing, context={"s3:prefix": "fraud/"}) == "denied"
    assert decide(policies, *listing) == "denied"


@pytest.mark.parametrize(
    ("principal", "requester", "decision"),
    [
        ({"Service": SAGEMAKER}, SAGEMAKER, "allowed"),
        ({"Service": ["ecs.amazonaws.com", SAGEMAKER]}, SAGEMAKER, "allowed"),
        ({"Service": "ec2.amazonaws.com"}, SAGEMAKER, "denied"),
        ({"AWS": ROOT}, SAGEMAKER, "denied"),
        ({"AWS": ROOT}, USER, "allowed"),
        ({"AWS": STRANGER}, USER, "denied"),
    ],
)
def test_a_role_is_assumed_only_by_whom_its_trust_policy_names(
    principal: object, requester: str, decision: str
) -> None:
    trust = resource_policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal})
    policies = Policies(identity=(YES,), boundary=YES, resource=trust)
    assert decide(policies, "sts:AssumeRole", ROLE, principal=requester) == decision


def test_what_is_attached_to_a_user_or_role_does_not_bind_a_service() -> None:
    trust = resource_policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": SAGEMAKER}})
    policies = Policies(identity=(policy(deny()),), boundary=NO, scps=((scp(deny()),),), resource=trust)
    assert decide(policies, "sts:AssumeRole", ROLE, principal=SAGEMAKER) == "allowed"
    assert in_words(ask(Policies(identity=(YES,)), principal=SAGEMAKER)) == "no resource policy is available"


def test_trust_bound_to_a_source_account_needs_that_account() -> None:
    condition = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    service = {"Service": SAGEMAKER}
    trust = resource_policy(
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": service, "Condition": condition}
    )
    asked = ("sts:AssumeRole", ROLE)
    policies = Policies(resource=trust)
    assert decide(policies, *asked, principal=SAGEMAKER, context={"aws:SourceAccount": ACCOUNT}) == "allowed"
    assert decide(policies, *asked, principal=SAGEMAKER) == "denied"
    assert decide(policies, *asked, principal=SAGEMAKER, unknown=["*"]) == "unknown"


@pytest.mark.parametrize(
    ("spared", "requester", "bounded", "decision"),
    [
        ([USER, ROOT], USER, False, "allowed"),
        ([USER, ROOT], f"arn:aws:iam::{ACCOUNT}:user/bob", False, "denied"),
        ([ROLE, ROOT], SESSION, False, "allowed"),
        ([SESSION, ROLE, ROOT], SESSION, False, "allowed"),
        ([STRANGER], SESSION, False, "denied"),
        ([USER, ROOT], USER, True, "denied"),
    ],
)
def test_not_principal_spares_those_it_names_and_nobody_with_a_boundary(
    spared: list[str], requester: str, decision: str, *, bounded: bool
) -> None:
    resource = resource_policy(deny("s3:*", NotPrincipal={"AWS": spared}))
    policies = Policies(identity=(YES,), boundary=YES if bounded else None, resource=resource)
    assert decide(policies, principal=requester) == decision


def test_not_principal_with_allow_means_everybody_else() -> None:
    policies = Policies(resource=resource_policy(
        {"Effect": "Allow", "NotPrincipal": {"AWS": [USER, ROOT]}, "Action": "*", "Resource": "*"}
    ))  # fmt: skip
    assert decide(policies, principal=ROLE) == "allowed"
    assert decide(policies, principal=USER) == "denied"


def test_who_asks_may_be_unknown() -> None:
    assert decide(Policies(identity=(YES,)), principal=None) == "allowed"
    assert decide(Policies(resource=bucket("*")), principal=None) == "allowed"
    answer = ask(Policies(resource=bucket({"AWS": ROLE})), principal=None)
    assert answer.decision.value == "unknown"
    assert in_words(answer) == "statement [0] of the resource policy resource depends on the caller, which is not known"
    canonical = Policies(
        identity=(NO,), resource=resource_policy(deny(Principal={"CanonicalUser": "79a5"}), allow(Principal="*"))
    )
    assert decide(canonical) == "unknown"


def test_the_root_user_may_do_what_nothing_denies() -> None:
    assert decide(Policies(scps=((scp(allow()),),)), principal=ROOT) == "allowed"
    answer = ask(Policies(scps=((scp(allow("ec2:*")),),)), principal=ROOT)
    assert in_words(answer) == "no statement of the service control policy scp allows it"
    key_policy = resource_policy(allow(Principal={"AWS": ROLE}))
    assert decide(Policies(resource=key_policy), "kms:Decrypt", KEY, principal=ROOT) == "denied"


def test_an_answer_names_the_statement_that_decided() -> None:
    policies = identity(deny("ec2:*"), allow("s3:*", Sid="Read", Condition={"Bool": {"aws:SecureTransport": "true"}}))
    answer = ask(policies, context={"aws:SecureTransport": "true"})
    by = {"layer": "identity", "file": "identity", "sid": "Read", "index": 1, "line": None}
    assert as_data(answer) == {"decision": "allowed", "explicit": True, "by": by}
    unknown = ask(policies, unknown=["aws:SecureTransport"])
    by = {**by, "unknown": ["aws:SecureTransport"]}
    assert as_data(unknown) == {"decision": "unknown", "explicit": False, "by": by}
    assert in_words(unknown) == (
        "statement 'Read' of the identity policy identity depends on aws:SecureTransport, which is not known"
    )
    assert in_words(ask(Policies(resource=bucket({"AWS": ROOT})))) == "no identity policy is available"
