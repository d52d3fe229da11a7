"""Reading a Python file."""

from __future__ import annotations

import re
import sys

from recolint.base.text import Source, Span
from recolint.hosts.python.attributes import CREATE, RIGHT_SIZE
from recolint.hosts.python.modules import Ask, Modules
from recolint.hosts.python.program import Block, BrokenError, Program, parse, readable
from recolint.hosts.python.reader import requests_of
from recolint.hosts.tree import HostFault, HostReading

_CALL = re.compile(r"^[^#\n\r]*?(?:create_inference_recommendations_job|\.\s*right_size)\s*\(", re.MULTILINE)


def read_python(source: Source, ask: Ask) -> HostReading:
    """The requests that a Python file sends. Accepts all text; runs nothing.

    ``ask`` returns the text of a file that the code imports, by its path from the folder of ``source``: ``config.py``,
    ``jobs/__init__.py``, ``../config.py``; or ``None``.
    """
    if CREATE not in source.text and RIGHT_SIZE not in source.text:
        return HostReading()
    text, lossy = readable(source.text)
    try:
        blocks = [Block(parse(text))]
    except BrokenError as error:
        return HostReading(faults=(fault(error, text),) if mentions_call(text) else ())
    return HostReading(tuple(requests_of(Program(text, blocks, lossy=lossy), Modules(ask, source.path))))


def mentions_call(text: str) -> bool:
    """Whether broken code seems to call what sends a request."""
    if _CALL.search(text) is None:
        return False
    return "create_inference_recommendations_job" in text or "sagemaker" in text


def fault(error: BrokenError, text: str) -> HostFault:
    """The fault of code that the running version of Python cannot parse."""
    version = ".".join(map(str, sys.version_info[:2]))
    return HostFault(Span(error.offset, min(error.offset + 1, len(text))), f"not valid Python {version}: {error}")
