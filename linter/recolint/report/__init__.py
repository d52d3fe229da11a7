"""Reports: one module a format, each a function from a Run to text. They are told everything and decide nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from recolint.report.style import Style
from recolint.run import Run

_MODULES = {
    "text": "recolint.report.text",
    "concise": "recolint.report.concise",
    "json": "recolint.report.json_v1",
    "sarif": "recolint.report.sarif",
    "github": "recolint.report.github",
    "gitlab": "recolint.report.gitlab",
    "junit": "recolint.report.junit",
    "checkstyle": "recolint.report.checkstyle",
    "rdjson": "recolint.report.rdjson",
    "markdown": "recolint.report.markdown",
    "csv": "recolint.report.spreadsheet",
    "html": "recolint.report.html",
}

FORMATS = tuple(_MODULES)

Render = Callable[[Run, Style], str]


def renderer(name: str) -> Render:
    """The function that writes a run in the format ``name`` (one of ``FORMATS``); imports only that one."""
    render: Render = import_module(_MODULES[name]).render
    return render
