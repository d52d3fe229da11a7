from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources, vocabulary

# From "Supported Instance Types and Frameworks" of the guide to Neo, as of autumn 2026.
_VERSIONS = {
    "PYTORCH": ("1.4", "1.5", "1.6", "1.7", "1.8", "1.12", "1.13", "2.0"),
    "TENSORFLOW": ("1.15.3", "2.9"),
}
_NEWEST = {"XGBOOST": (1, 3, 3), "MXNET": (1, 8, 0)}
"""The newest supported version of frameworks, if Neo supports all earlier ones too."""


class NeoCannotCompile(Rule[None]):
    """DataInputConfig requests compilation, but Neo does not compile this framework or version.

    What it checks: if DataInputConfig is set, that Framework and FrameworkVersion are in the list of the guide to Neo,
    as of autumn 2026: PyTorch 1.4 to 1.8, 1.12, 1.13 and 2.0; TensorFlow 1.15.3 and 2.9; XGBoost up to 1.3.3; MXNet up
    to 1.8.0. A framework without version, or OTHER, is skipped.

    Why it matters: only Neo uses DataInputConfig. Without compilation the job still runs, but its results have no
    compiled models.

    What to do: test a version that Neo compiles, or remove DataInputConfig."""

    code, name = "RL438", "neo-cannot-compile"
    severity, basis = INFO, Documented(sources.NEO_FRAMEWORKS, "2026")
    preset = Preset.STRICT
    examples = (
        Valid(
            "InputConfig: {ContainerConfig: {Framework: PYTORCH, FrameworkVersion: '1.12.1', DataInputConfig: '[[1]]'}}"
        ),
        Valid("InputConfig: {ContainerConfig: {Framework: MXNET, FrameworkVersion: '1.8', DataInputConfig: '[[1]]'}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: PYTORCH, FrameworkVersion: '2.1.0', DataInputConfig: '[[1]]'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: XGBOOST, FrameworkVersion: '1.7-1', DataInputConfig: '[[1]]'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: SAGEMAKER-SCIKIT-LEARN, DataInputConfig: '[[1]]'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        given, framework, version = container.data_input, vocabulary.framework(container), container.framework_version
        if given is None or container.framework is None or framework is None or framework == "OTHER":
            return
        if framework == "SAGEMAKER-SCIKIT-LEARN":
            what, place = framework, container.framework
        elif version is not None and not _is_compiled(framework, version.value):
            what, place = f"{framework} {version.value}", version
        else:
            return
        yield self.finding(
            given,
            f"DataInputConfig has no effect: Neo does not compile {what}",
            labels=[label(place, "not in Neo's list of 2026")],
            help="test a version that Neo compiles, or remove DataInputConfig",
        )


def _is_compiled(framework: str, version: str) -> bool:
    if framework in _NEWEST:
        return _numbers(version) <= _NEWEST[framework]
    # "1.15" may mean 1.15.3, and "2.9.1" is a 2.9.
    return any(
        f"{one}.".startswith(f"{version}.") or f"{version}.".startswith(f"{one}.") for one in _VERSIONS[framework]
    )


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of ``version``: (1, 7) of 1.7-1."""
    numbers = []
    for part in version.split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        numbers.append(int(digits))
        if digits != part:
            break
    return tuple(numbers)
