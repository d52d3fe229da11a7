"""Findings to ignore comments in YAML: where each comment goes, and the text with all of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from recolint import suppress
from recolint.document import Document, Entry, Reading, read
from recolint.finding import Finding, Route
from recolint.fix.meaning import same
from recolint.registry import Registry
from recolint.text import Source


@dataclass(frozen=True, slots=True)
class Wanted:
    """A finding to hide, and the number of the document that it is in."""

    finding: Finding
    index: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """The source with its comments, and the findings that they hide, by their numbers."""

    source: Source
    made: tuple[int, ...]


class _Form(Enum):
    """How a comment stands: after an entry, above one, above one and for the whole document."""

    AFTER = "  # recolint: ignore[{codes}] {reason}"
    ABOVE = "{indentation}# recolint: ignore[{codes}] {reason}{newline}"
    FILE = "{indentation}# recolint: ignore-file[{codes}] {reason}{newline}"
    FILE_AFTER = "  # recolint: ignore-file[{codes}] {reason}"


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a comment goes: its form, and the offset where it is put into the text."""

    offset: int
    form: _Form


_Group = tuple[int, Route]
"""Findings at one entry of one document: they share a comment."""


def annotate(source: Source, wanted: Sequence[Wanted], reason: str, registry: Registry) -> Annotated:
    """``source`` with a comment, for ``reason``, at the entry of each of ``wanted``; several at an entry share one.

    Whatever the comments do is tried on the text with them: they hide what they are for, and the data stays. What no
    comment can hide is left out: faults of the file itself, and those of comments.
    """
    reading = read(source)
    documents = {document.index: document for document in reading.documents}
    groups: dict[_Group, list[int]] = {}
    for number, one in enumerate(wanted):
        if one.index in documents:
            route = _written(documents[one.index], one.finding.route).route
            groups.setdefault((one.index, route), []).append(number)
    spots = {group: list(_spots(documents[group[0]], group[1])) for group in groups}
    while True:
        chosen = {group: choices[0] for group, choices in spots.items() if choices}
        text = _with(source, chosen, {group: _codes(wanted, groups[group]) for group in groups}, reason)
        after = read(replace(source, text=text))
        if not _is_same(reading, after):
            return Annotated(source, ())
        failed = [group for group in chosen if not _hides(after, wanted, groups[group], registry)]
        if not failed:
            made = sorted(number for group in chosen for number in groups[group])
            return Annotated(replace(source, text=text), tuple(made))
        for group in failed:
            del spots[group][0]


def _written(document: Document, route: Route) -> Entry:
    """The innermost entry around ``route`` that has a text of its own: not what an alias or a merge key brings."""
    entries = {entry.route: entry for entry in document.entries()}
    return next(entries[route[:length]] for length in range(len(route), -1, -1) if route[:length] in entries)


def _codes(wanted: Sequence[Wanted], numbers: Sequence[int]) -> set[str]:
    return {wanted[number].finding.code for number in numbers}


def _spots(document: Document, route: Route) -> Iterator[_Spot]:
    """Where a comment for the entry at ``route`` may go, the best first: after it, above it, above one around it."""
    entries = {entry.route: entry for entry in document.entries()}
    while route:
        entry = entries[route]
        end = _end(document, entry)
        if end is not None:
            yield _Spot(end, _Form.AFTER)
        yield _Spot(_line_start(document.source.text, _start(entry)), _Form.ABOVE)
        route = route[:-1]
    root = entries[()].value
    yield _Spot(_line_start(document.source.text, root.start), _Form.FILE)
    yield _Spot(_line_end(document.source.text, root.end), _Form.FILE_AFTER)


def _start(entry: Entry) -> int:
    return entry.key.start if entry.key else entry.value.start


def _end(document: Document, entry: Entry) -> int | None:
    """The end of the line that a comment after ``entry`` stands on; ``None`` where it would be taken for another's.

    That is the line where the value ends; for a value of several lines, that of the key.
    """
    text = document.source.text
    on_one_line = "\n" not in text[_start(entry) : entry.value.end]
    at = entry.value.end if on_one_line else entry.key.end if entry.key else None
    if at is None:
        return None
    end = _line_end(text, at)
    return None if any(at <= comment.span.start <= end for comment in document.comments()) else end


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    if end == -1:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end


def _with(source: Source, chosen: dict[_Group, _Spot], codes: dict[_Group, set[str]], reason: str) -> str:
    """The text of ``source`` with its comments; those that would stand at one spot are one."""
    together: dict[_Spot, set[str]] = {}
    for group, spot in chosen.items():
        together.setdefault(spot, set()).update(codes[group])
    text = source.text
    newline = "\r\n" if "\r\n" in text else "\n"
    # From the end, so that offsets stay; of two at one offset, what is for the whole document comes to stand first.
    for spot in sorted(together, key=lambda spot: (spot.offset, spot.form is not _Form.FILE), reverse=True):
        line = text[_line_start(text, spot.offset) : _line_end(text, spot.offset)]
        comment = spot.form.value.format(
            codes=", ".join(sorted(together[spot])),
            reason=reason,
            indentation=line[: len(line) - len(line.lstrip(" "))],
            newline=newline,
        )
        text = text[: spot.offset] + comment + text[spot.offset :]
    return text


def _is_same(before: Reading, after: Reading) -> bool:
    """Whether comments have changed nothing that is read."""
    pairs = zip(before.documents, after.documents, strict=False)
    return (
        len(before.documents) == len(after.documents)
        and [fault.kind for fault in before.faults] == [fault.kind for fault in after.faults]
        and all(old.index == new.index and same(old.data, new.data) for old, new in pairs)
    )


def _hides(after: Reading, wanted: Sequence[Wanted], numbers: Sequence[int], registry: Registry) -> bool:
    """Whether comments of the document hide the findings of one group."""
    document = next(one for one in after.documents if one.index == wanted[numbers[0]].index)
    comments = suppress.suppressions(document, registry)
    findings = [wanted[number].finding for number in numbers]
    return not comments.faults and not suppress.unhidden(findings, comments.items)
