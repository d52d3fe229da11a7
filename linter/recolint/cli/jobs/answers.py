"""What AWS tells of the jobs that a command names, or what it once told and somebody saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from recolint.aws.jobs import Jobs
from recolint.aws.trouble import AwsError
from recolint.cli.aws_options import connect
from recolint.cli.exits import UsageError
from recolint.cli.jobs import saved_answers
from recolint.cli.streams import Streams
from recolint.results.job import JobResults, job_results

Answer = dict[str, Any]


def add_source(parser: Any) -> None:
    """Add the options that choose jobs or saved answers."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="the name of a job")
    parser.add_argument(
        "--from", dest="saved", action="append", default=[], metavar="PATH",
        help="saved describe answers, a file or a folder, instead of asking AWS",
    )  # fmt: skip


@contextmanager
def connected(arguments: Any, streams: Streams) -> Iterator[Jobs]:
    """The jobs of the account and Region that the arguments ask for; connections are closed at the end."""
    aws = connect(arguments, streams)
    try:
        yield Jobs(aws)
    finally:
        aws.close()


def answers(arguments: Any, streams: Streams) -> Iterator[tuple[Answer, Jobs | None]]:
    """The answers of describe, and whom to ask further, which is nobody of a saved one."""
    if bool(arguments.names) == bool(arguments.saved):
        raise UsageError(f"{arguments.parser.asked}give names of jobs, or saved answers with --from")
    for _, answer in saved_answers.read_all(arguments.saved, streams.say):
        yield answer, None
    if arguments.names:
        with connected(arguments, streams) as jobs:
            for name in arguments.names:
                yield jobs.describe(name), jobs


def document(found: list[Answer], arguments: Any) -> Answer | list[Answer]:
    """What to print of ``found`` as data: of one name or file the answer as AWS gives it, else a list of them."""
    asked = [*arguments.names, *arguments.saved]
    is_one = len(asked) == len(found) == 1 and not (arguments.saved and Path(asked[0]).is_dir())
    return found[0] if is_one else found


def told(answer: Answer, jobs: Jobs | None, streams: Streams) -> JobResults:
    """What the job in ``answer`` came to; of a failed one, ``jobs`` is asked for the reasons of its benchmarks."""
    job = job_results(answer)
    return job_results(answer, steps(answer, jobs, streams)) if job.failed else job


def steps(answer: Answer, jobs: Jobs | None, streams: Streams) -> list[dict[str, Any]]:
    """The benchmarks of the job in ``answer``; none where nobody can be asked, and where AWS does not tell."""
    if jobs is None:
        return []
    try:
        return jobs.steps(str(answer["JobName"]))
    except AwsError as error:
        # Whoever may describe a job may not always list its steps.
        streams.say(f"{answer['JobName']}: its benchmarks are not known: {error}")
        return []
