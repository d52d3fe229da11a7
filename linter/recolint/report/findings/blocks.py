"""A finding as people read it in a terminal: its line, a caret under the value, the second place, help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recolint.base.static import TYPE_CHECKING
from recolint.base.text import plural, visible
from recolint.report.shared.fold import folded
from recolint.report.shared.style import Style, linked, offer, paint, paint_severity
from recolint.report.shared.width import columns

if TYPE_CHECKING:
    from recolint.check.placed import Diagnostic, Place

WIDTH, LEAST = 100, 20
"""The maximum and minimum columns of a source line that are shown: a spec may be one line of thousands."""

MOST_PLACES = 10
"""The maximum of listed places."""

_DIM, _BOLD, _BLUE = "2", "1", "1;34"


def blocks(found: Sequence[Diagnostic], style: Style) -> Iterator[str]:
    """A block of lines for each of ``found``, or for several with the same words."""
    return (_block(same, style) for same in _grouped(found))


def _grouped(found: Sequence[Diagnostic]) -> Iterator[Sequence[Diagnostic]]:
    """Groups of findings: those with the same words in several files form one, at the place of the first of them."""
    from recolint.report.shared.alike import SEVERAL, alike

    groups = {id(group.first): group.each for group in alike(found) if group.files >= SEVERAL}
    together = {id(one) for group in groups.values() for one in group}
    for one in found:
        if id(one) in groups:
            yield groups[id(one)]
        elif id(one) not in together:
            yield (one,)


def _block(same: Sequence[Diagnostic], style: Style) -> str:
    """The first of ``same`` in full, and the places of the others."""
    placed = same[0]
    finding = placed.finding
    places = [_Mark(placed.place, "", main=True)]
    places += [_Mark(label.place, label.label.message, main=False) for label in placed.labels]
    gutter = max(len(str(mark.place.start.line)) for mark in places)
    title = paint_severity(f"{finding.severity.label}[{linked(finding.code, style)}]", finding.severity, style)
    head = f"{title} {finding.name}: {paint(visible(finding.message), _BOLD, style)}"
    pad = " " * gutter
    lines: list[str] = []
    if finding.help:
        lines.append(f"{pad} {paint('=', _BLUE, style)} help: {visible(finding.help)}")
    if finding.fix:
        option = offer(finding.fix, style)
        how = f" (recolint check {option})" if option else ""
        lines.append(f"{pad} {paint('=', _BLUE, style)} fix: {visible(finding.fix.title)}{how}")
    if style.show_basis:
        where = f" ({finding.basis.url})" if finding.basis.url else ""
        lines.append(f"{pad} {paint('=', _BLUE, style)} basis: {visible(finding.basis.shown + where)}")
    if len(same) > 1:
        places_of_others = [f"{visible(one.spec.path)}:{one.place.where}" for one in same[1:]]
        lines.append(f"{pad} {paint('=', _BLUE, style)} the same at {plural(len(places_of_others), 'other place')}:")
        lines += [f"{pad}     {where}" for where in places_of_others[:MOST_PLACES]]
        if len(places_of_others) > MOST_PLACES:
            lines.append(f"{pad}     and {len(places_of_others) - MOST_PLACES} more")
    notes = (folded(line, style.width) for line in lines)
    whole = [folded(head, style.width), *_excerpt(placed, places, gutter, style), *notes]
    return "".join(line + "\n" for line in whole)


class _Mark:
    """One line to show, what to underline in it, and what to say there."""

    def __init__(self, place: Place, message: str, *, main: bool) -> None:
        self.place = place
        self.message = message
        self.main = main


def _excerpt(placed: Diagnostic, marks: list[_Mark], gutter: int, style: Style) -> list[str]:
    arrow, bar = paint("-->", _BLUE, style), paint("|", _BLUE, style)
    lines: list[str] = []
    room = _room(gutter, style)
    own = [mark for mark in marks if mark.place.source is placed.place.source]
    others = [mark for mark in marks if mark.place.source is not placed.place.source]
    for group in [sorted(own, key=lambda mark: mark.place.start), *([mark] for mark in others)]:
        first = marks[0] if marks[0] in group else group[0]
        lines.append(f"{' ' * gutter}{arrow} {visible(first.place.source.path)}:{first.place.where}")
        if not first.place.source.last:
            continue  # no text to quote
        lines.append(f"{' ' * gutter} {bar}")
        previous = (0, "")
        for mark in group:
            number = mark.place.start.line
            if 0 < previous[0] < number - 1:
                lines.append(f"{' ' * gutter} {paint('...', _BLUE, style)}")
            source, *below = _underlined(mark, room, style)
            if (number, source) != previous:
                lines.append(f"{paint(str(number).rjust(gutter), _BLUE, style)} {bar} {source}".rstrip())
            if not mark.place.is_marked and not mark.message:
                previous = (number, source)
                continue
            for line in below:
                color = paint_severity(line, placed.finding.severity, style) if mark.main else paint(line, _BLUE, style)
                lines.append(f"{' ' * gutter} {bar} {color}")
            previous = (number, source)
    return lines


def _room(gutter: int, style: Style) -> int:
    """How many columns of a source line fit beside the line numbers."""
    return WIDTH if style.width is None else max(LEAST, min(WIDTH, style.width - gutter - 3 - 2 * len(style.ellipsis)))


def _underlined(mark: _Mark, room: int, style: Style) -> Iterator[str]:
    """The visible part of the source line, and the lines below it. A message that does not fit has its own lines."""
    place = mark.place
    line = place.source.line(place.start.line)
    start = place.start.column - 1
    end = place.end.column - 1 if place.end.line == place.start.line else len(line)
    left, right = _window(line, start, room)
    cut = style.ellipsis if left else ""
    yield cut + _visible_line(line[left:right], style) + (style.ellipsis if right < len(line) else "")
    before = columns(cut + _visible_line(line[left:start], style))
    under = _visible_line(line[start : max(start, min(end, right))], style)
    carets = " " * before + ("^" if mark.main else "-") * max(columns(under), 1)
    message = visible(mark.message)
    beside = f"{carets} {message}" if message else carets
    if not message or style.width is None or columns(beside) <= room:
        yield beside
        return
    yield carets
    yield from folded(" " * min(before, max(0, room - columns(message))) + message, room).split("\n")


def _window(line: str, start: int, room: int) -> tuple[int, int]:
    """The part of a long line that is shown: around ``start``, most of it after."""
    if len(line) <= room:
        return 0, len(line)
    left = max(0, min(start - room // 3, len(line) - room))
    return left, min(len(line), left + room)


def _visible_line(text: str, style: Style) -> str:
    """``text`` made harmless, with a tab as one blank, and as the stream can hold it: carets are counted in it."""
    return style.encodable(visible(text.replace("\t", " ")))
