"""Where traffic of each TrafficType stands."""

from __future__ import annotations

from recolint.plugin import TrafficPattern, plan

BODIES = {plan.PHASES: TrafficPattern.phases.name, plan.STAIRS: TrafficPattern.stairs.name}
"""The member that each type names."""
