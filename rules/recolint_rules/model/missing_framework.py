from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, ContainerConfig, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.model._source import is_model_alone


class MissingFramework(Rule[None]):
    """A job with ModelName lacks the framework of its container.

    What it checks: that ContainerConfig has Framework if ModelName is the source of the model.

    Why it matters: AWS documents it as required, and the service has the message "Framework is a mandatory parameter
    for the job". But one of AWS's examples lacks it, so this is a warning.

    What to do: add Framework; use OTHER if no listed framework fits."""

    code, name = "RL421", "missing-framework"
    severity = WARNING
    basis = Documented(sources.PREREQUISITES, "and troubleshooting")
    examples = (
        Valid("InputConfig: {ModelName: churn, ContainerConfig: {Framework: XGBOOST}}"),
        Valid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1\n"
            "  ContainerConfig: {Domain: MACHINE_LEARNING}\n"
        ),
        Invalid(
            "InputConfig: {ModelName: churn, ContainerConfig: {Domain: MACHINE_LEARNING}}",
            at="/InputConfig/ContainerConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        if container and is_model_alone(job.input) and container.lacks(ContainerConfig.framework):
            yield self.finding(
                container,
                "Framework is missing; AWS documents it as required with ModelName",
                help="add Framework: TENSORFLOW, PYTORCH, XGBOOST, SAGEMAKER-SCIKIT-LEARN or OTHER",
            )
