"""``recolint jobs``: what became of jobs on AWS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from recolint.aws.trouble import AwsError
from recolint.cli.arguments import add_command
from recolint.cli.aws_options import Printer, add_aws_options
from recolint.cli.exits import Exit, UsageError
from recolint.cli.jobs import audit, saved_answers
from recolint.cli.jobs.answers import Answer, add_source, answers, connected, document, steps, told
from recolint.cli.jobs.filters import add_filters, filters
from recolint.cli.jobs.report import DESCRIBE, compared, described, listing, outcome, requests_compared
from recolint.cli.output import ReportFile, put, report_file
from recolint.cli.streams import Streams
from recolint.cli.submit import waiting
from recolint.report.results.model import ResultsReport
from recolint.results.job import JobResults
from recolint.results.rows import DEFAULT_SORT, SORTS

_FEW = "jobs compare: give two jobs or more"

Act = Callable[[Any, Streams, Printer], int]


def configure(parser: Any) -> None:
    """Add the subcommands."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="action", required=True)

    def command(name: str, text: str, act: Act) -> Any:
        return add_command(commands, name, text, act=act)

    listed = command("list", "list the jobs of the account and Region, newest first", _list)
    add_filters(listed)
    shown = command("show", "show what AWS tells of a job, its benchmarks and its request", _show)
    waited = command("wait", "wait until jobs have ended, and print their results", _wait)
    waited.add_argument("names", nargs="+", metavar="NAME", help="the name of a job")
    waiting.add_wait_options(waited)
    found = command("results", "print the results of jobs, or why they failed", _results)
    together = command("compare", "put the results of jobs in one table, and say how their requests differ", _compare)
    stopped = command("stop", "stop jobs", _stop)
    stopped.add_argument("names", nargs="+", metavar="NAME", help="the name of a job")
    audited = command("audit", "lint what was submitted", _audit)
    audit.add_options(audited)
    for one in (found, together):
        one.add_argument("--sort", choices=SORTS, default=DEFAULT_SORT, help=f"default: {DEFAULT_SORT}")
        one.add_argument(
            "--report", action="append", default=[], metavar="html=FILE",
            help="write a page with a picture of cost against latency too",
        )  # fmt: skip
    for one in (shown, found, together, audited):
        add_source(one)
    for one in (listed, shown, waited, found, together, stopped, audited):
        add_aws_options(one)


def run(arguments: Any, streams: Streams) -> int:
    """Run the subcommand that was named."""
    code: int = arguments.act(arguments, streams, Printer.of(arguments, streams))
    return code


def _list(arguments: Any, streams: Streams, printer: Printer) -> int:
    wanted = filters(arguments)
    with connected(arguments, streams) as jobs:
        found = jobs.listed(wanted, arguments.max_items)
    if printer.asked:
        printer.show("ListInferenceRecommendationsJobs", {"InferenceRecommendationsJobs": found})
    else:
        streams.write(listing(found))
    return Exit.CLEAN


def _show(arguments: Any, streams: Streams, printer: Printer) -> int:
    found = []
    for answer, jobs in answers(arguments, streams):
        found.append(answer)
        if not printer.asked:
            streams.write(("\n" if found[1:] else "") + described(answer, steps(answer, jobs, streams)))
    if printer.asked:
        printer.show(DESCRIBE, document(found, arguments))
    return Exit.CLEAN


def _wait(arguments: Any, streams: Streams, printer: Printer) -> int:
    waiting.rehearse([{"JobName": name} for name in arguments.names], printer)
    with connected(arguments, streams) as jobs:
        return max(waiting.wait_and_tell(jobs, arguments.names, arguments, streams, printer))


def _results(arguments: Any, streams: Streams, printer: Printer) -> int:
    files = [report_file(value, ("html",)) for value in arguments.report]
    found, jobs = _gathered(arguments, streams)
    report = ResultsReport(jobs, arguments.sort)
    if printer.asked:
        printer.show(DESCRIBE, document(found, arguments))
    else:
        streams.write("\n".join(outcome(job, report) for job in jobs))
    _write(report, files)
    return Exit.JOB_FAILED if any(job.unsuccessful for job in jobs) else Exit.CLEAN


def _compare(arguments: Any, streams: Streams, printer: Printer) -> int:
    files = [report_file(value, ("html",)) for value in arguments.report]
    if not arguments.saved and len(arguments.names) < 2:
        raise UsageError(_FEW)
    found, jobs = _gathered(arguments, streams)
    if len(found) < 2:
        raise UsageError(_FEW)
    report = ResultsReport(jobs, arguments.sort, requests_compared(found))
    if printer.asked:
        printer.show(DESCRIBE, found)
    else:
        streams.write(compared(report))
    _write(report, files)
    return Exit.CLEAN


def _write(report: ResultsReport, files: Sequence[ReportFile]) -> None:
    if files:
        # Imported here: most calls want no page.
        from recolint.report.results.html import render

        for one in files:
            put(one.option, one.file, render(report))


def _gathered(arguments: Any, streams: Streams) -> tuple[list[Answer], tuple[JobResults, ...]]:
    """All answers, and what they come to."""
    pairs = [(answer, told(answer, jobs, streams)) for answer, jobs in answers(arguments, streams)]
    return [answer for answer, _ in pairs], tuple(job for _, job in pairs)


def _stop(arguments: Any, streams: Streams, printer: Printer) -> int:  # noqa: ARG001  all subcommands take the same
    codes = [int(Exit.CLEAN)]
    with connected(arguments, streams) as jobs:
        for name in arguments.names:
            try:
                jobs.stop(name)
            except AwsError as error:
                # The others cost money meanwhile.
                codes.append(Exit.AWS)
                streams.say(str(error))
            else:
                streams.say(f"{name}: is being stopped")
    return max(codes)


def _audit(arguments: Any, streams: Streams, printer: Printer) -> int:  # noqa: ARG001  all subcommands take the same
    if not arguments.saved:
        with connected(arguments, streams) as jobs:
            return audit.audit(audit.of_account(jobs, arguments), arguments, streams)
    if arguments.names:
        raise UsageError("jobs audit: give names of jobs, or saved answers with --from")
    sources = audit.requests_in_files(arguments.saved)
    recorded = {source.path for source in sources}
    found = saved_answers.read_all([path for path in arguments.saved if path not in recorded], streams.say)
    return audit.audit((audit.Audited(path, answer, None) for path, answer in found), arguments, streams, sources)
