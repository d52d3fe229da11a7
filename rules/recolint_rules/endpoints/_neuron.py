"""Which models AWS Neuron compiles: those that run on Inferentia and Trainium."""

from __future__ import annotations

from recolint.plugin import ContainerConfig
from recolint_rules.facts import vocabulary


def never_compiled(container: ContainerConfig) -> bool:
    """Whether Neuron takes no model of the framework of ``container``, whose name may be misspelled."""
    return vocabulary.framework(container) in {"XGBOOST", "SAGEMAKER-SCIKIT-LEARN"}
