"""``recolint check``: lint specs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from recolint import discover, registry
from recolint.cli import crashes
from recolint.cli.choosing import SEVERITIES, add_config_options, config_files
from recolint.cli.exits import Exit, UsageError
from recolint.cli.outcome import Outcome
from recolint.cli.streams import Streams
from recolint.finding import Severity
from recolint.registry import Registry
from recolint.report import FORMATS, renderer
from recolint.report.style import Style
from recolint.run import Run, Unrecognized
from recolint.run import run as run_checks


def configure(parser: Any) -> None:
    """Add the options of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; - is standard input (default: .)")
    add_config_options(parser)
    verdict = parser.add_argument_group("verdict")
    verdict.add_argument("--fail-on", choices=SEVERITIES, help="the severity that makes the exit code 1")
    verdict.add_argument(
        "--unrecognized", choices=[mode.value for mode in Unrecognized], default="error",
        help="what to do with a file named here that is no job spec (default: error)",
    )  # fmt: skip
    verdict.add_argument("--allow-empty", action="store_true", help="it is fine when there is nothing to check")
    verdict.add_argument(
        "--force-exclude", action="store_true", help="let the config's exclude hold for files named here too"
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
    report = parser.add_argument_group("report")
    report.add_argument("--output-format", choices=FORMATS, default="text", help="default: text")
    report.add_argument("--output-file", metavar="FILE", help="write the report there")
    report.add_argument("--min-severity", choices=SEVERITIES, default="info", help="show nothing below (default: info)")
    report.add_argument("--show-basis", action="store_true", help="say for each finding what stands behind it")
    report.add_argument("--statistics", action="store_true", help="count the findings of each rule instead")
    report.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="default: auto")
    report.add_argument("-q", "--quiet", action="store_true", help="findings only: no closing line, no notes")
    report.add_argument(
        "--stdin-filename", metavar="NAME", default="<stdin>", help="the name of standard input in the report"
    )


def run(arguments: Any, streams: Streams) -> int:
    """Lint, fix if asked to, and report; the exit code says what was found."""
    fixing = arguments.fix or arguments.unsafe_fixes or arguments.diff
    if arguments.show_fixes and not fixing:
        raise UsageError("--show-fixes lists what --fix, --unsafe-fixes or --diff changes; give one of them")
    rules = registry.load()
    request = discover.Request(
        paths=tuple(arguments.paths or ["."]),
        stdin=streams.stdin,
        stdin_filename=arguments.stdin_filename,
        force_exclude=arguments.force_exclude,
    )
    inputs = discover.discover(request, config_files(arguments, rules))
    unrecognized = Unrecognized(arguments.unrecognized)

    def check(items: Iterable[discover.Input]) -> Run:
        return _without_known(run_checks(items, rules, streams.today, unrecognized), rules, arguments.baseline)

    if fixing:
        # Imported here: a check that changes nothing does without it.
        from recolint.cli.fixing import fix

        outcome = fix(arguments, streams, inputs, check)
    else:
        outcome = Outcome(check(inputs))
    result = outcome.run
    if not result.files and not arguments.allow_empty:
        raise UsageError(_nothing(result, request))
    shown = _above(result, Severity.parse(arguments.min_severity))
    rendered = _rendered(arguments, streams, shown, outcome) if outcome.diff is None else outcome.diff
    _write(arguments, streams, rendered)
    crashes.say(result, streams)
    if result.crashes:
        return Exit.CRASH
    if outcome.unwritten:
        return Exit.USAGE
    return Exit.FINDINGS if result.failed else Exit.CLEAN


def _without_known(result: Run, rules: Registry, baseline: str | None) -> Run:
    """``result`` without the findings in ``baseline``, or in those that the configs name."""
    if baseline is None and not any(file.baseline for file in result.files):
        return result
    # Imported here: a check without baselines does without it.
    from recolint.baseline_files import BaselineFiles

    return BaselineFiles(rules, baseline).apply(result)


def _nothing(result: Run, request: discover.Request) -> str:
    where = ", ".join(request.paths)
    looked = f"; {result.skipped_files} YAML and JSON files are no job specs" if result.skipped_files else ""
    return f"nothing to check in {where}{looked} (--allow-empty makes this fine)"


def _above(result: Run, least: Severity) -> Run:
    """``result`` without the findings below ``least``; the verdict was taken from all of them."""
    files = (
        replace(file, findings=tuple(one for one in file.findings if one.finding.severity >= least))
        for file in result.files
    )
    return replace(result, files=tuple(files))


def _rendered(arguments: Any, streams: Streams, result: Run, outcome: Outcome) -> str:
    style = Style(
        color=streams.wants_color(arguments.color) and not arguments.output_file,
        summary=not arguments.quiet,
        show_basis=arguments.show_basis,
        fixed=outcome.fixed,
        offered=outcome.offered,
    )
    if arguments.statistics:
        from recolint.report.statistics import render

        return render(result, style)
    return renderer(arguments.output_format)(result, style)


def _write(arguments: Any, streams: Streams, text: str) -> None:
    if arguments.output_file is None:
        streams.stdout.write(text)
        return
    try:
        Path(arguments.output_file).write_text(text, "utf-8", "backslashreplace", newline="")
    except OSError as error:
        raise UsageError(f"--output-file {arguments.output_file}: cannot be written: {error.strerror}") from error
