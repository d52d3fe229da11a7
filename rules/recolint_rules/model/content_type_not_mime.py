from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from recolint.plugin import WARNING, Documented, Finding, Fix, Invalid, Job, Rule, Set, Valid
from recolint_rules.facts import sources, typographic
from recolint_rules.facts.mime_types import meant
from recolint_rules.facts.wording import quoting

_TYPE = r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;.*)?"
_KEPT = 256
"""Cache size: specs name few content types."""


class ContentTypeNotMime(Rule[None]):
    """A content type is not a valid MIME type.

    What it checks: that each item of SupportedContentTypes is of the form type/subtype, with or without parameters. A
    range such as `image/*` is not a MIME type.

    Why it matters: the load test sends the item as Content-Type. The service accepts any text, and the container
    rejects or misreads the payload.

    What to do: write the full type. The fix expands common short forms (`csv`, `json`)."""

    code, name = "RL456", "content-type-not-mime"
    severity = WARNING
    basis = Documented(sources.PAYLOAD_CONFIG, "SupportedContentTypes, MIME types")
    examples = (
        Valid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SupportedContentTypes: ['text/csv; charset=utf-8']}}}",
        ),
        Invalid(
            "InputConfig:\n  ContainerConfig:\n    PayloadConfig: {SupportedContentTypes: [csv]}\n",
            at="/InputConfig/ContainerConfig/PayloadConfig/SupportedContentTypes/0",
            fixed="InputConfig:\n  ContainerConfig:\n    PayloadConfig: {SupportedContentTypes: [text/csv]}\n",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SupportedContentTypes: ['image/*']}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SupportedContentTypes/0",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for given in job.input.container.payload.content_types:
            if _is_type(given.value):
                continue
            plain = typographic.without(given.value)
            whole = plain if _is_type(plain) else meant(plain)
            yield self.finding(
                given,
                quoting(
                    "the content type ", given.value, f" is not a valid MIME type{typographic.remark(given.value)}"
                ),
                help=None if whole else "write type/subtype, such as application/json",
                fix=Fix(f"write {whole}", (Set(given.route, whole),)) if whole else None,
            )


@lru_cache(_KEPT)
def _is_type(text: str) -> bool:
    return re.fullmatch(_TYPE, text, re.ASCII) is not None
