"""``recolint check``: its outcome, the reports of it, their look, and their files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from recolint.base.errors import UserError
from recolint.base.finding import Safety
from recolint.base.named_tuple import NamedTuple
from recolint.check.run import Run
from recolint.cli.check.arguments import Arguments, ReportOptions
from recolint.cli.exits import UsageError
from recolint.cli.output import ReportFile, print_report, put, report_file
from recolint.cli.streams import Streams, encoding
from recolint.io.files import append
from recolint.io.paths import repository_of
from recolint.report import FORMATS, renderer
from recolint.report.shared.style import Style


class Outcome(NamedTuple):
    """``run`` is the check after the fixes, or with ``--diff`` before them; ``diff`` then replaces the report."""

    run: Run
    fixed: int = 0
    """How many findings were fixed."""
    offered: frozenset[Safety] = frozenset(Safety)
    """The kinds of fixes that were not asked for and may be offered."""
    diff: str | None = None
    fixed_file: bytes | None = None
    """With ``--fix`` of standard input, its bytes after the fixes; the report then goes to standard error."""
    streamed: bool = False
    """Whether the report on standard output was written as the check went."""
    unwritten: bool = False
    """Whether a file could not be written."""


def files(options: ReportOptions) -> tuple[ReportFile, ...]:
    """The reports to files besides the first one; raises ``UsageError`` if two have the same file."""
    found = tuple(report_file(value, FORMATS) for value in options.report)
    taken = {os.path.realpath(options.output_file): "--output-file"} if options.output_file else {}
    for one in found:
        path = os.path.realpath(one.file)
        if path in taken:
            raise UsageError(f"{one.option}: {taken[path]} writes to that file too; use one file per report")
        taken[path] = one.option
    return found


def report(arguments: Arguments, streams: Streams, run: Run, outcome: Outcome, beside: tuple[ReportFile, ...]) -> bool:
    """Write the report of ``run`` and those ``beside`` it; whether all could be written. It names those that could not.

    An unexpected exception in one report is raised after the others are written.
    """
    options = arguments.report
    shown = _shown(run, options)
    style = _style(options, streams, outcome)
    plain = style._replace(color=False, links=False, width=None, encoding="utf-8")
    problems: list[str] = []
    failed: list[Exception] = []
    for one in beside:
        with _kept(failed):
            problems += _put(one.option, one.file, run, renderer(one.form)(shown, plain))
    with _kept(failed):
        problems += _job_summary(options, streams, shown, plain, beside)
    with _kept(failed):
        first = _first(options, shown, style) if outcome.diff is None else outcome.diff
        if outcome.streamed and arguments.verdict.baseline is None:
            # Files without a baseline are already written; the others waited for theirs.
            first = renderer("jsonl")(_with_baselines(shown), style)
        if outcome.fixed_file is not None:
            streams.write_file(outcome.fixed_file)
            streams.tell(first)
        elif options.output_file is None:
            print_report(options.output_format, first, streams)
        else:
            problems += _put(f"--output-file {options.output_file}", options.output_file, run, first)
    for problem in problems:
        streams.say(problem)
    for error in failed:
        raise error
    return not problems


def _with_baselines(run: Run) -> Run:
    return run._replace(files=tuple(file for file in run.files if file.baseline is not None))


@contextmanager
def _kept(failed: list[Exception]) -> Iterator[None]:
    """Collect unexpected exceptions of the block in ``failed``."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        failed.append(error)


def _shown(run: Run, options: ReportOptions) -> Run:
    """The part of ``run`` to report; the verdict depends on the whole run."""
    reports = (
        file
        if not (file.findings or file.suppressed)
        else file._replace(
            findings=tuple(one for one in file.findings if file.shows(one.finding, options.min_severity)),
            suppressed=() if options.hide_suppressed else file.suppressed,
        )
        for file in run.files
    )
    return run._replace(files=tuple(reports))


def _style(options: ReportOptions, streams: Streams, outcome: Outcome) -> Style:
    folder = os.getcwd()  # noqa: PTH109  pathlib takes 2 ms to import
    return Style(
        color=streams.wants_color(options.color) and not options.output_file,
        links=streams.takes_links and options.color != "never" and not options.output_file,
        summary=not options.quiet,
        show_basis=options.show_basis,
        fixed=outcome.fixed,
        offered=outcome.offered,
        folder=folder.replace(os.sep, "/"),
        repository=(repository_of(folder) or folder).replace(os.sep, "/"),
        width=None if options.output_file else streams.width,
        encoding="utf-8" if options.output_file else encoding(streams.stdout),
    )


def _first(options: ReportOptions, run: Run, style: Style) -> str:
    if options.statistics:
        from recolint.report.findings.statistics import render

        return render(run, style)
    return renderer(options.output_format)(run, style)


def _job_summary(
    options: ReportOptions, streams: Streams, run: Run, style: Style, beside: tuple[ReportFile, ...]
) -> Iterator[str]:
    """Add the findings to the summary of a GitHub job, besides the workflow commands in its log; problems with that."""
    file = streams.environment.get("GITHUB_STEP_SUMMARY")
    if not file or "github" not in {options.output_format, *(one.form for one in beside)}:
        return
    from pathlib import Path  # here, since the report alone does not need it

    try:
        # Other steps' tools write to it too.
        append(Path(file), renderer("markdown")(run, style).encode("utf-8", "backslashreplace"))
    except OSError as error:
        yield f"GITHUB_STEP_SUMMARY {file}: cannot be written: {error.strerror}"


def _put(option: str, file: str, run: Run, text: str) -> Iterator[str]:
    """Write ``text`` to ``file``, unless ``run`` checked that file; the error, for the user.

    An error does not stop the other reports.
    """
    target = os.path.realpath(file)
    if any(os.path.realpath(report.path) == target for report in run.files):
        yield f"{option}: cannot be written: the check reads this file"
        return
    try:
        put(option, file, text)
    except UsageError as error:
        yield str(error)
