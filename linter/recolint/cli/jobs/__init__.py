"""``recolint jobs``: the status and the results of jobs on AWS."""

from __future__ import annotations

from collections.abc import Sequence

from recolint.base.errors import AwsError
from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import flag, group, option, repeated, some_arguments
from recolint.cli.aws_options import AwsOptions, Printer
from recolint.cli.command import Command, Subcommands
from recolint.cli.exits import Exit, UsageError
from recolint.cli.jobs import audit, saved_answers, waiting
from recolint.cli.jobs.answers import Answer, Source, answers, connected, document, steps, told
from recolint.cli.jobs.filters import Filters, members
from recolint.cli.jobs.report import DESCRIBE, Display, compared, described, listing, outcome, requests_compared
from recolint.cli.jobs.waiting import WaitOptions
from recolint.cli.output import ReportFile, put, report_file
from recolint.cli.streams import WIDE, Streams
from recolint.report.results.model import ResultsReport
from recolint.results.job import JobResults
from recolint.results.rows import DEFAULT_SORT, SORTS

_FEW = "jobs compare: specify at least two jobs"


class ListArguments(NamedTuple):
    """Which jobs are listed."""

    filters: Filters = group(Filters, "which jobs")
    wide: bool = flag(WIDE)
    aws: AwsOptions = group(AwsOptions)


class ShowArguments(NamedTuple):
    """Which jobs are shown."""

    source: Source = group(Source)
    aws: AwsOptions = group(AwsOptions)


class WaitArguments(NamedTuple):
    """Which jobs are waited for, and how."""

    names: tuple[str, ...] = some_arguments("the name of a job", metavar="NAME")
    pace: WaitOptions = group(WaitOptions)
    aws: AwsOptions = group(AwsOptions)


class ResultsArguments(NamedTuple):
    """The jobs to print the results of, and the format."""

    sort: str = option(f"default: {DEFAULT_SORT}", choices=SORTS, default=DEFAULT_SORT)
    report: tuple[str, ...] = repeated("also write an HTML page with a chart of cost and latency", metavar="html=FILE")
    wide: bool = flag(WIDE)
    source: Source = group(Source)
    aws: AwsOptions = group(AwsOptions)


class StopArguments(NamedTuple):
    """Which jobs are stopped."""

    names: tuple[str, ...] = some_arguments("the name of a job", metavar="NAME")
    aws: AwsOptions = group(AwsOptions)


def _list(arguments: ListArguments, streams: Streams) -> int:
    printer = Printer.of(arguments.aws, streams)
    wanted = members(arguments.filters)
    with connected(arguments.aws, streams) as jobs:
        found = jobs.listed(wanted, arguments.filters.max_items)
    if printer.asked:
        printer.show("ListInferenceRecommendationsJobs", {"InferenceRecommendationsJobs": found})
    elif found:
        streams.write(listing(found, Display(printer.screen, arguments.wide)))
    else:
        streams.write(f"no jobs in {jobs.region}\n")
    return Exit.CLEAN


def _show(arguments: ShowArguments, streams: Streams) -> int:
    printer = Printer.of(arguments.aws, streams)
    display = Display(printer.screen, wide=False)
    found = []
    for answer, jobs in answers(arguments.source, arguments.aws, "jobs show", streams):
        found.append(answer)
        if not printer.asked:
            streams.write(("\n" if found[1:] else "") + described(answer, steps(answer, jobs, streams), display))
    if printer.asked:
        printer.show(DESCRIBE, document(found, arguments.source))
    return Exit.CLEAN


def _wait(arguments: WaitArguments, streams: Streams) -> int:
    printer = Printer.of(arguments.aws, streams)
    waiting.rehearse([{"JobName": name} for name in arguments.names], printer)
    with connected(arguments.aws, streams) as jobs:
        return max(waiting.wait_and_tell(jobs, arguments.names, arguments.pace, streams, printer))


