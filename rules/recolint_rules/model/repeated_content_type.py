from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Advice, Finding, Fix, Invalid, Job, Remove, Rule, Valid, label
from recolint_rules.facts.repeats import repeats
from recolint_rules.facts.wording import shown


class RepeatedContentType(Rule[None]):
    """A content type is duplicated.

    What it checks: that SupportedContentTypes has no MIME type twice, in upper or lower case.

    Why it matters: the duplicate has no effect. The service may reject it, or another type was intended.

    What to do: remove the duplicate. The fix does so."""

    code, name = "RL459", "repeated-content-type"
    severity, basis = WARNING, Advice("MIME types are case-insensitive")
    examples = (
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SupportedContentTypes: [text/csv]}}}"),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig:\n"
            "    PayloadConfig:\n"
            "      SupportedContentTypes:\n"
            "        - text/csv\n"
            "        - text/CSV\n",
            at="/InputConfig/ContainerConfig/PayloadConfig/SupportedContentTypes/1",
            fixed="InputConfig:\n"
            "  ContainerConfig:\n"
            "    PayloadConfig:\n"
            "      SupportedContentTypes:\n"
            "        - text/csv\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for given, first in repeats(job.input.container.payload.content_types, lambda given: given.value.lower()):
            yield self.finding(
                given,
                f"duplicate content type {shown(given.value)}",
                labels=[label(first, "first listed here")],
                help="remove one of the two",
                fix=Fix("remove the duplicate", (Remove(given.route),)),
            )
