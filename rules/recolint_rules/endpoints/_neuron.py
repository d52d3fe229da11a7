"""The models that AWS Neuron compiles, for Inferentia and Trainium."""

from __future__ import annotations

from recolint.plugin import ContainerConfig
from recolint_rules.facts import vocabulary

_NEVER = ("XGBOOST", "SAGEMAKER-SCIKIT-LEARN")


def never_compiled(container: ContainerConfig) -> bool:
    """Whether Neuron does not support the framework of ``container``, which may be misspelled."""
    return vocabulary.framework(container) in _NEVER


def may_be_compiled(container: ContainerConfig) -> bool:
    """Whether it is certain that the framework of ``container`` is not one of those, or is missing."""
    return vocabulary.is_not_framework(container, *_NEVER)
