"""``recolint.check`` and ``recolint.check_many``: what other Python programs call.

Both keep their meaning between minor versions; members of results are only ever added.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from typing import Any

from recolint.base.errors import UserError
from recolint.base.foreign import shown
from recolint.base.json_text import request_json
from recolint.base.named_tuple import NamedTuple
from recolint.check.context import Context, Unrecognized
from recolint.check.placed import Diagnostic
from recolint.check.reduce import Mapper, Outcome, Reduce, WorkerError, checked
from recolint.check.result import FileResult
from recolint.check.run import IncompleteError
from recolint.check.tasks import FileTask, Kept, Lines, Task, lines_in
from recolint.config import policies_given
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles, in_force, named
from recolint.config.layers import Layer, Speaker
from recolint.io.lines import Spool
from recolint.report.findings.json_v1 import finding_data
from recolint.rule import registry

__all__ = ["Finding", "IncompleteError", "Result", "UserError", "WorkerError", "check", "check_many"]

Request = Mapping[str, Any]
"""A request of ``CreateInferenceRecommendationsJob``."""

Spec = Request | str | os.PathLike[str]
"""A request; the text of a spec (empty, or with a line feed or a brace); or the name of a file (any other text)."""

Given = str | os.PathLike[str] | Mapping[str, Any]
"""A file, or a table with the keys of one."""

REQUEST = "<request>"
"""The path of a request in findings, and what the patterns of a config see."""
_BLOCK = 64
_CHUNK = 64
_AHEAD = 32


class Finding(NamedTuple):
    """A finding with the members of JSON version 1: lines and columns from 1, ends exclusive.

    ``severity`` is ``error``, ``warning`` or ``info``. ``pointer`` is a JSON pointer into the request. ``spec`` is the
    number of the document in its file, or of the item of ``check_many``.
    """

    code: str
    name: str
    severity: str
    message: str
    path: str
    spec: int
    pointer: str
    part: str
    cell: int | None
    line: int
    column: int
    end_line: int
    end_column: int
    help: str | None
    basis: Mapping[str, Any]
    labels: Sequence[Mapping[str, Any]]
    fix: Mapping[str, Any] | None
    policy: str | None


class Result(NamedTuple):
    """The report on one item.

    ``failed`` says whether a finding is as severe as the config's ``fail-on`` (default: error). ``item`` is its number
    from 0; ``None``: the findings of rules that compare specs. ``crashes`` are words about rules that raised.
    """

    item: int | None
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    crashes: tuple[str, ...]
    failed: bool


def check(
    spec: Spec,
    *,
    config: Given | None = None,
    policy: Given | Sequence[Given] | None = None,
    region: str | None = None,
    account: str | None = None,
) -> Result:
    """Check one spec.

    ``config`` is a file or a table; without it, the config in force for the current folder counts. ``policy`` is a
    policy or several, beside those of RECOLINT_POLICY: a file, ``package:name``, or a table. ``region`` and ``account``
    say where the job will run.

    Raises ``recolint.UserError`` for a config or a file that cannot be used, ``TypeError`` for what is not a spec, and
    ``recolint.IncompleteError`` for a fault of recolint itself.
    """
    context = _context(config, policy, Overrides(region=region, account=account))
    text = _text(request_json(spec, indent=2) if isinstance(spec, Mapping) else spec)
    task = FileTask(_name(spec), named=True) if text is None else FileTask(REQUEST, named=True, data=text)
    reduce = Reduce(context, None)
    reduce.add(task, checked(context, task, reduce.see))
    run = reduce.run(None, ())
    hidden = (placed for file in run.files for placed in file.suppressed)
    crashes = tuple(f"{one.code}: {one.error}" for one in run.crashes)
    return Result(0, tuple(map(_finding, run.findings)), tuple(map(_finding, hidden)), crashes, run.failed)


def _text(spec: object) -> bytes | None:
    """The bytes of ``spec`` where it is a text; half of a surrogate pair becomes bytes that are not UTF-8."""
    if not isinstance(spec, str) or not (spec == "" or "\n" in spec or "{" in spec):
        return None
    return spec.encode("utf-8", "surrogatepass")


def _name(spec: object) -> str:
    """The file that ``spec`` names; raises ``TypeError``."""
    if not isinstance(spec, str | os.PathLike):
        raise TypeError(f"expected a request (a mapping), the text of a spec, or a file, found {shown(type(spec))}")
    return os.fsdecode(spec)


def check_many(
    specs: Iterable[Spec],
    *,
    config: Given | None = None,
    policy: Given | Sequence[Given] | None = None,
    region: str | None = None,
    account: str | None = None,
    executor: Executor | None = None,
) -> Iterator[Result]:
    """Check many specs: a result for each, in order; then one more, if rules that compare specs have findings.

    ``specs`` may be larger than memory: it is read while the caller takes results, a bounded number ahead. ``executor``
    does the work, in processes of this machine or of a cluster. They need the same recolint and rule packages, and
    access to the named files. Rules that compare specs run in this process; requests and texts are kept in a temporary
    file for them. The other arguments, and each of ``specs``, are those of ``check``.

    Raises ``recolint.WorkerError`` if the executor loses work, and what ``check`` raises. What ``specs`` raises comes
    after the results of the items before.
    """
    if isinstance(specs, str | bytes | os.PathLike | Mapping):
        raise TypeError(f"expected an iterable of specs, found {shown(type(specs))}; recolint.check checks one spec")
    context = _context(config, policy, Overrides(region=region, account=account))
    spool = Spool()
    added: list[FileResult] = []
    has_ended = False

    def sink(result: FileResult, before: FileResult | None) -> FileResult:
        if has_ended:
            added.append(_more(result, before))
        return result.told()

    reduce = Reduce(context, sink)
    number = 0
    for task, outcome in _mapper(context, executor)(context, _tasks(specs, spool)):
        reduce.add(task, outcome)
        items = range(number, number + (lines_in(task) or 1))
        number = items.stop
        if isinstance(outcome, FileResult):
            crashes = [f"{one.code}: {one.error}" for one in outcome.crashes]
            yield from _results(outcome, items, crashes, one=not isinstance(task, Lines))
        else:
            yield from (Result(item, (), (), (), failed=False) for item in items)
    has_ended = True
    reduce.run(None, ())
    if any(result.findings for result in added):
        failed = any(one.finding.severity >= result.fail_on for result in added for one in result.findings)
        found = tuple(_finding(placed) for result in added for placed in result.findings)
        yield Result(None, found, (), (), failed)


def _context(config: Given | None, policy: Given | Sequence[Given] | None, overrides: Overrides) -> Context:
    if config is None:
        layer = in_force(os.getcwd())  # noqa: PTH109  a text is needed
    else:
        layer = Layer("config", str(Path.cwd()), config) if isinstance(config, Mapping) else named(os.fspath(config))
    given = [policy] if isinstance(policy, str | os.PathLike | Mapping) else policy or ()
    policies = (*map(_policy, given), *policies_given.named((), os.environ))
    rules = registry.load()
    configs = ConfigFiles(rules, overrides, explicit=layer, isolated=layer is None, policies=policies)
    # The day is that of the call: a process may run for weeks, and suppressions end.
    return Context(rules, date.today(), Unrecognized.ERROR, configs=configs)  # noqa: DTZ011  the user's day


def _policy(given: Given) -> str | Layer:
    if not isinstance(given, Mapping):
        return os.fspath(given)
    return Layer("policy", str(Path.cwd()), given, speaker=Speaker.POLICY, base=policies_given.base())


def _tasks(specs: Iterable[Spec], spool: Spool) -> Iterator[Task]:
    """A task for each file and text, and one for some requests that follow one another."""
    block: list[bytes] = []
    number = 0
    try:
        for spec in specs:
            task = None if isinstance(spec, Mapping) else _task(spec, spool)
            if isinstance(spec, Mapping):
                block.append(request_json(spec).encode())
                number += 1
            if block and (len(block) == _BLOCK or task is not None):
                yield _lines(block, number, spool)
                block = []
            if task is not None:
                yield task
                number += 1
    except Exception:
        # The items before are checked before the caller sees the error.
        if block:
            yield _lines(block, number, spool)
        raise
    if block:
        yield _lines(block, number, spool)


def _task(spec: str | os.PathLike[str], spool: Spool) -> FileTask:
    text = _text(spec)
    if text is None:
        return FileTask(_name(spec), named=True)
    return FileTask(REQUEST, named=True, data=text, kept=Kept(spool.path, spool.add(text), len(text)))


def _lines(block: Sequence[bytes], end: int, spool: Spool) -> Lines:
    """``block`` as lines, so that the item with the number ``n`` is document ``n``."""
    offset = spool.add(b"".join(line + b"\n" for line in block))
    return Lines(REQUEST, True, end - len(block) + 1, offset, len(block), spool.path, tuple(block))  # noqa: FBT003


def _mapper(context: Context, executor: Executor | None) -> Mapper:
    if executor is None:
        return _here
    from recolint.check.workers import Terms, Workers, sendable

    terms = sendable(Terms.of(context))
    return _here if terms is None else Workers(executor, terms, _CHUNK, _AHEAD)


def _here(context: Context, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
    return ((task, checked(context, task)) for task in tasks)


def _results(result: FileResult, items: Sequence[int], crashes: Sequence[str], *, one: bool) -> Iterator[Result]:
    """``result`` by item: each line is one, or all of a file."""
    for item in items:
        found, hidden = (
            tuple(placed for placed in those if one or placed.spec.index == item)
            for those in (result.findings, result.suppressed)
        )
        failed = any(placed.finding.severity >= result.fail_on for placed in found)
        told = tuple(crashes) if item == items[0] else ()
        yield Result(item, tuple(map(_finding, found)), tuple(map(_finding, hidden)), told, failed)


def _more(result: FileResult, before: FileResult | None) -> FileResult:
    """The parts of ``result`` that were not in ``before``."""
    known = {placed[:2] for placed in before.findings} if before is not None else set()
    return result._replace(findings=tuple(placed for placed in result.findings if placed[:2] not in known))


def _finding(placed: Diagnostic) -> Finding:
    data = finding_data(placed)
    return Finding(**{name: data[name] for name in Finding._fields})
