from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    WARNING,
    Account,
    Answer,
    ContainerConfig,
    Documented,
    Finding,
    Invalid,
    Job,
    OnlineRule,
    PayloadConfig,
    Spec,
    Valid,
)
from recolint_rules.account._packages import described
from recolint_rules.facts import sources
from recolint_rules.facts.wording import first_of, listed

_ARN = "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3"
_WHOLE = {
    "Domain": "MACHINE_LEARNING",
    "Task": "CLASSIFICATION",
    "SamplePayloadUrl": "s3://models/payload.tar.gz",
    "InferenceSpecification": {"Containers": [{"Framework": "XGBOOST"}], "SupportedContentTypes": ["text/csv"]},
}
_BARE = {"InferenceSpecification": {"Containers": [{"Image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/churn"}]}}
_MANDATORY = frozenset({"Domain", "Framework"})


class PackageLacksFields(OnlineRule[None]):
    """Neither the spec nor the model package has the fields that the job needs.

    What it checks: that each of Domain, Task, Framework, SamplePayloadUrl and SupportedContentTypes is in the spec's
    ContainerConfig or in the model package, as SageMaker describes it. A missing Domain or Framework is an error, other
    fields are a warning.

    Why it matters: "Specify Domain in the Model Package version 1. Domain is a mandatory parameter for the job." The
    domain, task and payload of a package version cannot change after registration; its InferenceSpecification
    (Framework, SupportedContentTypes) can be updated.

    What to do: set what is missing in ContainerConfig, update the package's InferenceSpecification, or register a new
    version of the package.
    """

    code, name = "RL911", "package-lacks-fields"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    examples = (
        Valid(f"InputConfig: {{ModelPackageVersionArn: '{_ARN}'}}", answers={"sagemaker DescribeModelPackage": _WHOLE}),
        Valid(
            "InputConfig:\n"
            f"  ModelPackageVersionArn: {_ARN}\n"
            "  ContainerConfig:\n"
            "    Domain: MACHINE_LEARNING\n"
            "    Task: CLASSIFICATION\n"
            "    Framework: XGBOOST\n"
            "    PayloadConfig: {SamplePayloadUrl: 's3://models/payload.tar.gz', SupportedContentTypes: [text/csv]}\n",
            answers={"sagemaker DescribeModelPackage": _BARE},
        ),
        Invalid(
            f"InputConfig: {{ModelPackageVersionArn: '{_ARN}'}}",
            at="/InputConfig/ModelPackageVersionArn",
            answers={"sagemaker DescribeModelPackage": _BARE},
        ),
        Invalid(
            f"InputConfig: {{ModelPackageVersionArn: '{_ARN}', ContainerConfig: {{Domain: OTHER}}}}",
            at="/InputConfig/ModelPackageVersionArn",
            answers={"sagemaker DescribeModelPackage": {**_WHOLE, "Domain": "", "Task": ""}},
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        package, told = spec.job.input.package, described(spec.job, account)
        if package is None or told is None:
            return
        said = _in_spec(spec.job) | _in_package(told)
        lacking = [
            name
            for name in ("Domain", "Task", "Framework", "SamplePayloadUrl", "SupportedContentTypes")
            if name not in said
        ]
        if lacking:
            names = listed(lacking)
            yield self.finding(
                package,
                f"neither the model package nor the spec sets {first_of(lacking, 2)}",
                help=f"set {names} in ContainerConfig",
                severity=ERROR if _MANDATORY.intersection(lacking) else WARNING,
            )


def _in_spec(job: Job) -> set[str]:
    """The fields that the spec sets or may set."""
    container = job.input.container
    own = (ContainerConfig.domain, ContainerConfig.task, ContainerConfig.framework)
    said = {member.name for member in own if not container.lacks(member)}
    inner = (PayloadConfig.url, PayloadConfig.content_types)
    return said | {member.name for member in inner if not container.payload.lacks(member)}


def _in_package(told: Answer) -> set[str]:
    said = {name for name in ("Domain", "Task", "SamplePayloadUrl") if told.get(name)}
    inference = told.get("InferenceSpecification") or {}
    if any(container.get("Framework") for container in inference.get("Containers", ())):
        said.add("Framework")
    return said | ({"SupportedContentTypes"} if inference.get("SupportedContentTypes") else set())
