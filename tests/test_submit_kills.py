"""Real processes that die, or run at the same moment, leave one job."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from command_line import PATIENCE, process
from recolint.testing.aws.remote import TestAws
from submit_torture import lacking, torture
from submitting import ARN, CREATE, NAME, project

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "recolint", "submit", "job.yaml", "--yes", "--output", "text"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a spec that is right."""
    return project(tmp_path)


@pytest.fixture(autouse=True)
def _heeded_signals() -> Iterator[None]:
    """Heed Ctrl-C here: a shell has what runs in its background ignore it, and so would what that starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@contextmanager
def submitting(folder: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """A process that submits the spec in ``folder``."""
    with subprocess.Popen(
        [*COMMAND, *more],
        cwd=folder,
        env=dict(os.environ),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def read_until(words: str, stream: IO[str]) -> None:
    """Read the lines of ``stream`` to one that has ``words``."""
    seen = []
    for line in iter(stream.readline, ""):
        seen.append(line)
        if words in line:
            return
    pytest.fail(f"no line says {words!r}: {seen}")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("suffix", ["none", "time"])
def test_a_submit_that_is_killed_before_its_answer_is_not_lost_and_not_doubled(
    aws: TestAws, folder: Path, when: str, suffix: str
) -> None:
    aws.fault("slow", CREATE, when=when, seconds=60)
    with submitting(folder, "--name-suffix", suffix) as first:
        assert aws.requests(operation=CREATE, at_least=1)
        if when == "after":
            assert aws.requests(operation=CREATE, carried_out="true", at_least=1)
        first.kill()
        first.wait(PATIENCE)
    aws.release()
    assert aws.requests(operation=CREATE, carried_out="true", at_least=1)
    again = process(*COMMAND[3:], "--name-suffix", suffix, cwd=folder)
    assert again.code == 0, again.err
    (job,) = aws.jobs()
    assert again.out.strip() == job["arn"]


def test_two_submits_at_the_same_moment_make_one_job(aws: TestAws, folder: Path) -> None:
    with submitting(folder) as first, submitting(folder) as second:
        outputs = [one.communicate(timeout=PATIENCE)[0].strip() for one in (first, second)]
        assert [first.returncode, second.returncode] == [0, 0]
    assert outputs == [ARN, ARN]
    assert len(aws.jobs()) == 1


def test_a_submit_waits_for_one_that_holds_the_ledger_and_then_finds_its_job(aws: TestAws, folder: Path) -> None:
    aws.fault("slow", CREATE, when="after", seconds=60)
    with submitting(folder) as first:
        assert aws.requests(operation=CREATE, carried_out="true", at_least=1)
        with submitting(folder) as second:
            assert second.stderr
            read_until("has locked the ledger; waiting", second.stderr)
            aws.release()
            assert second.wait(PATIENCE) == 0
            assert "already submitted" in second.stderr.read()
        assert first.wait(PATIENCE) == 0
    assert len(aws.requests(operation=CREATE)) == 2
    assert len(aws.jobs()) == 1


def test_a_submit_with_the_time_in_its_name_does_not_take_the_name_of_one_under_way(aws: TestAws, folder: Path) -> None:
    aws.fault("slow", CREATE, when="after", seconds=60)
    with submitting(folder, "--name-suffix", "time") as first:
        assert aws.requests(operation=CREATE, carried_out="true", at_least=1)
        with submitting(folder, "--name-suffix", "time") as second:
            assert second.stderr
            read_until("has locked the ledger; waiting", second.stderr)
            aws.release()
            assert [one.wait(PATIENCE) for one in (first, second)] == [0, 0]
    assert len(aws.jobs()) == 2


def test_two_submits_with_ledgers_of_their_own_make_one_job(aws: TestAws, folder: Path) -> None:
    with submitting(folder, "--ledger", "one.jsonl") as first, submitting(folder, "--ledger", "two.jsonl") as second:
        outputs = [one.communicate(timeout=PATIENCE)[0].strip() for one in (first, second)]
        assert [first.returncode, second.returncode] == [0, 0]
    assert outputs == [ARN, ARN]
    assert [job["name"] for job in aws.jobs()] == [NAME]


def test_a_reader_that_leaves_stops_no_submit(aws: TestAws, folder: Path) -> None:
    names = [f"job-{number}" for number in range(3)]
    for name in names:
        (folder / f"{name}.yaml").write_text((folder / "job.yaml").read_text().replace(NAME, name))
    words = [*COMMAND[:4], *(f"{name}.yaml" for name in names), *COMMAND[5:]]
    with subprocess.Popen(
        words, cwd=folder, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        for stream in (running.stdout, running.stderr):
            assert stream
            stream.close()
        assert running.wait(PATIENCE) == 0
    assert [job["name"] for job in aws.jobs()] == names


def test_random_faults_and_kills_leave_one_job_for_each_request(aws: TestAws, folder: Path) -> None:
    tally = torture(aws, folder, submits=6, chance=random.Random(5))  # noqa: S311  the same troubles every time
    assert lacking(tally) == [], tally.codes


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("more", [(), ("--stop-on-interrupt",)])
def test_a_signal_while_waiting_leaves_with_its_code_and_stops_the_job_if_asked_to(
    aws: TestAws, folder: Path, number: signal.Signals, code: int, more: tuple[str, ...]
) -> None:
    aws.script(NAME, statuses=["IN_PROGRESS"])
    with submitting(folder, "--wait", "--poll", "60", *more) as running:
        assert running.stderr
        # The job is named before anybody waits for it.
        read_until(f"submitted: {ARN}", running.stderr)
        read_until("IN_PROGRESS", running.stderr)
        running.send_signal(number)
        _, said = running.communicate(timeout=PATIENCE)
    assert running.returncode == code
    assert bool(aws.requests(operation="StopInferenceRecommendationsJob")) is bool(more)
    assert ("stopping" if more else "keeps running and costs money") in said
