from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.wording import first_of, fitted

_OVERRIDES = "ContainerConfig overrides the model package"


class ContainerOverridesPackage(Rule[None]):
    """ContainerConfig overrides the model package.

    What it checks: whether a spec with ModelPackageVersionArn has members in ContainerConfig.

    Why it matters: this is allowed, and useful for a package that lacks something. But the job then tests the values of
    the spec, which may differ from those of the package that you deploy.

    What to do: check that the override is intended. If it corrects the package, register a corrected version."""

    code, name = "RL410", "container-overrides-package"
    severity, basis = INFO, Documented(sources.INPUT_CONFIG, "ContainerConfig")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ModelName: churn, ContainerConfig: {Domain: MACHINE_LEARNING}}"),
        Invalid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1\n"
            "  ContainerConfig: {Domain: MACHINE_LEARNING}\n",
            at="/InputConfig/ContainerConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        package, container = job.input.package, job.input.container
        if package is not None and container.names:
            yield self.finding(
                container,
                fitted(*(f"{_OVERRIDES} ({first_of(container.names, most)})" for most in (5, 3, 1))),
                labels=[label(package, "the package")],
                help="check that the override is intended",
            )
