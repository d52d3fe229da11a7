"""``recolint convert``: a job spec as code, as a command, or in the other format."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from recolint import document
from recolint.base.finding import SpecId
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import visible
from recolint.check import discover
from recolint.check.tasks import Input
from recolint.cli.arguments import argument, bounded, option, required_option
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.report.spec import RENDERERS
from recolint.request.recognition import is_meant_as_spec
from recolint.rule import registry

Request = dict[str, Any]


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
    request = discover.Request((path,), streams.stdin)
    found = dict(pair for one in discover.discover(request, configs, []) for pair in _requests(one))
    requests = _selected(found, arguments.document, request.stdin_filename if path == "-" else path)
    if arguments.to == "json" and len(requests) > 1:
        raise UsageError(f"{path} has {len(requests)} specs, but JSON can contain only one; select one with --document")
    streams.write(RENDERERS[arguments.to](requests))
    return Exit.CLEAN


def _selected(requests: Mapping[int, Request], number: int | None, path: str) -> list[Request]:
    """Of ``requests`` in the file ``path``, that with ``number``, or all; raises ``UsageError`` if nothing is left."""
    found = [request for index, request in requests.items() if number in (None, index)]
    if not found:
        which = "" if number is None else f" with the number {number} (from 0)"
        raise UsageError(f"no job spec{which} in {path}")
    for request in found:
        _require_json(request, path)
    return found


def _requests(item: Input) -> Iterator[tuple[int, Request]]:
    """The specs in ``item``, each with its number; raises ``UsageError`` where it is in doubt what they say."""
    source = item.source
    if item.fault is not None:
        raise UsageError(f"{source.path}: {item.fault.message}")
    reading = document.read(source)
    if reading.faults:
        fault = reading.faults[0]
        line, column = source.position(fault.span.start)
        raise UsageError(f"{source.path}:{line}:{column}: {visible(fault.message)}")
    for one in reading.documents:
        if is_meant_as_spec(one.data):
            yield SpecId.of(source, one.index).index, one.data


def _require_json(request: Request, path: str) -> None:
    try:
        json.dumps(request, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{path}: a date, .nan or .inf cannot be sent; write it as a string or a number") from error


COMMAND = Command(Arguments, run)
