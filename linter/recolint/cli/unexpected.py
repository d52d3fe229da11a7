"""The report about an unexpected exception: a fault of recolint itself."""

from __future__ import annotations

import traceback

import recolint
from recolint.base.foreign import origin, said
from recolint.base.text import visible_lines
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams

ISSUES = "https://github.com/recolint/recolint/issues"
OPTION = "--debug"
"""Prints the traceback."""


def report(error: BaseException, streams: Streams, *, debug: bool) -> int:
    """Say what happened and how to report it, in one message; the exit code."""
    cause = error.__cause__ if error.__cause__ is not None and str(error) else None
    what = said(error) if cause is None else f"{error}: {said(cause)}"
    if debug:
        streams.tell(visible_lines("".join(traceback.format_exception(error))))
    more = "" if debug else f"; {OPTION} prints the traceback"
    streams.say(
        f"internal error: {what} ({origin(cause or error)}){more}; this is a bug in recolint {recolint.__version__},"
        f" please report it: {ISSUES}"
    )
    return Exit.INTERNAL
