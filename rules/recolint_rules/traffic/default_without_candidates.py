from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, ContainerConfig, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import without_candidates


class DefaultWithoutCandidates(Rule[None]):
    """A Default job may try any instance type.

    What it checks: that a Default job lists candidates in SupportedInstanceTypes of ContainerConfig. Silent for jobs
    that test serverless endpoints or an existing endpoint. A model package may have its own list, which recolint does
    not see.

    Why it matters: without a list the service considers all instance types, and you pay for each type that it tries.

    What to do: list the instance types that you would deploy to.
    """

    code, name = "RL238", "default-without-candidates"
    severity, basis = INFO, Documented(sources.DEFAULT_JOB)
    preset = Preset.STRICT
    examples = (
        Valid("JobType: Default\nInputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.c5.large]}}"),
        Valid("JobType: Default\nInputConfig: {ContainerConfig: {SupportedEndpointType: Serverless}}"),
        Valid("JobType: Default\nInputConfig: {Endpoints: [{EndpointName: churn}]}"),
        Invalid("JobType: Default\nInputConfig: {ModelName: churn}", at="/InputConfig"),
        Invalid("JobType: Default\nInputConfig: {Endpoints: []}", at="/InputConfig"),
        Invalid(
            "JobType: Default\nInputConfig: {ContainerConfig: {Domain: MACHINE_LEARNING}}",
            at="/InputConfig/ContainerConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        place = without_candidates(job)
        # RL440 reports an empty list.
        if place is not None and job.input.container.lacks(ContainerConfig.instance_types):
            yield self.finding(
                place,
                "the job may try any instance type: SupportedInstanceTypes is missing",
                help="list the instance types that you would deploy to in ContainerConfig.SupportedInstanceTypes",
            )
