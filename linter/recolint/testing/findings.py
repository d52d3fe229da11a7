"""The findings of a rule in a text, with the options, settings, policies and answers of one of its examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from recolint.base.finding import Severity, SpecId
from recolint.base.text import Source
from recolint.check import engine, online
from recolint.check.context import Unrecognized
from recolint.check.reduce import check_files
from recolint.check.run import Crash
from recolint.check.tasks import Input
from recolint.check.together import check_together
from recolint.config.policy import Lock, Owner
from recolint.config.typed import Config
from recolint.document import Document, FaultKind, read
from recolint.rule import options, soundness
from recolint.rule.account import Account, Answer, NotAnsweredError, Question
from recolint.rule.entry import RuleClass
from recolint.rule.examples import Example
from recolint.rule.kinds import BaseRule, FaultRule, OnlineRule, Preset, Settings, Spec
from recolint.rule.making import UnsoundError, made
from recolint.rule.registry import Plugin, Registry, load
from recolint.rule.rule_set import RuleSet
from recolint.testing.broken import BrokenPromiseError
from recolint.testing.gaps import Placed, Told
from recolint.testing.policies import UnusableExampleError, permissions, policy_faults

NAME = "example"
"""The path of each example's text in findings."""

CALLER = {
    "Account": "111122223333",
    "Arn": "arn:aws:iam::111122223333:user/engineer",
    "UserId": "AIDACKCEVSQ6C2EXAMPLE",
}
"""The caller for online rules, if an example does not set one."""
REGION = "us-east-1"
"""The Region that online rules ask in, where an example does not say."""


class Bench:
    """A rule with the options and settings of an example. Raises ``BrokenPromiseError`` if they are invalid."""

    def __init__(self, rule: RuleClass, example: Example, settings: Settings) -> None:
        try:
            parsed, problems = options.parse(rule, example.options or {})
            self._rule: BaseRule[Any] = made(rule, parsed)
        except (options.DeclarationError, UnsoundError) as error:
            raise BrokenPromiseError(f"{soundness.named(rule)}: {error}") from error
        if problems:
            told = "; ".join(f"{one.option}: {one.text}" for one in problems)
            raise BrokenPromiseError(f"{rule.code}: an example has wrong options: {told}")
        self._recorded = {"sts GetCallerIdentity": CALLER, **(example.answers or {})}
        said = example.settings or {}
        self._settings = settings._replace(
            region=said.get("region", settings.region), account=said.get("account", settings.account)
        )
        if example.policies is not None:
            try:
                self._settings = self._settings._replace(permissions=permissions(example.policies))
            except UnusableExampleError as error:
                raise BrokenPromiseError(f"{rule.code}: {error}") from error

    def findings(self, text: str) -> list[Placed]:
        """The findings of the rule in ``text``; raises ``BrokenPromiseError`` if the rule raises or cannot read it."""
        source = Source(NAME, text)
        if not isinstance(self._rule, FaultRule):
            return self._found(source)
        if self._rule.kind is FaultKind.POLICY:
            crashes: list[engine.Crash] = []
            found = engine.describe(policy_faults(source), RuleSet.of(self._rule), crashes)
            _refuse(crashes)
            return [(SpecId(NAME, 0), finding) for finding in found]
        return _described(self._rule, source, self._settings)

    def _found(self, source: Source) -> list[Placed]:
        reading = read(source)
        for fault in reading.faults:
            raise BrokenPromiseError(f"{self._rule.code}, example {source.text!r}: cannot be read: {fault.message}")
        return self._judged(reading.documents, self._answer)

    def findings_in(self, requests: Sequence[Told]) -> list[Placed]:
        """The findings of the rule, which must not be a ``FaultRule``, in ``requests`` as far as they are known.

        AWS answers only what the example records. Raises as ``findings`` does.
        """
        return self._judged([told.document(NAME, index) for index, told in enumerate(requests)], self._answer_if_known)

    def _judged(self, documents: Iterable[Document], ask: Callable[[Question], Answer | None]) -> list[Placed]:
        found: list[Placed] = []
        specs = []
        for document in documents:
            one, crashes = engine.check_document(document, RuleSet.of(self._rule), self._settings)
            _refuse(crashes)
            found += [(SpecId(NAME, document.index), finding) for finding in one.findings]
            specs += [one.spec] if one.spec else []
            if isinstance(self._rule, OnlineRule) and one.spec is not None:
                found += self._asked(self._rule, one.spec, ask)
        together, crashes_together = check_together(specs, [self._rule])
        _refuse(crashes_together)
        return found + together

    def _asked(self, rule: OnlineRule[Any], spec: Spec, ask: Callable[[Question], Answer | None]) -> list[Placed]:
        account = Account(ask, self._settings.region or REGION)
        findings, crashes = online.check_online(spec, rule, account)
        _refuse(crashes)
        return [(spec.id, finding) for finding in findings]

    def _answer_if_known(self, question: Question) -> Answer | None:
        try:
            return self._answer(question)
        except LookupError as error:
            raise NotAnsweredError(str(error)) from error

    def _answer(self, question: Question) -> Answer | None:
        """The recorded answer of the example to ``question``."""
        name = next((name for name in (str(question), question.name) if name in self._recorded), None)
        if name is None:
            raise LookupError(f"the example records no answer to {str(question)!r}")
        answer = self._recorded[name]
        if isinstance(answer, str):
            raise NotAnsweredError(answer)
        return None if answer is None else Answer.of(answer)


def _described(rule: FaultRule, source: Source, settings: Settings) -> list[Placed]:
    """The findings of a ``FaultRule`` in a run: faults of reading, of suppressions, a named file that is not a spec."""
    rules = {one.code: one for one in (*load().rules, type(rule))}
    preset = max(type(rule).preset, Preset.RECOMMENDED)
    config = _config(type(rule).kind)._replace(preset=preset, permissions=settings.permissions)
    item = Input(source, config, source.path, named=True, is_code=True)
    done = check_files(
        [item], Registry([Plugin("examples", tuple(rules.values()))]), settings.today, Unrecognized.ERROR
    )
    _refuse(done.crashes)
    return [(placed.spec, placed.finding) for placed in done.findings if placed.finding.code == rule.code]


def _config(kind: FaultKind) -> Config:
    """The configuration that the examples of a rule about ``kind`` are read under."""
    if kind is FaultKind.RULE_LOCKED:
        owner = Owner("acme", None)
        return Config(locks={"RL301": Lock(owner, None, None, None, {}, Severity.ERROR, None)})
    return Config(require_reason=kind is FaultKind.SUPPRESSION_REFUSED, require_known=kind is FaultKind.UNTOLD_VALUE)


def _refuse(crashes: Iterable[engine.Crash | Crash]) -> None:
    for crash in crashes:
        raise BrokenPromiseError(f"{crash.code} raised: {crash.error}")
