"""The map step: from one file to its result. Pure except reading the file; processes exchange tasks and results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from recolint.base.finding import Severity
from recolint.check.context import Context
from recolint.check.finish import CHECKSUM_BYTES, Elsewhere, finish
from recolint.check.keys import hashed
from recolint.check.look import look
from recolint.check.looked import Looked
from recolint.check.result import Beside, FileResult, Told
from recolint.check.tasks import Skipped, Task


def check_file(context: Context, task: Task, seen: Callable[[Looked], None] | None = None) -> FileResult | Skipped:
    """The report on the file of ``task``, or of the lines of one, or why it is skipped.

    ``seen`` receives what the rules have looked at. Raises ``PathError`` for a file that cannot be read.
    """
    results: list[FileResult] = []
    skipped: Skipped | None = None
    for item in context.inputs(task):
        looked = look(context, item)
        if isinstance(looked, Skipped):
            skipped = looked
            continue
        if seen is not None:
            seen(looked)
        results.append(finish(context, looked))
    return joined(results) if results else skipped or Skipped(task.path, "no line has text")


def finished(context: Context, parts: Sequence[Looked], elsewhere: Elsewhere) -> FileResult:
    """As ``check_file``, of what was looked at again: ``parts``, one or more of one file."""
    return joined([finish(context, looked, elsewhere) for looked in parts])


def joined(results: Sequence[FileResult]) -> FileResult:
    """``results``, one or more of the lines of one file in order, as one."""
    first = results[0]
    if len(results) == 1:
        return first
    from recolint.check.placed import order  # which a clean file need not load

    return first._replace(
        specs=sum(one.specs for one in results),
        findings=tuple(sorted((placed for one in results for placed in one.findings), key=order)),
        suppressed=tuple(sorted((placed for one in results for placed in one.suppressed), key=order)),
        also=tuple(said for one in results for said in one.also),
        crashes=tuple(crash for one in results for crash in one.crashes),
        keys=tuple(key for one in results for key in one.keys),
        digest=digest_of(one.digest for one in results),
        beside=_beside([one.beside for one in results]),
        waits=any(one.waits for one in results),
        locks={code: lock for one in results for code, lock in one.locks.items()},
        already_told=_told([one.already_told for one in results]),
    )


def _told(parts: Sequence[Told]) -> Told:
    counts = dict.fromkeys(Severity, 0)
    for severity, count in (pair for part in parts for pair in part.counts):
        counts[severity] += count
    return Told(tuple(counts.items()), sum(one.suppressed for one in parts), any(one.failed for one in parts))


def digest_of(digests: Iterable[int]) -> int:
    """The checksum of several texts together."""
    first, *rest = digests
    return hashed(repr((first, *rest)).encode(), CHECKSUM_BYTES) if rest else first


def _beside(parts: Sequence[Beside]) -> Beside:
    if not any(any(part) for part in parts):
        return parts[0]
    tables: dict[int, frozenset[str]] = {}
    for number, words in (table for part in parts for table in part.tables):
        tables[number] = tables.get(number, frozenset()) | words
    return Beside(
        tuple(tables.items()),
        frozenset[str]().union(*(part.judging for part in parts)),
        tuple(dict.fromkeys(role for part in parts for role in part.roles)),
        next((part.left_out for part in parts if part.left_out is not None), None),
    )
