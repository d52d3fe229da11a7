from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Located, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.wording import quoting


class TagKeysDifferByCase(Rule[None]):
    """Two tag keys differ only in case.

    What it checks: that no two Tags have Keys that are equal except for case. RL320 reports equal keys.

    Why it matters: tags are case-sensitive, so the resource gets both. Reports and permissions that use one key miss
    the other.

    What to do: keep the spelling that the rest of the account uses.
    """

    code, name = "RL321", "tag-keys-differ-by-case"
    severity, basis = WARNING, Documented(sources.TAGGING, "tags are case-sensitive; use one spelling")
    examples = (
        Valid("Tags: [{Key: team, Value: a}, {Key: teams, Value: a}]"),
        Valid("Tags: [{Key: team, Value: a}, {Key: team, Value: b}]", title="left to RL320"),
        Invalid("Tags: [{Key: team, Value: a}, {Key: Team, Value: a}]", at="/Tags/1/Key"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        first: dict[str, Located[str]] = {}
        spellings: set[str] = set()
        for tag in job.tags:
            key = tag.key
            if key is None or key.value in spellings:
                continue
            spellings.add(key.value)
            known = first.setdefault(key.value.casefold(), key)
            if known is not key:
                yield self.finding(
                    key,
                    quoting("the tag keys ", known.value, " and ", key.value, " differ only in case"),
                    labels=[label(known, "the other spelling")],
                    help="keep one spelling; tags are case-sensitive, so the job gets both",
                )
