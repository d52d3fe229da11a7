"""Reports: one module a format, each a function from a Run to text. They decide nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module

from recolint.check.context import Also
from recolint.check.run import Run
from recolint.report.shared.style import Style

_MODULES = {
    "text": "recolint.report.findings.text",
    "concise": "recolint.report.findings.concise",
    "json": "recolint.report.findings.json_v1",
    "jsonl": "recolint.report.findings.jsonl",
    "sarif": "recolint.report.findings.sarif",
    "github": "recolint.report.findings.github",
    "gitlab": "recolint.report.findings.gitlab",
    "junit": "recolint.report.findings.junit",
    "checkstyle": "recolint.report.findings.checkstyle",
    "rdjson": "recolint.report.findings.rdjson",
    "markdown": "recolint.report.findings.markdown",
    "csv": "recolint.report.findings.spreadsheet",
    "html": "recolint.report.findings.html",
}

FORMATS = tuple(_MODULES)

Render = Callable[[Run, Style], str]


def also_shown(formats: Collection[str]) -> Also | None:
    """The computations for each spec besides findings, because reports in ``formats`` show them."""
    if "html" not in formats:
        return None
    # Imported here: no other format shows plans.
    from recolint.check.plans import planned

    return planned


def renderer(name: str) -> Render:
    """The function that writes a run in the format ``name`` (one of ``FORMATS``); imports only that one."""
    render: Render = import_module(_MODULES[name]).render
    return render
