"""Findings to ignore comments in YAML: where each comment goes, and the text with all of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from recolint.base.finding import Finding, Route
from recolint.base.text import Source, Span
from recolint.document import OF_CONFIGS, OF_SUPPRESSIONS, Document, Entry, Reading, read
from recolint.fix.meaning import same
from recolint.rule.kinds import FaultRule
from recolint.rule.registry import Registry
from recolint.suppress import comments as suppress


@dataclass(frozen=True, slots=True)
class IgnoreRequest:
    """A finding to hide, and the number of the document that it is in."""

    finding: Finding
    index: int


@dataclass(frozen=True, slots=True)
class Commented:
    """The source with its comments, and the findings that they hide, by their numbers."""

    source: Source
    made: tuple[int, ...]


def add_ignore_comments(
    source: Source, wanted: Sequence[IgnoreRequest], reason: str, registry: Registry, today: date
) -> Commented:
    """``source`` with a comment, for ``reason``, at the entry of each of ``wanted``; several at an entry share one.

    What the comments do is tried on the text with them: the data stays, each finding is hidden, and no comment is there
    for nothing. Left out is what no comment can hide: see ``can_be_hidden``.
    """
    reading = read(source)
    documents = {document.index: _Annotated(document) for document in reading.documents}
    groups: dict[_Group, list[int]] = {}
    for number, one in enumerate(wanted):
        if one.index in documents and can_be_hidden(one.finding, registry):
            route = documents[one.index].written(one.finding.route)
            groups.setdefault((one.index, route), []).append(number)
    spots = {group: list(documents[group[0]].spots(group[1])) for group in groups}
    needless: set[tuple[_Spot, str]] = set()
    while True:
        comments = _Comments({group: choices[0] for group, choices in spots.items() if choices}, needless)
        for group in comments.chosen:
            comments.add(group, {wanted[number].finding.code for number in groups[group]})
        text, placed = comments.put_into(source.text, reason)
        after = read(source._replace(text=text))
        if not _is_same(reading, after):
            return Commented(source, ())
        trial = _Trial(after, wanted, registry, today)
        failed = [group for group in comments.chosen if trial.shows(groups[group])]
        for group in failed:
            del spots[group][0]
        unused = trial.unused(placed)
        needless |= unused
        if not failed and not unused:
            made = sorted(number for group in comments.chosen for number in groups[group])
            return Commented(source._replace(text=text), tuple(made))


def can_be_hidden(finding: Finding, registry: Registry) -> bool:
    """Whether a comment can hide ``finding``: not for an unchecked file, nor for a fault of a comment or config."""
    rule = registry.find(finding.code)
    return not rule.required and not (issubclass(rule, FaultRule) and rule.kind in OF_SUPPRESSIONS | OF_CONFIGS)


def is_of_config(finding: Finding, registry: Registry) -> bool:
    """Whether ``finding`` is about a config, where only the key ``ignore`` of that config hides it."""
    rule = registry.find(finding.code)
    return issubclass(rule, FaultRule) and rule.kind in OF_CONFIGS and not rule.required


_Group = tuple[int, Route]
"""Findings at one entry of one document: they share a comment."""


class _Form(Enum):
    """Where a comment goes: after an entry, above one, above all for the whole document, after all for it."""

    AFTER = "  # recolint: ignore[{codes}] {reason}"
    ABOVE = "{indentation}# recolint: ignore[{codes}] {reason}{newline}"
    FILE = "{indentation}# recolint: ignore-file[{codes}] {reason}{newline}"
    FILE_AFTER = "  # recolint: ignore-file[{codes}] {reason}"


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a comment goes: its form, and the offset where it is put into the text."""

    offset: int
    form: _Form


