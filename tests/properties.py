"""How many examples a property is tried on."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

FACTOR = float(os.environ.get("RECOLINT_EXAMPLES", "1"))
"""How many times as many examples as usual: few in each run of all tests, many where somebody looks for faults."""


def examples(number: int, **more: Any) -> settings:
    """Try a property on ``number`` examples, ``FACTOR`` times; ``more`` are further settings of hypothesis."""
    return settings(max_examples=max(1, round(number * FACTOR)), **more)
