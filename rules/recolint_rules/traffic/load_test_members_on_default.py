from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Finding, Inferred, InputConfig, Invalid, Job, Part, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_default

_MEMBERS = (InputConfig.configurations, InputConfig.traffic, InputConfig.limit)


class LoadTestMembersOnDefault(Rule[None]):
    """A Default job has members that are for load tests.

    What it checks: that a Default job does not have EndpointConfigurations, TrafficPattern or ResourceLimit.

    Why it matters: a Default job chooses its endpoints and its traffic itself. AWS's SDK sends these members only for
    Advanced jobs, and a connector for this API reports that the service rejects them in Default jobs. The job does not
    test their values.

    What to do: set JobType: Advanced, or remove the members. SupportedInstanceTypes in ContainerConfig limits the
    instance types of a Default job.
    """

    code, name = "RL230", "load-test-members-on-default"
    severity, basis = WARNING, Inferred(sources.PYTHON_SDK, "and flytekit (public code that creates these jobs)")
    strict_severity = ERROR
    examples = (
        Valid("JobType: Default\nInputConfig: {ModelName: churn}"),
        Valid("JobType: Advanced\nInputConfig: {ResourceLimit: {MaxNumberOfTests: 1}}"),
        Invalid(
            "JobType: Default\nInputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}]}",
            at="/InputConfig/EndpointConfigurations",
            part=Part.KEY,
        ),
        Invalid(
            "JobType: Default\nInputConfig: {TrafficPattern: {TrafficType: PHASES}}",
            at="/InputConfig/TrafficPattern",
            part=Part.KEY,
        ),
        Invalid(
            "JobType: Default\nInputConfig: {ResourceLimit: {MaxNumberOfTests: 1}}",
            at="/InputConfig/ResourceLimit",
            part=Part.KEY,
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if job.type is None or not is_default(job):
            return
        for member in _MEMBERS:
            if job.input.get(member) is not None:
                yield self.finding(
                    job.input.at(member),
                    f"{member.name} is for load tests; AWS may ignore or reject it in a Default job",
                    part=Part.KEY,
                    labels=[label(job.type, "the job's type")],
                    help=f"set JobType: Advanced, or remove {member.name}",
                )
