from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, PayloadConfig, Rule, Valid
from recolint_rules.facts import sources


class EmptyContentTypes(Rule[None]):
    """The list of content types is empty.

    What it checks: that SupportedContentTypes, if present, has an item.

    Why it matters: the load test sends the payload with one of these types. An empty list overrides the model package,
    or the service rejects it.

    What to do: write the MIME type of the sample payload, or remove the list if the model package has one."""

    code, name = "RL458", "empty-content-types"
    severity, basis = WARNING, Inferred(sources.EXAMPLE_NOTEBOOKS, "the list is required and must not be null")
    examples = (
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SupportedContentTypes: [text/csv]}}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SupportedContentTypes: []}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SupportedContentTypes",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        payload = job.input.container.payload
        if payload.content_types.whole and payload.get(PayloadConfig.content_types) == []:
            yield self.finding(
                payload.content_types,
                "SupportedContentTypes is empty",
                help="write the MIME type of the sample payload",
            )
