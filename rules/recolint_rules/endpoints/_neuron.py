"""Which models AWS Neuron compiles: those that run on Inferentia and Trainium."""

from __future__ import annotations

from recolint.plugin import ContainerConfig
from recolint_rules.facts import vocabulary

_NEVER = ("XGBOOST", "SAGEMAKER-SCIKIT-LEARN")


def never_compiled(container: ContainerConfig) -> bool:
    """Whether Neuron takes no model of the framework of ``container``, whose name may be misspelled."""
    return vocabulary.framework(container) in _NEVER


def may_be_compiled(container: ContainerConfig) -> bool:
    """Whether the framework of ``container`` is surely none of those, be it that none is given."""
    return vocabulary.is_not_framework(container, *_NEVER)
