from __future__ import annotations

from typing import Annotated, NamedTuple

from recolint.plugin import WARNING, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.vocabulary import FRAMEWORKS
from recolint_rules.model._vocabulary import VocabularyRule


class Options(NamedTuple):
    """More frameworks."""

    allow: Annotated[tuple[str, ...], "frameworks that are fine too"] = ()


class UnknownFramework(VocabularyRule[Options]):
    """The framework is none of those that Inference Recommender knows.

    What it checks: that Framework is TENSORFLOW, PYTORCH, XGBOOST or SAGEMAKER-SCIKIT-LEARN, in capitals; MXNET, which
    AWS's Python SDK sends, and OTHER, which the troubleshooting page names, are fine too.

    Why it matters: the framework decides which benchmarks a model is compared with and whether Neo compiles it. The
    service's model takes any text, so a wrong word may be refused late, or lead to poor candidates.

    What to do: write one of the words; OTHER where none fits. The fix writes the one that is surely meant (`pytorch`,
    `sklearn`).
    """

    code, name = "RL426", "unknown-framework"
    severity, basis = WARNING, Documented(sources.CONTAINER_CONFIG, "Framework")
    words = FRAMEWORKS
    examples = (
        Valid("InputConfig: {ContainerConfig: {Framework: MXNET}}"),
        Valid("InputConfig: {ContainerConfig: {Framework: TRITON}}", options={"allow": ["TRITON"]}),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: HUGGINGFACE}}", at="/InputConfig/ContainerConfig/Framework"
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: pytorch}}",
            at="/InputConfig/ContainerConfig/Framework",
            fixed="InputConfig: {ContainerConfig: {Framework: PYTORCH}}",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: sklearn}}",
            at="/InputConfig/ContainerConfig/Framework",
            fixed="InputConfig: {ContainerConfig: {Framework: SAGEMAKER-SCIKIT-LEARN}}",
        ),
    )
