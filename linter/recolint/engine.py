"""From a source and rules to findings. Pure: no files, no output; a rule that raises is recorded, never passed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from recolint import contract
from recolint.account import Account, NotAnsweredError
from recolint.document import Document, Fault, FaultKind, read
from recolint.finding import Finding, Part, Route, SpecId
from recolint.job import Job, is_spec
from recolint.landing import landed, reached
from recolint.rule import BaseRule, CollectionRule, Context, FaultRule, OnlineRule, Rule, Settings, Spec
from recolint.text import Source

T = TypeVar("T")

ActiveRule = BaseRule[Any]


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that raised: which, on what (``None``: on all specs of the run), and what it said."""

    code: str
    spec: SpecId | None
    error: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One document and what the rules say of it. ``spec`` is ``None`` when the document is no job spec.

    ``unfounded`` is what rules would say by values that other findings are about. It is not to be shown: what hides it
    is of use once those values are right.
    """

    document: Document
    spec: Spec | None
    findings: tuple[Finding, ...]
    unfounded: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What checking one source gave: its documents in order, the faults met in reading, the rules that raised."""

    source: Source
    checked: tuple[Checked, ...]
    faults: tuple[Fault, ...]
    crashes: tuple[Crash, ...]


Accepts = Callable[[Document, Finding], bool]
"""Whether whoever wrote a document says there that a finding is fine: a comment or the config hides it."""


def _nothing(document: Document, finding: Finding) -> bool:  # noqa: ARG001  as ``Accepts``
    return False


def check(source: Source, rules: Sequence[ActiveRule], settings: Settings, accepts: Accepts = _nothing) -> Result:
    """Read ``source`` and look at each job spec in it with ``rules``. Suppressions are not yet applied."""
    reading = read(source)
    crashes: list[Crash] = []
    checked = []
    for document in reading.documents:
        if is_spec(document.data):
            unread = _unread(document, reading.faults)
            one, crashed = check_document(document, rules, settings, unread, accepts)
            crashes += crashed
        else:
            one = Checked(document, None, ())
        checked.append(one)
    return Result(source, tuple(checked), reading.faults, tuple(crashes))


def check_document(
    document: Document,
    rules: Sequence[ActiveRule],
    settings: Settings,
    unread: frozenset[Route] = frozenset(),
    accepts: Accepts = _nothing,
) -> tuple[Checked, tuple[Crash, ...]]:
    """Look at ``document`` as a job spec, be it one or not. What is at the routes ``unread`` or below is not judged.

    Rules that refuse values come first: what they report, and ``accepts`` does not call fine, the others do not see.
    """
    violations = tuple(one for one in contract.check(document.data) if not _is_below(one, unread))
    refused = _refused(violations, document.data) | unread
    data = _without(document.data, unread)
    job = Job.of(data, refused)
    spec_id = SpecId(document.source.path, document.index)
    context = Context(document, violations, settings)
    crashes: list[Crash] = []

    def look(those: Iterable[ActiveRule], job: Job) -> list[Finding]:
        found: list[Finding] = []
        for rule in those:
            if isinstance(rule, Rule):
                found += _guarded(rule, spec_id, partial(_found, rule, job, context), crashes)
        return [landed(finding, spec_id, {spec_id: document.data}) for finding in _known(found, document, refused)]

    findings = look((rule for rule in rules if rule.refuses), job)
    more = {one.route for one in findings if one.part is Part.VALUE and not accepts(document, one)}
    others = [rule for rule in rules if not rule.refuses]
    if not more:
        return Checked(document, Spec(spec_id, job, settings), (*findings, *look(others, job))), tuple(crashes)
    judged = Job.of(data, refused | more)
    founded = look(others, judged)
    unfounded = tuple(one for one in look(others, job) if one not in founded)
    spec = Spec(spec_id, judged, settings)
    return Checked(document, spec, (*findings, *founded), unfounded), tuple(dict.fromkeys(crashes))


def _unread(document: Document, faults: Iterable[Fault]) -> frozenset[Route]:
    """The routes whose values the text does not tell.

    Those are the scalars with a tag that nobody knows, and the members that are given twice, wherever aliases bring
    them.
    """
    routes: set[Route] = set()
    for fault in faults:
        if fault.index != document.index or not _is_there(document, fault.route):
            continue
        if fault.kind is FaultKind.UNKNOWN_TAG and not isinstance(document.value(fault.route), dict | list):
            routes.add(fault.route)
        if fault.kind is FaultKind.DUPLICATE_KEY and fault.route:
            shared = _shared(document.data, document.value(fault.route[:-1]), ())
            routes.update((*route, fault.route[-1]) for route in shared)
    return frozenset(routes)


