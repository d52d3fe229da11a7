"""Random organizations: which policies are given; and, by brute force, what some way to fill in the others allows.

The second notion of a decision knows nothing of recolint's evaluator. It is for the statements drawn here: whole
services and actions, one resource pattern, one condition that is true, false or not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import product
from typing import Any

from hypothesis import strategies as st

from iam_policies import ACCOUNT, ROOT

ROLE = f"arn:aws:iam::{ACCOUNT}:role/recommender"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/recommender/SageMaker"
CALLER = f"arn:aws:iam::{ACCOUNT}:user/ana"
OTHER = "123456789012"
BUCKET = "sagemaker-data"
REGION = "eu-central-1"
KEYS = [f"arn:aws:kms:{REGION}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab" for account in (ACCOUNT, OTHER)]

Data = dict[str, Any]
Layer = list[Data] | None
"""Statements; ``None``: the config does not list them."""


@dataclass(frozen=True)
class Organization:
    """The layers of policies around one job. The config does not list layers that are ``None``."""

    role: Layer
    caller: Layer
    caller_arn: str | None
    boundary: Layer
    session: Layer
    scp: Layer
    key: Layer
    bucket: Layer
    bucket_account: str | None
    repository: Layer
    volume_key: str
    files: dict[str, list[Data]] = field(default_factory=dict)

    def spec(self) -> Data:
        """A job with a key and a payload."""
        payload = {"PayloadConfig": {"SamplePayloadUrl": f"s3://{BUCKET}/payload.tar.gz"}}
        return {
            "JobName": "probe",
            "JobType": "Default",
            "RoleArn": ROLE,
            "InputConfig": {
                "ModelPackageVersionArn": f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:model-package/churn/3",
                "ContainerConfig": payload,
                "VolumeKmsKeyId": self.volume_key,
            },
        }

    def config(self) -> str:
        """recolint.toml with a file for each layer that is not ``None``."""
        lines = ["[iam]"]
        if self.caller is not None:
            lines.append('caller = ["caller.json"]')
        if self.caller_arn is not None:
            lines.append(f'caller-arn = "{self.caller_arn}"')
        if self.session is not None:
            lines.append('session = ["session.json"]')
        if self.scp is not None:
            lines.append('scps = ["scp.json"]')
        if self.key is not None:
            lines.append('key-policies = ["key.json"]')
        if self.repository is not None:
            lines.append('repository-policies = ["repository.json"]')
        if self.bucket is not None:
            account = "" if self.bucket_account is None else f', account = "{self.bucket_account}"'
            lines.append(f'bucket-policies = [{{bucket = "{BUCKET}", policy = "bucket.json"{account}}}]')
        lines += ["[[iam.role]]", f'arn = "{ROLE}"']
        if self.role is not None:
            lines.append('policies = ["role.json"]')
        if self.boundary is not None:
            lines.append('boundary = "boundary.json"')
        return "\n".join(lines) + "\n"

    def layers(self) -> Iterator[tuple[str, list[Data]]]:
        """The layers that are not ``None``, by the names of their files."""
        for name in ("role", "caller", "boundary", "session", "scp", "key", "bucket", "repository"):
            statements = getattr(self, name)
            if statements is not None:
                yield name, statements


TESTED = {
    "true": {"StringEquals": {"aws:RequestedRegion": REGION}},
    "false": {"StringEquals": {"aws:PrincipalAccount": "999999999999"}},
}
PATTERNS = ["*", "*", "*", f"arn:aws:s3:::{BUCKET}/*", f"arn:aws:s3:::{BUCKET}", "arn:aws:s3:::elsewhere/*", *KEYS]
ACTIONS = [
    "*", "*", "s3:*", "s3:GetObject", "kms:*", "kms:CreateGrant", "ecr:*", "ecr:BatchGetImage", "logs:*",
    "logs:PutLogEvents", "cloudwatch:*", "sagemaker:*", "sagemaker:CreateEndpointConfig", "iam:PassRole",
]  # fmt: skip
PRINCIPALS = [ROLE, ROOT, SESSION, CALLER, "*", f"arn:aws:iam::{OTHER}:root", f"arn:aws:iam::{ACCOUNT}:role/other"]


@st.composite
def _statement(draw: st.DrawFn, number: int, *, of_resource: bool, resources: list[str]) -> Data:
    found: Data = {
        "Effect": draw(st.sampled_from(["Allow", "Allow", "Allow", "Deny"])),
        draw(st.sampled_from(["Action", "Action", "NotAction"])): draw(st.sampled_from(ACTIONS)),
        "Resource": draw(st.sampled_from(resources)),
    }
    if of_resource:
        # Nobody is denied by name: what depends on who it is that is not named, twice, is more than recolint decides.
        named = PRINCIPALS if found["Effect"] == "Allow" else ["*", ROOT, f"arn:aws:iam::{OTHER}:root"]
        found["Principal"] = {"AWS": draw(st.sampled_from(named))}
    tested = draw(st.sampled_from(["none", "none", "none", "false", "unknown"]))
    if tested == "unknown":
        # A key of its own, so that no two statements can depend on each other.
        found["Condition"] = {"StringEquals": {f"aws:PrincipalTag/k{number}": "yes"}}
    elif tested != "none":
        found["Condition"] = TESTED[tested]
    return found


@st.composite
def organizations(draw: st.DrawFn) -> Organization:
    """Any organization, with each layer given or not."""
    numbers = iter(range(1000))

    def layer(*, of_resource: bool = False, resources: list[str] = PATTERNS, most: int = 3) -> Layer:
        if draw(st.sampled_from([True, False])):
            return None
        size = draw(st.integers(1, most))
        return [draw(_statement(next(numbers), of_resource=of_resource, resources=resources)) for _ in range(size)]

    return Organization(
        role=layer(),
        caller=layer(),
        caller_arn=draw(st.sampled_from([None, CALLER])),
        boundary=layer(most=2),
        session=layer(most=2),
        scp=layer(most=2),
        key=layer(of_resource=True, resources=["*"]),
        bucket=layer(of_resource=True, resources=["*", f"arn:aws:s3:::{BUCKET}/*"]),
        bucket_account=draw(st.sampled_from([None, ACCOUNT, OTHER])),
        repository=layer(of_resource=True, resources=["*"]),
        volume_key=draw(st.sampled_from(KEYS)),
    )


ALLOW_ALL: Data = {"Effect": "Allow", "Action": "*", "Resource": "*"}
GRANTS = [{**ALLOW_ALL, "Principal": {"AWS": principal}} for principal in (ROLE, CALLER, ROOT, "*")]


def some_completion_allows(organization: Organization, need: Data) -> bool:
    """Whether any way to fill in what is not given, and any value of what is not known, allows ``need``.

    ``need`` is one of ``recolint iam needs --output-format json``.
    """
    return any(_allows(one) for one in _completions(organization, need))


@dataclass(frozen=True)
class _Case:
    """One way things may be: a request, and statements that each are about it or not, with their effect."""

    identity: list[Data]
    limits: list[list[Data]]
    scp: list[Data] | None
    resource: list[Data] | None
    who: str
    crosses: bool
    is_key: bool


def _completions(organization: Organization, need: Data) -> Iterator[_Case]:
    is_role = need["principal"] == "role"
    service = need["action"].partition(":")[0]
    has_policy = service in ("kms", "s3", "ecr") and need["resource"] != "*"
    given = {"kms": organization.key, "ecr": organization.repository}.get(service)
    of_bucket = need["resource"].startswith((f"arn:aws:s3:::{BUCKET}/", f"arn:aws:s3:::{BUCKET}"))
    if service == "s3" and of_bucket:
        given = organization.bucket
    owners = [ACCOUNT, OTHER]
    if service == "kms":
        owners = [organization.volume_key.split(":")[4]]
    elif service == "s3" and of_bucket and given is not None and organization.bucket_account is not None:
        owners = [organization.bucket_account]
    elif not has_policy:
        owners = [ACCOUNT]
    callers = [CALLER] if organization.caller_arn else [CALLER, f"arn:aws:iam::{ACCOUNT}:role/other", ROLE]
    identities = organization.role if is_role else organization.caller
    limits = [organization.boundary] if is_role else [organization.session]
    for owner, who, resource in product(
        owners,
        [ROLE] if is_role else callers,
        [None] if not has_policy else [given] if given is not None else [None, *([one] for one in GRANTS)],
    ):
        layers = [
            [ALLOW_ALL] if identities is None else identities,
            *(one for one in limits if one is not None),
        ]
        all_statements = [*layers, organization.scp or [], resource or []]
        for kept in _worlds([one for layer in all_statements for one in layer], need):
            yield _Case(
                identity=[one for one in layers[0] if id(one) in kept],
                limits=[[one for one in layer if id(one) in kept] for layer in layers[1:]],
                scp=None if organization.scp is None else [one for one in organization.scp if id(one) in kept],
                resource=None if resource is None else [one for one in resource if id(one) in kept],
                who=who,
                crosses=owner != ACCOUNT,
                is_key=service == "kms",
            )


def _worlds(statements: list[Data], need: Data) -> Iterator[set[int]]:
    """The sets of statements (by ``id``) that may be about ``need``, whoever asks."""
    about = [(id(one), _about(one, need)) for one in statements]
    sure = {one for one, fact in about if fact is True}
    open_ = [one for one, fact in about if fact is None]
    for chosen in product([False, True], repeat=len(open_)):
        yield sure | {one for one, is_in in zip(open_, chosen, strict=True) if is_in}


def _about(statement: Data, need: Data) -> bool | None:
    """Whether ``statement`` matches action, resource and conditions; ``None``: unknown."""
    pattern = statement.get("Action") or statement["NotAction"]
    named = fnmatchcase(need["action"], pattern)
    if named == ("NotAction" in statement):
        return False
    resource = _named(statement["Resource"], need)
    if resource is False:
        return False
    tested = statement.get("Condition")
    if tested == TESTED["false"]:
        return False
    return None if resource is None or tested is not None else True


def _named(pattern: str, need: Data) -> bool | None:
    if pattern == "*":
        return True
    if not need["unknown"]:
        return fnmatchcase(need["resource"], pattern)
    return None if _overlap(pattern, need["resource"]) else False


def _overlap(one: str, other: str) -> bool:
    """Whether some text matches both patterns, in which ``*`` stands for any text."""
    if not one or not other:
        return not (one + other).strip("*")
    if "*" not in (one[0], other[0]):
        return one[0] == other[0] and _overlap(one[1:], other[1:])
    if one[0] != "*":
        one, other = other, one
    return _overlap(one[1:], other) or _overlap(one, other[1:])


def _allows(case: _Case) -> bool:
    granted = [one for one in case.resource or [] if _means(one, case.who) is not None]
    within = [*([case.scp] if case.scp is not None else []), *case.limits]
    everything = [*case.identity, *(one for layer in within for one in layer), *granted]
    if any(one["Effect"] == "Deny" for one in everything):
        return False
    if case.scp is not None and not case.scp:
        return False
    limited = all(layer for layer in case.limits)
    kinds = {_means(one, case.who) for one in granted}
    by_identity = bool(case.identity) and limited
    if case.crosses:
        return bool(kinds) and by_identity
    if "direct" in kinds or ("role" in kinds and limited):
        return True
    if case.is_key and case.resource is not None:
        return "account" in kinds and by_identity
    return by_identity


def _means(statement: Data, who: str) -> str | None:
    """How the ``Principal`` of ``statement`` means ``who``; the session of the role may have any name."""
    principal = statement["Principal"]["AWS"]
    if principal == "*" or principal == who == CALLER or (principal == SESSION and who == ROLE):
        return "direct"
    if principal == who:
        return "role"
    return "account" if principal == ROOT else None
