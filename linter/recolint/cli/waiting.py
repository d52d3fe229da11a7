"""Waits for jobs and shows how far they are: one line that changes on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import Any

from recolint.aws import clock
from recolint.aws.jobs import SUCCEEDED, Jobs
from recolint.aws.trouble import AwsError
from recolint.aws.wait import DeadlineError, Progress, wait
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.text import visible

DEFAULT_POLL = 30.0
_LEAST_POLL = 1.0


def add_wait_options(parser: Any) -> None:
    """Add ``--poll``, ``--deadline``, ``--stop-on-interrupt``."""
    parser.add_argument(
        "--poll", type=float, default=DEFAULT_POLL, metavar="S", help=f"ask so often (default: {DEFAULT_POLL:g})"
    )
    parser.add_argument("--deadline", type=float, metavar="S", help="wait no longer; exit 7 then, the job goes on")
    parser.add_argument("--stop-on-interrupt", action="store_true", help="Ctrl-C stops the job too")


def hold_options(arguments: Any) -> None:
    """Raise ``UsageError`` for options that cannot be."""
    if arguments.poll < _LEAST_POLL:
        raise UsageError(f"--poll: wanted {_LEAST_POLL:g} or more seconds")
    if arguments.deadline is not None and arguments.deadline <= 0:
        raise UsageError("--deadline: wanted more than 0 seconds")


def wait_for(jobs: Jobs, name: str, arguments: Any, streams: Streams) -> tuple[Exit, dict[str, Any] | None]:
    """Wait for ``name``: the exit code, and what describe tells of the job if it has ended; raises ``AwsError``."""
    line = _Line(streams)
    try:
        answer = wait(jobs, name, clock.system(), arguments.poll, arguments.deadline, line.tell)
    except DeadlineError:
        line.end()
        streams.say(f"{name}: has not ended after {arguments.deadline:g} s; it goes on: recolint jobs wait {name}")
        return Exit.DEADLINE, None
    except KeyboardInterrupt:
        line.end()
        _interrupted(jobs, name, arguments, streams)
        raise
    line.end()
    return Exit.CLEAN if answer.get("Status") == SUCCEEDED else Exit.JOB_FAILED, answer


def _interrupted(jobs: Jobs, name: str, arguments: Any, streams: Streams) -> None:
    if not arguments.stop_on_interrupt:
        streams.say(f"{name}: goes on, and costs money: recolint jobs stop {name} stops it")
        return
    try:
        jobs.stop(name)
    except AwsError as error:
        streams.say(f"could not be stopped: {error}")
    else:
        streams.say(f"{name}: is being stopped")


class _Line:
    """The progress on standard error."""

    def __init__(self, streams: Streams) -> None:
        self._stream = streams.stderr
        self._moves = streams.stderr.isatty()
        self._last = ""
        self._open = False

    def tell(self, progress: Progress) -> None:
        text = _words(progress)
        if self._moves:
            self._stream.write(f"\r\x1b[K{visible(progress.name)}: {text}, {_elapsed(progress.seconds)}")
            self._open = True
        elif text != self._last:
            self._stream.write(f"{visible(progress.name)}: {text}, {_elapsed(progress.seconds)}\n")
        self._stream.flush()
        self._last = text

    def end(self) -> None:
        if self._open:
            self._stream.write("\n")


def _words(progress: Progress) -> str:
    if progress.trouble is not None:
        return f"no news ({visible(progress.trouble)})"
    steps = f", {progress.ended_steps} of {progress.steps} benchmarks ended" if progress.steps else ""
    return f"{visible(progress.status or '')}{steps}"


def _elapsed(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
