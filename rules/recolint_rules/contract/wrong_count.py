from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Context,
    Finding,
    InputConfig,
    Invalid,
    Job,
    Preset,
    Rule,
    StoppingConditions,
    Valid,
    contract,
)
from recolint_rules.contract._violations import deletion
from recolint_rules.facts.wording import CLIENT, MODEL, bounds, member, shape

_NOUNS = {StoppingConditions.thresholds.name: "threshold", InputConfig.endpoints.name: "endpoint"}
"""The noun for an item of a list, where there is one."""


class WrongCount(Rule[None]):
    """A list has fewer or more items than the service accepts.

    What it checks: the lengths of lists against the service model: 1 to 10 endpoint configurations, 1 to 5 environment
    parameters with 1 to 3 values each, one latency threshold and one existing endpoint; 1 to 5 security groups, 1 to 16
    subnets, 50 tags.

    Why it matters: the client rejects a list that is too short, the service one that is too long.

    What to do: remove items, or split the job in two. The fix removes an empty list that is optional. It is unsafe if
    the service then chooses what it tests.
    """

    code, name = "RL107", "wrong-count"
    severity, basis = ERROR, MODEL
    preset = Preset.MINIMAL
    examples = (
        Valid("StoppingConditions: {ModelLatencyThresholds: [{Percentile: P95}]}"),
        Invalid(
            "StoppingConditions: {ModelLatencyThresholds: [{Percentile: P95}, {Percentile: P99}]}",
            at="/StoppingConditions/ModelLatencyThresholds",
        ),
        Invalid(
            "InputConfig:\n  ModelName: churn\n  EndpointConfigurations: []\n",
            at="/InputConfig/EndpointConfigurations",
            fixed="InputConfig:\n  ModelName: churn\n",
        ),
        Invalid("InputConfig: {VpcConfig: {Subnets: []}}", at="/InputConfig/VpcConfig/Subnets", title="required"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for violation in context.violations:
            if violation.kind not in {contract.ViolationKind.FEW, contract.ViolationKind.MANY}:
                continue
            few, count, route = violation.kind is contract.ViolationKind.FEW, len(violation.value), violation.route
            of, parent = shape(route, context), shape(route[:-1], context)
            optional = parent is not None and route[-1] not in parent.required
            name = member(route)
            wanted = None
            if of is not None:
                wanted = f"list {bounds(of.minimum, of.maximum)}" if few else _to_keep(name, of)
            bound = f"the {'minimum' if few else 'maximum'} is {violation.bound}"
            yield self.finding(
                violation,
                f"{name} has {count} item{'' if count == 1 else 's'}; {bound}",
                help=f"{wanted}, or remove it" if few and optional else wanted,
                fix=deletion(violation, context) if not count and optional else None,
                basis=CLIENT if few else MODEL,
            )


def _to_keep(name: str, of: contract.Shape) -> str:
    noun = _NOUNS.get(name, "item")
    return f"keep one {noun}" if of.maximum == 1 else f"keep at most {of.maximum} {noun}s"
