from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Fix, Invalid, Job, Remove, Rule, Valid


class EmptyEndpoints(Rule[None]):
    """Endpoints is empty.

    What it checks: that Endpoints, if present, has an item.

    Why it matters: the list names an existing endpoint to test. An empty list has no effect; a name may be lost.

    What to do: name the endpoint, or remove the member."""

    code, name = "RL531", "empty-endpoints"
    severity, basis = INFO, Advice("the member has no effect")
    examples = (
        Valid("InputConfig: {Endpoints: [{EndpointName: churn-copy}]}"),
        Invalid(
            "InputConfig:\n  ModelName: churn\n  Endpoints: []\n",
            at="/InputConfig/Endpoints",
            fixed="InputConfig:\n  ModelName: churn\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        endpoints = job.input.endpoints
        if endpoints.whole and not endpoints:
            yield self.finding(
                endpoints,
                "Endpoints is empty and has no effect",
                help="remove it, or name an endpoint",
                fix=Fix("remove Endpoints", (Remove(endpoints.route),)),
            )
