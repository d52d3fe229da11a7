"""The policies that a team lists: their owners and their faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from recolint.base.text import Source
from recolint.iam.details import AccountDetails, AttachedPolicies
from recolint.iam.fault import PolicyFault
from recolint.iam.policy import Policy, ResourceKind
from recolint.iam.wildcard import anywhere, matches, pieces_of


@dataclass(frozen=True, slots=True)
class RolePolicies:
    """The policies of the roles that match ``arn``, an ARN in which ``*`` and ``?`` are wildcards.

    ``policies`` is ``None`` if the identity policies are not listed, or one cannot be read; likewise the others.
    """

    arn: str
    policies: tuple[Policy | AccountDetails, ...] | None = None
    boundary: Policy | None = None
    trust: Policy | None = None


@dataclass(frozen=True, slots=True)
class ResourcePolicy:
    """The policy of the keys, buckets or repositories that ``name`` means; ``None``: of any that a job uses.

    ``name`` may have wildcards: a key's ARN, id or alias, or a bucket's name. ``policy`` is ``None`` when it cannot be
    read, ``account`` when the owner of the resource is unknown and its ARN does not name it.
    """

    name: str | None
    policy: Policy | None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class KnownPolicies:
    """The known policies of one role; ``None``: unknown."""

    identity: tuple[Policy, ...] | None = None
    boundary: Policy | None = None
    trust: Policy | None = None

    @property
    def attached(self) -> AttachedPolicies | None:
        """Its policies; ``None`` if the identity policies are unknown."""
        return None if self.identity is None else AttachedPolicies(self.identity, self.boundary)


_NOTHING = KnownPolicies()


@dataclass(frozen=True, slots=True)
class FileFault:
    """A fault in a policy, and the file that it is in."""

    source: Source
    fault: PolicyFault


@dataclass(frozen=True, eq=False)
class Permissions:
    """All policies that the team lists. ``caller`` and ``session`` belong to the sender of the create call.

    Compared by identity, since answers are cached for each object.
    """

    roles: tuple[RolePolicies, ...] = ()
    caller: AttachedPolicies | None = None
    caller_arn: str | None = None
    session: Policy | None = None
    scps: tuple[tuple[Policy, ...], ...] = ()
    resources: Mapping[ResourceKind, tuple[ResourcePolicy, ...]] = field(default_factory=dict)
    faults: tuple[FileFault, ...] = ()
    """The faults of files with one policy each."""

    def role(self, arn: str | None) -> KnownPolicies:
        """The known policies of the role ``arn``: from the entry with this ARN, else from the first pattern."""
        given = self._given(arn)
        if given is None or arn is None:
            return _NOTHING
        described = [one.role(arn) for one in _accounts(given)]
        found = [one for one in described if one is not None]
        trust = given.trust or next((one.trust for one in found), None)
        boundary = given.boundary or next((one.attached.boundary for one in found if one.attached.boundary), None)
        if given.policies is None or len(found) < len(described) or any(one.faults for one in found):
            return KnownPolicies(None, boundary, trust)
        identity = [policy for one in given.policies if isinstance(one, Policy) for policy in (one,)]
        identity += (policy for one in found for policy in one.attached.identity)
        return KnownPolicies(tuple(identity), boundary, trust)

    def knows(self, arn: str) -> bool:
        """Whether the team lists policies of the role ``arn``, valid or faulty."""
        given = self._given(arn)
        accounts = _accounts(given) if given is not None else ()
        return given is not None and all(one.role(arn) is not None for one in accounts)

    def all_faults(self, roles: Iterable[str]) -> Iterator[FileFault]:
        """The faults of the files; for account dumps, only the faults about ``roles`` (ARNs)."""
        yield from self.faults
        for arn in sorted(set(roles)):
            given = self._given(arn)
            for account in _accounts(given) if given is not None else ():
                described = account.role(arn)
                for fault in described.faults if described is not None else ():
                    yield FileFault(account.source, fault)

    def _given(self, arn: str | None) -> RolePolicies | None:
        if arn is None:
            return None
        exact = (one for one in self.roles if one.arn == arn)
        return next(exact, None) or next((one for one in self.roles if _means(one.arn, arn)), None)

    def of_resource(self, kind: ResourceKind, names: Iterable[str]) -> tuple[ResourcePolicy, ...]:
        """The candidates for the policy of the resource with one of ``names``; empty: unknown."""
        given, called = self.resources.get(kind, ()), tuple(names)
        named = [one for one in given if one.name and any(_means(one.name, name) for name in called)]
        unnamed = (one for one in given if one.name is None)
        return tuple(named or (one for one in unnamed if kind is not ResourceKind.BUCKET or _may_be_of(one, called)))


def _accounts(given: RolePolicies) -> tuple[AccountDetails, ...]:
    return tuple(one for one in given.policies or () if isinstance(one, AccountDetails))


def _may_be_of(given: ResourcePolicy, names: tuple[str, ...]) -> bool:
    """Whether S3 accepts the policy for the bucket with any of ``names`` (none: unknown): its resources are in it."""
    if given.policy is None or not names:
        return True
    listed = [statement.resources for statement in given.policy.statements]
    return any(
        resources is None or resources.inverted or any(_may_name(pattern.text, names) for pattern in resources.items)
        for resources in listed
    )


def _may_name(resource: str, names: tuple[str, ...]) -> bool:
    bucket = resource.partition(":::")[2].partition("/")[0]
    return not bucket or "${" in bucket or any(_means(bucket, name) for name in names)


def _means(pattern: str, text: str) -> bool:
    return matches(pieces_of(pattern), anywhere, text)
