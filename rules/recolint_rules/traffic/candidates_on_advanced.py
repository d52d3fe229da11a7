from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, ContainerConfig, Documented, Finding, Invalid, Job, Part, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_advanced

_MEMBERS = (ContainerConfig.instance_types, ContainerConfig.endpoint_type)


class CandidatesOnAdvanced(Rule[None]):
    """An Advanced job lists candidates that only a Default job uses.

    What it checks: that the ContainerConfig of an Advanced job has neither SupportedInstanceTypes nor
    SupportedEndpointType.

    Why it matters: these members limit the instances that a Default job tries. An Advanced job tests only its
    EndpointConfigurations.

    What to do: list the tested types in EndpointConfigurations, and remove these members."""

    code, name = "RL237", "candidates-on-advanced"
    severity, basis = INFO, Documented(sources.PREREQUISITES)
    preset = Preset.STRICT
    examples = (
        Valid("JobType: Default\nInputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.c5.large]}}"),
        Valid("JobType: Advanced\nInputConfig: {ContainerConfig: {Domain: MACHINE_LEARNING}}"),
        Invalid(
            "JobType: Advanced\nInputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.c5.large]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes",
            part=Part.KEY,
        ),
        Invalid(
            "JobType: Advanced\nInputConfig: {ContainerConfig: {SupportedEndpointType: RealTime}}",
            at="/InputConfig/ContainerConfig/SupportedEndpointType",
            part=Part.KEY,
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        if not is_advanced(job):
            return
        for member in _MEMBERS:
            if container.get(member) is not None:
                yield self.finding(
                    container.at(member),
                    f"{member.name} has no effect in an Advanced job",
                    part=Part.KEY,
                    help=f"list the tested types in EndpointConfigurations, and remove {member.name}",
                )
