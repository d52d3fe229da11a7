"""``recolint baseline``: keep a list of the findings that a team has decided to live with."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from recolint.base.fingerprint import Fingerprint
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import plural, visible
from recolint.baseline import files
from recolint.baseline.files import BaselineFiles
from recolint.baseline.known import NEVER, Baseline
from recolint.check.context import Unrecognized
from recolint.check.discover import Extent, Request, discover
from recolint.check.reduce import check_files
from recolint.check.run import Run
from recolint.cli.arguments import any_arguments, flag, group, option
from recolint.cli.command import Command, Subcommands
from recolint.cli.config_options import ConfigOptions, PlaceOptions, config_files, config_options
from recolint.cli.crashes import report_crashes
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.config.files import ConfigFiles
from recolint.config.typed import Config
from recolint.io.paths import shown
from recolint.report.shared.screen import Screen
from recolint.report.shared.table import Column, table
from recolint.rule import registry
from recolint.rule.registry import Registry, UnknownRuleError


class BaselineOptions(NamedTuple):
    """Which baseline is meant, and what would be checked."""

    baseline: str | None = option(
        f"baseline file (default: baseline in the config, or {files.NAME} beside the config)", metavar="FILE"
    )
    config: ConfigOptions = config_options()
    place: PlaceOptions = group(PlaceOptions, "where the jobs run")


class Arguments(NamedTuple):
    """A baseline, and where the findings are looked for."""

    paths: tuple[str, ...] = any_arguments("files or directories (default: .)", metavar="PATH")
    options: BaselineOptions = group(BaselineOptions)


class PruneArguments(NamedTuple):
    """As ``Arguments``, for a subcommand that may only look."""

    scope: Arguments = group(Arguments)
    check: bool = flag("write nothing; exit with 1 if an entry is obsolete")


@dataclass(frozen=True, slots=True)
class _Call:
    """The input of all subcommands: the rules, the configs, and the baseline of the command line or the config."""

    rules: Registry
    configs: ConfigFiles
    baselines: BaselineFiles
    config: Config
    file: str

    @classmethod
    def of(cls, options: BaselineOptions, paths: tuple[str, ...], streams: Streams) -> _Call:
        rules = registry.load()
        configs = config_files(options.config, rules, streams.environment, place=options.place)
        first = Path((paths or ["."])[0]).absolute()
        config = configs.of(first if first.is_dir() else first.parent)
        file = options.baseline or (
            config.baseline.path if config.baseline else str(Path(config.folder, files.NAME).absolute())
        )
        return cls(rules, configs, BaselineFiles(rules, options.baseline), config, file)

    @property
    def shown(self) -> str:
        return shown(Path(self.file))


def _create(arguments: Arguments, streams: Streams) -> int:
    call = _Call.of(arguments.options, arguments.paths, streams)
    if os.path.lexists(call.file):
        raise UsageError(f"{call.shown}: exists; recolint baseline update adds entries, prune removes obsolete ones")
    result = _checked(arguments.paths, streams, call)
    _require_something(result, arguments.paths)
    if result.crashes:
        return Exit.CRASH
    baseline = Baseline.of(call.baselines.holdable(call.file, result))
    files.write(call.file, baseline)
    streams.say(f"{call.shown}: written, with {plural(baseline.total, 'finding')}")
    if call.config.baseline is None:
        name = Path(os.path.relpath(call.file, call.config.folder)).as_posix()
        file = call.config.path or "recolint.toml"
        streams.say(f'to apply it, write baseline = "{name}" in {file}, or run check --baseline {call.shown}')
    _say_what_is_left_out(call, result, streams)
    return Exit.CLEAN


def _update(arguments: Arguments, streams: Streams) -> int:
    call = _Call.of(arguments.options, arguments.paths, streams)
    known = call.baselines.read(call.file)
    result = _checked(arguments.paths, streams, call)
    _require_something(result, arguments.paths)
    if result.crashes:
        return Exit.CRASH
    new = known.with_(Baseline.of(call.baselines.holdable(call.file, result)))
    if new.counts != known.counts:
        files.write(call.file, new)
    streams.say(f"{call.shown}: {plural(new.total - known.total, 'finding')} added")
    _say_what_is_left_out(call, result, streams)
    return Exit.CLEAN


def _prune(arguments: PruneArguments, streams: Streams) -> int:
    paths = arguments.scope.paths
    call = _Call.of(arguments.scope.options, paths, streams)
    known = call.baselines.read(call.file)
    result = _checked(paths, streams, call)
    if result.crashes:
        return Exit.CRASH
    found = Baseline.of(call.baselines.holdable(call.file, result))
    gone = known.only(_Looked(paths, call, result).at).without(found)
    if arguments.check:
        streams.write(_table(gone, call.rules, streams))
        streams.say(f"{call.shown}: {_obsolete(gone)}" + _remedy(gone))
        return Exit.FINDINGS if gone.total else Exit.CLEAN
    if gone.total:
        files.write(call.file, known.without(gone))
    streams.say(f"{call.shown}: {_obsolete(gone)} removed")
    return Exit.CLEAN


def _obsolete(gone: Baseline) -> str:
    return "1 obsolete entry" if gone.total == 1 else f"{gone.total} obsolete entries"


def _remedy(gone: Baseline) -> str:
    return "; run recolint baseline prune" if gone.total else ""


def _show(options: BaselineOptions, streams: Streams) -> int:
    call = _Call.of(options, (), streams)
    baseline = call.baselines.read(call.file)
    streams.write(_table(baseline, call.rules, streams))
    streams.say(f"{call.shown}: {plural(baseline.total, 'finding')}")
    return Exit.CLEAN


def _checked(paths: tuple[str, ...], streams: Streams, call: _Call) -> Run:
    """The result of a check without baselines; crashes are reported."""
    if "-" in paths:
        raise UsageError("a baseline does not accept standard input")
    request = Request(paths or (".",), streams.stdin, follows=True)
    inputs, extent = discover(request, call.configs, []), Extent.of(request)
    result = check_files(inputs, call.rules, streams.today, Unrecognized.ERROR, extent=extent)
    report_crashes(result, streams)
    if result.crashes:
        streams.say(f"{call.shown}: unchanged: a rule crashed, so its findings are unknown")
    return result


def _require_something(result: Run, paths: tuple[str, ...]) -> None:
    if not result.files:
        raise UsageError(f"nothing to check in {', '.join(paths or ['.'])}")


def _say_what_is_left_out(call: _Call, result: Run, streams: Streams) -> None:
    for placed in call.baselines.unheld(result):
        where = f"{placed.spec.path}:{placed.place.start.line}"
        streams.say(f"{where}: {placed.finding.code} {placed.finding.name} cannot be in a baseline: {NEVER}")


class _Looked:
    """The files and rules that a run checked: only there, an entry of the baseline without a finding is obsolete."""

    def __init__(self, paths: tuple[str, ...], call: _Call, result: Run) -> None:
        self._call = call
        self._is_partial = bool(paths)
        self._tops = [Path(os.path.abspath(path)) for path in paths or ["."]]  # noqa: PTH100  which keeps links
        self._unread = {files.relative(call.file, placed.spec.path) for placed in call.baselines.unheld(result)}

    def at(self, known: Fingerprint) -> bool:
        """Whether the run would have found ``known`` if it were still in its file."""
        path = Path(os.path.normpath(Path(self._call.file).absolute().parent / known.path))
        if known.path in self._unread or not any(path.is_relative_to(top) for top in self._tops):
            return False
        try:
            (rule,) = self._call.rules.select(known.code)
        except UnknownRuleError:
            return False
        if self._is_partial and rule.kind == "across":
            # What it finds may need specs that were not looked at.
            return False
        return self._call.configs.of_file(path.as_posix()).enables(rule)


_COLUMNS = (
    Column("code"),
    Column("name"),
    Column("file", least=20),
    Column("place", least=20),
    Column("count", numeric=True),
)


def _table(baseline: Baseline, rules: Registry, streams: Streams) -> str:
    if not baseline.counts:
        return ""
    rows = [
        (known.code, _name(known.code, rules), visible(known.path), visible(known.pointer) or "the root", f"{count:,}")
        for known, count in sorted(baseline.counts.items())
    ]
    return table(_COLUMNS, rows, Screen(streams.width))


def _name(code: str, rules: Registry) -> str:
    try:
        return rules.find(code).name
    except UnknownRuleError:
        return "(not installed)"


COMMAND = Subcommands(
    {
        "create": ("create a baseline from the current findings", Command(Arguments, _create)),
        "update": ("add new findings to the baseline", Command(Arguments, _update)),
        "prune": ("remove obsolete entries", Command(PruneArguments, _prune)),
        "show": ("list the entries of the baseline", Command(BaselineOptions, _show)),
    }
)
