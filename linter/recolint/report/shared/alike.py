"""Groups findings with the same words at several places, so that a report for people shows the words once."""

from __future__ import annotations

from collections.abc import Iterable

from recolint.base.named_tuple import NamedTuple
from recolint.check.placed import Diagnostic

SEVERAL = 3
"""The minimum number of files for which a report shows the same words once instead of in each file."""


class Alike(NamedTuple):
    """One or more findings with the same words, in order of path and place."""

    each: tuple[Diagnostic, ...]

    @property
    def first(self) -> Diagnostic:
        """The finding to show."""
        return self.each[0]

    @property
    def files(self) -> int:
        """How many files the findings are in."""
        return len({one.spec.path for one in self.each})


def alike(found: Iterable[Diagnostic]) -> list[Alike]:
    """``found`` in groups with the same words, in the order of the first finding of each."""
    same: dict[tuple[object, ...], list[Diagnostic]] = {}
    for one in found:
        same.setdefault(_words(one), []).append(one)
    return [Alike(tuple(each)) for each in same.values()]


def _words(one: Diagnostic) -> tuple[object, ...]:
    finding = one.finding
    labels = tuple(label.label.message for label in one.labels)
    fix = finding.fix.title if finding.fix else None
    reason = one.hidden.reason if one.hidden else None
    return finding.severity, finding.code, finding.message, finding.help, fix, labels, reason
