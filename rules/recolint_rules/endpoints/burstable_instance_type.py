from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.candidates import named
from recolint_rules.facts.instances import is_burstable


class BurstableInstanceType(Rule[None]):
    """An instance type is burstable, which Inference Recommender does not allow.

    What it checks: that no instance type, in EndpointConfigurations and in SupportedInstanceTypes, is of a burstable
    family: t2, t3, t3a or t4g.

    Why it matters: the service answers: "Burstable instance type ml.t2.medium is not allowed." The speed of such an
    instance depends on its remaining CPU credits. A load test of it is meaningless.

    What to do: use a type with fixed performance, such as ml.c5.large or ml.m5.large."""

    code, name = "RL505", "burstable-instance-type"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    preset = Preset.MINIMAL
    refuses = True
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.m5.large}]}"),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.t2.medium}]}",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.m5.large, ml.t2.xlarge]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/1",
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.t3.medium}]}",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            title="burstable, and not listed",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for one in named(job):
            if is_burstable(one.value):
                yield self.finding(
                    one,
                    f"{one.value} is burstable, which Inference Recommender does not allow",
                    help="use a type with fixed performance, such as ml.c5.large or ml.m5.large",
                )
