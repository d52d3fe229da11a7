"""The answers about the jobs that a command names: from AWS, or from saved files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from recolint.aws.jobs import Jobs
from recolint.base.errors import AwsError
from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import any_arguments, repeated
from recolint.cli.aws_options import AwsOptions, connect
from recolint.cli.exits import UsageError
from recolint.cli.jobs import saved_answers
from recolint.cli.streams import Streams
from recolint.results.job import JobResults, job_results

Answer = dict[str, Any]


class Source(NamedTuple):
    """Jobs on AWS by name, or saved answers."""

    names: tuple[str, ...] = any_arguments("the name of a job", metavar="NAME")
    from_: tuple[str, ...] = repeated(
        "read saved describe responses (a file or a directory) instead of asking AWS;"
        " audit also reads files of CloudTrail",
        metavar="PATH",
    )


@contextmanager
def connected(options: AwsOptions, streams: Streams) -> Iterator[Jobs]:
    """The jobs of the account and Region that the options ask for; connections are closed at the end."""
    aws = connect(options, streams)
    try:
        yield Jobs(aws)
    finally:
        aws.close()


def answers(
    source: Source, options: AwsOptions, command: str, streams: Streams
) -> Iterator[tuple[Answer, Jobs | None]]:
    """Describe responses for ``command``, each with a client for further calls (``None`` for a saved response)."""
    if bool(source.names) == bool(source.from_):
        raise UsageError(f"{command}: specify job names, or saved responses with --from")
    for _, answer in saved_answers.read_all(source.from_, streams.say):
        yield answer, None
    if source.names:
        with connected(options, streams) as jobs:
            for name in source.names:
                yield jobs.describe(name), jobs


def document(found: list[Answer], source: Source) -> Answer | list[Answer]:
    """The data to print of ``found``: for one name or file the answer of AWS unchanged, else a list of answers."""
    asked = [*source.names, *source.from_]
    is_one = len(asked) == len(found) == 1 and not (source.from_ and Path(asked[0]).is_dir())
    return found[0] if is_one else found


def told(answer: Answer, jobs: Jobs | None, streams: Streams) -> JobResults:
    """The result of the job in ``answer``; for a failed job, ask ``jobs`` for the reasons of its benchmarks."""
    job = job_results(answer)
    return job_results(answer, steps(answer, jobs, streams)) if job.failed else job


def steps(answer: Answer, jobs: Jobs | None, streams: Streams) -> list[dict[str, Any]]:
    """The benchmarks of the job in ``answer``; empty without a client, and if AWS does not return them."""
    if jobs is None:
        return []
    try:
        return jobs.steps(str(answer["JobName"]))
    except AwsError as error:
        # Whoever may describe a job may not always list its steps.
        streams.say(f"{answer['JobName']}: benchmarks unknown: {error}")
        return []
