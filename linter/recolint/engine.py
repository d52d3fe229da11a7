"""From a source and rules to findings. Pure: no files, no output.

A rule that raises, or that gives back what is not a finding, is recorded, never passed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from recolint import contract
from recolint.account import Account, NotAnsweredError
from recolint.document import Document, Fault, FaultKind, read
from recolint.finding import Finding, Part, Route, SpecId
from recolint.foreign import origin, said, shown
from recolint.job import Job
from recolint.rule import BaseRule, CollectionRule, Context, FaultRule, OnlineRule, Rule, Settings, Spec
from recolint.soundness import UnsoundError, require_finding, require_placed
from recolint.stops import is_stop
from recolint.text import Source

T = TypeVar("T")

ActiveRule = BaseRule[Any]

MOST_FINDINGS = 10_000
"""Of one rule about one spec, and one more for each character of it: a rule may give findings without end."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that broke: which, on what (``None``: on all specs of the run), and what it raised or gave back."""

    code: str
    spec: SpecId | None
    error: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One document and what the rules say of it. ``spec`` is ``None`` when the document is no job spec."""

    document: Document
    spec: Spec | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What checking one source gave: its documents in order, the faults met in reading, the rules that raised.

    ``remarks`` are faults that leave the data as they are.
    """

    source: Source
    checked: tuple[Checked, ...]
    faults: tuple[Fault, ...]
    crashes: tuple[Crash, ...]
    remarks: tuple[Fault, ...] = ()


def check(
    source: Source, rules: Sequence[ActiveRule], settings: Settings, recognizes: Callable[[object], bool]
) -> Result:
    """Read ``source`` and look at each document that ``recognizes`` takes for a job spec with ``rules``.

    Suppressions are not yet applied.
    """
    reading = read(source)
    crashes: list[Crash] = []
    checked = []
    for document in reading.documents:
        if recognizes(document.data):
            one, crashed = check_document(document, rules, settings, _unread(document, reading.faults))
            crashes += crashed
        else:
            one = Checked(document, None, ())
        checked.append(one)
    return Result(source, tuple(checked), reading.faults, tuple(crashes), reading.remarks)


def check_document(
    document: Document, rules: Sequence[ActiveRule], settings: Settings, unread: frozenset[Route] = frozenset()
) -> tuple[Checked, tuple[Crash, ...]]:
    """Look at ``document`` as a job spec, be it one or not. What stands at the routes ``unread`` is not judged."""
    violations = tuple(
        violation
        for violation in contract.check(document.data)
        if violation.route not in unread or violation.part is Part.KEY
    )
    job = Job.of(document.data, _refused(violations, document.data) | unread)
    spec = Spec(SpecId(document.source.path, document.index), job, settings)
    context = Context(document, violations, settings)
    findings: list[Finding] = []
    crashes: list[Crash] = []
    for rule in rules:
        if isinstance(rule, Rule):
            found = partial(rule.check, job, context)
            findings += _guarded(rule, spec.id, partial(_found, rule, found, len(document.source.text)), crashes)
    return Checked(document, spec, tuple(findings)), tuple(crashes)


def _unread(document: Document, faults: Iterable[Fault]) -> frozenset[Route]:
    """The scalars with a tag that nobody knows: what they stand for is not in the text, and the tag is the fault."""
    tagged = {fault.route for fault in faults if fault.kind is FaultKind.UNKNOWN_TAG and fault.index == document.index}
    return frozenset(route for route in tagged if _is_scalar(document, route))


def _is_scalar(document: Document, route: Route) -> bool:
    try:
        return not isinstance(document.value(route), dict | list)
    except LookupError:  # below a key that a later one of the same name replaces
        return False


def _found(rule: ActiveRule, check: Callable[[], Iterable[object]], more: int) -> list[Finding]:
    """What ``check`` gives, each known to be a finding; as many as are allowed, and ``more``."""
    return [require_finding(one, rule) for one in _bounded(check(), MOST_FINDINGS + more)]


def _bounded(found: Iterable[T], most: int) -> Iterator[T]:
    for number, one in enumerate(found):
        if number == most:
            raise UnsoundError(f"more than {most} findings")
        yield one


