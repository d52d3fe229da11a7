"""Where traffic of each TrafficType stands."""

from __future__ import annotations

from recolint.job import TrafficPattern
from recolint.plan import PHASES, STAIRS

BODIES = {PHASES: TrafficPattern.phases.name, STAIRS: TrafficPattern.stairs.name}
"""The member that each type names."""
