"""The severities that configs give to findings."""

from __future__ import annotations

from recolint.base.finding import Finding
from recolint.config.typed import Config
from recolint.rule.registry import Registry


def weighed(finding: Finding, config: Config, registry: Registry) -> Finding:
    """``finding`` with the severity that ``config`` or its preset gives to all findings of the rule."""
    severity = config.severity_of(registry.find(finding.code))
    return finding if severity is None else finding._replace(severity=severity)
