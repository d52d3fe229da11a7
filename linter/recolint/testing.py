"""A harness that holds any rule to its promises. For the built-in rules and for anybody's.

::

    from recolint.testing import check_rule

    def test_my_rules():
        for rule in my_package.rules():
            check_rule(rule)

The promises: on a ``Valid`` the rule is silent. On an ``Invalid`` it has one finding, at ``at``, with a fix when and
only when ``fixed`` is given. The fix makes ``fixed`` of ``text``; in that the rule finds nothing, so that a second
round changes nothing; and comments around the place survive. An example in YAML is tried in JSON too: the same finding,
and by its fix the same data. An online rule gets the answers that its example records, and asks for no others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from recolint import engine, options
from recolint.account import Account, Answer, Ask, NotAnsweredError, Question
from recolint.config import Config
from recolint.discover import Input
from recolint.document import Document, FaultKind, Format, Reading, guess_format, read
from recolint.example_policies import UnusableExampleError, permissions, policy_faults
from recolint.finding import Finding, Remove, Route, SpecId, pointer
from recolint.fix import Mended, Wanted, meaning, mend
from recolint.placed import place
from recolint.registry import Plugin, Registry, RuleClass, load
from recolint.rule import BaseRule, Example, FaultRule, Invalid, OnlineRule, Settings, Spec, Valid
from recolint.run import Unrecognized, run
from recolint.text import Source

SETTINGS = Settings(date(2026, 11, 23))
"""What examples are checked with: a fixed day, no Region, no account."""


CALLER = {
    "Account": "111122223333",
    "Arn": "arn:aws:iam::111122223333:user/engineer",
    "UserId": "AIDACKCEVSQ6C2EXAMPLE",
}
"""Whose credentials online rules ask with, where an example does not say."""
REGION = "us-east-1"
"""The Region that online rules ask in, where an example does not say."""

_NAME = "example"
_COMMENT = "# to be kept\n"


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
    """Hold ``rule`` to ``example``; raises ``BrokenPromiseError``."""
    parsed, problems = options.parse(rule, example.options or {})
    if problems:
        raise BrokenPromiseError(f"{rule.code}: an example gives wrong options: {problems}")
    active = rule(parsed)
    said = example.settings or {}
    settings = replace(
        settings, region=said.get("region", settings.region), account=said.get("account", settings.account)
    )
    if example.policies is not None:
        try:
            settings = replace(settings, permissions=permissions(example.policies))
        except UnusableExampleError as error:
            raise BrokenPromiseError(f"{rule.code}: {error}") from error
    trial = _Trial(active, example, settings)
    trial.check()
    twin = None if issubclass(rule, FaultRule) else _in_json(example.text)
    if twin is not None:
        trial.check_twin(twin)


def _in_json(text: str) -> str | None:
    """The YAML ``text`` as JSON; ``None`` for several documents, for faults, and for what JSON writes otherwise."""
    reading = read(Source(_NAME, text))
    if len(reading.documents) != 1 or reading.faults:
        return None
    document = reading.documents[0]
    if document.format is Format.JSON or not _has_twin(document, document.data, ()):
        return None
    return json.dumps(document.data, indent=2, ensure_ascii=False)


def _has_twin(document: Document, value: Any, route: Route) -> bool:
    """Whether JSON can say the same: a rule may look at how a number is written (``1.10``, ``017``), and quote it."""
    if isinstance(value, dict):
        return all(_has_twin(document, item, (*route, name)) for name, item in value.items())
    if isinstance(value, list):
        return all(_has_twin(document, item, (*route, index)) for index, item in enumerate(value))
    if isinstance(value, int | float):
        return document.written(route) == json.dumps(value)
    return value is None or isinstance(value, str)


@dataclass(frozen=True, slots=True)
class _Found:
    """The one finding of an example, the text that it was found in, and the line where it stands."""

    text: str
    spec: SpecId
    finding: Finding
    line: int


class _Trial:
    """A rule with the options and settings of one of its examples, and that example."""

    def __init__(self, rule: BaseRule[Any], example: Example, settings: Settings) -> None:
        self._rule = rule
        self._example = example
        self._fixed = example.fixed if isinstance(example, Invalid) else None
        self._settings = settings

    def check(self) -> None:
        """Hold the rule to the example as it is written."""
        found = self._find(self._example.text)
        if found is None or (found.finding.fix is None and self._fixed is None):
            return
        if found.finding.fix is None:
            raise self._broken(found.text, f"no fix came, promised was one that gives\n{self._fixed!r}")
        mended = self._mend(found)
        if self._fixed is None:
            raise self._broken(found.text, f"no fix was promised, one came that gives\n{mended!r}")
        if mended != self._fixed:
            raise self._broken(found.text, f"the fix gives\n{mended!r}\nand promised was\n{self._fixed!r}")
        for text in _with_comments(found):
            self._check_comments(found, text)

    def check_twin(self, text: str) -> None:
        """Hold the rule to the same in ``text``, which is the example in JSON."""
        found = self._find(text)
        if found is None:
            return
        if (found.finding.fix is None) != (self._fixed is None):
            raise self._broken(text, "a fix in one of YAML and JSON, and none in the other")
        if self._fixed is None:
            return
        mended = self._mend(found)
        if not meaning.same(_data(mended), _data(self._fixed)):
            raise self._broken(text, f"the fix gives\n{mended!r}\nand promised was the data of\n{self._fixed!r}")

    def _check_comments(self, found: _Found, text: str) -> None:
        """A fix that cannot be made for a comment's sake loses none either."""
        mended = _mended(text, found)
        if mended.source.text.count(_COMMENT) != text.count(_COMMENT):
            raise self._broken(text, f"a comment is lost: the fix gives\n{mended.source.text!r}")

    def _find(self, text: str) -> _Found | None:
        """The finding that the example promises, in ``text``; ``None`` for one that is fine."""
        found = self._findings(text)
        if isinstance(self._example, Valid):
            if found:
                raise self._broken(text, f"said to be fine, but found {found[0][1].message!r}")
            return None
        if len(found) != 1:
            messages = [finding.message for _, finding in found]
            raise self._broken(text, f"one finding was promised, {len(found)} came: {messages}")
        spec, finding = found[0]
        wanted = (self._example.spec, self._example.at, self._example.part)
        got = (spec.index, pointer(finding.route), finding.part)
        if got != wanted:
            raise self._broken(text, f"found at {got}, promised at {wanted}")
        source = Source(_NAME, text)
        documents = {SpecId(_NAME, document.index): document for document in read(source).documents}
        placed = place(finding, spec, {_NAME: source}, documents)
        return _Found(text, spec, finding, placed.place.start.line)

    def _findings(self, text: str) -> list[tuple[SpecId, Finding]]:
        source = Source(_NAME, text)
        if isinstance(self._rule, FaultRule) and self._rule.kind is FaultKind.POLICY:
            return [(SpecId(_NAME, 0), self._rule.describe(fault)) for fault in policy_faults(source)]
        if isinstance(self._rule, FaultRule):
            return _described(self._rule, source, self._settings)
        return _found(self._rule, read(source), self._settings, self._answers)

    def _answers(self, question: Question) -> Answer | None:
        """What the example records for ``question``."""
        recorded = {"sts GetCallerIdentity": CALLER, **(self._example.answers or {})}
        name = next((name for name in (str(question), question.name) if name in recorded), None)
        if name is None:
            raise LookupError(f"the example records no answer to {str(question)!r}")
        answer = recorded[name]
        if isinstance(answer, str):
            raise NotAnsweredError(answer)
        return None if answer is None else Answer.of(answer)

    def _mend(self, found: _Found) -> str:
        """The text after the fix; it can be made, and the rule has nothing to say of what it gives."""
        mended = _mended(found.text, found)
        if mended.refused:
            raise self._broken(found.text, f"the fix cannot be made: {mended.refused[0]}")
        left = self._findings(mended.source.text)
        if left:
            message = left[0][1].message
            raise self._broken(found.text, f"the fix gives\n{mended.source.text!r}\nand then is found: {message!r}")
        return mended.source.text

    def _broken(self, text: str, what: str) -> BrokenPromiseError:
        return BrokenPromiseError(f"{self._rule.code}, example {text!r}: {what}")


