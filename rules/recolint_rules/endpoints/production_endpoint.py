from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from recolint.plugin import (
    ERROR,
    WARNING,
    Advice,
    Annotated,
    Documented,
    Finding,
    Globs,
    Invalid,
    Job,
    NamedTuple,
    Rule,
    Valid,
)
from recolint_rules.facts import sources
from recolint_rules.facts.globs import first_folded_match
from recolint_rules.facts.wording import first_of, quoting, shown

_NEGATIONS = frozenset({"no", "non", "not", "pre"})


class Options(NamedTuple):
    """The words and the policy."""

    words: Annotated[tuple[str, ...], "words in the names of production endpoints, in lower case"] = (
        "prod",
        "production",
        "prd",
        "live",
    )
    allow: Annotated[Globs, "globs of the endpoints that may be tested; empty: any"] = Globs(())
    deny: Annotated[Globs, "globs of endpoints that may not be tested, even if they match allow"] = Globs(())


class ProductionEndpoint(Rule[Options]):
    """The endpoint to test is in production, by its name or the team's policy.

    What it checks: that EndpointName does not contain a word of the option `words`. Hyphens, digits and capitals
    separate words: `churn-prod` contains one, `product-search` and `churn-non-prod` do not. The default words only
    suggest production, so they cause a warning. Words in a config are the team's policy and cause an error. The globs
    `allow` and `deny` also cause an error. A name that matches `allow` is not searched for words. Globs are
    case-insensitive, like endpoint names.

    Why it matters: a load test drives the endpoint to its limits, and real users get errors and delays. The guide
    strongly advises against a test of an endpoint with live traffic.

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
            severity=ERROR,
        ),
        Valid(
            "InputConfig: {Endpoints: [{EndpointName: live-captions-test}]}",
            options={"allow": ["*-test"]},
            title="the policy allows the name",
        ),
        Invalid(
            "InputConfig: {Endpoints: [{EndpointName: churn-blue}]}",
            at="/InputConfig/Endpoints/0/EndpointName",
            options={"allow": ["*-test"]},
            severity=ERROR,
        ),
        Invalid(
            "InputConfig: {Endpoints: [{EndpointName: Fraud-Test}]}",
            at="/InputConfig/Endpoints/0/EndpointName",
            options={"allow": ["*-test"], "deny": ["fraud-*"]},
            severity=ERROR,
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for endpoint in job.input.endpoints:
            if endpoint.name is None:
                continue
            name = endpoint.name.value
            if (why := self._why_denied(name)) is not None:
                yield self.finding(
                    endpoint.name,
                    quoting("the endpoint ", name, f" is not allowed by the policy: {why}"),
                    help=f"test another endpoint{self._allowed()}",
                    severity=ERROR,
                    basis=Advice("the team's policy"),
                )
            elif not self.options.allow and (word := self._telling_word(name)):
                yield self.finding(
                    endpoint.name,
                    quoting("", name, " seems to be in production: its name contains ", word),
                    help="test a separate endpoint with the same configuration, without live traffic",
                    severity=None if self.options.words == Options().words else ERROR,
                )

    def _why_denied(self, name: str) -> str | None:
        if (denying := first_folded_match(name, self.options.deny)) is not None:
            return f"it matches {shown(denying)} in deny"
        if self.options.allow and first_folded_match(name, self.options.allow) is None:
            return "it matches no glob in allow"
        return None

    def _allowed(self) -> str:
        return f" ({first_of(self.options.allow)})" if self.options.allow else ""

    def _telling_word(self, name: str) -> str | None:
        if not any(word in name.lower() for word in self.options.words):
            return None
        words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]
        found = (word for before, word in pairwise(["", *words]) if before not in _NEGATIONS)
        return next((word for word in found if word in self.options.words), None)
