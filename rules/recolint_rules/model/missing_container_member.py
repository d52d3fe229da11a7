from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    ContainerConfig,
    Documented,
    Finding,
    InputConfig,
    Invalid,
    Job,
    Member,
    PayloadConfig,
    Rule,
    Valid,
)
from recolint_rules.facts import sources
from recolint_rules.facts.wording import listed
from recolint_rules.model._source import is_model_alone

_OF_CONTAINER: dict[Member, str] = {
    ContainerConfig.domain: "such as MACHINE_LEARNING",
    ContainerConfig.task: "such as CLASSIFICATION, or OTHER",
    ContainerConfig.payload: "with SamplePayloadUrl",
}
_OF_PAYLOAD: dict[Member, str] = {PayloadConfig.url: "s3://BUCKET/KEY.tar.gz"}
"""The required members of each structure, and what to write."""


class MissingContainerMember(Rule[None]):
    """ContainerConfig lacks members that a job with ModelName requires.

    What it checks: that ContainerConfig has Domain, Task and PayloadConfig, and PayloadConfig has SamplePayloadUrl, if
    ModelName is the source of the model. One finding lists all missing members of a structure.

    Why it matters: a model does not have them, and AWS documents them as required for such a job. With a model package
    they are optional: the package has them.

    What to do: add the members. OTHER is a valid Task.
    """

    code, name = "RL420", "missing-container-member"
    severity, basis = ERROR, Documented(sources.PREREQUISITES)
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
            at="/InputConfig/ContainerConfig/PayloadConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        if not is_model_alone(job.input):
            return
        for structure, name, required in (
            (container, InputConfig.container.name, _OF_CONTAINER),
            (container.payload, ContainerConfig.payload.name, _OF_PAYLOAD),
        ):
            missing = [member for member in required if structure.lacks(member)]
            if structure and missing:
                yield self.finding(
                    structure,
                    f"a job with ModelName requires {listed(member.name for member in missing)} in {name}",
                    help=f"add {', '.join(f'{member.name} ({required[member]})' for member in missing)}",
                )
