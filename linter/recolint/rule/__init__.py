"""The contract with rules: kinds, examples, registry, options and pages.

``recolint.plugin`` also exports the names that rule packages import from here. New packages import them from there.
"""

from __future__ import annotations

from recolint.rule.examples import Invalid, Valid
from recolint.rule.kinds import (
    ERROR,
    INFO,
    WARNING,
    CollectionRule,
    Context,
    FaultRule,
    HasRoute,
    OnlineRule,
    Preset,
    Rule,
    Settings,
    Spec,
    label,
)

__all__ = [
    "ERROR",
    "INFO",
    "WARNING",
    "CollectionRule",
    "Context",
    "FaultRule",
    "HasRoute",
    "Invalid",
    "OnlineRule",
    "Preset",
    "Rule",
    "Settings",
    "Spec",
    "Valid",
    "label",
]
