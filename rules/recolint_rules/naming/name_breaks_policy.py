from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Advice, Annotated, Finding, Invalid, Job, NamedTuple, Rule, Valid, pattern
from recolint_rules.facts.wording import cut, shown
from recolint_rules.naming import _policy_pattern


class Options(NamedTuple):
    """The policy."""

    pattern: Annotated[str, "a regular expression that the whole name must match; empty: any name"] = ""
    example: Annotated[str, "a name that matches, for the help; empty: none"] = ""


class NameBreaksPolicy(Rule[Options]):
    """The name does not match the team's pattern.

    What it checks: that the whole JobName matches the option `pattern`, a regular expression of Python's `re` without
    backreferences, conditions and atomic groups. The help shows the option `example`. Without a pattern the rule is
    silent.

    Why it matters: lists, bills and permissions identify the owner and the purpose of a job by its name.

    What to do: write a name that matches the pattern."""

    code, name = "RL306", "name-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    examples = (
        Valid("JobName: anything"),
        Valid("JobName: search-ranker-2", options={"pattern": r"(search|ads)-[a-z0-9-]+"}),
        Invalid("JobName: my-search-ranker", at="/JobName", options={"pattern": r"(search|ads)-[a-z0-9-]+"}),
        Invalid(
            "JobName: ranker",
            at="/JobName",
            options={"pattern": r"(search|ads)-[a-z0-9-]+", "example": "search-ranker-2"},
            help="write a name such as search-ranker-2; it must match '(search|ads)-[a-z0-9-]+'",
        ),
    )

    @classmethod
    def problems(cls, options: Options) -> Iterator[tuple[str, str]]:
        """A pattern that is not a regular expression."""
        if fault := _policy_pattern.fault([options.pattern]):
            yield "pattern", fault
        elif options.example and not pattern(options.pattern).fullmatch(options.example):
            yield "example", f"expected a name that matches {options.pattern!r}, found {options.example!r}"

    def check(self, job: Job) -> Iterator[Finding]:
        wanted = self.options.pattern
        if wanted and job.name is not None and not pattern(wanted).fullmatch(job.name.value):
            yield self.finding(
                job.name,
                f"JobName {shown(job.name.value)} does not match the pattern of the policy",
                help=self._help(),
            )

    def _help(self) -> str:
        wanted, example = shown(self.options.pattern), self.options.example
        if example:
            return f"write a name such as {cut(example)}; it must match {wanted}"
        return f"write a name that matches {wanted}"
