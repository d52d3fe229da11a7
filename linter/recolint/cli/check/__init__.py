"""``recolint check``: lint specs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from recolint.base.static import TYPE_CHECKING
from recolint.base.text import plural, visible
from recolint.check import discover
from recolint.check.context import Context
from recolint.check.reduce import Sink, WorkerError, check_all
from recolint.check.run import IncompleteError, Run
from recolint.check.tasks import Input, Skipped
from recolint.cli.check import reporting
from recolint.cli.check.ages import warn_of_old
from recolint.cli.check.arguments import Arguments
from recolint.cli.check.mapping import mapped
from recolint.cli.check.progress import progress
from recolint.cli.check.reporting import Outcome
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.online import has_unanswered, lookups, report_unanswered
from recolint.cli.output import ReportFile
from recolint.cli.streams import Streams
from recolint.report import also_shown
from recolint.rule import registry
from recolint.rule.registry import Registry

if TYPE_CHECKING:
    from recolint.io.lines import Spool


def run(arguments: Arguments, streams: Streams) -> int:
    """Lint, fix if asked to, and report; the exit code says what was found."""
    _refuse_contradictions(arguments, streams)
    report_files = reporting.files(arguments.report)
    rules = registry.load()
    listed = _listed(arguments.scope.files_from, streams) if arguments.scope.files_from is not None else None
    request = discover.Request(
        paths=arguments.paths or (".",) if listed is None else (*arguments.paths, *listed),
        stdin=streams.stdin,
        stdin_filename=arguments.stdin_filename or "<stdin>",
        force_exclude=arguments.verdict.force_exclude,
        spool=_spool() if arguments.scope.input_format == "jsonl" else None,
        code=arguments.scope.code,
        follows=True,
    )
    once = partial(_once, arguments, streams, request, rules, report_files)
    if arguments.watch:
        from recolint.cli.check.watching import watch

        watch(arguments, streams, request, rules, once)
    return once()


def _listed(file: str, streams: Streams) -> tuple[str, ...]:
    # Imported here, as below: most checks do without it.
    from recolint.cli.check.paths import listed

    return listed(file, streams)


def _spool() -> Spool:
    from recolint.io.lines import Spool

    return Spool()


def _refuse_contradictions(arguments: Arguments, streams: Streams) -> None:
    if arguments.fixes.show_fixes and not arguments.fixes.fixing:
        raise UsageError("--show-fixes requires --fix, --unsafe-fixes or --diff")
    if arguments.stdin_filename is not None and "-" not in arguments.paths:
        raise UsageError("--stdin-filename requires - as a path")
    if arguments.scope.input_format == "jsonl" and "-" not in arguments.paths:
        raise UsageError("--input-format jsonl requires - as a path")
    if arguments.scope.input_format == "jsonl" and arguments.fixes.fixing:
        raise UsageError("JSON Lines cannot be fixed; remove --fix, --unsafe-fixes and --diff")
    if arguments.scope.files_from == "-" and "-" in arguments.paths:
        raise UsageError("standard input can be read once: as a path or as the list of --files-from")
    form = arguments.report.output_format
    if arguments.report.statistics and form not in ("text", "concise"):
        raise UsageError(f"--statistics requires the text or concise format; remove --output-format {form}")
    if arguments.watch:
        from recolint.cli.check import watching

        watching.refuse_contradictions(arguments)
    if arguments.fixes.add_ignore is not None:
        from recolint.cli.check import add_ignores

        add_ignores.refuse_contradictions(arguments, arguments.fixes.add_ignore, streams.today)


def _once(
    arguments: Arguments,
    streams: Streams,
    request: discover.Request,
    rules: Registry,
    report_files: tuple[ReportFile, ...],
) -> int:
    try:
        return _check(arguments, streams, request, rules, report_files)
    except WorkerError as error:
        streams.say(f"{error}; --jobs 1 checks in one process")
        return Exit.INTERNAL


def _check(
    arguments: Arguments,
    streams: Streams,
    request: discover.Request,
    rules: Registry,
    report_files: tuple[ReportFile, ...],
) -> int:
    skipped: list[Skipped] = []

    verdict = arguments.verdict
    configs = arguments.configs(rules, streams.environment)

    def find() -> Iterable[Input]:
        skipped.clear()
        # Read anew: --add-ignore writes tables into configs.
        return discover.discover(request, arguments.configs(rules, streams.environment), skipped)

    with lookups(arguments.online, arguments.place.region) as online:
        context = Context(
            rules,
            streams.today,
            verdict.unrecognized,
            extent=discover.Extent.of(request),
            configs=configs,
            also=also_shown({arguments.report.output_format, *(one.form for one in report_files)}),
            is_online=online is not None,
            shows_unknown=verdict.show_unknown,
        )

        sink = _sink(arguments, streams, report_files)

        def check(items: Iterable[Input]) -> Run:
            return _without_known(check_all(context, items, online), rules, verdict.baseline)

        def check_files() -> Run:
            found = discover.tasks(request, configs, skipped)
            jobs = 1 if online is not None else arguments.jobs
            with progress(arguments.report, streams) as told, mapped(context, found, jobs) as (tasks, mapper):
                run = check_all(context, tasks, online, mapper, told, sink)
            return _without_known(run, rules, verdict.baseline)

        if arguments.fixes.fixing:
            from recolint.cli.check.fixing import fix

            outcome = fix(arguments, streams, find(), check)
        elif arguments.fixes.add_ignore is not None:
            from recolint.cli.check.add_ignores import ignore

            outcome = ignore(arguments.fixes.add_ignore, arguments.report.min_severity, streams, find, check, rules)
        else:
            try:
                outcome = Outcome(check_files(), streamed=sink is not None)
            except IncompleteError as error:
                # The overall verdict is unknown; report the known findings anyway.
                run = _without_known(error.run, rules, verdict.baseline)
                outcome = Outcome(run, streamed=sink is not None)
                _report(arguments, streams, outcome, report_files)
                raise
    result = outcome.run
    _say_more(arguments, streams, result, skipped)
    if not result.files and not verdict.allow_empty:
        raise UsageError(_nothing(result, request))
    reported = _report(arguments, streams, outcome, report_files)
    if not arguments.report.quiet:
        warn_of_old(rules, streams)
    return _verdict(arguments, outcome, reported=reported)


def _sink(arguments: Arguments, streams: Streams, report_files: tuple[ReportFile, ...]) -> Sink | None:
    """Writes findings during the check; ``None`` for formats that need the whole run."""
    if arguments.report.output_format != "jsonl" or arguments.report.output_file is not None:
        return None
    from recolint.cli.check.streaming import Stream

    has_baseline = arguments.verdict.baseline is not None
    return Stream(streams, arguments.report.min_severity, has_baseline=has_baseline, keeps=bool(report_files))


def _verdict(arguments: Arguments, outcome: Outcome, *, reported: bool) -> Exit:
    result = outcome.run
    if result.crashes:
        return Exit.CRASH
    if outcome.unwritten or not reported:
        return Exit.USAGE
    if has_unanswered(arguments.online, result):
        return Exit.AWS
    return Exit.FINDINGS if result.failed else Exit.CLEAN


def _report(arguments: Arguments, streams: Streams, outcome: Outcome, report_files: tuple[ReportFile, ...]) -> bool:
    """Write the reports, and name crashes and failed lookups; whether all reports could be written."""
    try:
        return reporting.report(arguments, streams, outcome.run, outcome, report_files)
    finally:
        if outcome.run.crashes:
            from recolint.cli.crashes import report_crashes

            report_crashes(outcome.run, streams)
        report_unanswered(outcome.run, streams)


def _say_more(arguments: Arguments, streams: Streams, result: Run, skipped: Iterable[Skipped]) -> None:
    """Say what was asked for beside the report."""
    for one in (one for file in result.files for one in file.untold):
        streams.say(one.shown)
    if arguments.verdict.show_skipped:
        _say_skipped([*skipped, *result.skipped], streams)


def _say_skipped(skipped: Iterable[Skipped], streams: Streams) -> None:
    for one in sorted(skipped, key=lambda one: one.path):
        streams.say(f"skipped {visible(one.path)}: {one.reason}")


def _without_known(result: Run, rules: Registry, baseline: str | None) -> Run:
    """``result`` without the findings in ``baseline``, or in those that the configs name."""
    if baseline is None and not any(file.baseline for file in result.files):
        return result
    # Imported here: a check without baselines does without it.
    from recolint.baseline.files import BaselineFiles

    return BaselineFiles(rules, baseline).apply(result)


def _nothing(result: Run, request: discover.Request) -> str:
    where = ", ".join(request.paths) or "an empty list of files"
    looked = f"; {plural(result.skipped_files, 'file')} there, but no job spec" if result.skipped_files else ""
    return f"nothing to check in {where}{looked} (--show-skipped lists what is skipped, --allow-empty allows it)"


COMMAND = Command(Arguments, run)
