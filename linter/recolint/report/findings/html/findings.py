"""The findings of a run, those that are shown and those that are suppressed."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.base.finding import pointer
from recolint.check.placed import Diagnostic
from recolint.check.run import FileResult, Run
from recolint.report.findings.html.basis import basis
from recolint.report.findings.html.excerpt import excerpt
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, items, join, terms, words
from recolint.report.shared.style import Style, crashed, offer, plural


def findings(run: Run, style: Style) -> Markup:
    """A group for each file with findings."""
    groups = [
        _group(file, join(_finding(placed, number, style) for placed in file.findings), len(file.findings))
        for number, file in enumerate(run.files)
        if file.findings
    ]
    if not groups:
        return element("p", words("Nothing to report."), class_="empty")
    return join(groups)


def suppressed(run: Run, style: Style) -> Markup:
    """A group for each file with suppressed findings, closed at first; nothing where there are none."""
    groups = []
    for number, file in enumerate(run.files):
        articles = (_finding(placed, number, style)
                    for placed in file.suppressed)  # fmt: skip
        if file.suppressed:
            groups.append(_group(file, join(articles), len(file.suppressed)))
    if not groups:
        return NOTHING
    summary = element("summary", words(f"Show {plural(run.suppressed, 'suppressed finding')}"))
    return element(
        "section",
        element("h2", words("Suppressed"), id="suppressed-title"),
        element("details", summary, *groups, class_="printed"),
        id="suppressed",
        aria_labelledby="suppressed-title",
    )


def _group(file: FileResult, articles: Markup, count: int) -> Markup:
    title = element("h3", code(file.path), element("span", words(plural(count, "finding")), class_="count"))
    return element("section", title, articles, class_="file")


def _finding(placed: Diagnostic, file: int, style: Style) -> Markup:
    finding = placed.finding
    severity = finding.severity.label
    title = element("h4", element("span", words(severity), class_="badge"), Markup(" "), words(finding.message))
    rule = element("a", code(finding.code), Markup(" "), words(finding.name), href=f"#rule-{finding.code}")
    where = pointer(finding.route)
    at = join([Markup(" at "), code(where)]) if where else NOTHING
    return element(
        "article",
        title,
        element("p", rule, at, class_="meta"),
        excerpt(placed),
        terms(_more(placed, style), class_="more"),
        class_=f"finding {severity}",
        data_severity=severity,
        data_rule=finding.code,
        data_file=str(file),
    )


def _more(placed: Diagnostic, style: Style) -> Iterator[tuple[Markup, Markup]]:
    finding = placed.finding
    if placed.hidden is not None:
        yield words("Suppressed"), words(placed.hidden.reason or "no reason given")
    if finding.help:
        yield words("Help"), words(finding.help)
    if finding.fix:
        option = offer(finding.fix, style)
        how = join([Markup(" with "), code(f"recolint check {option}")]) if option else NOTHING
        yield words("Fix"), join([words(finding.fix.title), how])
    if style.show_basis:
        yield words("Basis"), basis(finding.basis)


def incomplete(run: Run) -> Markup:
    """What the run could not do: rules that crashed, look-ups that were not answered. Nothing where all went well."""
    problems = [words(crashed(crash)) for crash in run.crashes]
    if run.asked is not None:
        problems += [words(f"{skip.look_up} was not looked up: {skip.reason}") for skip in run.asked.skipped]
    if not problems:
        return NOTHING
    title = element("h2", words("Not all was checked"), id="incomplete-title")
    return element("section", title, items(problems), class_="incomplete", aria_labelledby="incomplete-title")
