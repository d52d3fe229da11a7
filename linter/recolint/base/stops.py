"""The signals that end a process, as exceptions: Ctrl-C and SIGTERM.

Both are a ``KeyboardInterrupt``, so that whoever cleans up after Ctrl-C does so after SIGTERM too.
"""

from __future__ import annotations

from recolint.base.static import ClassVar


class Stopped(KeyboardInterrupt):
    """A signal asked this process to end. ``code`` is the exit code for that, as shells have it."""

    code: ClassVar[int]
    word: ClassVar[str]
    """The event, as a word for the user."""


class Interrupted(Stopped):
    """SIGINT: Ctrl-C."""

    code, word = 130, "interrupted"


class Terminated(Stopped):
    """SIGTERM."""

    code, word = 143, "terminated"


def is_stop(error: BaseException) -> bool:
    """Whether ``error`` comes from a signal, and not from the code that was running.

    Where somebody else's program runs recolint, Python's own handler raises a plain ``KeyboardInterrupt``.
    """
    if isinstance(error, Stopped) or not isinstance(error, KeyboardInterrupt):
        return isinstance(error, Stopped)
    # Imported here: most runs end without any exception.
    import signal

    return signal.getsignal(signal.SIGINT) is signal.default_int_handler
