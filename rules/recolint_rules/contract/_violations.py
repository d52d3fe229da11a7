"""Violations by members of a describe response, and fixes that remove a rejected value."""

from __future__ import annotations

from recolint.plugin import ContainerConfig, Context, Fix, InputConfig, Job, Remove, Route, Safety, contract
from recolint_rules.facts.wording import meant_route, member

_ADDED_BY_CLIENT = "ResponseMetadata"
_ROUTES = frozenset((name,) for name in (*contract.RESPONSE_ONLY, _ADDED_BY_CLIENT))

_SCOPE: tuple[Route, ...] = (
    (Job.stopping.name,),
    *(
        (Job.input.name, bound.name)
        for bound in (
            InputConfig.duration,
            InputConfig.traffic,
            InputConfig.limit,
            InputConfig.configurations,
            InputConfig.endpoints,
        )
    ),
    (Job.input.name, InputConfig.container.name, ContainerConfig.instance_types.name),
)
"""The members that decide what a job tests and for how long. Without them, the service uses its own choice or limit."""


def is_of_answer(violation: contract.Violation) -> bool:
    """Whether ``violation`` is an unknown top-level member that a describe response has and a request does not."""
    return violation.kind is contract.ViolationKind.UNKNOWN and violation.route in _ROUTES


def deletion(violation: contract.Violation, context: Context) -> Fix:
    """A fix that removes the rejected value. It is safe unless that may raise the cost or change what is tested."""
    route = meant_route(violation.route, context)
    sets_scope = any(route[: len(bound)] == bound for bound in _SCOPE)
    safety = Safety.UNSAFE if sets_scope else Safety.SAFE
    title = "remove the item" if isinstance(route[-1], int) else f"remove {member(violation.route)}"
    return Fix(title, (Remove(violation.route),), safety)
