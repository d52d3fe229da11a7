"""The form that filters findings. It is of no use without the script, which shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from recolint.base.finding import Severity
from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.report.findings.html.markup import Markup, element, join, void, words
from recolint.rule.entry import RuleClass


def filters(run: Run, named: Iterable[RuleClass], found: Iterable[Diagnostic]) -> Markup:
    """The form, with the severities, files and rules of ``found`` to choose from."""
    severities: set[Severity] = set()
    files: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for placed in found:
        severities.add(placed.finding.severity)
        files[placed.spec.path] += 1
        codes[placed.finding.code] += 1
    paths = ((str(number), file.path) for number, file in enumerate(run.files) if files[file.path])
    return element(
        "form",
        element("h2", words("Filter"), id="filter-title"),
        element("fieldset", element("legend", words("Severity")), join(_boxes(severities))),
        _select("file", "File", "all files", ((value, f"{path} ({files[path]})") for value, path in paths)),
        _select(
            "rule",
            "Rule",
            "all rules",
            ((rule.code, f"{rule.code} {rule.name} ({codes[rule.code]})") for rule in named if codes[rule.code]),
        ),
        element("button", words("Show all"), type="button"),
        id="filter",
        hidden=True,
        aria_labelledby="filter-title",
    )


def _boxes(severities: set[Severity]) -> Iterator[Markup]:
    for severity in reversed(Severity):
        if severity in severities:
            box = void("input", type="checkbox", name="severity", value=severity.label, checked=True)
            text = element("span", words(severity.label), class_="badge")
            yield element("label", box, Markup(" "), text, class_=severity.label)


def _select(name: str, label: str, all_of_them: str, choices: Iterable[tuple[str, str]]) -> Markup:
    return join(
        [
            element("label", words(label), for_=name),
            element(
                "select",
                element("option", words(all_of_them), value=""),
                *(element("option", words(text), value=value) for value, text in choices),
                id=name,
                name=name,
            ),
        ]
    )
