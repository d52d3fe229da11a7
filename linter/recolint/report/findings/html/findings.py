"""The findings of a run, those that are shown and those that are suppressed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recolint.base.finding import pointer
from recolint.base.text import plural
from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.report.findings.html.basis import basis
from recolint.report.findings.html.excerpt import excerpt
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, items, join, terms, words
from recolint.report.shared.alike import SEVERAL, Alike, alike
from recolint.report.shared.style import Style, crashed, offer

PLACES = 10
"""The list of places of a finding is open at first if it has at most this many."""


def findings(run: Run, style: Style) -> Markup:
    """Each finding that is the same in several files, once; then a group for each file with its other findings.

    The id of a file's group is ``file-`` and its number in the run. If a file does not have a group, one of its places
    has this id.
    """
    several = [group for group in alike(run.findings) if group.files >= SEVERAL]
    several.sort(key=lambda group: (-group.first.finding.severity, -len(group.each)))
    together = {id(placed) for group in several for placed in group.each}
    own = [[placed for placed in file.findings if id(placed) not in together] for file in run.files]
    groups = []
    for number, file in enumerate(run.files):
        if own[number]:
            articles = (_finding(placed, str(number), NOTHING, style) for placed in own[number])
            groups.append(_group(code(file.path), join(articles), len(own[number]), f"file-{number}"))
    if several:
        names = {file.path: (str(number), not own[number]) for number, file in enumerate(run.files)}
        # The group with the most severe finding comes first.
        worst = max(placed.finding.severity for placed in run.findings)
        at = 0 if several[0].first.finding.severity == worst else len(groups)
        groups.insert(at, _several(several, names, style))
    if not groups:
        return element("p", words("Nothing to report."), class_="empty")
    return join(groups)


def _several(several: Sequence[Alike], names: Mapping[str, tuple[str, bool]], style: Style) -> Markup:
    """``names`` maps each path to the number of its file, and to whether the file lacks a group of its own."""
    articles = []
    targets = {number for number, lacks_group in names.values() if lacks_group}
    for group in several:
        files = [names[placed.spec.path][0] for placed in group.each]
        listed = []
        for number, placed in zip(files, group.each, strict=True):
            target = f"file-{number}" if number in targets else False
            targets.discard(number)
            listed.append(element("li", code(f"{placed.spec.path}:{placed.place.where}"), data_file=number, id=target))
        summary = element("summary", words(f"{plural(len(group.each), 'place')} in {plural(group.files, 'file')}"))
        places = element(
            "details", summary, element("ul", *listed), class_="places printed", open=len(group.each) <= PLACES
        )
        articles.append(_finding(group.first, " ".join(files), places, style))
    return _group(words("In several files"), join(articles), sum(len(group.each) for group in several), "several")


def suppressed(run: Run, style: Style) -> Markup:
    """A group for each file with suppressed findings, closed at first; nothing without suppressed findings."""
    groups = []
    for number, file in enumerate(run.files):
        articles = (_finding(placed, str(number), NOTHING, style) for placed in file.suppressed)
        if file.suppressed:
            groups.append(_group(code(file.path), join(articles), len(file.suppressed), f"suppressed-{number}"))
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


def _group(title: Markup, articles: Markup, count: int, name: str) -> Markup:
    heading = element("h3", title, element("span", words(plural(count, "finding")), class_="count"))
    return element("section", heading, articles, class_="file", id=name)


def _finding(placed: Diagnostic, files: str, places: Markup, style: Style) -> Markup:
    """``files`` are the numbers of the files with the finding, one for each of its ``places``."""
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
        places,
        excerpt(placed),
        terms(_more(placed, style), class_="more"),
        class_=f"finding {severity}",
        data_severity=severity,
        data_rule=finding.code,
        data_file=files,
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
    """The failures of the run: rules that crashed, lookups without an answer. Nothing if all went well."""
    problems = [words(crashed(crash)) for crash in run.crashes]
    if run.asked is not None:
        problems += [words(f"recolint did not look up {skip.look_up}: {skip.reason}") for skip in run.asked.skipped]
    if not problems:
        return NOTHING
    title = element("h2", words("This check is not complete"), id="incomplete-title")
    return element("section", title, items(problems), class_="incomplete", aria_labelledby="incomplete-title")
