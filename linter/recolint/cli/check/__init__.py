"""``recolint check``: lint specs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from recolint.base.text import visible
from recolint.check import discover
from recolint.check.context import Context, Unrecognized
from recolint.check.run import IncompleteError, Run, Sink, WorkerError, check_all
from recolint.cli import asking, crashes
from recolint.cli.arguments import bounded
from recolint.cli.check import paths, reporting
from recolint.cli.check.ages import warn_of_old
from recolint.cli.check.mapping import mapped
from recolint.cli.check.outcome import Outcome
from recolint.cli.check.progress import progress
from recolint.cli.choosing import SEVERITIES, add_config_options, add_place_options, config_files_at
from recolint.cli.exits import Exit, UsageError
from recolint.cli.output import ReportFile
from recolint.cli.streams import Streams
from recolint.io.lines import Spool
from recolint.report import also_shown
from recolint.report.shared.style import plural
from recolint.rule import registry
from recolint.rule.registry import Registry


def configure(parser: Any) -> None:
    """Add the options of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; - is standard input (default: .)")
    add_config_options(parser)
    add_place_options(parser.add_argument_group("where the jobs run"))
    found = parser.add_argument_group("what is checked")
    found.add_argument(
        "--files-from", metavar="FILE",
        help="check also the files that FILE lists, one in each line or between NULs; - is standard input",
    )  # fmt: skip
    found.add_argument(
        "--input-format", choices=["auto", "jsonl"], default="auto",
        help="what standard input is: one file, or with jsonl a spec in each line (default: auto)",
    )  # fmt: skip
    verdict = parser.add_argument_group("verdict")
    verdict.add_argument("--fail-on", choices=SEVERITIES, help="the severity that makes the exit code 1")
    verdict.add_argument(
        "--unrecognized", choices=[mode.value for mode in Unrecognized], default="error",
        help="what to do with a named file that is not a job spec (default: error)",
    )  # fmt: skip
    verdict.add_argument("--allow-empty", action="store_true", help="it is fine when there is nothing to check")
    verdict.add_argument(
        "--code", action="store_true",
        help="look for requests in code in folders too: Python, notebooks, scripts, Markdown, state machines, trails",
    )  # fmt: skip
    verdict.add_argument(
        "--show-unknown", action="store_true", help="list on standard error what code does not tell of its requests"
    )
    verdict.add_argument(
        "--require-known", action="store_true", help="what code does not tell of its requests is an error (RL016)"
    )
    verdict.add_argument(
        "--exclude", action="append", metavar="PATTERN", help="skip these files too, as the config's exclude does"
    )
    verdict.add_argument(
        "--force-exclude", action="store_true", help="let the config's exclude hold for files named here too"
    )
    verdict.add_argument(
        "--show-skipped",
        action="store_true",
        help="list the files that are not checked, with the reason, on standard error",
    )
    verdict.add_argument(
        "--baseline", metavar="FILE", help="pass over the findings in this baseline (default: the config's baseline)"
    )
    fixes = parser.add_argument_group("fixes")
    fixes.add_argument("--fix", action="store_true", help="make the safe fixes, and report what remains")
    fixes.add_argument(
        "--unsafe-fixes", action="store_true",
        help="make the unsafe ones too, which may raise cost or change what is tested; implies --fix",
    )  # fmt: skip
    fixes.add_argument(
        "--diff", action="store_true", help="write nothing: print as a diff what --fix or --unsafe-fixes would change"
    )
    fixes.add_argument("--show-fixes", action="store_true", help="list each fix that is made")
    fixes.add_argument(
        "--add-ignore", metavar="REASON",
        help="hide what is shown, for this reason: by comments in YAML, by tables in the config for JSON",
    )  # fmt: skip
    parser.add_argument(
        "--jobs", type=bounded(int, 1, 1024), metavar="N",
        help="processes to check in (default: as many as there are cores, once there is enough to do)",
    )  # fmt: skip
    parser.add_argument("--watch", action="store_true", help="check again at each change, until Ctrl-C")
    reporting.configure(parser)
    asking.configure(parser)
    parser.add_argument(
        "--stdin-filename", metavar="NAME", help="the name of standard input in the report (default: <stdin>)"
    )


def run(arguments: Any, streams: Streams) -> int:
    """Lint, fix if asked to, and report; the exit code says what was found."""
    _refuse_contradictions(arguments, streams)
    report_files = reporting.files(arguments)
    rules = registry.load()
    listed = paths.listed(arguments.files_from, streams) if arguments.files_from is not None else None
    request = discover.Request(
        paths=tuple(arguments.paths or ["."]) if listed is None else (*arguments.paths, *listed),
        stdin=streams.stdin,
        stdin_filename=arguments.stdin_filename or "<stdin>",
        force_exclude=arguments.force_exclude,
        spool=Spool() if arguments.input_format == "jsonl" else None,
        code=arguments.code,
        follows=True,
    )
    once = partial(_once, arguments, streams, request, rules, report_files)
    if arguments.watch:
        # Imported here, as below: most checks do without it.
        from recolint.cli.check.watching import watch

        watch(arguments, streams, request, rules, once)
    return once()


