"""Many fixes of one file to its new text, which is read again and held to what the fixes mean. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recolint.document import Reading, read
from recolint.finding import Edit, Fix
from recolint.fix import meaning
from recolint.fix.edits import Editor
from recolint.fix.text_edit import CannotFixError, TextFix, apply
from recolint.text import Source


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fix, and the number of the document that it is for."""

    fix: Fix
    index: int = 0


@dataclass(frozen=True, slots=True)
class Mended:
    """What mending gave: the new text, the fixes that are in it by their numbers, and why others never can be.

    What is in neither overlaps with one that was made, and may be tried on the new text.
    """

    source: Source
    made: tuple[int, ...]
    refused: dict[int, str]


def mend(source: Source, wanted: Sequence[Wanted]) -> Mended:
    """``source`` after as many of ``wanted`` as go together and do what they say: no more, and no less.

    Where the text of a value stands for several places (an anchor), a fix of it is made when fixes ask for the same
    at each of these places; else it would change what nobody asked for.
    """
    reading = read(source)
    editors = {document.index: Editor(document) for document in reading.documents}
    groups: dict[TextFix, list[int]] = {}
    refused: dict[int, str] = {}
    for number, one in enumerate(wanted):
        editor = editors.get(one.index)
        if editor is None:
            refused[number] = "the document cannot be read"
            continue
        try:
            groups.setdefault(editor.edits(one.fix), []).append(number)
        except CannotFixError as error:
            refused[number] = str(error)
    mending = _Mending(source, reading, wanted, groups)
    mending.add(list(groups))
    made = tuple(sorted(number for fix in mending.made for number in groups[fix]))
    for fix, reason in mending.refused.items():
        refused |= dict.fromkeys(groups[fix], reason)
    return Mended(mending.source, made, refused)


class _Mending:
    """Finds the fixes that can be made together. Fixes of equal text are one, and made for all who want it."""

    def __init__(
        self, source: Source, reading: Reading, wanted: Sequence[Wanted], groups: dict[TextFix, list[int]]
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
        text, taken = apply(self._original.text, [*self.made, *fixes])
        together = [[*self.made, *fixes][number] for number in taken]
        source = replace(self._original, text=text)
        wrong = self._wrong(source, together)
        if wrong is None:
            self.source, self.made = source, together
        elif len(fixes) == 1:
            self.refused[fixes[0]] = wrong
        else:
            half = len(fixes) // 2
            self.add(fixes[:half])
            self.add(fixes[half:])

    def _wrong(self, source: Source, fixes: Sequence[TextFix]) -> str | None:
        """What is wrong with ``source``, made by ``fixes``: a fault that is new, or data that nobody asked for."""
        reading = read(source)
        known = Counter(fault.kind for fault in self._reading.faults)
        for fault in reading.faults:
            if not known[fault.kind]:
                return f"the file would be broken: {fault.message}"
            known[fault.kind] -= 1
        if not self._is_meant(reading, fixes):
            return "something else would change with it, such as a value that an alias repeats"
        return None

    def _is_meant(self, reading: Reading, fixes: Sequence[TextFix]) -> bool:
        """Whether ``reading`` has the data that ``fixes`` are to give, and nothing else."""
        edits: dict[int, list[Edit]] = {}
        for number in (number for fix in fixes for number in self._groups[fix]):
            edits.setdefault(self._wanted[number].index, []).extend(self._wanted[number].fix.edits)
        if [one.index for one in self._reading.documents] != [one.index for one in reading.documents]:
            return False
        return all(
            meaning.same(meaning.after(old.data, edits.get(old.index, ())), new.data)
            for old, new in zip(self._reading.documents, reading.documents, strict=True)
        )
