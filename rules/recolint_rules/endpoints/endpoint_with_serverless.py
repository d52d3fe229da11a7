from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.serverless import asked


class EndpointWithServerless(Rule[None]):
    """A job tests an existing endpoint and requests serverless endpoints.

    What it checks: that a job with Endpoints does not have ServerlessConfig or SupportedEndpointType Serverless.

    Why it matters: AWS tests existing endpoints only if they are real-time, and recommends instances for them.

    What to do: write two jobs, or remove one of the two."""

    code, name = "RL535", "endpoint-with-serverless"
    severity = WARNING
    basis = Documented(sources.EXISTING_ENDPOINT)
    examples = (
        Valid(
            "InputConfig:\n"
            "  Endpoints: [{EndpointName: churn-copy}]\n"
            "  ContainerConfig: {SupportedEndpointType: RealTime}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  Endpoints: [{EndpointName: churn-copy}]\n"
            "  ContainerConfig: {SupportedEndpointType: Serverless}\n",
            at="/InputConfig/Endpoints",
        ),
        Invalid(
            "InputConfig:\n"
            "  Endpoints: [{EndpointName: churn-copy}]\n"
            "  EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]\n",
            at="/InputConfig/Endpoints",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        serverless = asked(job)
        if job.input.endpoints and serverless is not None:
            yield self.finding(
                job.input.endpoints,
                "one job cannot test an existing endpoint and a serverless one",
                labels=[label(serverless, "serverless here")],
                help="write two jobs, or remove one of the two",
            )
