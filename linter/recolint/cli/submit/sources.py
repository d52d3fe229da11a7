"""The requests on the command line of a submit: specs, ``--cli-input-*``, and options for members of the request."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from recolint import document
from recolint.awscli.command import option_of
from recolint.awscli.values import unpack
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Format, Source
from recolint.check import discover
from recolint.check.hosted import contents
from recolint.check.inputs import input_of
from recolint.check.tasks import Input
from recolint.cli.arguments import Declaration, any_arguments, group, option
from recolint.cli.exits import UsageError
from recolint.cli.parser import Parser
from recolint.cli.streams import Streams
from recolint.cli.submit.param_files import load, load_member, named_file
from recolint.config.files import ConfigFiles
from recolint.request.answer import is_answer
from recolint.request.contract.shapes import REQUEST
from recolint.request.recognition import is_meant_as_spec
from recolint.submit.requests import SUFFIXES

COMMAND_LINE = "<command line>"
"""The name of a request that comes from options alone."""


class _Members(Declaration):
    """An option for each member of the request, which a user may abbreviate."""

    def add(self, field: str, parser: Parser, into: argparse._ActionsContainer) -> None:
        parser.abbreviate(1, map(option_of, REQUEST.members))
        for name, member in REQUEST.members.items():
            nargs = "*" if member.kind == "list" else None
            into.add_argument(option_of(name), dest=f"{field}.{name}", nargs=nargs, metavar="VALUE", help=name)

    def read(self, field: str, parsed: Namespace) -> dict[str, tuple[str, ...]]:
        given = {name: getattr(parsed, f"{field}.{name}") for name in REQUEST.members}
        return {
            name: (value,) if isinstance(value, str) else tuple(value)
            for name, value in given.items()
            if value is not None
        }


class RequestOptions(NamedTuple):
    """Options that make or change a request. ``members`` are the words of each member that is set."""

    members: Mapping[str, Sequence[str]] = cast("Mapping[str, Sequence[str]]", _Members())
    cli_input_json: str | None = option("the request, or file://FILE with it", metavar="JSON")
    cli_input_yaml: str | None = option("the request, or file://FILE with it", metavar="YAML")
    name_suffix: str = option(
        "append a hash or a timestamp to JobName (default: none)", choices=SUFFIXES, default="none"
    )


class SourceOptions(NamedTuple):
    """Where requests come from."""

    specs: tuple[str, ...] = any_arguments("files; - is standard input", metavar="SPEC")
    request: RequestOptions = group(
        RequestOptions,
        "request members (override the spec): text, JSON, shorthand, file://",
        place="last",
    )


def members(words: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The values of the members that options set; raises ``UserError``."""
    return {
        name: unpack(option_of(name), REQUEST.members[name], list(some), load_member) for name, some in words.items()
    }


def inputs(source: SourceOptions, streams: Streams, configs: ConfigFiles, given: Mapping[str, Any]) -> Iterator[Input]:
    """The specs that the options name, or the one that the values ``given`` make; raises ``UserError``."""
    literals = (source.request.cli_input_json, source.request.cli_input_yaml)
    options = [one for one in literals if one is not None]
    if bool(source.specs) + len(options) > 1:
        raise UsageError("specify only one of SPEC, --cli-input-json and --cli-input-yaml")
    if source.specs:
        for path in source.specs:
            if path != "-" and Path(path).is_dir():
                raise UsageError(f"{path}: is a directory; specify each spec to submit")
        for item in discover.discover(discover.Request(source.specs, streams.stdin), configs, []):
            _require_spec(item)
            yield item._replace(is_code=False)
    elif options:
        written = Format.YAML if source.request.cli_input_json is None else Format.JSON
        name = named_file(options[0]) or f"--cli-input-{written.value}"
        yield input_of(Source(name, load(options[0]), format=written), configs)
    else:
        missing = [option_of(name) for name in REQUEST.required if name not in given]
        if missing:
            raise UsageError(f"submit: specify a SPEC file, or all of {', '.join(missing)}")
        text = json.dumps(given, indent=2, ensure_ascii=False) + "\n"
        yield input_of(Source(COMMAND_LINE, text, format=Format.JSON), configs)


def _require_spec(item: Input) -> None:
    """Raise ``UsageError`` for code: what it sends, it sends itself."""
    found = contents(item.source, is_meant_as_spec)
    if found.is_code and not any(is_answer(one.data) for one in document.read(item.source).documents):
        raise UsageError(f"{item.path}: cannot submit a request in code; recolint extract writes it as a spec")
