"""What a job tests, and for how long: the members without which the service takes a choice or a limit of its own."""

from __future__ import annotations

from recolint.plugin import ContainerConfig, Context, Fix, InputConfig, Job, Remove, Route, Safety, contract
from recolint_rules.facts.wording import meant_route, member

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


def deletion(violation: contract.Violation, context: Context) -> Fix:
    """A fix that removes the refused value: a safe one, unless that may raise cost or change what is tested."""
    route = meant_route(violation.route, context)
    sets_scope = any(route[: len(bound)] == bound for bound in _SCOPE)
    safety = Safety.UNSAFE if sets_scope else Safety.SAFE
    return Fix(f"remove {member(violation.route)}", (Remove(violation.route),), safety)
