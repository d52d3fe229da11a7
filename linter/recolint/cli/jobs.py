"""``recolint jobs``: what became of jobs on AWS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from recolint.aws.jobs import Jobs
from recolint.aws.results import SORTS, rows
from recolint.aws.results import ordered as sorted_rows
from recolint.cli import job_audit, saved_answers, waiting
from recolint.cli.aws_options import Printer, add_aws_options, connect
from recolint.cli.exits import Exit, UsageError
from recolint.cli.job_filters import add_filters, filters
from recolint.cli.job_report import DEFAULT_SORT, described, ended, listing, requests_compared, results, table
from recolint.cli.streams import Streams

DESCRIBE = "DescribeInferenceRecommendationsJob"

Act = Callable[[Any, Streams, Printer], int]


def configure(parser: Any) -> None:
    """Add the subcommands."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="action", required=True)

    def command(name: str, text: str, act: Act) -> Any:
        one = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        one.set_defaults(act=act, parser=one)
        return one

    listed = command("list", "list the jobs of the account and Region, newest first", _list)
    add_filters(listed)
    shown = command("show", "show what AWS tells of a job, and its benchmarks", _show)
    shown.add_argument("names", nargs="+", metavar="NAME")
    waited = command("wait", "wait until jobs have ended, and print their results", _wait)
    waited.add_argument("names", nargs="+", metavar="NAME")
    waiting.add_wait_options(waited)
    found = command("results", "print the results of jobs, or why they failed", _results)
    compared = command("compare", "put the results of jobs in one table, and say how their requests differ", _compare)
    stopped = command("stop", "stop jobs", _stop)
    stopped.add_argument("names", nargs="+", metavar="NAME")
    audited = command("audit", "lint what was submitted", _audit)
    job_audit.add_options(audited)
    for one in (found, compared):
        one.add_argument("--sort", choices=SORTS, default=DEFAULT_SORT, help=f"default: {DEFAULT_SORT}")
    for one in (found, compared, audited):
        one.add_argument("names", nargs="*", metavar="NAME")
        one.add_argument(
            "--from", dest="saved", action="append", metavar="PATH",
            help="saved describe answers, a file or a folder, instead of asking AWS",
        )  # fmt: skip
    for one in (listed, shown, waited, found, compared, stopped, audited):
        add_aws_options(one)


def run(arguments: Any, streams: Streams) -> int:
    """Run the subcommand that was named."""
    code: int = arguments.act(arguments, streams, Printer.of(arguments, streams))
    return code


@contextmanager
def _jobs(arguments: Any, streams: Streams) -> Iterator[Jobs]:
    aws = connect(arguments, streams)
    try:
        yield Jobs(aws)
    finally:
        aws.close()


def _list(arguments: Any, streams: Streams, printer: Printer) -> int:
    wanted = filters(arguments)
    with _jobs(arguments, streams) as jobs:
        found = jobs.listed(wanted, arguments.max_items)
    if printer.asked:
        printer.show("ListInferenceRecommendationsJobs", {"InferenceRecommendationsJobs": found})
    else:
        streams.stdout.write(listing(found))
    return Exit.CLEAN


def _show(arguments: Any, streams: Streams, printer: Printer) -> int:
    with _jobs(arguments, streams) as jobs:
        for name in arguments.names:
            answer = jobs.describe(name)
            if printer.asked:
                printer.show(DESCRIBE, answer)
            else:
                streams.stdout.write(described(answer, jobs.steps(name)))
    return Exit.CLEAN


def _wait(arguments: Any, streams: Streams, printer: Printer) -> int:
    waiting.hold_options(arguments)
    codes = []
    with _jobs(arguments, streams) as jobs:
        for name in arguments.names:
            code, answer = waiting.wait_for(jobs, name, arguments, streams)
            codes.append(int(code))
            if answer is not None:
                _tell(answer, jobs, streams, printer, DEFAULT_SORT)
    return max(codes)


def _results(arguments: Any, streams: Streams, printer: Printer) -> int:
    codes = [int(Exit.CLEAN)]
    for answer, jobs in _answers(arguments, streams):
        _tell(answer, jobs, streams, printer, arguments.sort)
        if answer.get("Status") in ("FAILED", "STOPPED"):
            codes.append(Exit.JOB_FAILED)
    return max(codes)


def _tell(answer: dict[str, Any], jobs: Jobs | None, streams: Streams, printer: Printer, sort: str) -> None:
    if printer.asked:
        printer.show(DESCRIBE, answer)
        return
    failed = answer.get("Status") == "FAILED"
    steps = jobs.steps(str(answer["JobName"])) if failed and jobs is not None else []
    streams.stdout.write(ended(answer, steps) if failed else results(answer, sort))


def _compare(arguments: Any, streams: Streams, printer: Printer) -> int:
    answers = [answer for answer, _ in _answers(arguments, streams)]
    if len(answers) < 2:
        raise UsageError("recolint jobs compare: give two jobs or more")
    if printer.asked:
        printer.show(DESCRIBE, answers)
        return Exit.CLEAN
    found = sorted_rows([row for answer in answers for row in rows(answer)], arguments.sort)
    streams.stdout.write(table(found, with_job=True) if found else "no results\n")
    streams.stdout.write(requests_compared(answers))
    return Exit.CLEAN


def _answers(arguments: Any, streams: Streams) -> Iterator[tuple[dict[str, Any], Jobs | None]]:
    """Answers of describe, from files or from AWS."""
    if bool(arguments.names) == bool(arguments.saved):
        raise UsageError(f"{arguments.parser.prog}: give names of jobs, or saved answers with --from")
    for path in arguments.saved or ():
        for _, answer in saved_answers.read(path):
            yield answer, None
    if arguments.names:
        with _jobs(arguments, streams) as jobs:
            for name in arguments.names:
                yield jobs.describe(name), jobs


def _stop(arguments: Any, streams: Streams, printer: Printer) -> int:  # noqa: ARG001  all subcommands take the same
    with _jobs(arguments, streams) as jobs:
        for name in arguments.names:
            jobs.stop(name)
            streams.say(f"{name}: is being stopped")
    return Exit.CLEAN


def _audit(arguments: Any, streams: Streams, printer: Printer) -> int:  # noqa: ARG001  all subcommands take the same
    if arguments.saved:
        if arguments.names:
            raise UsageError("recolint jobs audit: give names of jobs, or saved answers with --from")
        found = [one for path in arguments.saved for one in saved_answers.read(path)]
        return job_audit.audit([job_audit.Audited(path, answer, None) for path, answer in found], arguments, streams)
    with _jobs(arguments, streams) as jobs:
        return job_audit.audit(job_audit.of_account(jobs, arguments), arguments, streams)