def _refuse_contradictions(arguments: Any, streams: Streams) -> None:
    if arguments.show_fixes and not _is_fixing(arguments):
        raise UsageError("--show-fixes lists what --fix, --unsafe-fixes or --diff changes; give one of them")
    if arguments.stdin_filename is not None and "-" not in arguments.paths:
        raise UsageError("--stdin-filename names what is read from standard input; give - as a path")
    if arguments.input_format == "jsonl" and "-" not in arguments.paths:
        raise UsageError("--input-format jsonl is about standard input; give - as a path")
    if arguments.input_format == "jsonl" and _is_fixing(arguments):
        raise UsageError("JSON Lines are not rewritten; leave --fix, --unsafe-fixes and --diff out")
    if arguments.files_from == "-" and "-" in arguments.paths:
        raise UsageError("standard input can be read once: as a path or as the list of --files-from")
    if arguments.statistics and arguments.output_format not in ("text", "concise"):
        raise UsageError(f"--statistics is a table for people; leave --output-format {arguments.output_format} out")
    if arguments.watch:
        from recolint.cli.check import watching

        watching.refuse_contradictions(arguments)
    if arguments.add_ignore is not None:
        from recolint.cli.check import ignoring

        ignoring.refuse_contradictions(arguments, streams.today)


def _is_fixing(arguments: Any) -> bool:
    return bool(arguments.fix or arguments.unsafe_fixes or arguments.diff)


def _once(
    arguments: Any,
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
    arguments: Any,
    streams: Streams,
    request: discover.Request,
    rules: Registry,
    report_files: tuple[ReportFile, ...],
) -> int:
    skipped: list[discover.Skipped] = []

    configs = config_files_at(arguments, rules, streams.environment)

    def find() -> Iterable[discover.Input]:
        skipped.clear()
        # Read anew: --add-ignore writes tables into configs.
        return discover.discover(request, config_files_at(arguments, rules, streams.environment), skipped)

    with asking.online(arguments) as online:
        context = Context(
            rules,
            streams.today,
            Unrecognized(arguments.unrecognized),
            extent=discover.Extent.of(request),
            configs=configs,
            also=also_shown({arguments.output_format, *(one.form for one in report_files)}),
            is_online=online is not None,
            shows_unknown=arguments.show_unknown,
        )

        sink = _sink(arguments, streams, report_files)

        def check(items: Iterable[discover.Input]) -> Run:
            return _without_known(check_all(context, items, online), rules, arguments.baseline)

        def check_files() -> Run:
            found = discover.tasks(request, configs, skipped)
            jobs = 1 if online is not None else arguments.jobs
            with progress(arguments, streams) as told, mapped(context, found, jobs) as (tasks, mapper):
                run = check_all(context, tasks, online, mapper, told, sink)
            return _without_known(run, rules, arguments.baseline)

        if _is_fixing(arguments):
            from recolint.cli.check.fixing import fix

            outcome = fix(arguments, streams, find(), check)
        elif arguments.add_ignore is not None:
            from recolint.cli.check.ignoring import ignore

            outcome = ignore(arguments, streams, find, check, rules)
        else:
            try:
                outcome = Outcome(check_files(), streamed=sink is not None)
            except IncompleteError as error:
                # The verdict of all is unknown; what is known is reported all the same.
                run = _without_known(error.run, rules, arguments.baseline)
                outcome = Outcome(run, streamed=sink is not None)
                _report(arguments, streams, outcome, report_files)
                raise
    result = outcome.run
    _say_more(arguments, streams, result, skipped)
    if not result.files and not arguments.allow_empty:
        raise UsageError(_nothing(result, request))
    reported = _report(arguments, streams, outcome, report_files)
    if not arguments.quiet:
        warn_of_old(rules, streams)
    return _verdict(arguments, outcome, reported=reported)


def _sink(arguments: Any, streams: Streams, report_files: tuple[ReportFile, ...]) -> Sink | None:
    """What writes findings as the check goes; ``None`` for formats that tell of the whole run."""
    if arguments.output_format != "jsonl" or arguments.output_file is not None:
        return None
    from recolint.cli.check.streaming import Stream

    return Stream(arguments, streams, keeps=bool(report_files))


def _verdict(arguments: Any, outcome: Outcome, *, reported: bool) -> Exit:
    result = outcome.run
    if result.crashes:
        return Exit.CRASH
    if outcome.unwritten or not reported:
        return Exit.USAGE
    if asking.is_lacking(arguments, result):
        return Exit.AWS
    return Exit.FINDINGS if result.failed else Exit.CLEAN


def _report(arguments: Any, streams: Streams, outcome: Outcome, report_files: tuple[ReportFile, ...]) -> bool:
    """Report, and say what broke and what was not answered; whether all reports could be written."""
    try:
        return reporting.report(arguments, streams, outcome.run, outcome, report_files)
    finally:
        crashes.say(outcome.run, streams)
        asking.say(outcome.run, streams)


def _say_more(arguments: Any, streams: Streams, result: Run, skipped: Iterable[discover.Skipped]) -> None:
    """Say what was asked for beside the report."""
    for one in (one for file in result.files for one in file.untold):
        streams.say(one.shown)
    if arguments.show_skipped:
        _say_skipped([*skipped, *result.skipped], streams)


def _say_skipped(skipped: Iterable[discover.Skipped], streams: Streams) -> None:
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
    looked = f"; {plural(result.skipped_files, 'file')} there: no job spec" if result.skipped_files else ""
    return f"nothing to check in {where}{looked} (--show-skipped lists what is skipped, --allow-empty allows it)"