def _refused(violations: Iterable[contract.Violation], data: Any) -> frozenset[Route]:
    """The routes whose values no other rule may look at.

    A misspelled member counts under its right name too, and a misplaced one at its home, with what is to come above it.
    """
    routes: set[Route] = set()
    for violation in violations:
        if violation.kind is not contract.Kind.MISSING:
            routes.add(violation.route)
        if violation.meant is not None:
            routes.add((*violation.route[:-1], violation.meant))
        if violation.home is not None:
            routes.update(contract.lacking(data, violation.home))
    return frozenset(routes)


def check_together(
    specs: Sequence[Spec], rules: Iterable[ActiveRule]
) -> tuple[list[tuple[SpecId, Finding]], list[Crash]]:
    """What the rules across specs say of all ``specs`` of a run."""
    found: list[tuple[SpecId, Finding]] = []
    crashes: list[Crash] = []
    for rule in rules:
        if isinstance(rule, CollectionRule):
            found += _guarded(rule, None, partial(_found_together, rule, specs), crashes)
    return found, crashes


def rehearse(rule: ActiveRule, settings: Settings) -> Iterator[Crash]:
    """The first crash of ``rule`` on its own examples: what it gives there, it may give on any spec.

    Rules that need more than a text, an account or a fault, are not tried.
    """
    crashes: list[Crash] = []
    for example in rule.examples:
        specs = []
        for document in read(Source("example", example.text)).documents:
            one, crashed = check_document(document, [rule], settings)
            specs += [one.spec] if one.spec is not None else []
            crashes += crashed
        crashes += check_together(specs, [rule])[1]
        for crash in crashes:
            yield Crash(rule.code, None, f"with its example {shown(example.text)}: {crash.error}")
            return


def _found_together(rule: CollectionRule[Any], specs: Sequence[Spec]) -> list[tuple[SpecId, Finding]]:
    ids = frozenset(spec.id for spec in specs)
    most = MOST_FINDINGS * (1 + len(specs))
    return [require_placed(one, rule, ids) for one in _bounded(rule.check(specs), most)]


def check_online(spec: Spec, rule: OnlineRule[Any], account: Account) -> tuple[tuple[Finding, ...], tuple[Crash, ...]]:
    """What ``rule`` says of ``spec`` in ``account``, as far as AWS answers what it asks."""
    crashes: list[Crash] = []
    found = _guarded(rule, spec.id, partial(_found_online, rule, spec, account), crashes)
    return tuple(found), tuple(crashes)


def _found_online(rule: OnlineRule[Any], spec: Spec, account: Account) -> list[Finding]:
    found: list[Finding] = []
    try:
        for finding in _bounded(rule.check(spec, account), MOST_FINDINGS):
            found.append(require_finding(finding, rule))  # noqa: PERF401  what was found before a question counts
    except NotAnsweredError as error:
        account.note(error)
    return found


def describe(faults: Iterable[Fault], rules: Iterable[ActiveRule], crashes: list[Crash]) -> list[Finding]:
    """The findings for ``faults``, as far as ``rules`` has a rule for their kind."""
    by_kind = {rule.kind: rule for rule in rules if isinstance(rule, FaultRule)}
    found: list[Finding] = []
    for fault in faults:
        if (rule := by_kind.get(fault.kind)) is not None:
            found += _guarded(rule, None, partial(_described, rule, fault), crashes)
    return found


def _described(rule: FaultRule, fault: Fault) -> list[Finding]:
    return [require_finding(rule.describe(fault), rule)]


def _guarded(rule: ActiveRule, spec: SpecId | None, run: Callable[[], list[T]], crashes: list[Crash]) -> list[T]:
    """What ``run`` gives, or nothing and a crash: one broken rule must not hide what the others find."""
    try:
        return run()
    except UnsoundError as error:
        crashes.append(Crash(rule.code, spec, str(error)))
    except BaseException as error:
        # A rule may leave with SystemExit too.
        if is_stop(error):
            raise
        where = origin(error)
        crashes.append(Crash(rule.code, spec, said(error) + (f" ({where})" if where else "")))
    return []
