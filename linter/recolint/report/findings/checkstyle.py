"""Checkstyle XML, which Jenkins and many review tools read."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from recolint.base.text import visible
from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.report.shared.style import Style
from recolint.report.shared.xml_text import document


def render(run: Run, style: Style) -> str:  # noqa: ARG001  the form is fixed; every format takes the same arguments
    """The document, with every file that was checked."""
    root = Element("checkstyle", {"version": "8.0"})
    for file in run.files:
        element = SubElement(root, "file", {"name": visible(file.path)})
        for placed in file.findings:
            SubElement(element, "error", _attributes(placed))
    return document(root)


def _attributes(placed: Diagnostic) -> dict[str, str]:
    finding, start = placed.finding, placed.place.raw.start
    message = visible(finding.message) + (f"; {visible(finding.advice)}" if finding.advice else "")
    return {
        "line": str(start.line),
        "column": str(start.column),
        "severity": finding.severity.label,
        "message": message,
        # Readers read the part before the last dot as a category.
        "source": f"recolint.{finding.name}.{finding.code}",
    }
