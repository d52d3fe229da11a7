"""The pages of the rules that a report names, each closed at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from recolint.base.text import plural, visible
from recolint.report.findings.html.basis import basis
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, join, prose, terms, words
from recolint.rule import options, pages
from recolint.rule.entry import RuleClass
from recolint.rule.examples import Example, Invalid


def rules(named: Sequence[RuleClass], found: Counter[str]) -> Markup:
    """A section with the page of each of ``named``; ``found`` counts findings by code."""
    if not named:
        return NOTHING
    title = element("h2", words("Rules"), id="rules-title")
    return element(
        "section", title, *(_page(rule, found[rule.code]) for rule in named), id="rules", aria_labelledby="rules-title"
    )


def _page(rule: RuleClass, count: int) -> Markup:
    summary = element(
        "summary",
        code(rule.code),
        Markup(" "),
        element("strong", words(rule.name)),
        Markup(" "),
        element("span", words(plural(count, "finding")), class_="count"),
        element("span", prose(pages.headline(rule)), class_="headline"),
    )
    # A browser opens the element around the target of a link. So the target is the page, inside the closed element.
    body = element("div", join(_body(rule)), id=f"rule-{rule.code}", class_="page")
    return element("details", summary, body, class_="rule", data_code=rule.code)


def _body(rule: RuleClass) -> Iterator[Markup]:
    for heading, text in pages.sections(rule).items():
        yield element("h3", words(heading))
        yield element("p", prose(text))
    yield element("h3", words("Basis"))
    yield terms(_facts(rule))
    declared = options.declared(rule)
    if declared:
        yield element("h3", words("Options"))
        yield _listing("In a config, with the defaults", "\n".join(pages.defaults(rule)), "fine")
    if rule.examples:
        yield element("h3", words("Examples"))
        for example in rule.examples:
            yield from _example(rule, example)


def _facts(rule: RuleClass) -> Iterator[tuple[Markup, Markup]]:
    strict = rule.strict_severity
    severity = rule.severity.label + (f" ({strict.label} in the preset strict)" if strict else "")
    yield words("Severity"), words(severity)
    yield words("Smallest preset"), code(rule.preset.name.lower())
    yield words("Source"), basis(rule.basis)


def _example(rule: RuleClass, example: Example) -> Iterator[Markup]:
    yield _listing(pages.caption(example), example.text, "found" if isinstance(example, Invalid) else "fine")
    if config := pages.config_of(rule, example):
        yield _listing("with the config", "\n".join(config), "fine")
    if isinstance(example, Invalid) and example.fixed is not None:
        yield _listing("Fixed", example.fixed, "fine")


def _listing(caption: str, text: str, kind: str) -> Markup:
    lines = "\n".join(visible(line.replace("\t", "    ")) for line in text.strip("\n").split("\n"))
    shown = join(join([words(line), Markup("\n")]) for line in lines.split("\n"))
    return element(
        "figure", element("figcaption", prose(caption)), element("pre", shown, dir="ltr"), class_=f"example {kind}"
    )