class _Annotated:
    """A document, and where comments can go in it."""

    def __init__(self, document: Document) -> None:
        self._text = document.source.text
        self._entries = {entry.route: entry for entry in document.entries()}

    def written(self, route: Route) -> Route:
        """The innermost entry around ``route`` with a text of its own: not one that an alias or a merge key brings."""
        while route not in self._entries:
            route = route[:-1]
        return route

    def spots(self, route: Route) -> Iterator[_Spot]:
        """Where a comment for the entry at ``route`` may go, the best first: after it, above it, then around it.

        A comment may turn out to be taken for another entry's, or for more of a comment that is there; then the next
        spot is to be tried.
        """
        while route:
            entry = self._entries[route]
            end = self._end(entry)
            if end is not None:
                yield _Spot(end, _Form.AFTER)
            yield _Spot(_line_start(self._text, entry.start), _Form.ABOVE)
            route = route[:-1]
        root = self._entries[()].value
        yield _Spot(_line_start(self._text, root.start), _Form.FILE)
        yield _Spot(_line_end(self._text, root.end), _Form.FILE_AFTER)

    def _end(self, entry: Entry) -> int | None:
        """The end of the line for a comment after ``entry``, if the entry can have one.

        That is the line where the value ends; for a value of several lines, that of the key.
        """
        on_one_line = "\n" not in self._text[entry.start : entry.value.end]
        at = entry.value.end if on_one_line else entry.key.end if entry.key else None
        return None if at is None else _line_end(self._text, at)


class _Comments:
    """The comments to write, each with the rules that it names, except those in ``needless``."""

    def __init__(self, chosen: Mapping[_Group, _Spot], needless: set[tuple[_Spot, str]]) -> None:
        self.chosen = chosen
        self._needless = needless
        self._codes: dict[_Spot, set[str]] = {}

    def add(self, group: _Group, codes: set[str]) -> None:
        spot = self.chosen[group]
        wanted = {code for code in codes if (spot, code) not in self._needless}
        if wanted:
            self._codes.setdefault(spot, set()).update(wanted)

    def put_into(self, text: str, reason: str) -> tuple[str, dict[_Spot, Span]]:
        """``text`` with the comments, and the place of each."""
        newline = "\r\n" if "\r\n" in text else "\n"
        pieces = []
        placed: dict[_Spot, Span] = {}
        at = length = 0
        # Of two at one offset, what is for the whole document comes first.
        for spot in sorted(self._codes, key=lambda spot: (spot.offset, spot.form is not _Form.FILE)):
            line = text[_line_start(text, spot.offset) : _line_end(text, spot.offset)]
            comment = spot.form.value.format(
                codes=", ".join(sorted(self._codes[spot])),
                reason=reason,
                indentation=line[: len(line) - len(line.lstrip(" "))],
                newline=newline,
            )
            pieces += [text[at : spot.offset], comment]
            length += spot.offset - at
            placed[spot] = Span(length, length + len(comment))
            length += len(comment)
            at = spot.offset
        return "".join(pieces) + text[at:], placed


class _Trial:
    """The findings that the comments of a text hide."""

    def __init__(self, reading: Reading, wanted: Sequence[IgnoreRequest], registry: Registry, today: date) -> None:
        self._wanted = wanted
        self._shown: set[int] = set()
        self._unused: list[suppress.RuleSelector] = []
        for document in reading.documents:
            here = {id(one.finding): n for n, one in enumerate(wanted) if one.index == document.index}
            items = suppress.suppressions(document, registry).items
            shown, hidden = suppress.apply([wanted[n].finding for n in here.values()], items, today)
            self._shown |= {here[id(finding)] for finding in shown}
            used = {(id(one.by), one.selector) for one in hidden}
            self._unused += [
                selector for item in items for selector in item.selectors if (id(item), selector) not in used
            ]

    def shows(self, numbers: Sequence[int]) -> bool:
        """Whether one of these findings is not hidden."""
        return not self._shown.isdisjoint(numbers)

    def unused(self, placed: Mapping[_Spot, Span]) -> set[tuple[_Spot, str]]:
        """The rules that the comments at ``placed`` name and do not hide, since another comment hides the finding."""
        return {
            (spot, selector.text)
            for selector in self._unused
            for spot, span in placed.items()
            if span.start <= selector.span.start < span.end
        }


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    if end == -1:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end


def _is_same(before: Reading, after: Reading) -> bool:
    """Whether comments have changed nothing that is read."""
    return (
        [fault.kind for fault in before.faults] == [fault.kind for fault in after.faults]
        and [one.index for one in before.documents] == [one.index for one in after.documents]
        and all(same(old.data, new.data) for old, new in zip(before.documents, after.documents, strict=True))
    )
