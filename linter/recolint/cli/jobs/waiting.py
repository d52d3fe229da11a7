"""Waits for jobs and shows how far they are: one line that changes on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from recolint.aws import clock
from recolint.aws.clock import Clock
from recolint.aws.jobs import SUCCEEDED, Jobs
from recolint.aws.wait import DeadlineError, Pace, Progress, wait
from recolint.base.errors import AwsError, UserError
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import visible
from recolint.cli.arguments import bounded, flag, option
from recolint.cli.aws_options import Printer
from recolint.cli.exits import Exit
from recolint.cli.jobs.answers import told
from recolint.cli.jobs.report import DESCRIBE, Display, outcome
from recolint.cli.streams import WIDE, Streams
from recolint.report.results.model import ResultsReport

DEFAULT_POLL_SECONDS = 30.0
_DAY = 86_400.0


class WaitOptions(NamedTuple):
    """How often AWS is asked for the jobs, for how long, and what Ctrl-C does."""

    poll: float = option(
        f"seconds between status checks (default: {DEFAULT_POLL_SECONDS:g})",
        metavar="S",
        parse=bounded(float, 1, _DAY),
        default=DEFAULT_POLL_SECONDS,
    )
    deadline: float | None = option(
        "stop waiting after S seconds (exit code 7); the job keeps running", metavar="S", parse=bounded(float, 1, 1e9)
    )
    stop_on_interrupt: bool = flag("stop the jobs on Ctrl-C")
    wide: bool = flag(WIDE)


def rehearse(requests: Sequence[dict[str, Any]], printer: Printer) -> None:
    """Render what will be printed of jobs of ``requests`` (or of parts), by samples; raise ``UserError``."""
    if printer.asked:
        # Imported here: a report needs no sample.
        from recolint.aws.model import example_description

        samples = list(map(example_description, requests))
        printer.rehearse(DESCRIBE, samples[0] if len(samples) == 1 else samples)


def wait_and_tell(
    jobs: Jobs, names: Sequence[str], options: WaitOptions, streams: Streams, printer: Printer, *, unknown: int = 0
) -> list[int]:
    """Wait for ``names`` in turn, and print the result of each; their exit codes.

    If AWS does not report on a job, say so and keep waiting for the others. All jobs share one deadline. ``unknown`` is
    how many times AWS may answer that it does not know a job.
    """
    time = clock.system()
    start = time.seconds()
    codes: list[int] = []
    ended: list[dict[str, Any]] = []
    for number, name in enumerate(names):
        left = None if options.deadline is None else options.deadline - (time.seconds() - start)
        try:
            answer = _ended(jobs, name, time, Pace(options.poll, left, unknown), options, streams)
        except KeyboardInterrupt:
            leave(jobs, names[number:], options, streams)
            raise
        except AwsError as error:
            codes.append(Exit.AWS)
            streams.say(str(error))
            continue
        if answer is None:
            codes.append(Exit.DEADLINE)
            continue
        codes.append(Exit.CLEAN if answer.get("Status") == SUCCEEDED else Exit.JOB_FAILED)
        ended.append(answer)
        if not printer.asked:
            job = told(answer, jobs, streams)
            text = ("\n" if ended[1:] else "") + outcome(
                job, ResultsReport((job,)), Display(printer.screen, options.wide)
            )
            codes.append(printed(partial(streams.write, text), streams))
    if printer.asked and ended:
        found = ended[0] if len(names) == 1 else ended
        codes.append(printed(partial(printer.show, DESCRIBE, found), streams))
    return codes


def printed(write: Callable[[], None], streams: Streams) -> int:
    """Call ``write``; the exit code. Report an output error, and continue with the other jobs."""
    try:
        write()
    except UserError as error:
        streams.say(str(error))
        return Exit.USAGE
    return Exit.CLEAN


def _ended(
    jobs: Jobs, name: str, time: Clock, pace: Pace, options: WaitOptions, streams: Streams
) -> dict[str, Any] | None:
    """The description of ``name`` after its end; ``None`` if it still runs at the deadline."""
    line = _Line(streams)
    try:
        return wait(jobs, name, time, pace, line.tell)
    except DeadlineError:
        line.end()
        streams.say(f"{name}: still running after {options.deadline:g} s; to continue, run recolint jobs wait {name}")
        return None
    finally:
        line.end()


def leave(jobs: Jobs, names: Sequence[str], options: WaitOptions, streams: Streams) -> None:
    """After an interrupt, stop the jobs ``names`` if the user asked for that; else say that they keep running."""
    for name in names:
        if not options.stop_on_interrupt:
            streams.say(f"{name}: keeps running and costs money; to stop it, run recolint jobs stop {name}")
            continue
        try:
            jobs.stop(name)
        except AwsError as error:
            streams.say(f"could not be stopped: {error}")
        else:
            streams.say(f"{name}: stopping")


class _Line:
    """The progress on standard error."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._moves = streams.stderr.isatty()
        self._last = ""
        self._open = False

    def tell(self, progress: Progress) -> None:
        text = _words(progress)
        if self._moves:
            self._streams.tell(f"\r\x1b[K{visible(progress.name)}: {text}, {_elapsed(progress.seconds)}")
            self._open = True
        elif text != self._last:
            self._streams.tell(f"{visible(progress.name)}: {text}, {_elapsed(progress.seconds)}\n")
        self._last = text

    def end(self) -> None:
        """Leave the line, so that what comes next begins a new one."""
        if self._open:
            self._streams.tell("\n")
            self._open = False


def _words(progress: Progress) -> str:
    if progress.trouble is not None:
        return f"no news ({visible(progress.trouble)})"
    steps = f", {progress.ended_steps} of {progress.steps} benchmarks ended" if progress.steps else ""
    return f"{visible(progress.status or '')}{steps}"


def _elapsed(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
