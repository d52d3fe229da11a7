"""Many fixes of one file to its new text, which is read again and held to what the fixes mean. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recolint.base.finding import DropByteOrderMark, Edit, Fix, Replace
from recolint.base.text import Source
from recolint.document import FaultKind, Reading, read
from recolint.fix import meaning
from recolint.fix.edits import Editor
from recolint.fix.text_edit import CannotFixError, TextEdit, TextFix, apply

_DROPS_MARK: TextFix = ()
"""The edits of a fix that drops the byte order mark, which is not part of the text."""


@dataclass(frozen=True, slots=True)
class FixRequest:
    """A fix, and the number of the document that it is for."""

    fix: Fix
    index: int = 0


@dataclass(frozen=True, slots=True)
class FixResult:
    """The new text, the edits of the applied fixes by number, and why others can never be applied.

    A fix in neither overlapped an applied fix. Retry it on the new text.
    """

    source: Source
    edits: Mapping[int, TextFix]
    refused: Mapping[int, str]

    @property
    def made(self) -> tuple[int, ...]:
        """The numbers of the fixes in the new text, in order."""
        return tuple(sorted(self.edits))


def apply_fixes(source: Source, wanted: Sequence[FixRequest], reading: Reading | None = None) -> FixResult:
    """``source`` after as many of ``wanted`` as go together and do what they say: no more, and no less.

    ``reading`` is what reading ``source`` gave, where that is known.

    The text of a value may be used at several places (an anchor). Its fix is applied only if fixes request the same
    change at each place. Otherwise it would change a value that no fix covers.
    """
    reading = reading if reading is not None else read(source)
    editors = {document.index: Editor(document) for document in reading.documents}
    groups: dict[TextFix, list[int]] = {}
    refused: dict[int, str] = {}
    for number, one in enumerate(wanted):
        try:
            groups.setdefault(_edits(one, editors), []).append(number)
        except CannotFixError as error:
            refused[number] = str(error)
    applied = _Application(source, reading, wanted, groups)
    applied.add(list(groups))
    for fix, reason in applied.refused.items():
        refused |= dict.fromkeys(groups[fix], reason)
    return FixResult(applied.source, {number: fix for fix in applied.made for number in groups[fix]}, refused)


def _edits(wanted: FixRequest, editors: Mapping[int, Editor]) -> TextFix:
    replacements = [edit for edit in wanted.fix.edits if isinstance(edit, Replace)]
    if len(replacements) == len(wanted.fix.edits) > 0:
        return tuple(sorted(TextEdit(edit.span, edit.text) for edit in replacements))
    if wanted.fix.edits == (DropByteOrderMark(),):
        return _DROPS_MARK
    if wanted.index not in editors:
        raise CannotFixError("the document cannot be read")
    return editors[wanted.index].edits(wanted.fix)


class _Application:
    """Finds the fixes that can be applied together. Fixes with equal text are one, applied for all requests."""

    def __init__(
        self, source: Source, reading: Reading, wanted: Sequence[FixRequest], groups: dict[TextFix, list[int]]
    ) -> None:
        self.source = source
        self.made: list[TextFix] = []
        self.refused: dict[TextFix, str] = {}
        self._original = source
        self._reading = reading
        self._wanted = wanted
        self._groups = groups

    def add(self, fixes: list[TextFix]) -> None:
        """Make ``fixes`` beside those made already; those that break something are found by halving."""
        if not fixes:
            return
        source, together = self._with([*self.made, *fixes])
        wrong = self._wrong(source, together)
        if wrong is None:
            self.source, self.made = source, together
        elif len(fixes) > 1:
            half = len(fixes) // 2
            self.add(fixes[:half])
            self.add(fixes[half:])
        elif not self.made or self._wrong(*self._with(fixes)) is not None:
            self.refused[fixes[0]] = wrong

    def _with(self, fixes: Sequence[TextFix]) -> tuple[Source, list[TextFix]]:
        """The original with as many of ``fixes`` as do not overlap, and those."""
        text, taken = apply(self._original.text, fixes)
        together = [fixes[number] for number in taken]
        return self._original._replace(text=text, bom=self._original.bom and _DROPS_MARK not in together), together

    def _wrong(self, source: Source, fixes: Sequence[TextFix]) -> str | None:
        """The damage of ``fixes`` to ``source``: a new fault, or a change of data or comments that no fix describes."""
        reading = read(source)
        if self._is_of_text(fixes):
            return None if self._reads_better(reading, fixes) else "the file would still be broken"
        known = Counter(fault.kind for fault in self._reading.faults)
        for fault in reading.faults:
            if not known[fault.kind]:
                return f"the file would be broken: {fault.message}"
            known[fault.kind] -= 1
        if not self._is_meant(reading, fixes):
            return "it would change other values, e.g. through a YAML alias"
        if _comments(reading) != _comments(self._reading):
            return "it would remove a comment"
        return None

    def _is_of_text(self, fixes: Iterable[TextFix]) -> bool:
        return any(isinstance(edit, Replace) for edit in self._asked(fixes))

    def _reads_better(self, reading: Reading, fixes: Sequence[TextFix]) -> bool:
        """Whether each of ``fixes`` has fixed a fault of syntax."""
        before, after = (
            sum(fault.kind is FaultKind.SYNTAX for fault in one.faults) for one in (self._reading, reading)
        )
        return after == before - sum(fix != _DROPS_MARK for fix in fixes)

    def _is_meant(self, reading: Reading, fixes: Sequence[TextFix]) -> bool:
        """Whether ``reading`` has the data that ``fixes`` describe, and nothing else."""
        edits: dict[int, list[Edit]] = {}
        for number in (number for fix in fixes for number in self._groups[fix]):
            edits.setdefault(self._wanted[number].index, []).extend(self._wanted[number].fix.edits)
        if [one.index for one in self._reading.documents] != [one.index for one in reading.documents]:
            return False
        return all(
            meaning.same(meaning.after(old.data, edits.get(old.index, ())), new.data)
            for old, new in zip(self._reading.documents, reading.documents, strict=True)
        )

    def _asked(self, fixes: Iterable[TextFix]) -> Iterable[Edit]:
        return (edit for fix in fixes for number in self._groups[fix] for edit in self._wanted[number].fix.edits)


def _comments(reading: Reading) -> Counter[str]:
    return Counter(comment.text for document in reading.documents for comment in document.comments())
