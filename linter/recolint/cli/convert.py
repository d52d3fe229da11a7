"""``recolint convert``: a job spec as code, as a command, or in the other format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from recolint import document
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, visible
from recolint.check import discover
from recolint.cli.arguments import argument, bounded, option, required_option
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.report.spec import RENDERERS
from recolint.request.recognition import is_meant_as_spec
from recolint.rule import registry


class Arguments(NamedTuple):
    """The file, and what to print of it."""

    spec: str = argument("a file; - is standard input", metavar="SPEC")
    to: str = required_option("output format", choices=RENDERERS)
    document: int | None = option(
        "convert only this document of the file (0 = first)", metavar="N", parse=bounded(int, 0, 1_000_000)
    )


def run(arguments: Arguments, streams: Streams) -> int:
    """Print the specs of the file in the form asked for."""
    path = arguments.spec
    if path != "-" and Path(path).is_dir():
        raise UsageError(f"{path}: expected a file, found a directory")
    # Nothing here is for a config to decide.
    configs = ConfigFiles(registry.load(), Overrides(), isolated=True)
    [item] = discover.discover(discover.Request((path,), streams.stdin), configs, [])
    if item.fault is not None:
        raise UsageError(f"{path}: {item.fault.message}")
    requests = _requests(item.source, arguments.document)
    if arguments.to == "json" and len(requests) > 1:
        raise UsageError(f"{path} has {len(requests)} specs, but JSON can contain only one; select one with --document")
    streams.write(RENDERERS[arguments.to](requests))
    return Exit.CLEAN


def _requests(source: Source, number: int | None) -> list[dict[str, Any]]:
    """The specs in ``source``, or the one with ``number``; raises ``UsageError`` where it is in doubt what they say."""
    reading = document.read(source)
    if reading.faults:
        fault = reading.faults[0]
        line, column = source.position(fault.span.start)
        raise UsageError(f"{source.path}:{line}:{column}: {visible(fault.message)}")
    found = [one.data for one in reading.documents if number in (None, one.index) and is_meant_as_spec(one.data)]
    if not found:
        which = "" if number is None else f" with the number {number} (from 0)"
        raise UsageError(f"no job spec{which} in {source.path}")
    for request in found:
        _require_json(request, source.path)
    return found


def _require_json(request: dict[str, Any], path: str) -> None:
    try:
        json.dumps(request, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{path}: a date, .nan or .inf cannot be sent; write it as a string or a number") from error


COMMAND = Command(Arguments, run)
