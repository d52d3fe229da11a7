"""From a source and rules to findings. Pure: no files, no output.

A rule that raises or returns an invalid finding is recorded; the check continues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import islice

from recolint.base.finding import Finding, Part, Route, SpecId
from recolint.base.foreign import origin
from recolint.base.foreign import said as words
from recolint.base.landing import landed, reached
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any, TypeVar
from recolint.base.stops import is_stop
from recolint.base.text import Source
from recolint.document import Content, Document, Fault, FaultKind, Format, Reading
from recolint.request import contract
from recolint.request.gaps import NO_GAPS, Gaps
from recolint.request.job import Job
from recolint.rule.entry import EMPTY, POLICIES, VIOLATIONS
from recolint.rule.kinds import Context, FaultRule, Rule, Settings, Spec
from recolint.rule.making import UnsoundError
from recolint.rule.rule_set import ActiveRule, RuleSet

T = TypeVar("T")

MAX_FINDINGS = 10_000
"""The limit for one rule on one spec, plus one for each of its characters: a rule may never stop yielding findings."""


class Crash(NamedTuple):
    """A rule that failed: its code, the spec (``None``: all specs of the run), and what it raised or returned."""

    code: str
    spec: SpecId | None
    error: str


class Checked(NamedTuple):
    """One document and what the rules say of it. ``spec`` is ``None`` when the document is not a job spec.

    ``without_objections`` asks its rules again and hides no value from them.
    """

    document: Document
    spec: Spec | None
    findings: tuple[Finding, ...]
    without_objections: Callable[[], Iterable[Finding]] = tuple

    @property
    def unfounded(self) -> tuple[Finding, ...]:
        """The findings about values that other findings already report. They are not shown.

        A suppression of them is not unused: it has an effect once those values are correct. They are calculated only if
        there is a suppression.
        """
        return tuple(one for one in self.without_objections() if one not in self.findings)


class Result(NamedTuple):
    """The result of a check of one source: its documents in order, the faults met in reading, the rules that raised.

    ``remarks`` are faults that leave the data as they are.
    """

    source: Source
    checked: tuple[Checked, ...]
    faults: tuple[Fault, ...]
    crashes: tuple[Crash, ...]
    remarks: tuple[Fault, ...] = ()


Objecting = Callable[[Document, Sequence[Finding]], Sequence[Finding]]
"""The findings of a document except those that its author calls fine: a comment or the config hides them."""


def _all(document: Document, findings: Sequence[Finding]) -> Sequence[Finding]:  # noqa: ARG001  as ``Objecting``
    return findings


def check(
    source: Source,
    reading: Reading,
    rules: RuleSet,
    settings: Callable[[Document], Settings],
    recognizes: Callable[[object], bool],
    objecting: Objecting = _all,
) -> Result:
    """Look with ``rules`` at each document that ``recognizes`` takes for a job spec in ``reading``, that of ``source``.

    What a reader of code found is a request already. Suppressions are not yet applied.
    """
    crashes: list[Crash] = []
    checked: list[Checked] = []
    for document in reading.documents:
        if document.format is Format.CODE or recognizes(document.data):
            unread = _unread(document, reading.faults)
            one, crashed = check_document(document, rules, settings(document), unread, objecting)
            crashes += crashed
        else:
            one = Checked(document, None, ())
        checked.append(one)
    return Result(source, tuple(checked), reading.faults, tuple(crashes), reading.remarks)


def check_document(
    document: Document,
    rules: RuleSet,
    settings: Settings,
    unread: frozenset[Route] = frozenset(),
    objecting: Objecting = _all,
) -> tuple[Checked, tuple[Crash, ...]]:
    """Look at ``document`` as a job spec, whether it is one or not. No finding depends on an unknown value.

    The values at ``unread`` are unknown too, but those members are there.

    Rules that refuse values come first: what they report, and ``objecting`` keeps, the others do not see.
    """
    unknown = document.unknown | unread if unread else document.unknown
    gaps = Gaps(unknown, document.open) if unknown or document.open else NO_GAPS
    violations = contract.check(document.data, gaps)
    # An unread value exists, and a fault reports why no rule judges it.
    refused = _refused(violations, document.data) | unread
    job = Job.of(document.data, refused, gaps)
    spec_id = SpecId.of(document.source, document.index)
    context = Context(document, Content.of(document.data), violations, settings)
    crashes: list[Crash] = []

    most = MAX_FINDINGS + len(document.source.text)

    def look(those: Iterable[Rule[Any]], job: Job) -> list[Finding]:
        found: list[Finding] = []
        for rule in those:
            try:
                said = rule.check(job, context) if rule.takes_context else rule.check(job)
                try:
                    left = iter(said)
                except TypeError as error:
                    from recolint.rule.soundness import not_findings

                    raise not_findings(said) from error
                for first in left:
                    found += _sound([first, *islice(left, most)], rule, spec_id, most)
            except BaseException as error:
                crashes.append(_crash(rule, spec_id, error))
        if not found:
            return found
        return [landed(finding, spec_id, {spec_id: document.data}) for finding in _known(found, document, refused)]

    chosen = rules.about(_given(context, job, refused))
    findings = look(chosen.refusing, job)
    objections = [one for one in objecting(document, findings) if one.part is Part.VALUE] if findings else []
    if not objections:
        return Checked(document, Spec(spec_id, job, settings), (*findings, *look(chosen.judging, job))), tuple(crashes)
    judged = Job.of(document.data, refused | {one.route for one in objections}, gaps)
    # A rule that a repository may turn off or lower hides no value from locked rules, and neither does a warning.
    grave = {one.route for one in objections if one.code in rules.locked and rules.fails(one)}
    own = Job.of(document.data, refused | grave, gaps)
    free = [rule for rule in chosen.judging if rule.code not in rules.locked]
    founded = [*look(free, judged), *look((rule for rule in chosen.judging if rule.code in rules.locked), own)]
    is_own = any(rule.code in rules.locked for rule in rules.across)
    spec = Spec(spec_id, own if is_own else judged, settings)
    return Checked(document, spec, (*findings, *founded), partial(look, chosen.judging, job)), tuple(crashes)


def _given(context: Context, job: Job, refused: frozenset[Route]) -> Set[str]:
    """The facts that a rule may need: the names in the spec, right and meant, and what is beside them."""
    content = context.content
    given = content.names
    if job.type is not None:
        given = given | {job.type.value}
    if "" in content.texts or not all(content.containers):
        given = given | {EMPTY}
    if refused:
        given = given | {step for route in refused for step in route if isinstance(step, str)}
    if context.violations:
        given = given | {VIOLATIONS}
    if context.settings.permissions is not None:
        given = given | {POLICIES}
    return given


def _unread(document: Document, faults: Sequence[Fault]) -> frozenset[Route]:
    """The routes with values that the text does not show.

    Those are the scalars with an unknown tag, and the members that occur twice, wherever aliases bring
    them.
    """
    if not faults:
        return frozenset()
    here = [fault for fault in faults if fault.index == document.index and _is_there(document, fault.route)]
    tagged = {fault.route for fault in here if fault.kind is FaultKind.UNKNOWN_TAG}
    scalars = {route for route in tagged if not isinstance(document.value(route), dict | list)}
    twice = {fault.route for fault in here if fault.kind is FaultKind.DUPLICATE_KEY and fault.route}
    return frozenset(scalars | twice | _repeats(document, twice))


def _is_there(document: Document, route: Route) -> bool:
    return reached(document.data, route) == route  # not below a key that a later one of the same name replaces


def _repeats(document: Document, routes: Set[Route]) -> Set[Route]:
    """The routes by which aliases and merge keys bring the text of the members at ``routes``."""
    if not routes or document.format is not Format.YAML or not document.source.has("*"):
        return frozenset()
    texts = {(route[-1], document.origin(route)) for route in routes}
    names = {name for name, _ in texts}
    members = (route for route in _members(document.data, ()) if route[-1] in names)
    return frozenset(route for route in members if (route[-1], document.origin(route)) in texts)


def _members(data: Any, route: Route) -> Iterator[Route]:
    """The routes of all values in ``data``, which is at ``route``."""
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*route, step)
        yield from _members(value, (*route, step))


def _known(findings: Iterable[Finding], document: Document, refused: frozenset[Route]) -> Iterable[Finding]:
    """``findings`` except those about a structure that is not there, since its members are reported elsewhere."""
    for finding in findings:
        there = reached(document.data, finding.route)
        if there == finding.route or finding.route[: len(there) + 1] not in refused:
            yield finding


def _sound(said: Sequence[object], rule: ActiveRule, spec: SpecId, most: int) -> list[Finding]:
    """``said`` of ``spec`` by ``rule``, each known to be a finding."""
    if len(said) > most:
        raise UnsoundError(f"more than {most} findings")
    from recolint.rule.soundness import require_finding  # which a clean spec need not load

    return [require_finding(one, rule, {spec}) for one in said]


def _refused(violations: Iterable[contract.Violation], data: Any) -> frozenset[Route]:
    """The routes with values that no other rule may look at.

    A misspelled member counts under its right name too, and a misplaced one at its home, with what is to come above it.
    """
    routes: set[Route] = set()
    for violation in violations:
        if violation.kind is not contract.ViolationKind.MISSING:
            routes.add(violation.route)
        routes.update((*violation.route[:-1], name) for name in (violation.meant, violation.likely) if name is not None)
        if violation.home is not None:
            routes.update(contract.lacking(data, violation.home))
    return frozenset(routes)


def describe(faults: Iterable[Fault], rules: RuleSet, crashes: list[Crash]) -> list[Finding]:
    """The findings for ``faults``, as far as ``rules`` has a rule for their kind."""
    found: list[Finding] = []
    for fault in faults:
        if (rule := rules.of_fault(fault.kind)) is not None:
            found += guarded(rule, None, partial(_described, rule, fault), crashes)
    return found


def _described(rule: FaultRule, fault: Fault) -> list[Finding]:
    from recolint.rule.soundness import require_finding

    return [require_finding(rule.describe(fault), rule)]


def guarded(rule: ActiveRule, spec: SpecId | None, run: Callable[[], list[T]], crashes: list[Crash]) -> list[T]:
    """The result of ``run``, or nothing and a crash: one broken rule must not hide what the others find."""
    try:
        return run()
    except BaseException as error:
        crashes.append(_crash(rule, spec, error))
    return []


def _crash(rule: ActiveRule, spec: SpecId | None, error: BaseException) -> Crash:
    """The record of ``error``, which ``rule`` raised; raises it again where it means that the process is to end."""
    if isinstance(error, UnsoundError):
        return Crash(rule.code, spec, str(error))
    # A rule may leave with SystemExit too.
    if is_stop(error):
        raise error
    where = origin(error)
    return Crash(rule.code, spec, words(error) + (f" ({where})" if where else ""))
