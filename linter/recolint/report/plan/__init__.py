"""Reports on plans: one module a format, each a function from a PlanReport to text. They decide nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from recolint.report.plan.model import PlanReport

__all__ = ["FORMATS", "PlanReport", "Render", "renderer"]

_MODULES = {
    "text": "recolint.report.plan.text",
    "json": "recolint.report.plan.json_v1",
    "markdown": "recolint.report.plan.markdown",
    "svg": "recolint.report.plan.svg",
}

FORMATS = tuple(_MODULES)

Render = Callable[[PlanReport], str]


def renderer(name: str) -> Render:
    """The function that writes plans in the format ``name`` (one of ``FORMATS``); imports only that one."""
    render: Render = import_module(_MODULES[name]).render
    return render
