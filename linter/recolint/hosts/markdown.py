"""Requests in the fenced code blocks of Markdown: each block by itself, by the language that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Format, Source
from recolint.document import read
from recolint.document.root_names import root_names
from recolint.hosts import elisions, texts, trail
from recolint.hosts.fences import Block, blocks
from recolint.hosts.kinds import mentions_request
from recolint.hosts.plain import plain
from recolint.hosts.reading import joined, moved
from recolint.hosts.shell import Ask, read_line, read_script
from recolint.hosts.texts import UnreadableError
from recolint.hosts.traced import Traced
from recolint.hosts.tree import HostFault, HostReading, HostRequest, Node
from recolint.hosts.tree import Mapping as Members
from recolint.request.recognition import is_spec, may_be_spec

Reader = Callable[[Source, Ask], HostReading]
"""Reads the content of a block as a file of its own."""


class Prompts(NamedTuple):
    """The prompts of a session: that of a command's first line, and that of each further line. Other lines are output.

    Without ``has_output_between``, lines without a prompt continue a command too: a quoted text may have several lines.
    """

    first: re.Pattern[str]
    further: re.Pattern[str]
    has_output_between: bool


_OF_SHELL = Prompts(re.compile(r"[ \t]*\$[ \t]+"), re.compile(r"[ \t]*>[ \t]"), has_output_between=False)
_OF_PYTHON = Prompts(re.compile(r"[ \t]*>>>[ ]?"), re.compile(r"[ \t]*\.\.\.[ ]?"), has_output_between=True)
_LINE = re.compile(r"[^\n]*\n?")

_PYTHON = frozenset({"python", "py"})
_SHELL = frozenset({"bash", "sh", "shell"})
_CONSOLE = "console"
_DATA = {"json": Format.JSON, "yaml": Format.YAML, "yml": Format.YAML}


def read_markdown(source: Source, ask: Ask, readers: Mapping[str, Reader]) -> HostReading:
    """The requests in ``source``; never raises. ``readers`` read the languages that are not read here: ``python``."""
    return joined(elisions.doubted(_read(block, ask, readers)) for block in blocks(source.text))


def _read(block: Block, ask: Ask, readers: Mapping[str, Reader]) -> HostReading:
    text = block.text.text
    if not mentions_request(text.encode("utf-8", "surrogatepass")):
        return HostReading()
    if block.language in _PYTHON and "python" in readers:
        return _read_python(block.text, ask, readers["python"])
    if block.language == _CONSOLE or (block.language in _SHELL and _OF_SHELL.first.match(text.lstrip())):
        return joined(read_line(elisions.in_shell(command), ask) for command in _commands(block.text, _OF_SHELL))
    if block.language in _SHELL:
        return read_script(elisions.in_shell(block.text), ask)
    if block.language in _DATA:
        return _read_json(block) if _DATA[block.language] is Format.JSON else _read_yaml(block)
    return HostReading()


def _read_python(text: Traced, ask: Ask, reader: Reader) -> HostReading:
    if _OF_PYTHON.first.match(text.text.lstrip()):
        text = Traced.joined(_commands(text, _OF_PYTHON), text.whole)
    found = moved(reader(Source("", elisions.in_python(text.text)), ask), text)
    # An example with an elision is not meant to run.
    return found._replace(faults=()) if elisions.has_elision(text.text) else found


def _commands(block: Traced, prompts: Prompts) -> Iterator[Traced]:
    """Each command of a session, without the prompts."""
    lines: list[Traced] = []
    for match in _LINE.finditer(block.text):
        prompt = prompts.first.match(match[0])
        if prompt is not None:
            yield from _together(lines)
            lines = [block.slice(match.start() + prompt.end(), match.end())]
        elif lines:
            further = prompts.further.match(match[0])
            if further is not None or not prompts.has_output_between:
                lines.append(block.slice(match.start() + (further.end() if further else 0), match.end()))
    yield from _together(lines)


def _together(lines: list[Traced]) -> Iterator[Traced]:
    if lines:
        yield Traced.joined(lines, lines[0].whole)


def _read_json(block: Block) -> HostReading:
    told = elisions.in_json(block.text)
    if told.is_known:
        return _read_data(block, block.text, Format.JSON)
    try:
        return HostReading(tuple(_requests(texts.from_json(told), block)))
    except UnreadableError:
        return HostReading()


def _read_yaml(block: Block) -> HostReading:
    found = _read_data(block, told := elisions.in_yaml(block.text), Format.YAML)
    return found if told.is_known else found._replace(faults=())


def _read_data(block: Block, told: Traced, written: Format) -> HostReading:
    reading = read(Source("", told.text, format=written))
    requests = [request for one in reading.documents for request in _requests(texts.of_document(one, told), block)]
    faults = [] if reading.documents else reading.faults[:1]
    if not any(map(may_be_spec, root_names(told.text))):
        # The block is not a request, so its faults do not matter.
        faults = []
    found = [texts.mapped(fault, told) for fault in faults]
    return HostReading(tuple(requests), tuple(HostFault(fault.span, str(fault)) for fault in found))


def _requests(node: Node, block: Block) -> Iterator[HostRequest]:
    if not isinstance(node, Members):
        return
    if trail.is_answer(node):
        yield from trail.read_node(node)
    elif is_spec(plain(node)):
        yield HostRequest(node, block.fence.whole)
