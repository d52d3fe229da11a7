from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    WARNING,
    Advice,
    Annotated,
    Finding,
    Invalid,
    Job,
    MaximumAmount,
    NamedTuple,
    Rule,
    Valid,
    plan,
)
from recolint_rules.cost import _bounds


class Options(NamedTuple):
    """The policy."""

    maximum: Annotated[MaximumAmount, "the maximum of instance-hours of a job; -1: any number"] = MaximumAmount(-1)
    unknown: Annotated[str, "how to report a job without an upper bound: error, warning, ignore"] = "warning"


class InstanceHoursBreakPolicy(Rule[Options]):
    """A job may use more instance-hours than the team allows.

    What it checks: the upper bound of `recolint plan` against the option `maximum`. The option `unknown` sets the
    severity of a plan without a bound. A Default job never has one: AWS documents no limit. Existing and serverless
    endpoints do not count as instance-hours. Without `maximum` the rule is silent.

    Why it matters: a job is billed by the time of its instances, and no IAM condition bounds it.

    What to do: reduce the tests or the traffic, or lower JobDurationInSeconds. `recolint plan` shows the sum."""

    code, name = "RL803", "instance-hours-break-policy"
    severity, basis = ERROR, Advice("the team's policy")
    examples = (
        Valid(
            "JobType: Advanced\n"
            "InputConfig:\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.m5.large}]\n"
            "  TrafficPattern:\n"
            "    TrafficType: PHASES\n"
            "    Phases: [{InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 900}]\n",
            options={"maximum": 1},
            title="2 tests of 30 min",
        ),
        Valid(
            "JobType: Default\nInputConfig: {ModelName: churn}\n",
            options={"maximum": 4, "unknown": "ignore"},
        ),
        Invalid(
            "JobType: Advanced\n"
            "InputConfig:\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.m5.large}]\n"
            "  TrafficPattern:\n"
            "    TrafficType: PHASES\n"
            "    Phases: [{InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 3600}]\n",
            at="/InputConfig",
            options={"maximum": 2.25},
            message="the job may use 2.5 instance-hours; the policy's maximum is 2.25",
        ),
        Invalid(
            "JobType: Default\nInputConfig: {ModelName: churn}\n",
            at="/InputConfig",
            options={"maximum": 4},
            severity=WARNING,
            message="the instance-hours are unknown: AWS documents no bound for a Default job",
        ),
        Invalid(
            "JobType: Advanced\nInputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}]}\n",
            at="/InputConfig",
            options={"maximum": 4, "unknown": "error"},
            severity=ERROR,
        ),
    )

    @classmethod
    def problems(cls, options: Options) -> Iterator[tuple[str, str]]:
        """An invalid value of ``unknown``."""
        if fault := _bounds.fault(options.unknown):
            yield "unknown", fault

    def check(self, job: Job) -> Iterator[Finding]:
        maximum = self.options.maximum
        if maximum < 0 or not _bounds.is_settled(job):
            return
        planned = plan.plan_of(job)
        severity = _bounds.UNKNOWN[self.options.unknown]
        if planned.bound is not None:
            if planned.bound.instance_seconds > maximum * _HOUR:
                yield self.finding(
                    job.input,
                    f"the job may use {planned.bound.instance_hours}; the policy's maximum is {maximum:g}",
                    help="reduce the tests or the traffic; `recolint plan` shows the sum",
                )
        elif severity is not None:
            yield self.finding(
                job.input,
                f"the instance-hours are unknown: {_bounds.why_unknown(planned)}",
                help=f"the policy's maximum is {maximum:g}; `recolint plan` shows what is unknown",
                severity=severity,
            )


_HOUR = 3600
