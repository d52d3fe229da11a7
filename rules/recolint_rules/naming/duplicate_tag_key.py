from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Fix, Invalid, Job, Preset, Remove, Rule, Tag, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.repeats import repeats
from recolint_rules.facts.wording import shown


class DuplicateTagKey(Rule[None]):
    """A tag key is duplicated.

    What it checks: that no two Tags have the same Key. RL321 reports keys that differ only in case.

    Why it matters: tag keys are unique per resource; the service rejects the request.

    What to do: keep one of the two. The fix removes a tag that repeats key and value of an earlier one."""

    code, name = "RL320", "duplicate-tag-key"
    severity, basis = ERROR, Documented(sources.TAG, "Key, unique per resource")
    preset = Preset.MINIMAL
    examples = (
        Valid("Tags: [{Key: team, Value: search}, {Key: cost, Value: search}]"),
        Invalid("Tags: [{Key: team, Value: search}, {Key: team, Value: ads}]", at="/Tags/1/Key"),
        Invalid(
            "Tags:\n- {Key: team, Value: search}\n- {Key: team, Value: search}\n- {Key: stage, Value: test}\n",
            at="/Tags/1/Key",
            fixed="Tags:\n- {Key: team, Value: search}\n- {Key: stage, Value: test}\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for tag, first in repeats(job.tags, _key):
            if tag.key is None or first.key is None:
                continue
            yield self.finding(
                tag.key,
                f"duplicate tag key {shown(tag.key.value)}",
                labels=[label(first.key, "first defined here")],
                help="keep one of the two; a tag key must be unique",
                fix=Fix("remove the second tag", (Remove(tag.route),)) if tag.same(first) else None,
            )


def _key(tag: Tag) -> str | None:
    return tag.key and tag.key.value
