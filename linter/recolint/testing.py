"""A harness that holds any rule to its promises. For the built-in rules and for anybody's.

::

    from recolint.testing import check_rule

    def test_my_rules():
        for rule in my_package.rules():
            check_rule(rule)
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from recolint import engine, options
from recolint.config import Config
from recolint.discover import Input
from recolint.document import Format, Reading, read
from recolint.finding import Finding, SpecId, pointer
from recolint.placed import place
from recolint.registry import Plugin, Registry, RuleClass, load
from recolint.rule import BaseRule, Example, FaultRule, Invalid, Settings, Valid
from recolint.run import Unrecognized, run
from recolint.text import Source

SETTINGS = Settings(date(2026, 11, 23))
"""What examples are checked with: a fixed day, no Region, no account."""


class BrokenPromiseError(AssertionError):
    """An example of a rule does not behave as it says."""


def check_rule(rule: RuleClass, settings: Settings = SETTINGS) -> None:
    """Run all examples of ``rule``; raises ``BrokenPromiseError`` for the first broken one."""
    if not any(isinstance(example, Valid) for example in rule.examples):
        raise BrokenPromiseError(f"{rule.code}: has no valid example")
    if not any(isinstance(example, Invalid) for example in rule.examples):
        raise BrokenPromiseError(f"{rule.code}: has no invalid example")
    for example in rule.examples:
        check_example(rule, example, settings)


def check_example(rule: RuleClass, example: Example, settings: Settings = SETTINGS) -> None:
    """Hold ``rule`` to ``example``; an example in YAML is tried in JSON too, where JSON can say the same."""
    parsed, problems = options.parse(rule, example.options or {})
    if problems:
        raise BrokenPromiseError(f"{rule.code}: an example gives wrong options: {problems}")
    active = rule(parsed)
    said = example.settings or {}
    settings = replace(
        settings, region=said.get("region", settings.region), account=said.get("account", settings.account)
    )
    for text in _texts(rule, example):
        _check_text(active, example, text, settings)


def _texts(rule: RuleClass, example: Example) -> Iterable[str]:
    yield example.text
    reading = read(Source("example", example.text))
    if not issubclass(rule, FaultRule) and len(reading.documents) == 1 and not reading.faults:
        document = reading.documents[0]
        if document.format is Format.YAML and _is_json(document.data):
            yield json.dumps(document.data, indent=2, ensure_ascii=False)


def _is_json(data: Any) -> bool:
    if isinstance(data, dict):
        return all(_is_json(value) for value in data.values())
    if isinstance(data, list):
        return all(_is_json(value) for value in data)
    return data is None or isinstance(data, str | int | float)


def _check_text(rule: BaseRule[Any], example: Example, text: str, settings: Settings) -> None:
    source = Source("example", text)
    reading = read(source)
    found = _described(rule, source, settings) if isinstance(rule, FaultRule) else _found(rule, reading, settings)
    where = f"{rule.code}, example {text!r}"
    if isinstance(example, Valid):
        if found:
            raise BrokenPromiseError(f"{where}: said to be fine, but found {found[0][1].message!r}")
        return
    if len(found) != 1:
        messages = [finding.message for _, finding in found]
        raise BrokenPromiseError(f"{where}: one finding was promised, {len(found)} came: {messages}")
    spec, finding = found[0]
    wanted = (example.spec, example.at, example.part)
    got = (spec.index, pointer(finding.route), finding.part)
    if got != wanted:
        raise BrokenPromiseError(f"{where}: found at {got}, promised at {wanted}")
    documents = {SpecId(source.path, document.index): document for document in reading.documents}
    place(finding, spec, {source.path: source}, documents)


def _described(rule: FaultRule, source: Source, settings: Settings) -> list[tuple[SpecId, Finding]]:
    """What a run says by a rule about faults: of reading, of suppressions, of a named file that is no spec."""
    rules = {one.code: one for one in (*load().rules, type(rule))}
    item = Input(source, Config(), source.path, named=True)
    done = run([item], Registry([Plugin("examples", tuple(rules.values()))]), settings.today, Unrecognized.ERROR)
    return [(placed.spec, placed.finding) for placed in done.findings if placed.finding.code == rule.code]


def _found(rule: BaseRule[Any], reading: Reading, settings: Settings) -> list[tuple[SpecId, Finding]]:
    found: list[tuple[SpecId, Finding]] = []
    specs = []
    for document in reading.documents:
        one, crashes = engine.check_document(document, [rule], settings)
        _refuse(crashes)
        found += [(SpecId("example", document.index), finding) for finding in one.findings]
        specs += [one.spec] if one.spec else []
    together, crashes_together = engine.check_together(specs, [rule])
    _refuse(crashes_together)
    return found + together


def _refuse(crashes: Iterable[engine.Crash]) -> None:
    for crash in crashes:
        raise BrokenPromiseError(f"{crash.code} raised: {crash.error}")
