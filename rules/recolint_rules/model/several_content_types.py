from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class SeveralContentTypes(Rule[None]):
    """Several content types are given for one sample payload.

    What it checks: that SupportedContentTypes has no more than one MIME type. A type that stands there twice is
    reported by RL459.

    Why it matters: the load test sends all files of the payload with one Content-Type; AWS's examples say that a single
    MIME type is expected. With several, it is not said which one is sent.

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
                f"SupportedContentTypes has {count} types, but one payload has one type",
                help="keep the type of the files in the sample payload",
            )
