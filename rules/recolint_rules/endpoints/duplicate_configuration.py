from __future__ import annotations

from collections.abc import Hashable, Iterator

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


class DuplicateConfiguration(Rule[None]):
    """Two endpoint configurations are equal.

    What it checks: that no two items of EndpointConfigurations say the same. The order of members, of variables and
    of their values does not matter.

    Why it matters: the second test costs as much as the first and tells nothing new, if the service takes it at all.

    What to do: take one of the two away, or write what should differ.
    """

    code, name = "RL508", "duplicate-configuration"
    severity, basis = WARNING, Inferred("each configuration is a test of its own: equal ones are the same test twice")
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
        first: dict[Hashable, EndpointConfiguration] = {}
        for one in job.input.configurations:
            # One that names no endpoint at all is reported as that.
            if not one.has(EndpointConfiguration.instance_type) and not one.has(EndpointConfiguration.serverless):
                continue
            if not one.is_sound:
                continue
            known = first.setdefault(_content(one.data()), one)
            if known is not one:
                yield self.finding(
                    one,
                    "duplicate endpoint configuration",
                    labels=[label(known, "first defined here")],
                    help="remove it, or change what should differ",
                    fix=Fix("remove the configuration", (Remove(one.route),), Safety.UNSAFE),
                )


def _content(data: object) -> Hashable:
    """``data`` in a form that is equal for equal content. Both lists within a configuration are sets by meaning."""
    if isinstance(data, dict):
        return frozenset((name, _content(value)) for name, value in data.items())
    if isinstance(data, list):
        return frozenset(map(_content, data))
    return type(data), repr(data)
