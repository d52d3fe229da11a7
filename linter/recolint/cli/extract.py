"""``recolint extract``: the requests in code as specs, and whether the two still agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from recolint import document
from recolint.base.excerpt import Quoting
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, Span, plural, visible
from recolint.check import discover
from recolint.check.hosted import host_requests, parts
from recolint.check.placed import at
from recolint.cli.arguments import flag, option, some_arguments
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.hosts.comparison import differences
from recolint.hosts.plain import member, text_of
from recolint.hosts.spec_text import SpecText, as_json, as_yaml
from recolint.hosts.tree import HostRequest
from recolint.io import files
from recolint.request.job import Job
from recolint.request.recognition import is_meant_as_spec
from recolint.rule import registry

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
"""A JobName that every system accepts as a file name."""
_SUFFIXES = {"yaml": (".yaml", ".yml"), "json": (".json",)}
STDOUT = "-"


class Arguments(NamedTuple):
    """Where requests are looked for, and where the specs go."""

    paths: tuple[str, ...] = some_arguments("files with code, or directories; - is standard input", metavar="FILE")
    output_dir: str = option(
        "directory for the specs (default: .); - prints them", metavar="DIR", default=".", short="-o"
    )
    format: str = option("default: yaml", choices=tuple(_SUFFIXES), default="yaml")
    check: bool = flag("write nothing; exit with 1 if a spec in DIR and its request differ")
    stdin_filename: str = option(
        "name of standard input; its suffix selects the language", metavar="NAME", default="<stdin>"
    )


class _Found(NamedTuple):
    """A request of a file, and the name, without a suffix, of the spec that it becomes."""

    source: Source
    request: HostRequest
    quoting: Quoting
    name: str

    def where(self, span: Span) -> str:
        """The place of ``span``, for people."""
        return f"{self.source.path}:{at(self.quoting, span).where}"


def run(arguments: Arguments, streams: Streams) -> int:
    """Write, print or compare the specs."""
    if arguments.check and arguments.output_dir == STDOUT:
        raise UsageError("extract --check requires --output-dir DIR")
    broken: list[str] = []
    found = list(_named(_requests(arguments, streams, broken)))
    for message in broken:
        streams.say(message)
    if not found and not broken:
        raise UsageError(f"no request in code in {', '.join(arguments.paths)}")
    if arguments.check:
        code = _compare(found, arguments, streams)
    elif arguments.output_dir == STDOUT:
        code = _print(found, arguments, streams)
    else:
        code = _write(found, arguments, streams)
    return max(code, Exit.FINDINGS) if broken else code


def _requests(
    arguments: Arguments, streams: Streams, broken: list[str]
) -> Iterator[tuple[Source, HostRequest, Quoting]]:
    """The requests in the files; what cannot be read is added to ``broken``."""
    # Nothing here is for a config to decide.
    configs = ConfigFiles(registry.load(), Overrides(), isolated=True)
    request = discover.Request(tuple(arguments.paths), streams.stdin, arguments.stdin_filename, code=True)
    for item in discover.discover(request, configs, []):
        if item.fault is not None:
            broken.append(f"{item.path}: {item.fault.message}")
            continue
        reading = host_requests(item.source)
        if not reading.requests and not reading.faults:
            continue
        quoting = Quoting(item.source, parts(item.source))
        broken += [f"{item.path}:{at(quoting, one.span).where}: {visible(one.message)}" for one in reading.faults]
        yield from ((item.source, one, quoting) for one in reading.requests)


def _named(found: Iterator[tuple[Source, HostRequest, Quoting]]) -> Iterator[_Found]:
    """Each request with the name of its spec: its JobName, else that of its file and a number; no two the same."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for source, request, quoting in found:
        job = text_of(member(request.request, Job.name.name))
        counts[source.path] = counts.get(source.path, 0) + 1
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", PurePath(source.path).stem).strip(".-") or "request"
        name = job if job is not None and _NAME.fullmatch(job) else f"{stem}-{counts[source.path]}"
        free, number = name, 2
        while free.lower() in taken:
            free, number = f"{name}-{number}", number + 1
        taken.add(free.lower())
        yield _Found(source, request, quoting, free)


def _text(one: _Found, form: str) -> SpecText:
    if form == "json":
        return as_json(one.request, one.where)
    return as_yaml(one.request, one.where, one.where(one.request.span))


def _print(found: list[_Found], arguments: Arguments, streams: Streams) -> int:
    if arguments.format == "json" and len(found) > 1:
        raise UsageError(f"there are {len(found)} requests, but JSON can contain only one; add --output-dir DIR")
    texts = [_text(one, arguments.format) for one in found]
    streams.write("---\n".join(one.text for one in texts))
    for text in texts:
        for placeholder in text.placeholders:
            streams.say(f"fill in {visible(placeholder.shown)}")
        for note in text.notes:
            streams.say(f"check {visible(note)}")
    return Exit.CLEAN


def _write(found: list[_Found], arguments: Arguments, streams: Streams) -> int:
    folder = Path(arguments.output_dir)
    try:
        files.make_directory(folder)
    except OSError as error:
        raise UsageError(f"--output-dir {arguments.output_dir}: cannot be created: {error.strerror}") from error
    code = Exit.CLEAN
    for one in found:
        path = folder / f"{one.name}.{arguments.format}"
        text = _text(one, arguments.format)
        try:
            files.create(path, text.text.encode("utf-8", "backslashreplace"))
        except FileExistsError:
            streams.say(f"{visible(str(path))}: not written: the file exists; extract --check compares the two")
            code = Exit.USAGE
            continue
        except OSError as error:
            streams.say(f"{visible(str(path))}: not written: {error.strerror}")
            code = Exit.USAGE
            continue
        streams.write(f"{visible(str(path))}: from {visible(one.where(one.request.span))}\n")
        for placeholder in text.placeholders:
            streams.write(f"  fill in {visible(placeholder.shown)}\n")
        for note in text.notes:
            streams.write(f"  check {visible(note)}\n")
    return code


def _compare(found: list[_Found], arguments: Arguments, streams: Streams) -> int:
    count = 0
    for one in found:
        for message in _differences(one, Path(arguments.output_dir)):
            streams.write(f"{visible(message)}\n")
            count += 1
    if count:
        streams.say(f"{plural(len(found), 'request')} compared: {plural(count, 'difference')}")
        return Exit.FINDINGS
    streams.say(f"{plural(len(found), 'request')} compared: no difference")
    return Exit.CLEAN


def _differences(one: _Found, folder: Path) -> Iterator[str]:
    path = next((path for suffix in _ALL for path in [folder / f"{one.name}{suffix}"] if path.is_file()), None)
    origin = one.where(one.request.span)
    if path is None:
        yield f"{origin}: no spec {folder / one.name}.yaml"
        return
    try:
        reading = document.read(Source.decode(str(path), files.read(path)))
    except OSError as error:
        yield f"{path}: cannot be read: {error.strerror}"
        return
    specs = [spec for spec in reading.documents if is_meant_as_spec(spec.data)]
    if len(specs) != 1 or reading.faults:
        why = reading.faults[0].message if reading.faults else f"expected one spec, found {len(specs)}"
        yield f"{path}: cannot be compared: {why}"
        return
    for difference in differences(one.request.request, specs[0].data):
        yield f"{path}: {difference.shown} ({one.where(difference.span)})"


_ALL = (*_SUFFIXES["yaml"], *_SUFFIXES["json"])


COMMAND = Command(Arguments, run)
