from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, InputConfig, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.model._source import is_model_alone


class ModelWithoutContainer(Rule[None]):
    """A job with ModelName lacks ContainerConfig.

    What it checks: that InputConfig has ContainerConfig if ModelName is the source of the model. RL420 and RL421 report
    missing members of ContainerConfig.

    Why it matters: a model package has a domain, a task, a framework and a sample payload; a model does not. AWS
    documents ContainerConfig as required with ModelName.

    What to do: add a ContainerConfig with Domain, Task, Framework, FrameworkVersion and PayloadConfig.
    """

    code, name = "RL403", "model-without-container"
    severity, basis = ERROR, Documented(sources.DEFAULT_JOB)
    examples = (
        Valid("InputConfig: {ModelName: churn, ContainerConfig: {}}", title="left to RL420"),
        Valid("InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/m/1'}"),
        Invalid("InputConfig: {ModelName: churn}", at="/InputConfig"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if is_model_alone(job.input) and job.input.lacks(InputConfig.container):
            model = job.input.model
            yield self.finding(
                job.input,
                "ContainerConfig is missing; a job with ModelName requires it",
                labels=[label(model, "the source of the model")] if model else (),
                help="add ContainerConfig with Domain, Task, Framework, FrameworkVersion and PayloadConfig",
            )
