"""From checked files to plans, and to what says why a file could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from recolint.base.finding import Severity, SpecId
from recolint.check.placed import Diagnostic
from recolint.check.plans import PlannedSpec, PriceTablesOf, check_and_plan
from recolint.check.run import Run
from recolint.check.tasks import Input
from recolint.document import OF_CONFIGS, OF_SUPPRESSIONS, FaultKind
from recolint.rule.kinds import FaultRule
from recolint.rule.registry import Registry

_BESIDE_THE_REQUEST = (
    OF_SUPPRESSIONS
    | OF_CONFIGS
    | {
        FaultKind.EMPTY_DOCUMENT,
        FaultKind.BYTE_ORDER_MARK,
        FaultKind.SEVERAL_DOCUMENTS,
        FaultKind.UNTOLD_VALUE,
    }
)
"""Faults that leave the request as it is."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The plans of the specs that can be read, and the result of checking the files (``checked``).

    ``unreadable`` is the same result with only the findings on why a file or a document cannot be read.
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
    inputs: Iterable[Input], rules: Registry, today: date, prices: PriceTablesOf, number: int | None
) -> Gathered:
    """Plan the specs of ``inputs`` in order of path: of a file all documents, or the one with ``number`` (from 0).

    Raises ``PriceError`` for a price table of a config.
    """
    checked, plans = check_and_plan(inputs, rules, today, prices, number)
    faults = (
        file._replace(findings=tuple(placed for placed in file.findings if _is_fault(placed, rules, number)))
        for file in checked.files
    )
    return Gathered(plans, checked, checked._replace(files=tuple(file for file in faults if file.findings)))


def _is_fault(placed: Diagnostic, rules: Registry, number: int | None) -> bool:
    """Whether ``placed`` says why a document that was asked for cannot be read."""
    rule = rules.find(placed.finding.code)
    if not issubclass(rule, FaultRule) or rule.kind in _BESIDE_THE_REQUEST:
        return False
    return number in (None, placed.spec.index)
