from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, InputConfig, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources


class EndpointWithModelName(Rule[None]):
    """A test of an existing endpoint has ModelName instead of a model package.

    What it checks: that a job with Endpoints has ModelPackageVersionArn, not only ModelName.

    Why it matters: in all steps of the guide, a test of an existing endpoint has a model package. AWS does not document
    what the service does with a model name.

    What to do: register the model as a package version, and set ModelPackageVersionArn to its ARN."""

    code, name = "RL532", "endpoint-with-model-name"
    severity = INFO
    basis = Documented(sources.EXISTING_ENDPOINT)
    preset = Preset.STRICT
    examples = (
        Valid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/3\n"
            "  Endpoints: [{EndpointName: churn-copy}]\n"
        ),
        Valid("InputConfig: {ModelName: churn, Endpoints: []}"),
        Invalid(
            "InputConfig: {ModelName: churn, Endpoints: [{EndpointName: churn-copy}]}", at="/InputConfig/ModelName"
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        config = job.input
        if config.model and config.endpoints and config.lacks(InputConfig.package):
            yield self.finding(
                config.model,
                "AWS documents existing endpoints with a model package, not with ModelName",
                labels=[label(config.endpoints[0], "the existing endpoint")],
                help="set ModelPackageVersionArn instead of ModelName",
            )
