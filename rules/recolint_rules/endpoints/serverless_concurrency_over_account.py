from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    WARNING,
    Annotated,
    Context,
    Documented,
    EndpointConfiguration,
    Finding,
    Invalid,
    Job,
    Maximum,
    NamedTuple,
    Rule,
    Valid,
    label,
)
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import applied_limit
from recolint_rules.facts.location import job_region
from recolint_rules.facts.parallel_tests import at_once, most_at_once

_QUOTA, _SMALLER_QUOTA = 1000, 500
_REGIONS_WITH_SMALLER_QUOTA = frozenset(
    {
        "af-south-1", "ap-east-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ca-central-1", "eu-north-1",
        "eu-south-1", "eu-west-2", "eu-west-3", "me-south-1", "sa-east-1", "us-west-1",
    }
)  # fmt: skip
"""SageMaker developer guide: Deploy models with Serverless Inference, concurrent invocations."""


class Options(NamedTuple):
    """The account's quota."""

    quota: Annotated[
        Maximum, "the concurrency that the account's serverless endpoints share; -1: AWS's default in the job's Region"
    ] = Maximum(-1)


class ServerlessConcurrencyOverAccount(Rule[Options]):
    """Parallel tests of serverless endpoints need more concurrency than the account has.

    What it checks: that the sum of MaxConcurrency over the endpoints that run in parallel is at most the account's
    quota. AWS's default is 1000, and 500 in some Regions, such as eu-west-2. If the job's Region is unknown, 1000 is
    used. Without MaxParallelOfTests the rule is silent.

    Why it matters: all serverless endpoints of an account and Region share this quota. SageMaker cannot create an
    endpoint beyond it, and the test fails.

    What to do: lower MaxParallelOfTests or MaxConcurrency. If your account has another quota, set the option `quota`.
    """

    code, name = "RL547", "serverless-concurrency-over-account"
    severity, basis = WARNING, Documented(sources.SERVERLESS, "quotas")
    judges_by = ("region",)
    examples = (
        Valid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxParallelOfTests: 5}\n"
            "  EndpointConfigurations:\n" + "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 200}\n" * 6
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxParallelOfTests: 6}\n"
            "  EndpointConfigurations:\n" + "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 200}\n" * 6,
            at="/InputConfig/ResourceLimit/MaxParallelOfTests",
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxParallelOfTests: 2}\n"
            "  EndpointConfigurations:\n"
            "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 50}\n"
            "    - ServerlessConfig: {MemorySizeInMB: 4096, MaxConcurrency: 60}\n",
            at="/InputConfig/ResourceLimit/MaxParallelOfTests",
            options={"quota": 100},
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxParallelOfTests: 3}\n"
            "  EndpointConfigurations:\n" + "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 200}\n" * 3,
            at="/InputConfig/ResourceLimit/MaxParallelOfTests",
            settings={"region": "eu-west-2"},
            title="a Region with a smaller quota",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        parallel = applied_limit(job).max_parallel
        largest = max(job.input.configurations, key=_concurrency, default=None)
        if parallel is None or largest is None or not largest.serverless:
            return
        quota, where = self._quota(job, context)
        if parallel.value * _concurrency(largest) <= quota:
            return
        needed = most_at_once(job.input, _concurrency)
        if needed is not None and needed > quota:
            yield self.finding(
                parallel,
                f"{at_once(job.input)} parallel tests need a concurrency of {needed}; the quota{where} is {quota}",
                labels=[label(largest.serverless, "the largest MaxConcurrency")],
                help="lower MaxParallelOfTests or MaxConcurrency",
            )

    def _quota(self, job: Job, context: Context) -> tuple[int, str]:
        """The account's quota, and its Region in words."""
        region = job_region(job, context.settings)
        if self.options.quota >= 0 or region is None:
            return (self.options.quota if self.options.quota >= 0 else _QUOTA), ""
        quota = _SMALLER_QUOTA if region.name in _REGIONS_WITH_SMALLER_QUOTA else _QUOTA
        return quota, f" in {region.name}"


def _concurrency(configuration: EndpointConfiguration) -> int:
    most = configuration.serverless.max_concurrency
    return most.value if most else 0
