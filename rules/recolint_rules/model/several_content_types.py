from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class SeveralContentTypes(Rule[None]):
    """One sample payload has several content types.

    What it checks: that SupportedContentTypes has at most one MIME type. RL459 reports a duplicate.

    Why it matters: the load test sends all files of the payload with one Content-Type; AWS's examples expect a single
    MIME type. With several, AWS does not document which one is sent.

    What to do: keep the type of the files in the sample payload.
    """

    code, name = "RL457", "several-content-types"
    severity, basis = WARNING, Inferred(sources.EXAMPLE_NOTEBOOKS, "a single input MIME type is expected")
    examples = (
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SupportedContentTypes: [text/csv]}}}"),
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SupportedContentTypes: [text/csv, text/csv]}}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SupportedContentTypes: [text/csv, application/json]}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SupportedContentTypes",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        given = job.input.container.payload.content_types
        count = len({one.value.lower() for one in given}) if given.whole else 0
        if count > 1:
            yield self.finding(
                given,
                f"SupportedContentTypes has {count} types; expected the one type of the payload",
                help="keep the type of the files in the sample payload",
            )
