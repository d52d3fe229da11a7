"""recolint as its own process: its signals, its streams, its end."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from types import FrameType

from recolint.base.static import Any, NoReturn
from recolint.base.stops import Interrupted, Stopped, Terminated

_STOPS: dict[int, type[Stopped]] = {signal.SIGINT: Interrupted, signal.SIGTERM: Terminated}
_TAKEN_OVER = (signal.SIG_DFL, signal.default_int_handler)


class Signals:
    """Turns SIGINT and SIGTERM into exceptions. Remembers each signal: cleaning up may swallow an exception.

    A signal that the parent process ignores, as ``nohup`` does, stays ignored.
    """

    def __init__(self) -> None:
        """None has come yet."""
        self.came: type[Stopped] | None = None

    def begin(self) -> None:
        """Take the signals over from Python."""
        sys.unraisablehook = _say_no_stop
        for number in _STOPS:
            # Only the main thread may; in another one, somebody else's program runs recolint.
            with suppress(ValueError):
                if signal.getsignal(number) in _TAKEN_OVER:
                    signal.signal(number, self._raise)

    def _raise(self, number: int, _: FrameType | None) -> NoReturn:
        self.came = _STOPS[number]
        raise self.came

    def end(self) -> None:
        """Ignore signals from now on: all output is written, and the exit code is final."""
        for number in _STOPS:
            with suppress(ValueError):
                signal.signal(number, signal.SIG_IGN)


def _say_no_stop(unraisable: Any) -> None:
    """Be silent of a signal that struck where Python passes on no exception, such as a finalizer."""
    if not isinstance(unraisable.exc_value, Stopped):
        sys.__unraisablehook__(unraisable)


def run() -> NoReturn:
    """Run the command that ``sys.argv`` names, and end this process with its exit code."""
    signals = Signals()
    signals.begin()
    from recolint.cli.main import main
    from recolint.cli.streams import Streams

    code = main(sys.argv[1:], Streams.of_process())
    signals.end()
    _exit(code if signals.came is None else signals.came.code)


def _exit(code: int) -> NoReturn:
    """End this process with ``code``.

    Python takes apart each module as it ends, and looks for garbage, for 9 ms after a short check. The memory goes with
    the process anyway.
    """
    gc.freeze()
    is_observed = sys.gettrace() is not None or sys.getprofile() is not None or sys.flags.inspect
    if is_observed or "threading" in sys.modules:
        sys.exit(code)  # others may have work to end, or questions
    atexit._run_exitfuncs()  # noqa: SLF001  it has no other name
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        sys.exit(code)  # with Python's own message
    os._exit(code)
