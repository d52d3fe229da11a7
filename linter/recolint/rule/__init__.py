"""The contract with rules: kinds, registry, options and pages. Rule packages import the kinds from here."""

from __future__ import annotations

from recolint.rule.kinds import (
    ERROR,
    INFO,
    WARNING,
    CollectionRule,
    Context,
    FaultRule,
    HasRoute,
    Invalid,
    OnlineRule,
    Preset,
    Rule,
    Settings,
    Spec,
    Valid,
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
