from __future__ import annotations

from collections.abc import Hashable, Iterator
from operator import itemgetter

from recolint.plugin import (
    WARNING,
    EndpointConfiguration,
    Finding,
    Fix,
    Inferred,
    Invalid,
    Job,
    Remove,
    Rule,
    Safety,
    Valid,
    label,
)
from recolint_rules.facts.repeats import repeats


class DuplicateConfiguration(Rule[None]):
    """Two endpoint configurations are equal.

    What it checks: that no two items of EndpointConfigurations are equal. The order of members, of variables and of
    their values does not matter.

    Why it matters: the second test costs as much as the first without new results, if the service accepts it.

    What to do: remove one of the two, or change what should differ."""

    code, name = "RL508", "duplicate-configuration"
    severity, basis = WARNING, Inferred("each configuration is one test: equal ones are the same test twice")
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.c5.xlarge}]}"),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "    - InstanceType: ml.c5.xlarge\n"
            "    - InstanceType: ml.c5.large\n",
            at="/InputConfig/EndpointConfigurations/2",
            fixed="InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "    - InstanceType: ml.c5.xlarge\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if not any(repeats(job.input.configurations, _outline)):
            return
        # Another rule reports a configuration without an endpoint.
        kinds = EndpointConfiguration.instance_type, EndpointConfiguration.serverless
        sound = (one for one in job.input.configurations if any(map(one.gives, kinds)) and one.is_sound)
        # Both lists within a configuration have the meaning of sets.
        told = [(one, content) for one in sound if (content := one.content(lists=frozenset)) is not None]
        for (one, _), (first, _) in repeats(told, itemgetter(1)):
            yield self.finding(
                one,
                "duplicate endpoint configuration",
                labels=[label(first, "first defined here")],
                help="remove it, or change what should differ",
                fix=Fix("remove the configuration", (Remove(one.route),), Safety.UNSAFE),
            )


def _outline(configuration: EndpointConfiguration) -> Hashable:
    """A value that equal configurations share."""
    shared = configuration.instance_type or configuration.serverless.memory
    return shared and shared.value
