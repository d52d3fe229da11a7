from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from recolint.finding import Documented, Finding
from recolint.job import EndpointConfiguration, Job
from recolint.rule import WARNING, Context, Invalid, Rule, Valid, label
from recolint_rules.endpoints.parallel_tests import at_once, most_at_once


class Options(NamedTuple):
    """The account's quota."""

    quota: Annotated[int, "the concurrency that the account's serverless endpoints share; 500 in some Regions"] = 1000


class ServerlessConcurrencyOverAccount(Rule[Options]):
    """Serverless endpoints that are tested at the same time need more concurrency than an account has.

    What it checks: that MaxConcurrency of the endpoints that MaxParallelOfTests lets run at the same time adds up to
    no more than the account's quota, 1000 by default. Without MaxParallelOfTests it is silent.

    Why it matters: all serverless endpoints of an account and Region share this quota. An endpoint beyond it cannot be
    made, and its test fails.

    What to do: lower MaxParallelOfTests or MaxConcurrency; if your quota is another, set the option `quota`.
    """

    code, name = "RL547", "serverless-concurrency-over-account"
    severity, basis = WARNING, Documented("SageMaker developer guide: Deploy models with Serverless Inference, quotas")
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
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Add up the largest that may run at the same time."""
        parallel = job.input.limit.max_parallel
        largest = max(job.input.configurations, key=_concurrency, default=None)
        if parallel is None or largest is None or not largest.serverless:
            return
        needed = most_at_once(job.input, _concurrency)
        if needed is not None and needed > self.options.quota:
            yield self.finding(
                parallel,
                f"{at_once(job.input)} tests at the same time need a concurrency of up to {needed}; "
                f"an account has {self.options.quota}",
                labels=[label(largest.serverless, "the largest MaxConcurrency")],
                help="lower MaxParallelOfTests or MaxConcurrency",
            )


def _concurrency(configuration: EndpointConfiguration) -> int:
    most = configuration.serverless.max_concurrency
    return most.value if most else 0
