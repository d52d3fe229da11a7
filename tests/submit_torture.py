"""Submits under random faults and kills: as many jobs as distinct requests, whatever happens.

``python tests/submit_torture.py --submits 400`` takes some ten minutes; ``test_submit_kills.py`` runs a short one.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from command_line import PATIENCE
from recolint.submit.ledger import FOLDER, NAME, Ledger
from recolint.submit.ledger_line import Event, Line, unanswered
from recolint.testing.aws.remote import TestAws, started
from submitting import CREATE, DESCRIBE, project

LEDGER = Path(FOLDER, NAME)
# The real command, which only waits less between its tries.
COMMAND = (
    sys.executable,
    "-c",
    "from recolint.aws import pauses; pauses.MAX_PAUSE_SECONDS = 0.02; from recolint.cli import entry; entry()",
    *("submit", "job.yaml", "--yes", "--output", "text", "--cli-read-timeout", "1"),
)
FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "throttle", "times": 3},
    {"kind": "throttle", "times": 6},
    {"kind": "error"},
    {"kind": "error", "when": "after"},
    {"kind": "reset"},
    {"kind": "reset", "when": "after"},
    {"kind": "truncated"},
    {"kind": "shortened"},
    {"kind": "empty"},
    {"kind": "slow", "seconds": 1.5},
    {"kind": "slow", "seconds": 1.5, "when": "after"},
    {"kind": "denied"},
    {"kind": "expired"},  # before, always: AWS looks at credentials first
)
REQUESTS: tuple[tuple[str, ...], ...] = (
    *(("--job-name", f"job-{number}") for number in range(5)),
    ("--job-name", "tagged", "--tags", "Key=a,Value=b"),
    *(("--name-suffix", "hash", "--job-description", f"number {number}") for number in range(4)),
)
"""Options that each make a request of its own."""
TIMED = ("--job-name", "timed", "--name-suffix", "time")
"""Options that create a new job in each submit, except after a submit without an answer."""


@dataclass(slots=True)
class Tally:
    """What happened: exit codes, -9 for a kill; and which requests have how many jobs in the end."""

    codes: Counter[int] = field(default_factory=Counter)
    jobs: list[str] = field(default_factory=list)
    timed: list[str] = field(default_factory=list)
    """Names of the jobs that were created with ``TIMED``."""
    ledger: list[Line] = field(default_factory=list)
    final: list[tuple[int, str]] = field(default_factory=list)
    """Exit code and output of one more submit of each of ``REQUESTS`` and of ``TIMED``, after all trouble."""


def torture(aws: TestAws, folder: Path, submits: int, chance: random.Random) -> Tally:
    """Submit in the project ``folder`` ``submits`` times, now and then two at once; then each request once in peace."""
    tally = Tally()
    while tally.codes.total() < submits:
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            aws.fault(operation=chance.choice((CREATE, CREATE, CREATE, DESCRIBE)), **chance.choice(FAULTS))
        together = [_start(folder, chance) for _ in range(chance.choice((1, 1, 2)))]
        for process in together:
            if chance.random() < 0.4:
                _kill(aws, process, chance)
        tally.codes.update(process.wait(PATIENCE) for process in together)
        for process in together:
            process.communicate()
        _tear(folder, chance)
    aws.clear_faults()
    aws.release()
    for options in (*REQUESTS, TIMED):
        command = [*COMMAND, *options, "--cli-read-timeout", "60"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        tally.final.append((done.returncode, done.stdout.strip()))
    jobs = aws.jobs()
    tally.jobs = [job["arn"] for job in jobs if not job["name"].startswith("timed")]
    tally.timed = [job["name"] for job in jobs if job["name"].startswith("timed")]
    tally.ledger = Ledger(folder / LEDGER).lines()
    return tally


def _start(folder: Path, chance: random.Random) -> subprocess.Popen[bytes]:
    options = chance.choice((*REQUESTS, TIMED, TIMED))
    if options is not TIMED and chance.random() < 0.1:
        options = (*options, "--ledger", "another.jsonl")
    return subprocess.Popen(
        [*COMMAND, *options],
        cwd=folder, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _kill(aws: TestAws, process: subprocess.Popen[bytes], chance: random.Random) -> None:
    """Kill ``process`` at some moment, often while its answer is on the way."""
    if chance.random() < 0.5:
        aws.fault("slow", CREATE, seconds=2, when=chance.choice(("before", "after")))
        before = len(aws.requests(operation=CREATE))
        aws.requests(operation=CREATE, at_least=before + 1, timeout="2")
    else:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.3, 2.0))
    process.kill()


def _tear(folder: Path, chance: random.Random) -> None:
    """Now and then leave the beginning of a line in the ledger, as a crash of the machine does."""
    ledger = folder / LEDGER
    if chance.random() < 0.1 and ledger.exists():
        line = ledger.read_bytes().splitlines()[-1]
        with ledger.open("ab") as file:
            file.write(line[: chance.randrange(1, len(line))])


def lacking(tally: Tally) -> list[str]:
    """What is not as it must be; empty when all is."""
    last_ones = zip((*REQUESTS, TIMED), tally.final, strict=True)
    wrong = [f"{options}: {last}" for options, last in last_ones if last[0] != 0]
    if len(tally.jobs) != len(REQUESTS):
        wrong.append(f"{len(tally.jobs)} jobs for {len(REQUESTS)} requests")
    if sorted(tally.jobs) != sorted(arn for _, arn in tally.final[:-1]):
        wrong.append("an ARN that was printed is not that of the job")
    known = {line.name for line in tally.ledger if line.event is Event.CREATED}
    wrong += [f"{name} is lost: the ledger does not tell of it" for name in tally.timed if name not in known]
    wrong += [f"{line.name} was never answered" for line in unanswered(tally.ledger)]
    return wrong


def main(argv: Sequence[str]) -> int:
    """Run it; 0 when every request has its one job."""
    parser = argparse.ArgumentParser(prog="submit_torture.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--submits", type=int, default=400)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))  # noqa: S311  no secret
    options = parser.parse_args(argv)
    with started() as aws, tempfile.TemporaryDirectory() as folder:
        os.environ.update(aws.environment)
        tally = torture(aws, project(Path(folder)), options.submits, random.Random(options.seed))  # noqa: S311  no secret
    wrong = lacking(tally)
    sys.stdout.write(f"seed {options.seed}: {tally.codes.total()} submits, exit codes {dict(tally.codes)}\n")
    sys.stdout.write(
        f"{len(tally.jobs)} jobs for {len(REQUESTS)} requests, {len(tally.timed)} with a time in the name\n"
    )
    sys.stdout.writelines(f"wrong: {one}\n" for one in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
