"""What rule packages import to say what they found, where it has been since the first of them was written."""

from __future__ import annotations

from recolint.base.finding import (
    Advice,
    Basis,
    Client,
    Documented,
    Finding,
    Fix,
    Inferred,
    Insert,
    Label,
    Model,
    Part,
    Remove,
    Rename,
    Replace,
    Route,
    Safety,
    Set,
    Severity,
    SpecId,
)
from recolint.base.text import Span

__all__ = [
    "Advice",
    "Basis",
    "Client",
    "Documented",
    "Finding",
    "Fix",
    "Inferred",
    "Insert",
    "Label",
    "Model",
    "Part",
    "Remove",
    "Rename",
    "Replace",
    "Route",
    "Safety",
    "Set",
    "Severity",
    "Span",
    "SpecId",
]
