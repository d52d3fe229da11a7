"""Shell scripts in GitHub workflows, GitLab CI files and makefiles. The files are data: nothing of them is run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.base.text import Format, Source, Span
from recolint.document import read
from recolint.hosts import texts
from recolint.hosts.reading import joined
from recolint.hosts.scalars import traced
from recolint.hosts.shell import Ask, read_script
from recolint.hosts.traced import Traced
from recolint.hosts.tree import HostFault, HostReading, Mapping, Node, Scalar, Sequence

_EXPRESSION = re.compile(r"\$\{\{(?:(?!\$\{\{|\}\}).)*\}\}", re.DOTALL)
_SCRIPTS = ("before_script", "script", "after_script")
_SHELLS = ("bash", "sh")
_MAKE = re.compile(r"\$(?:\$|\((?:[^()]|\([^()]*\))*\)|\{[^{}]*\}|[^\s$])")
_PREFIX = re.compile(r"[ \t@+-]*")


def read_pipeline(source: Source, ask: Ask) -> HostReading:
    """The requests in the ``run:`` and ``script:`` of a GitHub workflow or a GitLab CI file; never raises."""
    text = Traced.of(source.text)
    reading = read(Source(source.path, source.text, format=Format.YAML))
    scripts = [script for one in reading.documents for script in _scripts(texts.of_document(one, text), source.text)]
    found = joined(read_script(script, ask) for script in scripts)
    if reading.documents or not reading.faults:
        return found
    fault = texts.mapped(reading.faults[0], text)
    return HostReading(faults=(HostFault(fault.span, str(fault)),))


def _scripts(node: Node, source: str) -> Iterator[Traced]:
    """The scripts in ``node``: each a step of GitHub's, or all lines of a job of GitLab's."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _scripts(item, source)
    if not isinstance(node, Mapping):
        return
    members = {entry.name: entry.value for entry in node.entries}
    run, shell = members.get("run"), members.get("shell")
    is_shell = shell is None or (isinstance(shell, Scalar) and str(shell.value).split(" ")[0] in _SHELLS)
    if isinstance(run, Scalar) and isinstance(run.value, str) and is_shell:
        yield _without_expressions(traced(source, run.span, run.value))
    lines = [line for name in _SCRIPTS[:2] if name in members for line in _lines(members[name], source)]
    yield from _one_script(lines)
    yield from _one_script(list(_lines(members.get(_SCRIPTS[2]), source)))
    for name, value in members.items():
        if name not in _SCRIPTS:
            yield from _scripts(value, source)


def _lines(node: Node | None, source: str) -> Iterator[Traced]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _lines(item, source)
    elif isinstance(node, Scalar) and isinstance(node.value, str):
        text = traced(source, node.span, node.value)
        yield text
        yield Traced.at("\n", Span(node.span.end, node.span.end))


def _one_script(lines: list[Traced]) -> Iterator[Traced]:
    if lines:
        yield Traced.joined(lines, Span(lines[0].whole.start, max(one.whole.end for one in lines)))


def _without_expressions(script: Traced) -> Traced:
    """``script`` with a hole for each ``${{ }}``, which GitHub fills in before a shell sees it."""
    return script.replaced(_EXPRESSION, lambda _: None)


def read_makefile(source: Source, ask: Ask) -> HostReading:
    """The requests in the recipes of a makefile, where each line is a script; never raises."""
    return joined(read_script(_of_make(line), ask) for line in _recipe_lines(source.text))


def _recipe_lines(text: str) -> Iterator[Traced]:
    at = 0
    while at < len(text):
        begin = at
        while True:
            found = text.find("\n", at)
            at = len(text) if found < 0 else found + 1
            if found < 0 or text[max(found - 1, begin)] != "\\" or at >= len(text):
                break
        if text.startswith("\t", begin):
            prefix = _PREFIX.match(text, begin + 1)
            yield Traced.of(text, prefix.end() if prefix else begin, at)


def _of_make(line: Traced) -> Traced:
    """``line`` as Make passes it to a shell: ``$$`` is ``$``, and what Make fills in is a hole."""
    return line.replaced(_MAKE, lambda written: "$" if written == "$$" else None)
