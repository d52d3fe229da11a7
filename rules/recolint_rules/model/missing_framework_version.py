from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, ContainerConfig, Documented, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources, vocabulary
from recolint_rules.model._source import is_model_alone


class MissingFrameworkVersion(Rule[None]):
    """A job with ModelName lacks the version of its framework.

    What it checks: that ContainerConfig has FrameworkVersion if ModelName is the source of the model, and Framework is
    set and is not OTHER.

    Why it matters: AWS documents it as required, although AWS's Python SDK sends no version if it does not know it. Neo
    needs the version.

    What to do: add the version of the framework in the container's image, as a string: "1.13"."""

    code, name = "RL422", "missing-framework-version"
    severity, basis = INFO, Documented(sources.PREREQUISITES)
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ModelName: churn, ContainerConfig: {Framework: XGBOOST, FrameworkVersion: '1.7-1'}}"),
        Valid("InputConfig: {ModelName: churn, ContainerConfig: {Framework: OTHER}}"),
        Invalid(
            "InputConfig: {ModelName: churn, ContainerConfig: {Framework: XGBOOST}}", at="/InputConfig/ContainerConfig"
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        framework = container.framework
        if framework is None or vocabulary.framework(container) == "OTHER" or not is_model_alone(job.input):
            return
        if container.lacks(ContainerConfig.framework_version):
            yield self.finding(
                container,
                f"FrameworkVersion is missing for {framework.value}",
                labels=[label(framework, "the framework")],
                help='add FrameworkVersion as a string, such as "1.13"',
            )
