"""The policies of an example, and what is wrong with an example that is a policy itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recolint.base.text import Source, Span
from recolint.document import Fault, FaultKind
from recolint.iam import (
    AttachedPolicies,
    Permissions,
    Policy,
    PolicyType,
    ResourceKind,
    ResourcePolicy,
    RolePolicies,
    managed_policy,
    parse_policy,
    read_policy,
)


class UnusableExampleError(ValueError):
    """An example has policies that are not valid."""


def permissions(policies: dict[str, Any]) -> Permissions:
    """The policies of an example, with those of its role for every role; raises ``UnusableExampleError``."""
    kinds = {kind.value: kind for kind in ResourceKind}
    unknown = policies.keys() - {"role", "trust", "boundary", "caller", "session", "scp", *kinds}
    if unknown:
        raise UnusableExampleError(f"an example has policies of {sorted(unknown)}")
    role, caller = _policies(policies, "role"), _policies(policies, "caller")
    boundary, trust, session = (
        next(iter(_policies(policies, whose, type_)), None)
        for whose, type_ in (
            ("boundary", PolicyType.BOUNDARY),
            ("trust", PolicyType.RESOURCE),
            ("session", PolicyType.SESSION),
        )
    )
    return Permissions(
        roles=(RolePolicies("*", role if "role" in policies else None, boundary, trust),),
        caller=AttachedPolicies(caller) if "caller" in policies else None,
        session=session,
        scps=(_policies(policies, "scp", PolicyType.SCP),) if "scp" in policies else (),
        resources={
            kind: tuple(ResourcePolicy(None, policy) for policy in _policies(policies, whose, PolicyType.RESOURCE))
            for whose, kind in kinds.items()
        },
    )


def _policies(policies: dict[str, Any], whose: str, type_: PolicyType = PolicyType.IDENTITY) -> tuple[Policy, ...]:
    """The policies of ``whose``: the managed ones that it names, and one policy with all its statements."""
    given = policies.get(whose, [])
    listed = given if isinstance(given, list) else [given]
    statements = [one for one in listed if isinstance(one, dict)]
    reading = parse_policy({"Version": "2012-10-17", "Statement": statements}, type_, f"{whose}.json")
    named = [managed_policy(one) for one in listed if isinstance(one, str)]
    found = [*named, reading.policy] if statements else named
    if None in found:
        raise UnusableExampleError(f"an example has a wrong policy of {whose}: {reading.faults or listed}")
    return tuple(one for one in found if one is not None)


def policy_faults(source: Source) -> Iterator[Fault]:
    """The faults of an example that is not a spec but the policy of a role."""
    for fault in read_policy(source, PolicyType.IDENTITY).faults:
        yield Fault(FaultKind.POLICY, fault.message, fault.span or Span(0, 0), part=fault.part)
