"""The output of ``aws iam get-account-authorization-details``: the policies of the roles and users of an account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from recolint.base.finding import Route
from recolint.base.text import Source, Span
from recolint.document.json import parts
from recolint.iam.fault import PolicyFault
from recolint.iam.managed import managed_name, managed_policy
from recolint.iam.policy import Policy, PolicyType
from recolint.iam.reading import read_policy

_INLINE = {"RoleDetailList": "RolePolicyList", "UserDetailList": "UserPolicyList", "GroupDetailList": "GroupPolicyList"}
"""The lists of those who have policies, and in each item the list of its inline policies."""
_MANAGED = "Policies"


@dataclass(frozen=True, slots=True)
class AttachedPolicies:
    """The policies of a user or a role: the identity policies, in line and managed, and the boundary."""

    identity: tuple[Policy, ...]
    boundary: Policy | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """The policies of a role or user in an account dump, with the trust policy of a role.

    A policy that is unreadable or has no text is skipped; ``faults`` reports it.
    """

    attached: AttachedPolicies
    trust: Policy | None
    faults: tuple[PolicyFault, ...]


def is_account(source: Source) -> bool:
    """Whether ``source`` is such an output in JSON, valid or broken."""
    return source.text.lstrip()[:1] == "{" and any(f'"{name}"' in source.text for name in _INLINE)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A role, user, group or managed policy: its data, and where that starts in the text."""

    data: dict[str, Any]
    start: int


@dataclass(frozen=True)
class AccountDetails:
    """Such an output. Its policies are read on demand, for one user or role."""

    source: Source

    @cached_property
    def _entries(self) -> dict[tuple[str, str], _Entry]:
        """Everything in the lists, by list and ARN; groups by name. Raises ``ValueError``."""
        text = self.source.text
        found: dict[tuple[str, str], _Entry] = {}
        for name, value, span in parts.members(text):
            if (name in _INLINE or name == _MANAGED) and isinstance(value, list):
                for item, place in parts.items(text, span.start):
                    if isinstance(item, dict):
                        key = item.get("GroupName" if name == "GroupDetailList" else "Arn")
                        found[name, str(key)] = _Entry(item, place.start)
        return found

    @cached_property
    def fault(self) -> PolicyFault | None:
        """Why nothing in it can be read."""
        try:
            return None if self._entries else PolicyFault("expected roles or users, found none", (), span=Span(0, 0))
        except (ValueError, RecursionError) as error:
            at = getattr(error, "pos", 0)
            return PolicyFault(f"not valid JSON: {getattr(error, 'msg', error)}", (), span=Span(at, at + 1))

    def role(self, arn: str) -> Described | None:
        """The details of the role ``arn``; ``None`` when it does not list it."""
        return self._describe("RoleDetailList", arn)

    def user(self, arn: str) -> Described | None:
        """The details of the user ``arn`` and its groups; ``None`` when it does not list the user."""
        return self._describe("UserDetailList", arn)

    def _describe(self, section: str, arn: str) -> Described | None:
        if self.fault is not None or (entry := self._entries.get((section, arn))) is None:
            return None
        reader = _Reader(self.source, self._entries)
        identity = list(reader.of(section, entry))
        identity += reader.of_groups(entry)
        limit = entry.data.get("PermissionsBoundary")
        boundary = None
        if isinstance(limit, dict):
            boundary_arn = str(limit.get("PermissionsBoundaryArn"))
            boundary = reader.managed(boundary_arn, entry, ("PermissionsBoundary",), PolicyType.BOUNDARY)
        trust = None
        if "AssumeRolePolicyDocument" in entry.data:
            trust = reader.read(entry, ("AssumeRolePolicyDocument",), PolicyType.RESOURCE, "the trust policy")
        return Described(AttachedPolicies(tuple(identity), boundary), trust, tuple(reader.faults))


class _Reader:
    """Reads policies out of the text, and keeps what is wrong with them."""

    def __init__(self, source: Source, entries: dict[tuple[str, str], _Entry]) -> None:
        self.faults: list[PolicyFault] = []
        self._source = source
        self._entries = entries

    def of(self, section: str, entry: _Entry) -> Iterator[Policy]:
        """The identity policies of ``entry``, in line and managed."""
        inline = _INLINE[section]
        for index, item in enumerate(_list(entry.data, inline)):
            at: Route = (inline, index, "PolicyDocument")
            policy = self.read(entry, at, PolicyType.IDENTITY, str(item.get("PolicyName")))
            if policy is not None:
                yield policy
        for index, item in enumerate(_list(entry.data, "AttachedManagedPolicies")):
            at = ("AttachedManagedPolicies", index)
            policy = self.managed(str(item.get("PolicyArn")), entry, at, PolicyType.IDENTITY)
            if policy is not None:
                yield policy

    def of_groups(self, entry: _Entry) -> Iterator[Policy]:
        """The identity policies of the groups that the user ``entry`` is in."""
        names = entry.data.get("GroupList")
        for index, name in enumerate(names if isinstance(names, list) else []):
            group = self._entries.get(("GroupDetailList", str(name)))
            if group is not None:
                yield from self.of("GroupDetailList", group)
            else:
                self._lacks(f"the group {name}", entry, ("GroupList", index))

    def managed(self, arn: str, entry: _Entry, route: Route, type_: PolicyType) -> Policy | None:
        """The managed policy ``arn`` that ``entry`` has attached at ``route``."""
        listed = self._entries.get((_MANAGED, arn))
        versions = _list(listed.data, "PolicyVersionList") if listed is not None else []
        default = next((index for index, one in enumerate(versions) if one.get("IsDefaultVersion")), None)
        if listed is not None and default is not None:
            at = ("PolicyVersionList", default, "Document")
            policy = self.read(listed, at, type_, str(listed.data.get("PolicyName")))
            return policy and replace(policy, managed=managed_name(arn))
        shipped = managed_policy(arn)
        if shipped is None:
            self._lacks(f"the text of {arn}", entry, route)
        return shipped

    def _lacks(self, what: str, entry: _Entry, route: Route) -> None:
        span = parts.part(self._source.text, entry.start, route)
        self.faults.append(
            PolicyFault(f"{what} is not here; get the account's details without --filter", (), span=span)
        )

    def read(self, entry: _Entry, route: Route, type_: PolicyType, name: str) -> Policy | None:
        """The policy at ``route`` of ``entry``, to be called ``name``."""
        text = self._source.text
        try:
            span = parts.part(text, entry.start, route)
        except LookupError:
            self.faults.append(
                PolicyFault(f"{name}: the policy document is missing", (), span=Span(entry.start, entry.start + 1))
            )
            return None
        reading = read_policy(Source(self._source.path, text[span.start : span.end]), type_)
        self.faults += (_moved(fault, span.start) for fault in reading.faults)
        return reading.policy and _below(
            reading.policy, f"{name} in {self._source.path}", text.count("\n", 0, span.start)
        )


def _list(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in a list; other items are skipped."""
    value = data.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _moved(fault: PolicyFault, by: int) -> PolicyFault:
    return replace(fault, span=fault.span and Span(fault.span.start + by, fault.span.end + by))


def _below(policy: Policy, name: str, lines: int) -> Policy:
    """``policy`` as part of a larger text, where it starts ``lines`` further down."""
    statements = (replace(one, line=one.line and one.line + lines) for one in policy.statements)
    return replace(policy, name=name, statements=tuple(statements))
