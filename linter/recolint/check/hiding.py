"""What hides findings of a file: the comments in it and the ``[[suppress]]`` tables for it, as far as they may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from recolint.config.reader import FileSuppression
from recolint.config.typed import Config
from recolint.document import Document, Fault
from recolint.rule.registry import Registry
from recolint.suppress import comments as suppress
from recolint.suppress.comments import Suppression, Terms


class InForce(NamedTuple):
    """What hides something, and what is wrong with what does not."""

    items: tuple[Suppression, ...] = ()
    faults: tuple[Fault, ...] = ()


def of_comments(document: Document | None, config: Config, registry: Registry, today: date) -> InForce:
    """What the comments of ``document`` hide, ``config`` being that of its file."""
    if document is None:
        return InForce()
    found = suppress.suppressions(document, registry)
    items: list[Suppression] = []
    faults = [*found.faults]
    for item in found.items:
        left, refused = allowed(item, config, today, document.index)
        items += left
        faults += refused
    return InForce(tuple(items), tuple(faults))


def of_tables(config: Config, path: str, today: date) -> Iterator[tuple[int, Suppression]]:
    """The ``[[suppress]]`` tables for the file ``path``, relative to the folder of its ``config``, by number."""
    for number in config.suppressions_of(path):
        for item in allowed(as_item(config.suppressions[number]), config, today, 0)[0]:
            yield number, item


def as_item(table: FileSuppression) -> Suppression:
    """What ``table`` hides in its files, placed at its header."""
    span = table.word.span
    words = tuple(suppress.Word(word, codes, span) for word, codes in table.rules)
    return Suppression(words, table.route, table.reason, table.until)


def allowed(item: Suppression, config: Config, today: date, index: int) -> tuple[Sequence[Suppression], list[Fault]]:
    """What ``item`` may hide, and the faults of what it may not."""
    why = Terms(config.require_reason, config.max_suppression_days).lacking(item, today)
    if why is not None and not item.expired(today):
        return [], [suppress.refused(item, why, index)]
    return [item], []
