"""Policies as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from recolint.iam.operators import Operator
from recolint.iam.pattern import Pattern

T = TypeVar("T")


class PolicyType(Enum):
    """The kinds of policies that decide on a request, by the names that the command line uses."""

    IDENTITY = "identity"
    """Attached to the user or role, in line or managed."""
    BOUNDARY = "boundary"
    SESSION = "session"
    """Passed when the session was created."""
    SCP = "scp"
    """A service control policy of the organization."""
    RESOURCE = "resource"
    """Attached to the resource: a bucket policy, a key policy, the trust policy of a role."""

    @property
    def words(self) -> str:
        """The name that AWS uses."""
        return _WORDS[self]


_WORDS = {
    PolicyType.IDENTITY: "identity policy",
    PolicyType.BOUNDARY: "permissions boundary",
    PolicyType.SESSION: "session policy",
    PolicyType.SCP: "service control policy",
    PolicyType.RESOURCE: "resource policy",
}


class ResourceKind(Enum):
    """Resources with their own policies. These may allow an action that the principal's policies do not."""

    KEY = "key"
    BUCKET = "bucket"
    REPOSITORY = "repository"

    @classmethod
    def of(cls, action: str, resource: str) -> ResourceKind | None:
        """The target of ``action`` (``service:Name``) on ``resource`` (``*``: none); ``None``: nothing like that."""
        return None if resource == "*" else _KINDS.get(action.partition(":")[0])

    @property
    def policy(self) -> str:
        """AWS's name of its policy."""
        return f"{self.value} policy"


_KINDS = {"kms": ResourceKind.KEY, "s3": ResourceKind.BUCKET, "ecr": ResourceKind.REPOSITORY}


class Effect(Enum):
    """The effect of a statement."""

    ALLOW = "Allow"
    DENY = "Deny"


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The items of ``Action``, ``Resource`` or ``Principal``; ``inverted`` for ``NotAction`` and the like."""

    items: tuple[T, ...]
    inverted: bool = False


class PrincipalKind(Enum):
    """The keys of a ``Principal``."""

    AWS = "AWS"
    SERVICE = "Service"
    FEDERATED = "Federated"
    CANONICAL_USER = "CanonicalUser"


@dataclass(frozen=True, slots=True)
class NamedPrincipal:
    """One principal of a ``Principal`` element. ``"Principal": "*"`` is the same as ``{"AWS": "*"}``."""

    kind: PrincipalKind
    name: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of one operator; the texts that the policy compares it with."""

    operator: Operator
    key: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and where it is.

    ``index`` counts from 0, ``line`` from 1; ``line`` is ``None`` for a policy that was not read from a file.
    ``resources`` is ``None`` in a trust policy, which is about the role that it belongs to; ``principals`` is ``None``
    in every policy that is not a resource policy.
    """

    index: int
    sid: str | None
    line: int | None
    effect: Effect
    actions: Listed[Pattern]
    resources: Listed[Pattern] | None
    principals: Listed[NamedPrincipal] | None
    conditions: tuple[Condition, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The context keys that it reads, in conditions and variables, each once."""
        patterns = list(self.resources.items if self.resources else ())
        keys: list[str] = []
        for condition in self.conditions:
            keys.append(condition.key)
            patterns += condition.patterns
        return tuple(dict.fromkeys([*keys, *(key for pattern in patterns for key in pattern.keys)]))


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document; ``name`` is the file as the user named it, or the policy's own name.

    ``managed`` is the name of the AWS managed policy that it is.
    """

    name: str
    statements: tuple[Statement, ...]
    managed: str | None = None
