"""``recolint check --jobs``: where the files are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from recolint.base.errors import UserError
from recolint.check.context import Context
from recolint.check.reduce import Mapper
from recolint.check.tasks import Task, lines_in

ENOUGH = 500
"""Files or lines from which on processes save more time than it takes to start them."""

_CHUNK = 16
"""Files that go to a process in one batch: five to ten milliseconds of work."""
_AHEAD = 4
"""Chunks queued for each process, so that no process waits."""


@contextmanager
def mapped(context: Context, tasks: Iterable[Task], jobs: int | None) -> Iterator[tuple[Iterable[Task], Mapper | None]]:
    """``tasks`` and what checks them: ``jobs`` processes, or this one (``None``); ``jobs`` ``None``: as it pays."""
    if jobs is None:
        first, tasks = _ahead(tasks)
        jobs = _cores() if first >= ENOUGH else 1
    terms = _terms(context) if jobs > 1 else None
    if terms is None:
        yield tasks, None
        return
    # Imported here: 20 ms, and most checks are of few files.
    from recolint.check.processes import processes
    from recolint.check.workers import Workers

    with processes(jobs) as executor:
        yield tasks, Workers(executor, terms, _CHUNK, jobs * _AHEAD)


def _ahead(tasks: Iterable[Task]) -> tuple[int, Iterable[Task]]:
    """The number of ``tasks``, counted up to ``ENOUGH``, and all of them again."""
    left, first, count = iter(tasks), list[Task](), 0
    try:
        while count < ENOUGH and (task := next(left, None)) is not None:
            first.append(task)
            count += lines_in(task) or 1
    except UserError as error:
        # The earlier files come first: the order of problems is the same as without looking ahead.
        return count, chain(first, _raising(error))
    return count, chain(first, left)


def _raising(error: Exception) -> Iterator[Task]:
    """No task, but ``error`` when one is asked for."""
    yield from ()
    raise error


def _cores() -> int:
    from recolint.check.processes import cores

    return cores()


def _terms(context: Context) -> bytes | None:
    from recolint.check.workers import Terms, sendable

    return sendable(Terms.of(context))
