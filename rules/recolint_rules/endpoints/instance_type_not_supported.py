from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, ContainerConfig, Context, Finding, Inferred, Invalid, Job, Rule, Valid, label
from recolint_rules.facts.candidates import configured, is_malformed
from recolint_rules.facts.job_types import is_advanced
from recolint_rules.facts.wording import listed


class InstanceTypeNotSupported(Rule[None]):
    """A load test uses an instance type that SupportedInstanceTypes does not list.

    What it checks: that in an Advanced job with SupportedInstanceTypes, each InstanceType of EndpointConfigurations is
    on that list. Each job has at most one finding.

    Why it matters: the spec contradicts itself: the container supports these types, but the test uses another. AWS
    accepts the create call; the result of the test is unknown.

    What to do: add the type to the list, or remove it from the configurations. A load test does not need the list."""

    code, name = "RL515", "instance-type-not-supported"
    severity, basis = WARNING, Inferred("the list contains the supported types")
    examples = (
        Valid(
            "JobType: Advanced\n"
            "InputConfig:\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}]\n"
            "  ContainerConfig: {SupportedInstanceTypes: [ml.m5.large, ml.c5.large]}\n",
        ),
        Valid(
            "JobType: Advanced\n"
            "InputConfig:\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}]\n"
            "  ContainerConfig: {SupportedInstanceTypes: []}\n",
        ),
        Invalid(
            "JobType: Advanced\n"
            "InputConfig:\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.g5.xlarge}]\n"
            "  ContainerConfig: {SupportedInstanceTypes: [ml.m5.large, ml.c5.large]}\n",
            at="/InputConfig/EndpointConfigurations/1/InstanceType",
        ),
        Invalid(
            "JobType: Advanced\n"
            "InputConfig:\n"
            "  EndpointConfigurations: [{InstanceType: ml.m5.large}, {InstanceType: ml.g5.xlarge}]\n"
            "  ContainerConfig: {SupportedInstanceTypes: [ml.c5.large]}\n",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            title="one finding for a job",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        container = job.input.container
        types = container.instance_types
        supported = {one.value for one in types}
        unsupported = [one for one in configured(job) if one.value not in supported]
        if not unsupported or not supported or not is_advanced(job):
            return
        # An invalid type on the list makes the list unknown.
        is_known = types.whole and len(types) == len(container.items(ContainerConfig.instance_types) or ())
        if not is_known or any(is_malformed(one, context.settings) for one in supported):
            return
        missing = [one for one in unsupported if not is_malformed(one.value, context.settings)]
        if missing:
            first, *others = missing
            named = dict.fromkeys(one.value for one in missing)
            yield self.finding(
                first,
                f"SupportedInstanceTypes does not list {listed(named)}",
                labels=[
                    *(label(other, "not listed either") for other in others),
                    label(container.instance_types, "the types that the container supports"),
                ],
                help="add each type to SupportedInstanceTypes, or remove it from EndpointConfigurations",
            )
