"""The reduce step: from the results of the files to one Run, with the findings across files.

Results come from ``check_file`` in any process. Of a clean file, only the fact that it was checked is kept.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from recolint.base.errors import UserError
from recolint.base.finding import Finding, SpecId
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, Any, Protocol
from recolint.check import engine
from recolint.check.beside import Configs
from recolint.check.context import Also, Context, Unrecognized
from recolint.check.discover import NAMED_FILES, Extent
from recolint.check.finish import Elsewhere, finish
from recolint.check.keys import Keys
from recolint.check.looked import Across, Known, Looked
from recolint.check.one_file import check_file, finished, joined
from recolint.check.result import NOTHING, FileResult
from recolint.check.run import Crash, IncompleteError, Run
from recolint.check.tasks import Input, Lines, Skipped, Task
from recolint.config.typed import Config
from recolint.rule.entry import RuleClass
from recolint.rule.kinds import OnlineRule, Spec
from recolint.rule.registry import Registry
from recolint.rule.rule_set import RuleSet

if TYPE_CHECKING:
    # Only runs with lookups need the module.
    from recolint.check.online import Online


def check_files(
    inputs: Iterable[Task],
    registry: Registry,
    today: date,
    unrecognized: Unrecognized,
    online: Online | None = None,
    extent: Extent = NAMED_FILES,
    also: Also | None = None,
) -> Run:
    """Check all ``inputs`` in this process. Without ``online``, online rules do not run.

    ``extent`` says what the inputs were looked for in; ``also``, as in ``Context``.
    Raises ``IncompleteError`` after the whole run where recolint itself failed on a file.
    """
    context = Context(registry, today, unrecognized, extent=extent, also=also, is_online=online is not None)
    return check_all(context, inputs, online)


class WorkerError(Exception):
    """A worker that ended too early (killed, out of memory) or cannot do its work."""


Sink = Callable[[FileResult, FileResult | None], FileResult]


class Failed(NamedTuple):
    """A file on which recolint itself failed: the other files can be reported."""

    path: str
    error: Exception


Outcome = FileResult | Skipped | Failed


class Mapper(Protocol):
    """Checks tasks, anywhere."""

    def __call__(self, context: Context, tasks: Iterable[Task]) -> Iterable[tuple[Task, Outcome]]:
        """Each of ``tasks`` with its outcome, in order."""


def checked(context: Context, task: Task, seen: Callable[[Looked], None] | None = None) -> Outcome:
    """The outcome of ``task``. Raises only ``UserError``."""
    try:
        return check_file(context, task, seen=seen)
    except UserError:
        raise
    except Exception as error:
        return Failed(task.path, error)


def check_all(
    context: Context,
    tasks: Iterable[Task],
    online: Online | None = None,
    mapper: Mapper | None = None,
    progress: Callable[[Task], None] | None = None,
    sink: Sink | None = None,
) -> Run:
    """Check ``tasks`` with ``mapper``, or in this process, where rules that ask AWS always run.

    ``progress`` receives each task that is done. ``sink`` receives each result at once, and again with the earlier
    result if rules across specs added to it. It returns what to keep.
    """
    reduce = Reduce(context, sink)
    asking: list[tuple[Spec, OnlineRule[Any]]] = []

    def seen(looked: Looked) -> None:
        reduce.see(looked)
        if online is not None:
            reduce.owners.update((spec.id, len(reduce.results)) for spec in looked.specs)
            asking.extend((spec, rule) for spec in looked.specs for rule in looked.rules.online)

    if mapper is None or online is not None:
        outcomes: Iterable[tuple[Task, Outcome]] = ((task, checked(context, task, seen)) for task in tasks)
    else:
        outcomes = mapper(context, tasks)
    for task, outcome in outcomes:
        reduce.add(task, outcome)
        if progress is not None:
            progress(task)
    return reduce.run(online, asking)


class Reduce:
    """The known facts of the files so far."""

    def __init__(self, context: Context, sink: Sink | None) -> None:
        self.context = context
        self.sink = sink
        self.results: list[FileResult] = []
        self.last: Looked | None = None
        """The last file, if this process checked it. In a run over one file, that is the whole run."""
        self.tasks: list[Task] = []
        self.digests = array("I")
        self.owners: dict[SpecId, int] = {}
        """The number of the file of each spec with online rules."""
        self.waiting: set[int] = set()
        self.keys = Keys()
        self.configs = Configs(context)
        self.foreign: dict[int, tuple[RuleSet, Config]] = {}
        self.crashes: list[engine.Crash] = []
        self.skipped: dict[str, Skipped] = {}
        self.failed: dict[str, Exception] = {}

    def see(self, looked: Looked) -> None:
        """Keep ``looked`` until the next one, so that it need not be read once more."""
        self.last = looked

    def add(self, task: Task, outcome: Outcome) -> None:
        """Record the outcome of ``task``."""
        if isinstance(outcome, Skipped):
            self.skipped.setdefault(outcome.path, outcome)
        elif isinstance(outcome, Failed):
            self.failed[outcome.path] = outcome.error
        else:
            number = len(self.results)
            self.keys.add(number, outcome.keys)
            if outcome.waits:
                self.waiting.add(number)
            self.tasks.append(task if isinstance(task, Input) else task.without_text())
            self.digests.append(outcome.digest)
            self._add_config(task, outcome)
            self.crashes += outcome.crashes
            self.results.append(_small(self.sink(outcome, None) if self.sink is not None else outcome))

    def _add_config(self, task: Task, result: FileResult) -> None:
        config = self.context.config(task)
        self.configs.add(config, result)
        if self.context.registry.has_foreign_code:
            rules = self.context.rules(task)
            self.foreign.setdefault(id(rules), (rules, config))

    def run(self, online: Online | None, asking: Sequence[tuple[Spec, OnlineRule[Any]]]) -> Run:
        """The whole run, after the second pass."""
        shared = self.keys.shared()
        across = Across()
        if shared.files:
            # Imported here, as below: most specs share nothing.
            from recolint.check.across import look_across

            across = look_across(self.context, [self._known(number) for number in sorted(shared.files)], shared)
        self.crashes += [crash for crash in across.crashes if crash not in self.crashes]
        self.crashes += self._rehearse({crash.code for crash in self.crashes})
        asked, answered = None, dict[SpecId, list[Finding]]()
        if online is not None:
            found = online.check(asking)
            asked = found.asked
            for spec, finding in found.findings:
                answered.setdefault(spec, []).append(finding)
            self.crashes += found.crashes
        blind = {code for skip in (asked.skipped if asked else ()) for code in skip.rules}
        blind |= {crash.code for crash in self.crashes}
        self._look_again(across, answered, frozenset(blind))
        beside = self.configs.results(blind, self.crashes)
        results = self.results + [self.sink(one, None) if self.sink is not None else one for one in beside]
        registry = self.context.registry
        done = Run(
            files=_by_path(results),
            crashes=tuple(Crash(c.code, registry.package(c.code), c.spec, c.error) for c in self.crashes),
            skipped=self._skipped(),
            rules=_rules(results, self.crashes, registry),
            weakened=self.configs.weakened(),
            asked=asked,
        )
        if self.failed:
            raise IncompleteError(tuple(self.failed), done) from next(iter(self.failed.values()))
        return done

    def _known(self, number: int) -> Known:
        task = self.tasks[number]
        is_last = number == len(self.tasks) - 1 and self.last is not None and self.last.path == task.path
        looked = self.last if is_last and not isinstance(task, Lines) else None
        return Known(number, task, self.digests[number], looked)

    def _skipped(self) -> tuple[Skipped, ...]:
        """The skipped files, except those with a spec in some of their lines, and those without text in any line."""
        checked = {task.path for task in self.tasks if task.path in self.skipped}
        return tuple(one for one in self.skipped.values() if one.path not in checked)

    def _look_again(self, across: Across, answered: Mapping[SpecId, Sequence[Finding]], blind: frozenset[str]) -> None:
        """Check the files again that have findings of, or comments about, rules that look beyond them."""
        specs = (*across.findings, *answered)
        findings = {spec: [*across.findings.get(spec, ()), *answered.get(spec, ())] for spec in specs}
        elsewhere = Elsewhere(findings, across.labels, blind)
        for number in sorted({*across.files, *(self.owners[spec] for spec in answered), *self.waiting}):
            from recolint.check.across import again

            parts = again(self.context, self._known(number))
            before = joined([finish(self.context, looked) for looked in parts]) if self.sink is not None else None
            result = finished(self.context, parts, elsewhere)
            self._add_config(self.tasks[number], result)
            self.results[number] = _small(self.sink(result, before) if self.sink is not None else result)

    def _rehearse(self, crashed: Collection[str]) -> Iterator[engine.Crash]:
        """Crashes of active rules from other packages on their own examples: such rules may be untested."""
        registry = self.context.registry
        tried: dict[str, tuple[RuleSet, Config]] = {}
        for rules, config in self.foreign.values():
            offline = rules if self.context.is_online else rules.offline()
            tried |= {entry.code: (offline, config) for entry in offline.entries if registry.is_foreign_code(entry)}
        for code, (rules, config) in sorted(tried.items(), key=lambda one: one[0]):
            if code not in crashed:
                from recolint.check.together import rehearse

                yield from rehearse(rules.made(code), self.context.settings(config))


def _by_path(results: Iterable[FileResult]) -> tuple[FileResult, ...]:
    """``results`` in order of path, those of the lines of one file joined."""
    in_order = sorted(results, key=lambda result: result.path)
    return tuple(joined(list(those)) for _, those in groupby(in_order, lambda result: result.path))


def _small(result: FileResult) -> FileResult:
    """``result`` without the parts that the reduce step already used."""
    return result._replace(keys=(), crashes=(), beside=NOTHING)


def _rules(results: Iterable[FileResult], crashes: Iterable[engine.Crash], registry: Registry) -> tuple[RuleClass, ...]:
    codes = {crash.code for crash in crashes}
    for result in results:
        codes |= {placed.finding.code for placed in (*result.findings, *result.suppressed)}
    return tuple(registry.find(code) for code in sorted(codes))
