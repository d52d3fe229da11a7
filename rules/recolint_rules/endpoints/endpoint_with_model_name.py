from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, InputConfig, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources


class EndpointWithModelName(Rule[None]):
    """An existing endpoint is tested with a model by name, where the guide has a model package.

    What it checks: that a job with Endpoints has ModelPackageVersionArn, not ModelName alone.

    Why it matters: the guide gives a model package for an existing endpoint in all its steps. What the service does
    with a model name is not documented.

    What to do: register the model as a package version, and give its ARN in ModelPackageVersionArn.
    """

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
