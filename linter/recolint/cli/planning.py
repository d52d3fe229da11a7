"""From paths to plans: reads the specs, hides their credentials, and keeps what could not be read for a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from recolint import document, engine
from recolint.discover import Input
from recolint.document import Document, FaultKind
from recolint.finding import Route, Severity, SpecId
from recolint.job import Job, is_spec
from recolint.placed import PlacedFinding
from recolint.plan.planning import plan_job
from recolint.plan.prices import Prices
from recolint.registry import Registry
from recolint.report.plan import PlannedSpec
from recolint.rule import FaultRule, Settings
from recolint.run import Run, Unrecognized
from recolint.run import run as run_checks

_COVER = "****"

_OF_SUPPRESSIONS = {
    FaultKind.SUPPRESSION_MALFORMED,
    FaultKind.SUPPRESSION_UNKNOWN_RULE,
    FaultKind.SUPPRESSION_UNUSED,
    FaultKind.SUPPRESSION_EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The plans of the specs that can be read, and what checking the files gave.

    ``unreadable`` is that run with the findings alone that say why a file or a document cannot be read.
    """

    plans: tuple[PlannedSpec, ...]
    checked: Run
    unreadable: Run

    def errors(self) -> Iterator[tuple[SpecId, int]]:
        """The planned specs in which the rules found errors, and how many."""
        for one in self.plans:
            found = (placed.finding.severity for placed in self.checked.findings if placed.spec == one.spec)
            count = sum(severity is Severity.ERROR for severity in found)
            if count:
                yield one.spec, count


def gather(
    inputs: Iterable[Input], rules: Registry, today: date, prices: Prices | None, number: int | None
) -> Gathered:
    """Plan the specs of ``inputs``: of each file all documents, or the one with ``number`` (from 0)."""
    items = tuple(inputs)
    checked = run_checks(items, rules, today, Unrecognized.ERROR)
    secrets = _secrets(checked)
    plans = []
    for item in items:
        for one in _specs(item, number):
            spec = SpecId(item.source.path, one.index)
            _cover(one, secrets.get(spec, []))
            plans.append(PlannedSpec(spec, plan_job(_job(one, today), prices)))
    faults = (
        replace(file, findings=tuple(placed for placed in file.findings if _is_fault(placed, rules, number)))
        for file in checked.files
    )
    return Gathered(tuple(plans), checked, replace(checked, files=tuple(file for file in faults if file.findings)))


def _specs(item: Input, number: int | None) -> Iterator[Document]:
    """The documents of ``item`` that are specs and hold nothing that could mislead."""
    if item.fault is not None:
        return
    reading = document.read(item.source)
    misleading = {fault.index for fault in reading.faults}
    for one in reading.documents:
        if is_spec(one.data) and one.index not in misleading and number in (None, one.index):
            yield one


def _job(one: Document, today: date) -> Job:
    """The view on ``one`` that knows what the contract refuses."""
    checked, _ = engine.check_document(one, (), Settings(today))
    return checked.spec.job if checked.spec else Job.of(one.data)


def _secrets(run: Run) -> dict[SpecId, list[Route]]:
    """Where values stand that no report may show."""
    found: dict[SpecId, list[Route]] = {}
    hidden = (one.finding for file in run.files for one in file.suppressed)
    for placed in (*run.findings, *hidden):
        if placed.finding.confidential:
            found.setdefault(placed.spec, []).append(placed.finding.route)
    return found


def _cover(one: Document, secrets: Iterable[Route]) -> None:
    """Put asterisks in place of the values at ``secrets``; the data of ``one`` is nobody else's."""
    for route in secrets:
        if route:
            one.value(route[:-1])[route[-1]] = _COVER


def _is_fault(placed: PlacedFinding, rules: Registry, number: int | None) -> bool:
    """Whether ``placed`` says why a document that was asked for cannot be read."""
    rule = rules.find(placed.finding.code)
    if not issubclass(rule, FaultRule) or rule.kind in _OF_SUPPRESSIONS:
        return False
    return number in (None, placed.spec.index)
