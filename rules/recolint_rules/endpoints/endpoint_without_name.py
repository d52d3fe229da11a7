from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Endpoint, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class EndpointWithoutName(Rule[None]):
    """An item of Endpoints lacks its name.

    What it checks: that each item of Endpoints has EndpointName.

    Why it matters: the service model accepts such an item, but there is no endpoint to test.

    What to do: add EndpointName, or remove the item."""

    code, name = "RL530", "endpoint-without-name"
    severity = ERROR
    basis = Documented(sources.EXISTING_ENDPOINT)
    examples = (
        Valid("InputConfig: {Endpoints: [{EndpointName: churn-copy}]}"),
        Valid("InputConfig: {Endpoints: []}", title="see RL531"),
        Invalid("InputConfig: {Endpoints: [{}]}", at="/InputConfig/Endpoints/0"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for endpoint in job.input.endpoints:
            if endpoint and endpoint.lacks(Endpoint.name):
                yield self.finding(
                    endpoint,
                    "EndpointName is missing",
                    help="add EndpointName: <an endpoint of this account and Region>",
                )
