from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, NamedTuple

from recolint.plugin import ERROR, WARNING, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown

_NEGATIONS = frozenset({"no", "non", "not", "pre"})


class Options(NamedTuple):
    """The words."""

    words: Annotated[tuple[str, ...], "words of a name that say that an endpoint is in production, in lower case"] = (
        "prod",
        "production",
        "prd",
        "live",
    )


class ProductionEndpoint(Rule[Options]):
    """The endpoint to test is in production, as its name says.

    What it checks: that EndpointName has none of the words of the option `words`. Hyphens, digits and capitals
    separate words: `churn-prod` has one, `product-search` and `churn-non-prod` have none. The default words only
    suggest it, so they give a warning; words that a config sets are the team's policy, and give an error.

    Why it matters: a load test drives the endpoint to its limits, and real users get the errors and the delays. The
    guide strongly recommends not to test an endpoint that takes live traffic.

    What to do: test a separate endpoint with the same configuration.
    """

    code, name = "RL533", "production-endpoint"
    severity = WARNING
    basis = Documented(sources.EXISTING_ENDPOINT)
    examples = (
        Valid("InputConfig: {Endpoints: [{EndpointName: product-search}]}"),
        Valid("InputConfig: {Endpoints: [{EndpointName: churn-non-prod}]}"),
        Invalid(
            "InputConfig: {Endpoints: [{EndpointName: churn-prod}]}",
            at="/InputConfig/Endpoints/0/EndpointName",
        ),
        Invalid(
            "InputConfig: {Endpoints: [{EndpointName: churnProd2}]}",
            at="/InputConfig/Endpoints/0/EndpointName",
        ),
        Invalid(
            "InputConfig: {Endpoints: [{EndpointName: churn-blue}]}",
            at="/InputConfig/Endpoints/0/EndpointName",
            options={"words": ["blue", "green"]},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for endpoint in job.input.endpoints:
            if endpoint.name and (word := self._telling_word(endpoint.name.value)):
                yield self.finding(
                    endpoint.name,
                    f"{shown(endpoint.name.value)} seems to be in production: its name contains {shown(word)}",
                    help="test a separate endpoint with the same configuration and without live traffic",
                    severity=None if self.options == Options() else ERROR,
                )

    def _telling_word(self, name: str) -> str | None:
        words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]
        found = (word for before, word in pairwise(["", *words]) if before not in _NEGATIONS)
        return next((word for word in found if word in self.options.words), None)