def _mended(text: str, found: _Found) -> Mended:
    fix = found.finding.fix
    return mend(Source(_NAME, text), [Wanted(fix, found.spec.index)] if fix else [])


def _data(text: str) -> Any:
    return read(Source(_NAME, text)).documents[0].data


def _with_comments(found: _Found) -> Iterator[str]:
    """The text of a YAML example with comments around it, and with one above the line of the finding."""
    if guess_format(_NAME, found.text) is Format.JSON:
        return
    lines = found.text.splitlines(keepends=True)
    if not found.text.endswith("\n"):
        lines.append("\n")
    yield "".join([_COMMENT, *lines, _COMMENT])
    if _goes_with_more(found):
        return
    beside = "".join([*lines[: found.line - 1], _COMMENT, *lines[found.line - 1 :]])
    before, after = read(Source(_NAME, found.text)), read(Source(_NAME, beside))
    if [one.data for one in before.documents] == [one.data for one in after.documents]:
        yield beside


def _goes_with_more(found: _Found) -> bool:
    """Whether the fix removes what the finding is in, and with that the comments there."""
    removed = [edit.route for edit in found.finding.fix.edits if isinstance(edit, Remove)] if found.finding.fix else []
    return any(route != found.finding.route and found.finding.route[: len(route)] == route for route in removed)


def _described(rule: FaultRule, source: Source, settings: Settings) -> list[tuple[SpecId, Finding]]:
    """What a run says by a rule about faults: of reading, of suppressions, of a named file that is no spec."""
    rules = {one.code: one for one in (*load().rules, type(rule))}
    item = Input(source, Config(), source.path, named=True)
    done = run([item], Registry([Plugin("examples", tuple(rules.values()))]), settings.today, Unrecognized.ERROR)
    return [(placed.spec, placed.finding) for placed in done.findings if placed.finding.code == rule.code]


def _found(rule: BaseRule[Any], reading: Reading, settings: Settings, ask: Ask) -> list[tuple[SpecId, Finding]]:
    found: list[tuple[SpecId, Finding]] = []
    specs = []
    for document in reading.documents:
        one, crashes = engine.check_document(document, [rule], settings)
        _refuse(crashes)
        found += [(SpecId(_NAME, document.index), finding) for finding in one.findings]
        specs += [one.spec] if one.spec else []
        if isinstance(rule, OnlineRule) and one.spec is not None:
            found += _asked(rule, one.spec, Account(ask, settings.region or REGION))
    together, crashes_together = engine.check_together(specs, [rule])
    _refuse(crashes_together)
    return found + together


def _asked(rule: OnlineRule[Any], spec: Spec, account: Account) -> list[tuple[SpecId, Finding]]:
    findings, crashes = engine.check_online(spec, rule, account)
    _refuse(crashes)
    return [(spec.id, finding) for finding in findings]


def _refuse(crashes: Iterable[engine.Crash]) -> None:
    for crash in crashes:
        raise BrokenPromiseError(f"{crash.code} raised: {crash.error}")
