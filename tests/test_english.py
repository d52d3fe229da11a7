"""Every text is plain English: without the wordings of english.py, and findings are short and say a thing once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import recolint
from english import docstrings, long_sentences, slips, texts
from recolint.plugin import Finding
from recolint.request.contract.shapes import REQUEST, RESPONSE_ONLY, Shape, members
from recolint.rule import registry
from recolint.rule.entry import RuleClass
from recolint.rule.examples import Invalid
from recolint.testing import SETTINGS
from recolint.testing.findings import Bench
from request_faults import faults, replaced, walk

ROOT = Path(__file__).parent.parent
REGISTRY = registry.load()
BUILT_IN = tuple(rule for rule in REGISTRY.rules if REGISTRY.package(rule.code) == "recolint")

_NAMES = {*members(), *RESPONSE_ONLY, "Amazon", "Default", "Effect", "Inference", "Neo", "Region"}
"""Words that a text may start with in upper case: the request's members, and names of AWS."""
_FOREIGN = {r"(?:found|got)[^']*'(.+?)'"}
"""Patterns for the messages of another program."""
_NO_PROSE = ("|", "#", "- ", "* ", "<", "1. ")
"""How tables, headings and lists begin."""
_GENERATED = {"docs/rules", "docs/reference/commands.md"}


def _files() -> Iterator[Path]:
    for folder in ("linter", "rules", "scripts", "benchmarks", "examples", "editors"):
        yield from sorted((ROOT / folder).rglob("*.py"))
    for folder in ("docs", "linter", "benchmarks", "examples", "editors"):
        yield from sorted((ROOT / folder).rglob("*.md"))
    for suffix in ("toml", "yaml"):
        yield from sorted((ROOT / "linter").rglob(f"templates/*.{suffix}"))
    yield from sorted((ROOT / "templates").rglob("*.y*ml"))
    yield from sorted(ROOT.glob("*.md"))
    yield from (ROOT / name for name in (".pre-commit-hooks.yaml", "action.yml"))


def _below(path: Path, places: set[str]) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return any(name == place or name.startswith(f"{place}/") for place in places)


