from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown


class ReservedTagKey(Rule[None]):
    """A tag key starts with a prefix that AWS reserves.

    What it checks: that no Key of Tags begins with `aws:`, in upper or lower case.

    Why it matters: the prefix is reserved; AWS rejects a request that sets such a tag.

    What to do: choose another prefix, such as the name of your organization."""

    code, name = "RL322", "reserved-tag-key"
    severity, basis = ERROR, Documented(sources.TAGGING, "the prefix aws: is reserved")
    preset = Preset.MINIMAL
    examples = (
        Valid("Tags: [{Key: awsteam, Value: a}, {Key: 'my:aws:team', Value: a}]"),
        Invalid("Tags: [{Key: 'AWS:team', Value: a}]", at="/Tags/0/Key"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for tag in job.tags:
            key = tag.key
            if key is not None and key.value.lower().startswith("aws:"):
                yield self.finding(
                    key,
                    f"the tag key {shown(key.value)} starts with the reserved prefix {key.value[:4]}",
                    help="choose another prefix",
                )
