"""From the command line of a submit to requests: specs, ``--cli-input-*``, and options on top of them."""

from __future__ import annotations

import argparse
import json
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

from recolint import document
from recolint.awscli.command import option_of
from recolint.awscli.values import unpack
from recolint.base.finding import Edit, Fix, Insert, Set, SpecId
from recolint.base.text import Format, Source
from recolint.check import discover
from recolint.check.discover import Input
from recolint.check.hosted import contents
from recolint.cli.arguments import Declaration, any_arguments, group, option
from recolint.cli.exits import UsageError
from recolint.cli.parser import Parser
from recolint.cli.streams import Streams
from recolint.cli.submit.param_files import load, load_member, named_file
from recolint.config.files import ConfigFiles
from recolint.config.patterns import relative
from recolint.document import Document, Reading
from recolint.fix import Wanted, mend
from recolint.hosts.mention import is_answer
from recolint.request.contract.shapes import REQUEST
from recolint.request.recognition import is_meant_as_spec
from recolint.submit.ledger import Ledger, Line, unanswered_name
from recolint.submit.request import digest, hash_suffix, time_suffix, with_suffix

COMMAND_LINE = "<command line>"
"""The name of a request that comes from options alone."""

SUFFIXES = ("none", "hash", "time")


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
        "add to the job's name a hash of its request, or the time (default: none)", choices=SUFFIXES, default="none"
    )


