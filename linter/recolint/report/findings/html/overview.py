"""A table with a row for each file and a column for each rule: the number of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from recolint.base.finding import Severity
from recolint.base.text import plural
from recolint.check.placed import Diagnostic
from recolint.check.result import FileResult
from recolint.check.run import Run
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, join, words
from recolint.rule.entry import RuleClass

FILES, RULES = 25, 40
"""The maximum of rows and columns. Files with the most findings come first, and the most severe rules."""

BROAD = 12
"""With more columns than this, their names are written vertically."""


def overview(run: Run, named: Sequence[RuleClass]) -> Markup:
    """A section with the table; nothing if there is only one row or column. ``named`` are the rules of the run."""
    files = [(number, file) for number, file in enumerate(run.files) if file.findings]
    codes = Counter(placed.finding.code for placed in run.findings)
    worst = _worst(run.findings)
    if len(files) < 2 or len(codes) < 2:
        return NOTHING
    names = {rule.code: rule.name for rule in named}
    columns = sorted(codes, key=lambda name: (-worst[name], -codes[name]))[:RULES]
    files.sort(key=lambda one: -len(one[1].findings))
    head = [element("th", words("file"), scope="col"), element("th", words("all"), scope="col", class_="number")]
    head += [_rule(name, names.get(name, name)) for name in columns]
    table = element(
        "table",
        element("thead", element("tr", *head)),
        element("tbody", *(_row(number, file, columns) for number, file in files[:FILES])),
        class_="matrix broad" if len(columns) > BROAD else "matrix",
    )
    return element(
        "section",
        element("h2", words("Overview"), id="overview-title"),
        element("div", table, class_="wide", tabindex="0", role="group", aria_label="findings by file and rule"),
        _left_out(len(files) - FILES, "file"),
        _left_out(len(codes) - RULES, "rule"),
        id="overview",
        aria_labelledby="overview-title",
    )


def _rule(name: str, meaning: str) -> Markup:
    link = element("a", words(name), href=f"#rule-{name}", title=meaning)
    return element("th", element("span", link), scope="col", class_="number")


def _row(number: int, file: FileResult, columns: Sequence[str]) -> Markup:
    counts = Counter(placed.finding.code for placed in file.findings)
    worst = _worst(file.findings)
    path = element("a", code(file.path), href=f"#file-{number}")
    cells = [element("th", path, scope="row"), element("td", words(f"{len(file.findings):,}"), class_="number")]
    for name in columns:
        kind = f"number found {worst[name].label}" if name in worst else "number"
        cells.append(element("td", words(f"{counts[name]:,}") if name in worst else NOTHING, class_=kind))
    return element("tr", join(cells))


def _worst(found: Iterable[Diagnostic]) -> dict[str, Severity]:
    """The highest severity of the findings of each rule."""
    worst: dict[str, Severity] = {}
    for placed in found:
        code, severity = placed.finding.code, placed.finding.severity
        worst[code] = max(severity, worst.get(code, severity))
    return worst


def _left_out(count: int, noun: str) -> Markup:
    return element("p", words(f"and {plural(count, f'more {noun}')}"), class_="meta") if count > 0 else NOTHING
