"""Reads the policy files that a config names. A fault in one is kept with its place; a missing one is an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from recolint.base.spelling import did_you_mean
from recolint.base.text import Source
from recolint.config.layers import Problems, refused
from recolint.config.policies import IamTable, ResourceTable, RoleTable
from recolint.config.table import FileName
from recolint.iam import (
    AccountDetails,
    AttachedPolicies,
    FileFault,
    Permissions,
    Policy,
    PolicyFault,
    PolicyType,
    ResourceKind,
    ResourcePolicy,
    RolePolicies,
    is_account,
    managed_names,
    managed_policy,
    read_policy,
)
from recolint.io import files, repository
from recolint.io.paths import shown


def load(table: IamTable) -> Permissions:
    """The policies that ``table`` names; raises ``ConfigError`` for those that are not there."""
    loader = _Loader()
    permissions = loader.permissions(table)
    loader.problems.require_none(loader.unread)
    return permissions


class _Loader:
    """Reads each file once, and gathers what is wrong.

    If a policy cannot be read, the permissions of its owner are unknown: the owner is ``None``.
    """

    def __init__(self) -> None:
        self.problems = Problems()
        self.unread: list[Path] = []
        self._faults: list[FileFault] = []
        self._read: dict[tuple[str, str, PolicyType], Policy | AccountDetails | None] = {}

    def permissions(self, table: IamTable) -> Permissions:
        """All policies of ``table``."""
        scps = [self._policies(level, PolicyType.SCP) for level in table.scps]
        levels = tuple(level for level in scps if level is not None)
        known = len(levels) == len(scps)
        roles = tuple(self._role(role) for role in table.roles)
        session = self._session(table)
        caller = self._caller(table)
        return Permissions(
            roles=roles if known else tuple(replace(role, policies=None) for role in roles),
            caller=caller if known and (session is not None or not table.session) else None,
            caller_arn=table.caller_arn,
            session=session,
            scps=levels,
            resources={
                ResourceKind.KEY: self._of_resources(table.key_policies),
                ResourceKind.BUCKET: self._of_resources(table.bucket_policies),
                ResourceKind.REPOSITORY: self._of_resources(table.repository_policies),
            },
            faults=tuple(dict.fromkeys(self._faults)),
        )

    def _role(self, table: RoleTable) -> RolePolicies:
        given = [self._one(name, PolicyType.IDENTITY) for name in table.policies or ()]
        policies = tuple(one for one in given if one is not None)
        boundary = self._policy(table.boundary, PolicyType.BOUNDARY)
        known = len(policies) == len(given) and (boundary is not None or table.boundary is None)
        return RolePolicies(
            table.arn,
            policies=policies if known and table.policies is not None else None,
            boundary=boundary,
            trust=self._policy(table.trust, PolicyType.RESOURCE),
        )

    def _of_resources(self, tables: Iterable[ResourceTable]) -> tuple[ResourcePolicy, ...]:
        return tuple(
            ResourcePolicy(one.name, self._policy(one.policy, PolicyType.RESOURCE), one.account) for one in tables
        )

    def _session(self, table: IamTable) -> Policy | None:
        """The session policies as one: what any of them allows, the session may do."""
        policies = self._policies(table.session, PolicyType.SESSION)
        if not policies:
            return None
        name = ", ".join(policy.name for policy in policies)
        return Policy(name, tuple(statement for policy in policies for statement in policy.statements))

    def _caller(self, table: IamTable) -> AttachedPolicies | None:
        if table.caller is None:
            return None
        given = [(name, self._one(name, PolicyType.IDENTITY)) for name in table.caller]
        parts = [self._of_caller(name, one, table) for name, one in given]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        boundary = next((part.boundary for part in known if part.boundary is not None), None)
        return AttachedPolicies(tuple(policy for part in known for policy in part.identity), boundary)

    def _of_caller(
        self, name: FileName, given: Policy | AccountDetails | None, table: IamTable
    ) -> AttachedPolicies | None:
        """The policies of the caller in one of its files."""
        if not isinstance(given, AccountDetails):
            return None if given is None else AttachedPolicies((given,))
        if table.caller_arn is None:
            self.problems.note(
                name.word, f"{name.text} lists several users and roles; set caller-arn to the one that calls"
            )
            return None
        described = given.user(table.caller_arn) or given.role(table.caller_arn)
        if described is None:
            self.problems.note(name.word, f"{name.text} does not list the caller-arn {table.caller_arn}")
            return None
        self._faults += (FileFault(given.source, fault) for fault in described.faults)
        return None if described.faults else described.attached

    def _policies(self, names: Iterable[FileName], type_: PolicyType) -> tuple[Policy, ...] | None:
        """All of ``names``; ``None`` when one of them cannot be read."""
        given = [self._policy(name, type_) for name in names]
        policies = tuple(policy for policy in given if policy is not None)
        return policies if len(policies) == len(given) else None

    def _policy(self, name: FileName | None, type_: PolicyType) -> Policy | None:
        """The policy of a file that contains nothing else."""
        given = None if name is None else self._one(name, type_)
        return given if isinstance(given, Policy) else None

    def _one(self, name: FileName, type_: PolicyType) -> Policy | AccountDetails | None:
        """The policies that ``name`` refers to: managed, of a file or, for identity policies, of an account."""
        key = name.text, name.word.layer.folder, type_
        if key not in self._read:
            managed = None if type_ is PolicyType.RESOURCE else managed_policy(name.text)
            self._read[key] = managed or self._in_file(name, type_)
        return self._read[key]

    def _in_file(self, name: FileName, type_: PolicyType) -> Policy | AccountDetails | None:
        path = Path(name.path)
        wrong = repository.refusal(path, name.word.layer.border)
        if wrong is not None:
            self.problems.note(name.word, refused(name.text, wrong))
            return None
        try:
            source = Source.decode(shown(path), files.read(path))
        except OSError as error:
            self.unread.append(path)
            self.problems.note(name.word, f"{name.text!r} cannot be read ({error.strerror}){_wanted(name.text)}")
            return None
        if type_ is PolicyType.IDENTITY and is_account(source):
            details = AccountDetails(source)
            self._note(source, [details.fault] if details.fault is not None else [])
            return None if details.fault is not None else details
        reading = read_policy(source, type_)
        self._note(source, reading.faults)
        return reading.policy

    def _note(self, source: Source, faults: Iterable[PolicyFault]) -> None:
        self._faults += (FileFault(source, fault) for fault in faults)


def _wanted(text: str) -> str:
    if text.startswith("arn:"):
        return "; recolint does not ship this policy; pass it as a file"
    hint = did_you_mean(text, managed_names())
    return hint or "; expected a file, or the name of a shipped policy: " + ", ".join(managed_names())