class SourceOptions(NamedTuple):
    """Where requests come from."""

    specs: tuple[str, ...] = any_arguments("files; - is standard input", metavar="SPEC")
    request: RequestOptions = group(
        RequestOptions, "members of the request, in place of the spec's: text, JSON, shorthand, file://"
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """A request to be: the very data of ``spec`` in the reading of its input, and its digest before it got a suffix."""

    spec: SpecId
    request: dict[str, Any]
    base: str


@dataclass(frozen=True, slots=True)
class Gathering:
    """The inputs with all changes in their texts, each read once more and for good, and the requests in them.

    The check looks at the readings that the requests are taken from, so that what is checked is what is sent.
    ``changed`` are the members that options set. ``unreadable`` are inputs with faults: nothing in them may be sent.
    """

    inputs: tuple[Input, ...]
    drafts: tuple[Draft, ...]
    changed: tuple[str, ...]
    unreadable: bool

    def at(self, region: str | None, account: str | None) -> Gathering:
        """The same for jobs that run there, whatever configs say; ``None`` leaves it to them."""
        # Inputs that share a config go on sharing one: tables and policies belong to it.
        configs = {id(item.config): item.config for item in self.inputs}
        moved = {
            number: config._replace(region=region or config.region, account=account or config.account)
            for number, config in configs.items()
        }
        return replace(self, inputs=tuple(item._replace(config=moved[id(item.config)]) for item in self.inputs))


@dataclass(frozen=True, slots=True)
class Naming:
    """How names get their suffix: one of ``SUFFIXES``, the lines of the ledger, and the Region of the submit."""

    kind: str
    earlier: tuple[Line, ...]
    region: str | None
    now: datetime

    @classmethod
    def of(cls, kind: str, streams: Streams, ledger: Ledger, region: str | None, now: datetime) -> Naming:
        """``kind`` is one of ``SUFFIXES``; waits for a submit under way, whose name is not yet known to be its own."""
        if kind != "time":
            return cls(kind, (), region, now)
        waiting = "another recolint holds the ledger, waiting for it"
        return cls("time", tuple(ledger.settled(lambda: streams.say(waiting))), region, now)

    def name(self, request: dict[str, Any]) -> str | None:
        """The new name for ``request``; ``None`` when it keeps its own."""
        own = request.get("JobName")
        if self.kind == "none" or not isinstance(own, str):
            return None
        if self.kind == "hash":
            return with_suffix(own, hash_suffix(request))
        # A submit that died without an answer may have made its job: asking again under the same name finds it.
        again = unanswered_name(self.earlier, digest(request), self.region)
        return again or with_suffix(own, time_suffix(self.now))


def gather(source: SourceOptions, streams: Streams, configs: ConfigFiles, naming: Naming) -> Gathering:
    """The requests that the options ask for; raises ``UserMistakeError``."""
    given = _members(source.request.members)
    inputs = list(_inputs(source, streams, configs, given))
    gathered = [_changed(one, given, naming) for one in inputs]
    drafts = tuple(draft for one in gathered for draft in one.drafts)
    if given and len(drafts) > 1:
        options = ", ".join(map(option_of, given))
        raise UsageError(f"{options}: there are {len(drafts)} requests; options can change one at a time")
    return Gathering(
        inputs=tuple(one for part in gathered for one in part.inputs),
        drafts=drafts,
        changed=tuple(given),
        unreadable=any(part.unreadable for part in gathered),
    )


def _members(words: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {
        name: unpack(option_of(name), REQUEST.members[name], list(some), load_member) for name, some in words.items()
    }


def _inputs(source: SourceOptions, streams: Streams, configs: ConfigFiles, given: dict[str, Any]) -> Iterator[Input]:
    literals = (source.request.cli_input_json, source.request.cli_input_yaml)
    options = [one for one in literals if one is not None]
    if bool(source.specs) + len(options) > 1:
        raise UsageError("give one of SPEC, --cli-input-json and --cli-input-yaml")
    if source.specs:
        for path in source.specs:
            if path != "-" and Path(path).is_dir():
                raise UsageError(f"{path}: is a folder; name the specs to submit one by one")
        for item in discover.discover(discover.Request(source.specs, streams.stdin), configs, []):
            _require_spec(item)
            yield item._replace(is_code=False)
    elif options:
        written = Format.YAML if source.request.cli_input_json is None else Format.JSON
        name = named_file(options[0]) or f"--cli-input-{written.value}"
        yield _literal(Source(name, load(options[0]), format=written), configs)
    else:
        missing = [option_of(name) for name in REQUEST.required if name not in given]
        if missing:
            raise UsageError(f"submit: without SPEC these options are needed: {', '.join(missing)}")
        text = json.dumps(given, indent=2, ensure_ascii=False) + "\n"
        yield _literal(Source(COMMAND_LINE, text, format=Format.JSON), configs)


def _require_spec(item: Input) -> None:
    """Raise ``UsageError`` for code: what it sends, it sends itself."""
    found = contents(item.source, is_meant_as_spec)
    if found.is_code and not any(is_answer(one.data) for one in document.read(item.source).documents):
        raise UsageError(f"{item.path}: requests in code are not submitted; recolint extract writes them as specs")


def _literal(source: Source, configs: ConfigFiles) -> Input:
    path = Path(source.path).absolute()
    config = configs.of_file(path)
    return Input(source, config, relative(config.folder, path.as_posix()), named=True)


def _changed(item: Input, given: dict[str, Any], naming: Naming) -> Gathering:
    """``item`` with the options' values and the suffix in its text."""
    reading = document.read(item.source)
    if item.fault is not None or reading.faults:
        return Gathering((item,), (), (), unreadable=True)
    requests, bases, wanted = [], [], []
    for one in _specs(reading, given):
        old = one.data
        request = {**old, **given}
        bases.append(digest(request) if _is_plain(request) else "")
        name = naming.name(request) if bases[-1] else None
        if name is not None:
            request["JobName"] = name
        requests.append(request)
        edits = tuple(_edit(key, value, old) for key, value in request.items() if key not in old or old[key] != value)
        if edits:
            wanted.append(Wanted(Fix("options", edits), one.index))
    source = item.source
    if wanted:
        source = _rewritten(source, requests, wanted)
        reading = document.read(source)
    drafts = tuple(
        Draft(SpecId(source.path, one.index), one.data, base)
        for one, base in zip(_specs(reading, given), bases, strict=False)
    )
    broken = bool(reading.faults) or len(drafts) < len(bases)
    return Gathering((item._replace(source=source, reading=reading),), drafts, (), unreadable=broken)


def _specs(reading: Reading, given: dict[str, Any]) -> list[Document]:
    found = [one for one in reading.documents if is_meant_as_spec(one.data)]
    if given and not found and len(reading.documents) == 1:
        # The options may give what makes it a spec.
        return list(reading.documents)
    return found


def _is_plain(request: dict[str, Any]) -> bool:
    """Whether ``request`` can be sent as it is: YAML has dates and .nan, which JSON has not; the check reports them."""
    try:
        json.dumps(request, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


def _edit(name: str, value: Any, old: dict[str, Any]) -> Edit:
    return Set((name,), value) if name in old else Insert((), name, value)


def _rewritten(source: Source, requests: Sequence[dict[str, Any]], wanted: Sequence[Wanted]) -> Source:
    """``source`` with ``wanted`` in it, comments and all; where that cannot be done, the requests written anew.

    Raises ``UsageError`` for requests that cannot be written as JSON either.
    """
    mended = mend(source, wanted)
    if len(mended.made) == len(wanted):
        return mended.source
    if not all(map(_is_plain, requests)):
        raise UsageError(f"{source.path}: the options cannot be put into a request with a date or .nan; edit the file")
    texts = [json.dumps(request, indent=2, ensure_ascii=False) + "\n" for request in requests]
    return source._replace(text="---\n".join(texts))
