"""Words about what the code of others raises or returns: on one line, short, harmless, and they never fail."""

from __future__ import annotations

from recolint.base.text import short

_MOST = 60
_MAX_SAID = 300
"""Characters. What an exception says may hold the whole of a file."""


def shown(value: object) -> str:
    """``value`` in a few words: the name of a class, the text of anything else."""
    if isinstance(value, type):
        return value.__name__
    try:
        text = repr(value)
    except Exception:
        text = f"a value of {type(value).__name__}"
    return short(text, _MOST)


def said(error: BaseException) -> str:
    """The type of ``error`` and what it says."""
    try:
        text = str(error)
    except Exception:
        text = "(its message cannot be read)"
    return short(f"{type(error).__name__}: {text}" if text else type(error).__name__, _MAX_SAID)


def origin(error: BaseException) -> str:
    """The file and line that raised ``error``; empty where that is unknown."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
