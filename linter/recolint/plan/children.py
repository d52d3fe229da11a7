"""What the resources that a job makes are called."""

from __future__ import annotations

from typing import NamedTuple

KEPT = 40
"""How many characters of a job's name its children keep (API reference: JobName)."""


class Children(NamedTuple):
    """The name of the models, endpoints and other resources that a job makes: what is kept of its own, what is cut."""

    kept: str
    cut: str
