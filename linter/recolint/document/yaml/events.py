"""The events of a YAML text: from the C parser where it certainly agrees with the pure one, else from the pure one.

The AWS CLI v2 reads with ``YAML(typ="safe", pure=True)`` of ruamel.yaml, so the pure parser decides what a text means
and whether it means anything. The C parser accepts more than that in some places (a tab after a colon, a blank first
line in a block scalar). It reads others differently (``%YAML 1.1``, U+2028, ``&a.b``, ``! x``). The pure parser reads
texts that may contain such a place, and texts that the C parser refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.document.faults import StopError
from recolint.document.limits import MAX_DEPTH, MAX_LINE, too_long_line
from recolint.document.yaml.scalars import CoveredScalars, Scalars

if TYPE_CHECKING:
    from recolint.document.templates import Cover

T = TypeVar("T")


class EventKind(IntEnum):
    """The kinds of events."""

    STREAM_START = 0
    STREAM_END = 1
    DOCUMENT_START = 2
    DOCUMENT_END = 3
    ALIAS = 4
    SCALAR = 5
    LIST_START = 6
    LIST_END = 7
    MAPPING_START = 8
    MAPPING_END = 9


class Stream(NamedTuple):
    """The events of a text, each with its kind, and how its scalars read.

    An event is ruamel's: all have ``start_mark.index`` and ``end_mark.index``, those of nodes ``anchor``, ``ctag`` and
    ``implicit``, scalars ``value`` and ``style``. Iterating raises ``StopError`` where the text is not YAML.
    """

    events: Iterable[tuple[EventKind, Any]]
    scalars: Scalars

    @property
    def is_kept(self) -> bool:
        """Whether the events can be iterated again, as those of short texts."""
        return isinstance(self.events, tuple)


_KEPT = 20_000
"""The maximum of characters of a text with kept events: after a fault, its places are needed too. A spec has 2,000."""


class RefusedError(Exception):
    """The C parser refuses the text. It says so in other words than the pure one, and it may be wrong."""


_DOCUMENT_END = "..."

_DOUBTFUL = "\t\r\x85\u2028\u2029\ufeff%!&*|>"
_SIGNS_OF_DOUBT = re.compile(f"[{_DOUBTFUL}]")
"""Each place of doubt contains one of these. Searching for them is much faster, and most lines do not have any."""

_PLACES_OF_DOUBT = re.compile(
    r"""
      [\t\x85\u2028\u2029\ufeff]
    | \r(?!\n)
    | (?m: ^%                                            # a directive
         | ^[ ]*(?:---[ ]*)?(?:&\S*[ ]+)?[|>]            # a block scalar at the root
         | [|>][-+0-9]*[ ]*(?:\#|\r?\n[ ]+\r?\n)         # a block scalar with a comment or a blank first line
      )
    | (?: (?m:^) | [-?:,\[{] ) [ ]*+                    # where a node may start,
      (?: &[A-Za-z0-9_-]+[ ]++ )?                        # with an anchor before:
      (?: [&*][A-Za-z0-9_-]*[^A-Za-z0-9_\-\s,\]}]        # an anchor or alias with other than letters
        | !                                              # a tag
      )
    """,
    re.VERBOSE,
)


def parse(text: str, use: Callable[[Stream], T], cover: Cover | None = None) -> T:
    """The result of ``use`` for the events of ``text``, or of its ``cover``.

    It may be called twice, the second time with the pure parser.
    """
    read = cover.text if cover is not None else text
    if _c_parser() is not None and surely_agree(read):
        try:
            events = tuple(_c_events(read)) if _is_small(read) else _c_events(read)
            return use(Stream(events, CoveredScalars(_yaml(), cover) if cover else _default_scalars()))
        except RefusedError:
            pass
    yaml = _yaml()
    return use(Stream(_pure_events(read, yaml, text), CoveredScalars(yaml, cover) if cover else Scalars(yaml)))


def _is_small(text: str) -> bool:
    """Whether the whole ``text`` can be parsed at once.

    Otherwise, the builder stops where it is too deep. For each bracket, the parser looks at all that are open.
    """
    return len(text) <= _KEPT and text.count("[") + text.count("{") <= MAX_DEPTH


def surely_agree(text: str) -> bool:
    """Whether both parsers certainly read ``text`` alike, if the C parser reads it at all."""
    if text.startswith(_DOCUMENT_END) or f"\n{_DOCUMENT_END}" in text:
        return False
    if not any(sign in text for sign in _DOUBTFUL):
        return True
    end = 0
    while (sign := _SIGNS_OF_DOUBT.search(text, end)) is not None:
        start = text.rfind("\n", 0, sign.start()) + 1
        end = _line_end(text, sign.start())
        # A blank first line of a block scalar is part of its place.
        if _PLACES_OF_DOUBT.search(text, start, _line_end(text, end)) is not None:
            return False
    return True


def _line_end(text: str, start: int) -> int:
    """The end of the line that ``start`` lies in, with its line feed."""
    return text.find("\n", start) + 1 or len(text)


def c_stream(text: str) -> Stream:
    """``text`` as the C parser reads it."""
    return Stream(_c_events(text), _default_scalars())


def pure_stream(text: str) -> Stream:
    """``text`` as the AWS CLI reads it."""
    yaml = _yaml()
    return Stream(_pure_events(text, yaml, text), Scalars(yaml))


def _c_events(text: str) -> Iterator[tuple[EventKind, Any]]:
    from ruamel.yaml.error import YAMLError

    parser_type = _c_parser()
    kinds = _kinds()
    try:
        get_event = parser_type(text).get_event
        kind, last = EventKind.STREAM_START, EventKind.STREAM_END
        while kind is not last:
            event = get_event()
            kind = kinds[type(event)]
            yield kind, event
    except YAMLError as error:
        raise RefusedError from error


def _pure_events(text: str, yaml: Any, original: str) -> Iterator[tuple[EventKind, Any]]:
    kinds = _kinds()
    _refuse_long_lines(text)
    try:
        _, parser = yaml.get_constructor_parser(text)
        while parser.check_event():
            event = parser.get_event()
            yield kinds[type(event)], event
    except (
        Exception
    ) as error:  # On hostile text the pure parser raises whatever Python does: OverflowError, IndexError.
        from recolint.document.yaml.problems import explain

        raise StopError(explain(error, original, yaml.reader.index)) from error


def _refuse_long_lines(text: str) -> None:
    start = 0
    for line in text.splitlines(keepends=True):
        if len(line) > MAX_LINE and ("!" in line or "#" in line):
            raise StopError(too_long_line(Span(start, start + len(line))))
        start += len(line)


def _yaml() -> Any:
    """A loader as the AWS CLI makes it, ready to parse; this is what its own ``load`` does first."""
    from ruamel.yaml import YAML
    from ruamel.yaml.docinfo import DocInfo

    yaml = YAML(typ="safe", pure=True)
    yaml.doc_infos.append(DocInfo())
    yaml.tags = {}
    return yaml


@cache
def _default_scalars() -> Scalars:
    """How scalars read without a directive; the C parser gets no text with one."""
    return Scalars(_yaml())


@cache
def _c_parser() -> Any:
    try:
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # its own main module takes it from there too
    except ImportError:
        return None
    return CParser


@cache
def _kinds() -> dict[type, EventKind]:
    from ruamel.yaml import events

    return {
        events.StreamStartEvent: EventKind.STREAM_START,
        events.StreamEndEvent: EventKind.STREAM_END,
        events.DocumentStartEvent: EventKind.DOCUMENT_START,
        events.DocumentEndEvent: EventKind.DOCUMENT_END,
        events.AliasEvent: EventKind.ALIAS,
        events.ScalarEvent: EventKind.SCALAR,
        events.SequenceStartEvent: EventKind.LIST_START,
        events.SequenceEndEvent: EventKind.LIST_END,
        events.MappingStartEvent: EventKind.MAPPING_START,
        events.MappingEndEvent: EventKind.MAPPING_END,
    }
