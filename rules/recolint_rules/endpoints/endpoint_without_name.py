from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Endpoint, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class EndpointWithoutName(Rule[None]):
    """An existing endpoint to test is not named.

    What it checks: that each item of Endpoints has EndpointName.

    Why it matters: the model of the request lets such an item pass, but there is no endpoint to test.

    What to do: name the endpoint, or take the item away.
    """

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
                    help="add EndpointName: the name of an endpoint of this account and Region",
                )
