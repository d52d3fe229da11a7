"""The map of a run in other processes: of this machine, or of whatever a ``concurrent.futures.Executor`` has.

Tasks are sent in chunks, a bounded number in parallel; results come back in order. A worker makes its own context
of picklable terms. If a result cannot be sent back, such as an error with its traceback, this process repeats the task.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from datetime import date
from functools import lru_cache

import recolint
from recolint.base.foreign import said
from recolint.base.named_tuple import NamedTuple
from recolint.base.stops import is_stop
from recolint.check.context import Also, Context, Unrecognized
from recolint.check.discover import Extent
from recolint.check.reduce import Failed, Outcome, WorkerError, checked
from recolint.check.tasks import Task, lines_in
from recolint.config.files import ConfigFiles, Sought
from recolint.rule import registry


class Terms(NamedTuple):
    """The terms of a worker, from which it makes the context of a run. Can be pickled where ``also`` can."""

    sought: Sought
    today: date
    unrecognized: Unrecognized
    extent: Extent
    also: Also | None
    shows_unknown: bool = False
    version: str = recolint.__version__

    @classmethod
    def of(cls, context: Context) -> Terms:
        """The terms of ``context``, with the installed rules."""
        return cls(
            context.files().sought,
            context.today,
            context.unrecognized,
            context.extent,
            context.also,
            context.shows_unknown,
        )


def sendable(terms: Terms) -> bytes | None:
    """``terms`` for the workers of one run; ``None`` where a run can only be done in this process."""
    try:
        # Two runs never share a context: configs change between them, and a worker may live long.
        return pickle.dumps((os.urandom(8), terms))
    except Exception:
        # Whatever a config or a caller's function raises, it cannot go to another process.
        return None


class Workers(NamedTuple):
    """Checks tasks with ``executor``: ``size`` files or lines in a chunk, or a few more; ``most`` chunks under way."""

    executor: Executor
    terms: bytes
    size: int
    most: int

    def __call__(self, context: Context, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Each of ``tasks`` with its outcome, in order. Raises ``WorkerError``, and any error of reading the tasks."""
        left = iter(tasks)
        pending: deque[tuple[Sequence[Task], Future[bytes]]] = deque()
        ended: Exception | None = None
        while True:
            chunk, ended = ([], ended) if ended else _chunk(left, self.size)
            if chunk:
                pending.append((chunk, _submitted(self.executor, self.terms, chunk)))
            if pending and (not chunk or len(pending) >= self.most):
                yield from _outcomes(context, *pending.popleft())
            elif not chunk:
                break
        if ended is not None:
            raise ended


def _chunk(tasks: Iterator[Task], size: int) -> tuple[list[Task], Exception | None]:
    """The next of ``tasks``, and what ended them: what was found before is judged first, as it is in one process."""
    chunk: list[Task] = []
    try:
        while size > 0 and (task := next(tasks, None)) is not None:
            chunk.append(task)
            size -= lines_in(task) or 1
    except Exception as error:
        return chunk, error
    return chunk, None


def _submitted(executor: Executor, terms: bytes, tasks: Sequence[Task]) -> Future[bytes]:
    try:
        return executor.submit(work, terms, tasks)
    except Exception as error:
        raise _lost(error) from error


def _lost(error: BaseException) -> WorkerError:
    if isinstance(error, BrokenExecutor):
        # Its own words are about futures, and do not say what happened.
        return WorkerError("a worker process ended too early: it was killed, or there was not enough memory")
    return WorkerError(f"a worker failed: {said(error)}")


def _outcomes(context: Context, tasks: Sequence[Task], future: Future[bytes]) -> Iterator[tuple[Task, Outcome]]:
    try:
        outcomes: list[Outcome | None] = pickle.loads(future.result())  # noqa: S301  written by recolint itself
    except (Exception, CancelledError) as error:
        if is_stop(error):
            raise
        raise _lost(error) from error
    for task, outcome in zip(tasks, outcomes, strict=True):
        yield task, checked(context, task) if outcome is None else outcome


def work(terms: bytes, tasks: Sequence[Task]) -> bytes:
    """The outcomes of ``tasks`` in a worker, pickled; ``None`` for a task that the sender must repeat."""
    context = _context(terms)
    outcomes = [_outcome(context, task) for task in tasks]
    try:
        return pickle.dumps(outcomes)
    except Exception:
        return pickle.dumps([outcome if _can_be_sent(outcome) else None for outcome in outcomes])


def _outcome(context: Context, task: Task) -> Outcome | None:
    try:
        outcome = checked(context, task)
    except Exception:
        return None
    return None if isinstance(outcome, Failed) else outcome


def _can_be_sent(outcome: Outcome | None) -> bool:
    try:
        pickle.dumps(outcome)
    except Exception:
        return False
    return True


@lru_cache(maxsize=4)
def _context(data: bytes) -> Context:
    terms: Terms = pickle.loads(data)[1]  # noqa: S301  written by recolint itself
    if terms.version != recolint.__version__:
        raise WorkerError(f"a worker has recolint {recolint.__version__}, expected {terms.version}")
    rules = registry.load()
    return Context(
        rules,
        terms.today,
        terms.unrecognized,
        extent=terms.extent,
        configs=ConfigFiles(rules, **terms.sought._asdict()),
        also=terms.also,
        shows_unknown=terms.shows_unknown,
    )