FILES = [path for path in _files() if "node_modules" not in path.parts and not _below(path, _GENERATED)]


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_has_no_banned_wording(path: Path) -> None:
    ours = (one for one in texts(path) if one.text not in _FOREIGN)
    found = [f"{path.relative_to(ROOT)}:{one.line}: {slip}" for one in ours for slip in slips(one.text)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [one for one in FILES if one.suffix == ".md"], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_sentence_of_a_page_is_short(path: Path) -> None:
    prose = (one for one in texts(path) if not one.text.lstrip().startswith(_NO_PROSE))
    found = [f"{path.name}:{one.line}: {long}" for one in prose for long in long_sentences(one.text)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("rule", BUILT_IN, ids=lambda rule: rule.code)
def test_a_sentence_about_a_rule_is_short(rule: RuleClass) -> None:
    assert long_sentences(rule.__doc__ or "") == []


@pytest.mark.slow
def test_no_docstring_begins_with_a_clause() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{one.line}: {one.text.splitlines()[0]}"
        for path in FILES
        if path.suffix == ".py"
        for one in docstrings(path)
        if one.text.startswith("What ")
    ]
    assert not found, "\n" + "\n".join(found)


class Said(NamedTuple):
    """What a person reads of a finding."""

    code: str
    message: str
    help: str
    fix: str
    labels: tuple[str, ...]


def _said(rule: RuleClass) -> list[Said]:
    """What the examples of ``rule`` make it say."""
    found: list[Finding] = []
    for example in rule.examples:
        if isinstance(example, Invalid):
            found += [finding for _, finding in Bench(rule, example, SETTINGS).findings(example.text)]
    return [
        Said(
            rule.code,
            one.message,
            one.help or "",
            one.fix.title if one.fix else "",
            tuple(label.message for label in one.labels),
        )
        for one in found
    ]


@pytest.mark.slow
@pytest.mark.parametrize("rule", BUILT_IN, ids=lambda rule: rule.code)
def test_what_a_rule_says_is_short_and_plain(rule: RuleClass) -> None:
    found = [f"{problem}: {one}" for one in _said(rule) for problem in _problems(one)]
    assert not found, "\n" + "\n".join(found)


def _problems(one: Said) -> Iterator[str]:
    said = [text for text in (one.message, one.help, one.fix) if text]
    yield from (slip for text in (*said, *one.labels) for slip in slips(text))
    if len(one.message) > 100:
        yield f"the message has {len(one.message)} characters, expected at most 100"
    if len(one.help) > 140:
        yield f"the help has {len(one.help)} characters, expected at most 140"
    if long_sentences(one.help):
        yield "a sentence of the help has more than 25 words"
    if any(text.endswith(".") and not text.endswith("...") for text in said):
        yield "a text ends with a period"
    if not all(map(_starts_low, said)):
        yield "a text starts in upper case"
    if _shared(one.message, one.help) > 5:
        yield "message and help repeat each other"
    if one.fix and one.fix in one.help:
        yield "help and fix repeat each other"


def _starts_low(text: str) -> bool:
    """Whether ``text`` starts in lower case, with a name of AWS, or with a constant of the API."""
    first = re.match(r"[A-Za-z][A-Za-z0-9]*", text)
    word = first[0] if first else ""
    return word[:1].islower() or not word or sum(map(str.isupper, word)) > 1 or word in _NAMES


def _shared(one: str, other: str) -> int:
    """How many words in a row both texts have in common."""
    words, others = one.split(), f" {' '.join(other.split())} "
    return max(
        (
            n - m
            for m in range(len(words))
            for n in range(m + 1, len(words) + 1)
            if f" {' '.join(words[m:n])} " in others
        ),
        default=0,
    )


@pytest.mark.slow
def test_findings_on_long_names_and_values_are_short() -> None:
    long = [
        one
        for request in _long_requests()
        for one in recolint.check(request, config={"preset": "strict"}).findings
        if len(one.message) > 100 or len(one.help or "") > 140
    ]
    assert not long, "\n".join(f"{one.code}: {one.message}; {one.help}" for one in long)


_NO_SLASH = "arn:aws:iam::111122223333:role" + "R" * 60


def _long_requests() -> Iterator[dict[str, Any]]:
    """Requests with every fault at every place, with every name at every wrong place, and with long values."""
    whole = _whole(REQUEST)
    yield from (broken for fault in faults(whole) if isinstance(broken := fault.within(whole), dict))
    for route, value in walk(whole, ()):
        if isinstance(value, dict):
            wrong = {name + ending: 1 for name in members() for ending in ("", "s", "AndMore" * 5) if name not in value}
            yield replaced(whole, route, value | wrong)
            yield replaced(whole, route, {name[:-1]: inner for name, inner in value.items()})
        elif isinstance(value, str):
            for text in (
                "x" * 200,
                f"${{{'x' * 80}}}",
                "arn:aws:iam::1:role/" + "r" * 90,
                _NO_SLASH,
                value + "\u201c" * 60,
            ):
                yield replaced(whole, route, text)


def _whole(shape: Shape) -> Any:
    """A value with everything that ``shape`` may have."""
    if shape.kind == "structure":
        return {name: _whole(inner) for name, inner in shape.members.items()}
    if shape.item is not None:
        return [_whole(shape.item)]
    return 1 if shape.kind == "integer" else next(iter(shape.values), "text")


def test_a_slip_is_found_and_a_quotation_is_exempt() -> None:
    assert slips("the role has not the action") == ["'has not': does not have"]
    assert slips("the team's policy wants one, and 2 tests run at a time.") != []
    for fine in (
        "the job has not ended; there is no such role, and 'x' is no longer in all Regions",
        'AWS says "the value is no ARN" where `wanted` stands for 3 tests',
        "it is recommended to have forgotten the total amount of time",
        "the standard holder of a stand-alone mendicant",
    ):
        assert slips(fine) == [], fine