def _is_there(document: Document, route: Route) -> bool:
    return reached(document.data, route) == route  # not below a key that a later one of the same name replaces


def _shared(data: Any, one: object, route: Route) -> Iterable[Route]:
    """The routes of the container ``one`` in ``data``, which aliases may bring several times."""
    if data is one:
        yield route
    elif isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _shared(value, one, (*route, step))


def _is_below(violation: contract.Violation, routes: frozenset[Route]) -> bool:
    """Whether ``violation`` is about what is at one of ``routes`` or below it; the name of a member is not."""
    lengths = range(len(violation.route) + (violation.part is Part.VALUE))
    return any(violation.route[:length] in routes for length in lengths)


def _without(data: Any, routes: frozenset[Route]) -> Any:
    """``data`` without the members at ``routes``; the items of lists stay, so that indices stay true."""
    for route in routes:
        if isinstance(route[-1], str):
            data = _removed(data, route)
    return data


def _removed(data: Any, route: Route) -> Any:
    """A copy of ``data``, the containers along ``route`` copied and all else shared."""
    step, *rest = route
    if reached(data, route[:1]) != route[:1]:
        return data  # within what is removed already
    copy = data.copy()
    if rest:
        copy[step] = _removed(data[step], tuple(rest))
    else:
        del copy[step]
    return copy


def _known(findings: Iterable[Finding], document: Document, refused: frozenset[Route]) -> Iterable[Finding]:
    """``findings`` but for those about a structure that is not there, since its members are reported elsewhere."""
    for finding in findings:
        there = reached(document.data, finding.route)
        if there == finding.route or finding.route[: len(there) + 1] not in refused:
            yield finding


def _found(rule: Rule[Any], job: Job, context: Context) -> list[Finding]:
    return list(rule.check(job, context))


def _refused(violations: Iterable[contract.Violation], data: Any) -> frozenset[Route]:
    """The routes whose values no other rule may look at.

    A misspelled member counts under its right name too, and a misplaced one at its home, with what is to come above it.
    """
    routes: set[Route] = set()
    for violation in violations:
        if violation.kind is not contract.Kind.MISSING:
            routes.add(violation.route)
        routes.update((*violation.route[:-1], name) for name in (violation.meant, violation.likely) if name is not None)
        if violation.home is not None:
            routes.update(contract.lacking(data, violation.home))
    return frozenset(routes)


def check_together(
    specs: Sequence[Spec], rules: Iterable[ActiveRule]
) -> tuple[list[tuple[SpecId, Finding]], list[Crash]]:
    """What the rules across specs say of all ``specs`` of a run."""
    found: list[tuple[SpecId, Finding]] = []
    crashes: list[Crash] = []
    data = {spec.id: spec.job.data() for spec in specs}
    for rule in rules:
        if isinstance(rule, CollectionRule):
            pairs = _guarded(rule, None, partial(_found_together, rule, specs), crashes)
            found += [(spec, landed(finding, spec, data)) for spec, finding in pairs]
    return found, crashes


def _found_together(rule: CollectionRule[Any], specs: Sequence[Spec]) -> list[tuple[SpecId, Finding]]:
    return list(rule.check(specs))


def check_online(spec: Spec, rule: OnlineRule[Any], account: Account) -> tuple[tuple[Finding, ...], tuple[Crash, ...]]:
    """What ``rule`` says of ``spec`` in ``account``, as far as AWS answers what it asks."""
    crashes: list[Crash] = []
    found = _guarded(rule, spec.id, partial(_found_online, rule, spec, account), crashes)
    return tuple(landed(finding, spec.id, {spec.id: spec.job.data()}) for finding in found), tuple(crashes)


def _found_online(rule: OnlineRule[Any], spec: Spec, account: Account) -> list[Finding]:
    found: list[Finding] = []
    try:
        for finding in rule.check(spec, account):
            found.append(finding)  # noqa: PERF402  what was found before a question without an answer counts
    except NotAnsweredError as error:
        account.note(error)
    return found


def describe(faults: Iterable[Fault], rules: Iterable[ActiveRule]) -> list[Finding]:
    """The findings for ``faults``, as far as ``rules`` has a rule for their kind."""
    by_kind = {rule.kind: rule for rule in rules if isinstance(rule, FaultRule)}
    return [by_kind[fault.kind].describe(fault) for fault in faults if fault.kind in by_kind]


def _guarded(rule: ActiveRule, spec: SpecId | None, run: Callable[[], list[T]], crashes: list[Crash]) -> list[T]:
    """What ``run`` gives, or nothing and a crash: one broken rule must not hide what the others find."""
    try:
        return run()
    except Exception as error:
        crashes.append(Crash(rule.code, spec, f"{type(error).__name__}: {error}{_where(error)}"))
        return []


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f" ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})"
