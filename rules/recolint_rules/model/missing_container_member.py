from __future__ import annotations

from collections.abc import Iterator

from recolint.finding import Documented, Finding
from recolint.job import ContainerConfig, Job, PayloadConfig
from recolint.rule import ERROR, Context, Invalid, Rule, Valid
from recolint_rules.model.source import is_model_alone


class MissingContainerMember(Rule[None]):
    """ContainerConfig lacks what a job by ModelName must say.

    What it checks: that ContainerConfig has Domain, Task and PayloadConfig with SamplePayloadUrl where ModelName is
    the source of the model. One finding names all that are missing.

    Why it matters: a model brings none of them with it, and the documents require them for such a job. Beside a model
    package they may be left out: the package has them.

    What to do: add the members. OTHER is a valid Task.
    """

    code, name = "RL420", "missing-container-member"
    severity, basis = ERROR, Documented("SageMaker developer guide: Inference Recommender, prerequisites")
    examples = (
        Valid(
            "InputConfig:\n"
            "  ModelName: churn\n"
            "  ContainerConfig:\n"
            "    Domain: MACHINE_LEARNING\n"
            "    Task: OTHER\n"
            "    PayloadConfig: {SamplePayloadUrl: s3://sagemaker-churn/payload.tar.gz}\n"
        ),
        Valid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1\n"
            "  ContainerConfig: {Domain: MACHINE_LEARNING}\n"
        ),
        Invalid("InputConfig: {ModelName: churn, ContainerConfig: {}}", at="/InputConfig/ContainerConfig"),
        Invalid(
            "InputConfig: {ModelName: churn, ContainerConfig: {Domain: OTHER, Task: OTHER, PayloadConfig: {}}}",
            at="/InputConfig/ContainerConfig",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """List the members that are missing."""
        container = job.input.container
        if not container or not is_model_alone(job.input):
            return
        required = (ContainerConfig.domain, ContainerConfig.task, ContainerConfig.payload)
        missing = [member.name for member in required if not container.has(member)]
        if container.payload and not container.payload.has(PayloadConfig.url):
            missing.append(f"{ContainerConfig.payload.name}.{PayloadConfig.url.name}")
        if missing:
            yield self.finding(
                container,
                f"a job by ModelName needs {', '.join(missing)} in ContainerConfig",
                help=f"add {', '.join(missing)}",
            )
