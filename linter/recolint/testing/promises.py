"""The promises of an example of a rule, and whether the rule keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recolint.base.excerpt import Quoting
from recolint.base.finding import Finding, Part, Severity, SpecId, pointer
from recolint.base.text import Source
from recolint.check.placed import place
from recolint.document import read
from recolint.fix import FixRequest, FixResult, apply_fixes, meaning
from recolint.request.contract import ViolationKind, check
from recolint.rule import soundness
from recolint.rule.entry import RuleClass
from recolint.rule.examples import Example, Invalid, Valid
from recolint.rule.kinds import FaultRule, Settings
from recolint.testing.broken import BrokenPromiseError
from recolint.testing.findings import NAME, Bench
from recolint.testing.gaps import Told, ungrounded, with_gaps
from recolint.testing.variants import COMMENT, in_json, with_comments

SETTINGS = Settings(date(2026, 11, 23))
"""The settings of the checks of examples: a fixed day, no Region, no account."""


def check_rule(rule: RuleClass, settings: Settings = SETTINGS) -> None:
    """Run all examples of ``rule``; raises one ``BrokenPromiseError`` that names each broken one.

    And for a rule that recolint could not use, with all that is wrong with it.
    """
    _require_sound(rule)
    broken = [
        f"{rule.code}: has no {kind.__name__.lower()} example"
        for kind in (Valid, Invalid)
        if not any(isinstance(example, kind) for example in rule.examples)
    ]
    for example in rule.examples:
        try:
            check_example(rule, example, settings)
        except BrokenPromiseError as error:
            broken.append(str(error))
    if broken:
        raise BrokenPromiseError("\n\n".join(broken))


def check_example(rule: RuleClass, example: Example, settings: Settings = SETTINGS) -> None:
    """Hold ``rule`` to ``example``; raises ``BrokenPromiseError``."""
    _require_sound(rule)
    trial = _Trial(rule.code, Bench(rule, example, settings), example)
    trial.check()
    if issubclass(rule, FaultRule):
        return
    if isinstance(example, Invalid):
        _check_settings(rule, example, settings)
    twin = in_json(example.text)
    if twin is not None:
        trial.check_twin(twin)
    trial.check_gaps()


def _check_settings(rule: RuleClass, example: Invalid, settings: Settings) -> None:
    """Without a setting of ``example`` that the finding needs, a suppression of the finding must not be unused."""
    given = example.settings or {}
    for name in [one for one in given if one not in rule.judges_by]:
        without = example._replace(settings={one: value for one, value in given.items() if one != name})
        if not Bench(rule, without, settings).findings(example.text):
            needed = repr((*rule.judges_by, name))
            raise BrokenPromiseError(
                f"{rule.code}, example {example.text!r}: nothing is found without the setting {name!r};"
                f" write judges_by = {needed}"
            )


def _require_sound(rule: object) -> None:
    faults = soundness.faults(rule)
    if faults:
        raise BrokenPromiseError("\n".join(f"{soundness.named(rule)}: {fault}" for fault in faults))


@dataclass(frozen=True, slots=True)
class _Found:
    """The one finding of an example, and the text that it was found in."""

    text: str
    spec: SpecId
    finding: Finding

    def fix(self, text: str) -> FixResult:
        """``text`` after the fix of the finding, if it has one."""
        fix = self.finding.fix
        return apply_fixes(Source(NAME, text), [FixRequest(fix, self.spec.index)] if fix else [])

    def line(self) -> int:
        """The line of the finding, from 1."""
        source = Source(NAME, self.text)
        documents = {SpecId(NAME, document.index): document for document in read(source).documents}
        return place(self.finding, self.spec, Quoting(source), documents).place.start.line


class _Trial:
    """The rule of code ``code`` on its bench, and the example that it is held to."""

    def __init__(self, code: str, bench: Bench, example: Example) -> None:
        self._code = code
        self._bench = bench
        self._example = example
        self._fixed = example.fixed if isinstance(example, Invalid) else None

    def check(self) -> None:
        """Hold the rule to the example as it is written."""
        found = self._find(self._example.text)
        if found is not None:
            self._check_words(found)
        if found is None or (found.finding.fix is None and self._fixed is None):
            return
        if found.finding.fix is None:
            raise self._broken(
                found.text,
                f"expected a fix that results in\n{self._fixed!r}\nfound no fix, or one of a place that does not exist",
            )
        result = self._fix(found)
        if self._fixed is None:
            raise self._broken(found.text, f"expected no fix, found one that results in\n{result!r}")
        if result != self._fixed:
            raise self._broken(found.text, f"the fix results in\n{result!r}\nexpected\n{self._fixed!r}")
        for text in with_comments(found.text, found.finding, found.line()):
            self._check_comments(found, text)

    def check_twin(self, text: str) -> None:
        """Hold the rule to the same in ``text``, which is the example in JSON."""
        found = self._find(text)
        if found is None:
            return
        if (found.finding.fix is None) != (self._fixed is None):
            raise self._broken(text, "only one of YAML and JSON has a fix; expected both or neither")
        if self._fixed is None:
            return
        result = self._fix(found)
        (one,), (other,) = (read(Source(NAME, one_text)).documents for one_text in (result, self._fixed))
        if not meaning.same(one.data, other.data):
            raise self._broken(text, f"the fix results in\n{result!r}\nexpected the data of\n{self._fixed!r}")

    def check_gaps(self) -> None:
        """Check that the rule finds nothing more if parts of the example are unknown."""
        requests = [Told.of(document.data) for document in read(Source(NAME, self._example.text)).documents]
        whole = self._bench.findings_in(requests)
        for index, request in enumerate(requests):
            for told in with_gaps(request):
                try:
                    part = self._bench.findings_in([*requests[:index], told, *requests[index + 1 :]])
                except BrokenPromiseError as error:
                    raise self._broken(self._example.text, f"{error}, if only this is known\n{told}") from error
                if (finding := ungrounded(part, told, whole)) is not None:
                    at = pointer(finding.route) or "the root"
                    raise self._broken(
                        self._example.text,
                        f"not found in the whole example, but if only this is known, at {at}:"
                        f" {finding.message!r}\n{told}",
                    )

    def _check_words(self, found: _Found) -> None:
        """Check the severity, message and help that the example states."""
        for name in ("severity", "message", "help"):
            promised, got = getattr(self._example, name), getattr(found.finding, name)
            if promised is not None and got != promised:
                shown = [one.label if isinstance(one, Severity) else repr(one) for one in (got, promised)]
                raise self._broken(found.text, f"expected the {name} {shown[1]}, found {shown[0]}")

    def _check_comments(self, found: _Found, text: str) -> None:
        """Check that the fix keeps each comment, also if a comment prevents the fix."""
        result = found.fix(text).source.text
        if result.count(COMMENT) != text.count(COMMENT):
            raise self._broken(text, f"a comment is lost: the fix results in\n{result!r}")

    def _find(self, text: str) -> _Found | None:
        """The finding that the example promises, in ``text``; ``None`` for a ``Valid``."""
        found = self._bench.findings(text)
        if isinstance(self._example, Valid):
            if found:
                raise self._broken(text, f"expected no finding, found {found[0][1].message!r}")
            return None
        if not found:
            raise self._broken(text, f"expected one finding, found none{_refusals(text)}")
        if len(found) != 1:
            messages = [finding.message for _, finding in found]
            raise self._broken(text, f"expected one finding, found {len(found)}: {messages}")
        spec, finding = found[0]
        promised = _place(self._example.at, self._example.part, self._example.spec)
        got = _place(pointer(finding.route), finding.part, spec.index)
        if got != promised:
            raise self._broken(text, f"expected a finding at {promised}, found it at {got}")
        return _Found(text, spec, finding)

    def _fix(self, found: _Found) -> str:
        """The text after the fix; raises if the fix cannot be applied, or the rule finds something in the result."""
        result = found.fix(found.text)
        if result.refused:
            raise self._broken(found.text, f"the fix cannot be applied: {result.refused[0]}")
        left = self._bench.findings(result.source.text)
        if left:
            message = left[0][1].message
            raise self._broken(
                found.text, f"the fix results in\n{result.source.text!r}\nin which the rule finds: {message!r}"
            )
        return result.source.text

    def _broken(self, text: str, what: str) -> BrokenPromiseError:
        return BrokenPromiseError(f"{self._code}, example {text!r}: {what}")


def _refusals(text: str) -> str:
    """The values in ``text`` that the contract refuses: a rule does not see them."""
    violations = [one for document in read(Source(NAME, text)).documents for one in check(document.data)]
    routes = dict.fromkeys(pointer(one.route) for one in violations if one.kind is not ViolationKind.MISSING)
    return f"; the contract refuses {', '.join(routes)}" if routes else ""


def _place(at: str, part: Part, document: int) -> str:
    return f"{at or 'the root'} (its {part.value}, in document {document})"
