"""The names that the first rule packages import for findings."""

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
