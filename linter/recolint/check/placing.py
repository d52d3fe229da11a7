"""The findings of a file in their places, in order, with the fixes that work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recolint.base.excerpt import Quoting
from recolint.base.finding import Finding, Label, SpecId
from recolint.check.announce import announce
from recolint.check.hosted import parts
from recolint.check.looked import Looked
from recolint.check.placed import Diagnostic, Hidden, Place, at, order, place
from recolint.check.redact import Redaction, redact_finding
from recolint.check.untold import Untold, untold
from recolint.document import Reading


def in_place(
    looked: Looked,
    redaction: Redaction,
    shown: Sequence[tuple[Finding, int]],
    hidden: Sequence[tuple[Finding, int, Hidden]],
    labels: Mapping[Label, Place],
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """The findings ``shown`` and ``hidden``, each with the number of its document, in order of place.

    ``labels`` has the places of labels in other files.
    """
    quoting = _quoting(looked, redaction)
    locks = looked.input.config.locks

    def placed(finding: Finding, index: int) -> Diagnostic:
        spec = SpecId.of(looked.input.source, index)
        made = place(redact_finding(finding, redaction.secrets), spec, quoting, looked.documents, labels)
        lock = locks.get(finding.code)
        return made if lock is None or lock.word is None else made._replace(policy=lock.owner.name)

    found = [placed(finding, index) for finding, index in shown]
    found += (placed(finding, index)._replace(hidden=by) for finding, index, by in hidden)
    # A fix may need those beside it, of the same text.
    reading = Reading(tuple(one.document for one in looked.result.checked), looked.result.faults)
    announced = announce(looked.input.source, reading, found, quoting)
    return _in_order(announced[: len(shown)]), _in_order(announced[len(shown) :])


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=order))


def gaps_in_place(looked: Looked, redaction: Redaction) -> tuple[Untold, ...]:
    """The values that the code of ``looked`` does not show."""
    quoting = _quoting(looked, redaction)
    found = (untold(one.document, quoting) for one in looked.result.checked)
    unread = (Untold(looked.path, at(quoting, fault.span), fault.message) for fault in looked.unread)
    return (*(one for those in found for one in those), *unread)


def _quoting(looked: Looked, redaction: Redaction) -> Quoting:
    return Quoting(redaction.source, parts(looked.input.source))
