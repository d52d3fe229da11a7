"""The whole page of findings and plans."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from recolint.base.finding import Severity
from recolint.base.text import plural
from recolint.check.run import Run
from recolint.report.findings.html.document import SHEET, document, footer, tile
from recolint.report.findings.html.filters import filters
from recolint.report.findings.html.findings import findings, incomplete, suppressed
from recolint.report.findings.html.markup import NOTHING, Markup, element, words
from recolint.report.findings.html.overview import overview
from recolint.report.findings.html.plans import plans
from recolint.report.findings.html.rules import rules
from recolint.report.shared.style import Style, summary

LONG = 500
"""Findings above which a page is laid out piece by piece as it is read."""


def page(run: Run, style: Style) -> Markup:
    """The document, ended by a line feed. The same run always results in the same text."""
    counts = [plural(run.count(severity), severity.label) for severity in reversed(Severity) if run.count(severity)]
    title = f"recolint: {', '.join(counts) or 'nothing to report'}"
    script = Markup(Path(__file__).with_name("script.js").read_text(encoding="utf-8"))
    return document(title, _body(run, style), SHEET, script)


def _body(run: Run, style: Style) -> list[Markup]:
    found = [*run.findings, *(placed for file in run.files for placed in file.suppressed)]
    codes = Counter(placed.finding.code for placed in found)
    crashed = {crash.code for crash in run.crashes}
    named = [rule for rule in run.rules if codes[rule.code] or rule.code in crashed]
    sections = [
        ("suppressed", "Suppressed", suppressed(run, style)),
        ("plans", "Plans", plans(run)),
        ("rules", "Rules", rules(named, codes)),
    ]
    first = overview(run, named)
    links = [("overview", "Overview")] if first else []
    links += [("findings", "Findings"), *((name, label) for name, label, section in sections if section)]
    shown = element("p", id="shown", role="status")
    main = element(
        "main",
        incomplete(run),
        first,
        element(
            "section",
            element("h2", words("Findings"), id="findings-title"),
            shown,
            findings(run, style),
            id="findings",
            aria_labelledby="findings-title",
        ),
        *(section for _, _, section in sections),
        id="main",
        class_=len(found) > LONG and "long",
    )
    return [
        element("a", words("Skip to the findings"), href="#findings", class_="skip"),
        _header(run, style),
        element(
            "div",
            element(
                "aside",
                element(
                    "nav",
                    *(element("a", words(label), href=f"#{name}") for name, label in links),
                    aria_label="Sections",
                ),
                filters(run, named, found) if found else NOTHING,
                aria_label="Sections and filter",
            ),
            main,
            class_="columns",
        ),
        footer(),
    ]


def _header(run: Run, style: Style) -> Markup:
    tiles = [
        tile(
            run.count(severity),
            severity.label,
            f"{severity.label}s",
            severity.label,
            "findings",
            data_severity=severity.label,
        )
        for severity in reversed(Severity)
    ]
    tiles += [
        tile(run.suppressed, "suppressed", "suppressed", "quiet", "suppressed"),
        tile(run.specs, "spec", "specs", "quiet", "plans" if any(file.also for file in run.files) else ""),
        tile(len(run.files), "file", "files", "quiet"),
    ]
    line = element("p", words(summary(run, style)), class_="summary") if style.summary else NOTHING
    return element("header", element("h1", words("recolint report")), line, element("ul", *tiles, class_="tiles"))
