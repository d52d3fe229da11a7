from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Advice, Finding, Fix, Invalid, Job, Rule, Safety, Set, Valid
from recolint_rules.facts.wording import shown


class TagWithOuterSpace(Rule[None]):
    """A tag key or value starts or ends with white space.

    What it checks: Key and Value of each of Tags.

    Why it matters: the service keeps the space. The tag looks like the one that reports and permissions use, but
    differs from it.

    What to do: remove the space. The fix does so; it is unsafe, since it changes the request."""

    code, name = "RL325", "tag-with-outer-space"
    severity, basis = WARNING, Advice("tags are compared character by character")
    examples = (
        Valid("Tags: [{Key: cost center, Value: ''}]"),
        Invalid(
            "Tags:\n- Key: 'team '\n  Value: search\n",
            at="/Tags/0/Key",
            fixed="Tags:\n- Key: 'team'\n  Value: search\n",
        ),
        Invalid(
            'Tags:\n- Key: team\n  Value: " search"\n',
            at="/Tags/0/Value",
            fixed='Tags:\n- Key: team\n  Value: "search"\n',
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for tag in job.tags:
            for part, text in (("key", tag.key), ("value", tag.value)):
                if text is None or text.value == text.value.strip():
                    continue
                bare = text.value.strip()
                fix = Fix("remove the white space", (Set(text.route, bare),), Safety.UNSAFE)
                yield self.finding(
                    text,
                    f"the tag {part} {shown(text.value)} starts or ends with white space",
                    help=f"write {shown(bare)}",
                    fix=fix if bare or part == "value" else None,  # a key needs a character
                )
