from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, InputConfig, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources


class PackageMayLackFields(Rule[None]):
    """The job depends on fields of the model package, which the spec does not show.

    What it checks: whether a spec with ModelPackageVersionArn has a ContainerConfig.

    Why it matters: without ContainerConfig the package itself must have Domain, Task, Framework, SamplePayloadUrl and
    SupportedContentTypes. If it lacks one, the job fails: "Specify Domain in the Model Package version 1. Domain is a
    mandatory parameter for the job."

    What to do: check the package (`aws sagemaker describe-model-package`), or set what it lacks in ContainerConfig."""

    code, name = "RL409", "package-may-lack-fields"
    severity, basis = INFO, Documented(sources.TROUBLESHOOTING)
    preset = Preset.STRICT
    examples = (
        Valid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1\n"
            "  ContainerConfig: {Domain: MACHINE_LEARNING}\n"
        ),
        Invalid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/m/1'}",
            at="/InputConfig/ModelPackageVersionArn",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        package = job.input.package
        if package is not None and job.input.lacks(InputConfig.container):
            yield self.finding(
                package,
                "the job relies on fields of the model package, which the spec does not show",
                help="check that the package sets Domain, Task, Framework, SamplePayloadUrl and SupportedContentTypes",
            )
