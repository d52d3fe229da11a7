from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown
from recolint_rules.model._source import is_model_alone


class SpecificationWithModel(Rule[None]):
    """An inference specification is set, but the job does not have a model package.

    What it checks: that no endpoint configuration has InferenceSpecificationName if ModelName is the source of the
    model.

    Why it matters: the name is that of a specification in the model package version. A model does not have one, so the
    service rejects or ignores the name; AWS does not document which.

    What to do: remove InferenceSpecificationName, or test the model package instead of the model."""

    code, name = "RL408", "specification-with-model"
    severity, basis = WARNING, Inferred(sources.ENDPOINT_CONFIGURATION, "InferenceSpecificationName")
    examples = (
        Valid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1\n"
            "  EndpointConfigurations: [{InferenceSpecificationName: gpu}]\n"
        ),
        Invalid(
            "InputConfig:\n  ModelName: churn\n  EndpointConfigurations: [{InferenceSpecificationName: gpu}]\n",
            at="/InputConfig/EndpointConfigurations/0/InferenceSpecificationName",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if not is_model_alone(job.input):
            return
        model = job.input.model
        for configuration in job.input.configurations:
            specification = configuration.specification
            if specification is not None:
                yield self.finding(
                    specification,
                    f"InferenceSpecificationName {shown(specification.value)} requires a model package",
                    labels=[label(model, "the source of the model")] if model else (),
                    help="remove it, or set ModelPackageVersionArn instead of ModelName",
                )
