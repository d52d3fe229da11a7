"""Requests in the fenced code blocks of Markdown: each block by itself, by the language that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from recolint.base.text import Format, Source
from recolint.document import read
from recolint.document.root_names import root_names
from recolint.hosts import texts, trail
from recolint.hosts.mention import mentions_request
from recolint.hosts.plain import plain
from recolint.hosts.reading import joined, moved
from recolint.hosts.shell import Ask, read_line, read_script
from recolint.hosts.traced import Traced
from recolint.hosts.tree import HostFault, HostReading, HostRequest
from recolint.hosts.tree import Mapping as Members
from recolint.request.recognition import is_spec, may_be_spec

Reader = Callable[[Source, Ask], HostReading]
"""Reads a file of its own: what a block holds."""

_FENCE = re.compile(r"([ \t]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})[ \t]*([^\r\n]*)")
_LANGUAGE = re.compile(r"\{?\.?([\w+-]+)")
_PROMPT = re.compile(r"[ \t]*\$[ \t]+")
_FURTHER = re.compile(r"[ \t]*>[ \t]")
_LINE = re.compile(r"[^\n]*\n?")

_PYTHON = frozenset({"python", "py"})
_SHELL = frozenset({"bash", "sh", "shell"})
_CONSOLE = "console"
_DATA = {"json": Format.JSON, "yaml": Format.YAML, "yml": Format.YAML}


class Block(NamedTuple):
    """A fenced block: its language in lower case, its text without the fence's indentation, and its first line."""

    language: str
    text: Traced
    fence: Traced


def read_markdown(source: Source, ask: Ask, readers: Mapping[str, Reader]) -> HostReading:
    """The requests in ``source``; never raises. ``readers`` read the languages that are not read here: ``python``."""
    return joined(_read(block, ask, readers) for block in blocks(source.text))


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a Markdown ``text`` in order, those without a language among them."""
    at = 0
    while at < len(text):
        fence = _FENCE.match(text, at)
        line_end = _line_end(text, at)
        if fence is None or ("`" in fence[3] and fence[2].startswith("`")):
            at = line_end
            continue
        language = _LANGUAGE.match(fence[3])
        lines, at = _until_closed(text, line_end, fence[2], len(fence[1].expandtabs(4)))
        first = Traced.of(text, fence.start(2), fence.end())
        whole = Traced.of(text, line_end, at).whole
        yield Block(language[1].lower() if language else "", Traced.joined(lines, whole), first)


def _until_closed(text: str, at: int, fence: str, indent: int) -> tuple[list[Traced], int]:
    """The lines of a block from ``at`` on, and the offset behind the fence that closes it."""
    closing = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\r?$", re.MULTILINE)
    lines: list[Traced] = []
    while at < len(text):
        end = _line_end(text, at)
        if closing.match(text, at):
            return lines, end
        begin = at
        while begin < end and text[begin] in " \t" and begin - at < indent:
            begin += 1
        lines.append(Traced.of(text, begin, end))
        at = end
    return lines, at


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _read(block: Block, ask: Ask, readers: Mapping[str, Reader]) -> HostReading:
    text = block.text.text
    if not mentions_request(text.encode("utf-8", "surrogatepass")):
        return HostReading()
    if block.language in _PYTHON and "python" in readers:
        return moved(readers["python"](Source("", text), ask), block.text)
    if block.language == _CONSOLE or (block.language in _SHELL and _PROMPT.match(text.lstrip())):
        return joined(read_line(command, ask) for command in _commands(block.text))
    if block.language in _SHELL:
        return read_script(block.text, ask)
    return _read_data(block, _DATA[block.language]) if block.language in _DATA else HostReading()


def _commands(block: Traced) -> Iterator[Traced]:
    """Each prompt of a console with the lines up to the next one, without the prompts."""
    lines: list[Traced] = []
    for match in _LINE.finditer(block.text):
        prompt = _PROMPT.match(match[0])
        if prompt is not None:
            yield from _together(lines)
            lines = [block.slice(match.start() + prompt.end(), match.end())]
        elif lines:
            further = _FURTHER.match(match[0])
            lines.append(block.slice(match.start() + (further.end() if further else 0), match.end()))
    yield from _together(lines)


def _together(lines: list[Traced]) -> Iterator[Traced]:
    if lines:
        yield Traced.joined(lines, lines[0].whole)


def _read_data(block: Block, written: Format) -> HostReading:
    reading = read(Source("", block.text.text, format=written))
    requests: list[HostRequest] = []
    for one in reading.documents:
        node = texts.of_document(one, block.text)
        if not isinstance(node, Members):
            continue
        if trail.is_answer(node):
            requests += trail.read_node(node)
        elif is_spec(plain(node)):
            requests.append(HostRequest(node, block.fence.whole))
    faults = [] if reading.documents else reading.faults[:1]
    if not any(map(may_be_spec, root_names(block.text.text))):
        # Nobody's request: whether it is right is its own business.
        faults = []
    found = [texts.mapped(fault, block.text) for fault in faults]
    return HostReading(tuple(requests), tuple(HostFault(fault.span, str(fault)) for fault in found))
