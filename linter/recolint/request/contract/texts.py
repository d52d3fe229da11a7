"""AWS's first sentences on each member, from ``texts.json``: generated, and read when somebody asks."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


def member_text(structure: str, member: str) -> str:
    """AWS's text on ``member`` of ``structure``, in short; empty if AWS has none."""
    return _texts().get(f"{structure}.{member}", "")


@cache
def _texts() -> dict[str, str]:
    found: dict[str, str] = json.loads(Path(__file__).with_name("texts.json").read_text("utf-8"))["members"]
    return found