def _results(arguments: ResultsArguments, streams: Streams) -> int:
    printer = Printer.of(arguments.aws, streams)
    files = [report_file(value, ("html",)) for value in arguments.report]
    found, jobs = _gathered(arguments, "jobs results", streams)
    report = ResultsReport(jobs, arguments.sort)
    if printer.asked:
        printer.show(DESCRIBE, document(found, arguments.source))
    else:
        display = Display(printer.screen, arguments.wide)
        streams.write("\n".join(outcome(job, report, display) for job in jobs))
    _write(report, files)
    return Exit.JOB_FAILED if any(job.unsuccessful for job in jobs) else Exit.CLEAN


def _compare(arguments: ResultsArguments, streams: Streams) -> int:
    printer = Printer.of(arguments.aws, streams)
    files = [report_file(value, ("html",)) for value in arguments.report]
    if not arguments.source.from_ and len(arguments.source.names) < 2:
        raise UsageError(_FEW)
    found, jobs = _gathered(arguments, "jobs compare", streams)
    if len(found) < 2:
        raise UsageError(_FEW)
    report = ResultsReport(jobs, arguments.sort, requests_compared(found))
    if printer.asked:
        printer.show(DESCRIBE, found)
    else:
        streams.write(compared(report, Display(printer.screen, arguments.wide)))
    _write(report, files)
    return Exit.CLEAN


def _write(report: ResultsReport, files: Sequence[ReportFile]) -> None:
    if files:
        # Imported here: most calls want no page.
        from recolint.report.results.html import render

        for one in files:
            put(one.option, one.file, render(report))


def _gathered(
    arguments: ResultsArguments, command: str, streams: Streams
) -> tuple[list[Answer], tuple[JobResults, ...]]:
    """All answers, and what they come to."""
    pairs = [
        (answer, told(answer, jobs, streams))
        for answer, jobs in answers(arguments.source, arguments.aws, command, streams)
    ]
    return [answer for answer, _ in pairs], tuple(job for _, job in pairs)


def _stop(arguments: StopArguments, streams: Streams) -> int:
    # Raises for a wrong --query, as for the other commands.
    Printer.of(arguments.aws, streams)
    codes = [int(Exit.CLEAN)]
    with connected(arguments.aws, streams) as jobs:
        for name in arguments.names:
            try:
                jobs.stop(name)
            except AwsError as error:
                # The others cost money meanwhile.
                codes.append(Exit.AWS)
                streams.say(str(error))
            else:
                streams.say(f"{name}: stopping")
    return max(codes)


def _audit(arguments: audit.Arguments, streams: Streams) -> int:
    # Raises for a wrong --query, as for the other commands.
    Printer.of(arguments.aws, streams)
    if not arguments.source.from_:
        with connected(arguments.aws, streams) as jobs:
            return audit.audit(audit.of_account(jobs, arguments), arguments, streams)
    if arguments.source.names:
        raise UsageError("jobs audit: specify job names, or saved responses with --from")
    saved = arguments.source.from_
    sources = audit.requests_in_files(saved)
    recorded = {source.path for source in sources}
    found = saved_answers.read_all([path for path in saved if path not in recorded], streams.say)
    return audit.audit((audit.Audited(path, answer, None) for path, answer in found), arguments, streams, sources)


COMMAND = Subcommands(
    {
        "list": ("list the jobs of the account and Region, newest first", Command(ListArguments, _list)),
        "show": ("show a job, its benchmarks and its request", Command(ShowArguments, _show)),
        "wait": ("wait until jobs end, and print their results", Command(WaitArguments, _wait)),
        "results": ("print the results of jobs, or why they failed", Command(ResultsArguments, _results)),
        "compare": (
            "show the results of jobs in one table, and how their requests differ",
            Command(ResultsArguments, _compare),
        ),
        "stop": ("stop jobs", Command(StopArguments, _stop)),
        "audit": ("lint the requests of submitted jobs", Command(audit.Arguments, _audit)),
    }
)
