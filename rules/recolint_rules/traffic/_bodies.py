"""Where traffic of each TrafficType stands."""

from __future__ import annotations

from recolint.plan import PHASES, STAIRS
from recolint.request.job import TrafficPattern

BODIES = {PHASES: TrafficPattern.phases.name, STAIRS: TrafficPattern.stairs.name}
"""The member that each type names."""
