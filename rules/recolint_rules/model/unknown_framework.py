from __future__ import annotations

from recolint.plugin import WARNING, Annotated, Documented, Invalid, NamedTuple, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.vocabulary import FRAMEWORKS
from recolint_rules.model._vocabulary import VocabularyRule


class Options(NamedTuple):
    """More frameworks."""

    allow: Annotated[tuple[str, ...], "additional allowed frameworks"] = ()


class UnknownFramework(VocabularyRule[Options]):
    """The framework is unknown to Inference Recommender.

    What it checks: that Framework is TENSORFLOW, PYTORCH, XGBOOST or SAGEMAKER-SCIKIT-LEARN, in capitals. MXNET, which
    AWS's Python SDK sends, and OTHER, which the troubleshooting page names, are valid too.

    Why it matters: the framework selects the benchmarks for the comparison with the model, and whether Neo compiles it.
    The service model accepts any text, so a wrong word may be rejected late, or lead to poor candidates.

    What to do: write one of the words; OTHER if none fits. The fix corrects spellings such as `pytorch` and `sklearn`.
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
