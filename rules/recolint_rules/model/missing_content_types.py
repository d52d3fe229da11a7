from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, PayloadConfig, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.model._source import is_model_alone


class MissingContentTypes(Rule[None]):
    """A job with ModelName lacks the MIME type of its payload.

    What it checks: that PayloadConfig has SupportedContentTypes if ModelName is the source of the model. RL458 reports
    an empty list.

    Why it matters: the load test sends the payload with this type. AWS's examples call the list required for a model
    package; a model does not have one.

    What to do: add SupportedContentTypes with the MIME type of the sample payload."""

    code, name = "RL423", "missing-content-types"
    severity, basis = WARNING, Inferred(sources.EXAMPLE_NOTEBOOKS, "the list is required in a model package")
    examples = (
        Valid(
            "InputConfig:\n"
            "  ModelName: churn\n"
            "  ContainerConfig: {PayloadConfig: {SupportedContentTypes: [text/csv]}}\n"
        ),
        Valid("InputConfig: {ModelName: churn, ContainerConfig: {}}", title="left to RL420"),
        Invalid(
            "InputConfig:\n"
            "  ModelName: churn\n"
            "  ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://sagemaker-churn/payload.tar.gz}}\n",
            at="/InputConfig/ContainerConfig/PayloadConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        payload = job.input.container.payload
        if payload and is_model_alone(job.input) and payload.lacks(PayloadConfig.content_types):
            yield self.finding(
                payload,
                "SupportedContentTypes is missing in PayloadConfig",
                help="add the MIME type of the payload, such as SupportedContentTypes: [text/csv]",
            )
