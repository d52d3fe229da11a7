from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from recolint.plugin import (
    WARNING,
    Annotated,
    Documented,
    EndpointConfiguration,
    Finding,
    Invalid,
    Job,
    NamedTuple,
    Rule,
    Valid,
    label,
)
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_not_default
from recolint_rules.facts.parallel_tests import most_at_once


class Options(NamedTuple):
    """The quotas of the account; unknown by default."""

    quotas: Annotated[tuple[str, ...], "the account's quotas of instances by type, such as ml.g5.xlarge=2"] = ()


class ParallelOverQuota(Rule[Options]):
    """Parallel tests need more instances of a type than the account's quota.

    What it checks: for each type of the option `quotas`, that its parallel tests need at most as many instances as the
    quota. MaxParallelOfTests limits them; without it, all tests may run in parallel. Without the option the rule is
    silent.

    Why it matters: SageMaker cannot create an endpoint beyond the quota: the job shows "ResourceLimitExceeded when
    calling CreateEndpoint operation" for its test. Existing endpoints count too.

    What to do: lower MaxParallelOfTests, or ask AWS for a higher quota.
    """

    code, name = "RL802", "parallel-over-quota"
    severity, basis = WARNING, Documented(sources.TROUBLESHOOTING)
    examples = (
        Valid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.g5.xlarge}, {InstanceType: ml.g5.2xlarge}]}",
            options={"quotas": ["ml.g5.xlarge=1", "ml.g5.2xlarge=1"]},
        ),
        Valid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxParallelOfTests: 2}\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.g5.xlarge\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: W, Value: ['1', '2', '4']}]}\n",
            options={"quotas": ["ml.g5.xlarge=2"]},
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxParallelOfTests: 3}\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.g5.xlarge\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: W, Value: ['1', '2', '4']}]}\n",
            at="/InputConfig/ResourceLimit/MaxParallelOfTests",
            options={"quotas": ["ml.g5.xlarge=2"]},
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.p5.48xlarge}]}",
            at="/InputConfig/EndpointConfigurations",
            options={"quotas": ["ml.p5.48xlarge=0"]},
        ),
    )

    @classmethod
    def problems(cls, options: Options) -> Iterator[tuple[str, str]]:
        """Quotas that are not a type and a number."""
        for entry in options.quotas:
            if _parsed(entry) is None:
                yield "quotas", f"expected a type and a number, such as ml.g5.xlarge=2, found {entry!r}"

    def check(self, job: Job) -> Iterator[Finding]:
        config = job.input
        if not is_not_default(job):
            return
        for instance_type, quota in filter(None, map(_parsed, self.options.quotas)):
            runs_on = partial(_runs_on, instance_type)
            needed = most_at_once(config, runs_on)
            if needed is not None and needed > quota:
                yield self.finding(
                    config.limit.max_parallel or config.configurations,
                    f"the job runs up to {needed} {instance_type} instance{'' if needed == 1 else 's'} in parallel;"
                    f" the quota is {quota}",
                    labels=[label(next(filter(runs_on, config.configurations)), f"{instance_type} is tested here")],
                    help=f"lower MaxParallelOfTests to {quota}" if quota else "test another type",
                )


_MAX_DIGITS = 9
"""No account has a billion instances, and Python rejects numbers of thousands of digits."""


def _runs_on(instance_type: str, configuration: EndpointConfiguration) -> bool:
    return configuration.instance_type is not None and configuration.instance_type.value == instance_type


def _parsed(entry: str) -> tuple[str, int] | None:
    instance_type, _, quota = (part.strip() for part in entry.partition("="))
    return (instance_type, int(quota)) if quota.isdecimal() and len(quota) <= _MAX_DIGITS else None
