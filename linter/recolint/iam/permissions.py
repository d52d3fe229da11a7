"""The policies that a team gives: whose they are, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recolint.iam.details import AccountDetails, Attached
from recolint.iam.fault import PolicyFault
from recolint.iam.policy import Policy
from recolint.iam.wildcard import anywhere, matches, pieces_of
from recolint.text import Source


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """What is given for the roles that ``arn`` means, an ARN in which ``*`` and ``?`` are wildcards.

    ``policies`` is ``None`` when the identity policies are not given, or cannot all be read; likewise the others.
    """

    arn: str
    policies: tuple[Policy | AccountDetails, ...] | None = None
    boundary: Policy | None = None
    trust: Policy | None = None


@dataclass(frozen=True, slots=True)
class KeyGiven:
    """The policy of the keys that ``key`` means, an ARN, id or alias with wildcards; ``None``: of any key.

    ``policy`` is ``None`` when it cannot be read.
    """

    key: str | None
    policy: Policy | None


@dataclass(frozen=True, slots=True)
class RolePolicies:
    """What is at hand of one role; ``None``: nothing."""

    attached: Attached | None = None
    trust: Policy | None = None


_NOTHING = RolePolicies()


@dataclass(frozen=True, slots=True)
class FileFault:
    """What is wrong with a policy, and the file that it stands in."""

    source: Source
    fault: PolicyFault


@dataclass(frozen=True, eq=False)
class Permissions:
    """All policies at hand. ``caller`` and ``session`` are those of who sends the create call.

    Compared by identity, so that answers can be kept by the permissions that gave them.
    """

    roles: tuple[RoleGiven, ...] = ()
    caller: Attached | None = None
    caller_arn: str | None = None
    session: Policy | None = None
    scps: tuple[tuple[Policy, ...], ...] = ()
    keys: tuple[KeyGiven, ...] = ()
    faults: tuple[FileFault, ...] = ()
    """What is wrong in the files that hold a policy each."""

    def role(self, arn: str | None) -> RolePolicies:
        """What is at hand of the role ``arn``: what is given for just this ARN, else by the first pattern."""
        given = self._given(arn)
        if given is None or arn is None:
            return _NOTHING
        described = [one.role(arn) for one in _accounts(given)]
        found = [one for one in described if one is not None]
        trust = given.trust or next((one.trust for one in found), None)
        if given.policies is None or len(found) < len(described) or any(one.faults for one in found):
            return RolePolicies(None, trust)
        identity = [policy for one in given.policies if isinstance(one, Policy) for policy in (one,)]
        identity += (policy for one in found for policy in one.attached.identity)
        boundary = given.boundary or next((one.attached.boundary for one in found if one.attached.boundary), None)
        return RolePolicies(Attached(tuple(identity), boundary), trust)

    def knows(self, arn: str) -> bool:
        """Whether anything is given for the role ``arn``, be it faulty."""
        given = self._given(arn)
        accounts = _accounts(given) if given is not None else ()
        return given is not None and all(one.role(arn) is not None for one in accounts)

    def all_faults(self, roles: Iterable[str]) -> Iterator[FileFault]:
        """What is wrong in the files, of accounts only with what is theirs of ``roles`` (ARNs)."""
        yield from self.faults
        for arn in sorted(set(roles)):
            given = self._given(arn)
            for account in _accounts(given) if given is not None else ():
                described = account.role(arn)
                for fault in described.faults if described is not None else ():
                    yield FileFault(account.source, fault)

    def _given(self, arn: str | None) -> RoleGiven | None:
        if arn is None:
            return None
        exact = (one for one in self.roles if one.arn == arn)
        return next(exact, None) or next((one for one in self.roles if _means(one.arn, arn)), None)

    def key_policies(self, text: str, arn: str) -> tuple[Policy | None, ...]:
        """The policies one of which is that of the key that a spec names ``text`` and whose ARN is ``arn``."""
        named = [one.policy for one in self.keys if one.key and (_means(one.key, text) or _means(one.key, arn))]
        return tuple(named or [one.policy for one in self.keys if one.key is None])


def _accounts(given: RoleGiven) -> tuple[AccountDetails, ...]:
    return tuple(one for one in given.policies or () if isinstance(one, AccountDetails))


def _means(pattern: str, text: str) -> bool:
    return matches(pieces_of(pattern), anywhere, text)
