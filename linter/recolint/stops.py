"""The signals that end a process, as exceptions: Ctrl-C and SIGTERM.

Both are a ``KeyboardInterrupt``, so that whoever cleans up after Ctrl-C does so after SIGTERM too.
"""

from __future__ import annotations


class Stopped(KeyboardInterrupt):
    """A signal asked this process to end."""


class Interrupted(Stopped):
    """SIGINT: Ctrl-C."""


class Terminated(Stopped):
    """SIGTERM."""


def is_stop(error: BaseException) -> bool:
    """Whether ``error`` comes from a signal, and not from the code that was running.

    Where somebody else's program runs recolint, Python's own handler raises a plain ``KeyboardInterrupt``.
    """
    if isinstance(error, Stopped) or not isinstance(error, KeyboardInterrupt):
        return isinstance(error, Stopped)
    # Imported here: most runs end without any exception.
    import signal

    return signal.getsignal(signal.SIGINT) is signal.default_int_handler
