from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts.wording import shown


class ReservedTagValue(Rule[None]):
    """A tag value starts with a prefix that AWS reserves.

    What it checks: that no Value of Tags begins with `aws:`, in upper or lower case.

    Why it matters: most services reject the prefix in values as in keys. SageMaker probably does too, but does not
    document it.

    What to do: write the value without the prefix.
    """

    code, name = "RL323", "reserved-tag-value"
    severity = WARNING
    basis = Documented("tag restrictions of several services: the prefix aws: is reserved in values too")
    examples = (
        Valid("Tags: [{Key: cloud, Value: aws}]"),
        Invalid("Tags: [{Key: cloud, Value: 'aws:eu'}]", at="/Tags/0/Value"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for tag in job.tags:
            value = tag.value
            if value is not None and value.value.lower().startswith("aws:"):
                yield self.finding(
                    value,
                    f"the tag value {shown(value.value)} starts with the reserved prefix {value.value[:4]}",
                    help="write the value without the prefix",
                )
