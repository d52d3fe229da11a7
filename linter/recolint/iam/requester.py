"""Who makes a request, and how a principal that a policy names means them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from recolint.base.aws_names import Arn
from recolint.iam.policy import NamedPrincipal, PrincipalKind
from recolint.iam.truth import Truth

_ACCOUNT = re.compile(r"\d{12}", re.ASCII)
_PROVIDER = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class RequesterKind(Enum):
    """The kind of principal that makes a request."""

    ROOT = "root"
    USER = "user"
    ROLE = "role"
    """A role, whatever its session: a policy that names one session does not mean it."""
    SESSION = "assumed-role"
    SOME_SESSION = "some session"
    """A session of a role; only the role is known."""
    FEDERATED_USER = "federated-user"
    SOMEBODY = "somebody"
    """A user or a session of a role; only the account is known."""
    PROVIDER = "provider"
    """An AWS service, or an identity provider."""


class Grade(Enum):
    """How directly a resource policy names a requester; this decides which policies limit its ``Allow``."""

    DIRECT = 1
    """The user or session by its own ARN, or everybody: nothing but an explicit denial and SCPs limit it."""
    ROLE = 2
    """The role of a session: the permissions boundary and the session policy limit it."""
    ACCOUNT = 3
    """The account: it hands the decision to the account's own policies."""


@dataclass(frozen=True, slots=True)
class Requester:
    """A principal: its ARN or, for a service, its name. ``name`` is that of a user or role, without its path."""

    text: str
    kind: RequesterKind
    account: str | None = None
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> Requester | None:
        """The principal in ``text``, or ``None``: an ARN of IAM or STS, an account's 12 digits, a service's name."""
        if _ACCOUNT.fullmatch(text):
            return cls(text, RequesterKind.ROOT, text)
        if (arn := Arn.parse(text)) is None:
            return cls(text, RequesterKind.PROVIDER) if _PROVIDER.fullmatch(text) else None
        if arn.service == "iam" and arn.resource_type in ("saml-provider", "oidc-provider"):
            return cls(text, RequesterKind.PROVIDER)
        kind = _KINDS.get((arn.service, arn.resource_type))
        if kind is None or not _ACCOUNT.fullmatch(arn.account):
            return None
        if kind is RequesterKind.SESSION:
            role, _, session = arn.resource_id.partition("/")
            return cls(text, kind, arn.account, role) if role and session else None
        name = arn.resource_id.rpartition("/")[2]
        return cls(text, kind, arn.account, name) if name or kind is RequesterKind.ROOT else None

    @classmethod
    def somebody(cls, account: str) -> Requester:
        """A user or role of ``account`` (12 digits), whoever it is."""
        return cls(account, RequesterKind.SOMEBODY, account)

    @property
    def in_some_session(self) -> Requester:
        """This requester; for a role, an unnamed session of it."""
        return replace(self, kind=RequesterKind.SOME_SESSION) if self.kind is RequesterKind.ROLE else self


_KINDS = {
    ("iam", "root"): RequesterKind.ROOT,
    ("iam", "user"): RequesterKind.USER,
    ("iam", "role"): RequesterKind.ROLE,
    ("sts", "assumed-role"): RequesterKind.SESSION,
    ("sts", "federated-user"): RequesterKind.FEDERATED_USER,
}


def means(named: NamedPrincipal, requester: Requester | None) -> tuple[Grade, Truth]:
    """How directly a policy that names ``named`` means ``requester`` (``None``: not known), and whether it does."""
    if named.kind is PrincipalKind.AWS and named.name == "*":
        return Grade.DIRECT, Truth.TRUE
    if named.kind is PrincipalKind.CANONICAL_USER:
        # Only S3 knows which account has this number.
        return Grade.ACCOUNT, Truth.UNKNOWN
    if named.kind is not PrincipalKind.AWS:
        return Grade.DIRECT, _is(named.name, requester, {RequesterKind.PROVIDER})
    listed = Requester.parse(named.name)
    if listed is None:
        # The unique id of a principal that was deleted, or an identity of CloudFront.
        return Grade.DIRECT, _is(named.name, requester, set(RequesterKind))
    return _means_listed(listed, requester)


def _is(name: str, requester: Requester | None, kinds: set[RequesterKind]) -> Truth:
    if requester is None:
        return Truth.UNKNOWN
    if requester.kind is RequesterKind.SOMEBODY and requester.kind in kinds:
        return Truth.UNKNOWN
    return Truth.of(requester.kind in kinds and requester.text == name)


def _means_listed(listed: Requester, requester: Requester | None) -> tuple[Grade, Truth]:
    grade = _GRADES.get(listed.kind, Grade.DIRECT)
    if requester is None:
        return grade, Truth.UNKNOWN
    same_account = listed.account == requester.account
    same_role = Truth.of(same_account and listed.name == requester.name)
    match listed.kind, requester.kind:
        case RequesterKind.ROOT, kind:
            return Grade.DIRECT if kind is RequesterKind.ROOT else grade, Truth.of(same_account)
        case _, RequesterKind.SOMEBODY:
            return grade, min(Truth.of(same_account), Truth.UNKNOWN)
        case RequesterKind.ROLE, RequesterKind.SESSION:
            # The ARN of a session leaves the path of its role out; a role's name is unique in its account.
            return grade, same_role
        case RequesterKind.SESSION, RequesterKind.SOME_SESSION:
            return grade, min(same_role, Truth.UNKNOWN)
        case RequesterKind.USER, RequesterKind.FEDERATED_USER:
            # Which user asked for the session is not said.
            return Grade.ROLE, min(Truth.of(same_account), Truth.UNKNOWN)
    return grade, Truth.of(listed.text == requester.text)


_GRADES = {RequesterKind.ROOT: Grade.ACCOUNT, RequesterKind.ROLE: Grade.ROLE}
