"""Reading a notebook: its cells of code in order, as one program."""

from __future__ import annotations

import ast

from recolint.base.text import Source, Span
from recolint.hosts.notebook.cells import Cell, Code, MalformedError, Notebook
from recolint.hosts.notebook.magics import Piece, names_in, piece
from recolint.hosts.python import (
    Ask,
    Block,
    BrokenError,
    Modules,
    Program,
    fault,
    mentions_call,
    parse,
    readable,
    requests_of,
)
from recolint.hosts.shell import read_magic, read_script
from recolint.hosts.traced import HOLE, Traced
from recolint.hosts.tree import HostFault, HostReading, HostRequest

_SIGNS = (
    "create_inference_recommendations_job",
    "right_size",
    "create-inference-recommendations-job",
)


def read_notebook(source: Source, ask: Ask) -> HostReading:
    """The requests that the cells of a notebook send. Accepts all text; runs nothing.

    Places are offsets in the JSON of the file. ``ask`` returns the text of another file of the repository, or ``None``.
    """
    text, lossy = readable(source.text)
    if not any(sign in text for sign in _SIGNS):
        return HostReading()
    try:
        notebook = Notebook(text)
    except MalformedError as error:
        at = min(error.offset, max(len(text) - 1, 0))
        return HostReading(faults=(HostFault(Span(at, min(at + 1, len(text))), str(error)),))
    if not notebook.is_python:
        return HostReading()
    reading = _Reading(notebook, ask, source.path, lossy=lossy)
    for cell in notebook.cells:
        reading.add(cell)
    return reading.finished()


class _Reading:
    def __init__(self, notebook: Notebook, ask: Ask, path: str, *, lossy: bool) -> None:
        self._notebook = notebook
        self._ask = ask
        self._path = path
        self._codes: list[Code] = []
        self._blocks: list[Block] = []
        self._lossy = lossy
        self._lines = 0
        self._found: list[HostReading] = []
        self._faults = [HostFault(one.span, one.message) for one in notebook.lost]
        self._unread: list[HostFault] = []

    def add(self, cell: Cell) -> None:
        """Read a cell, behind those before it."""
        whole = _parsed(cell.code)
        if whole is not None:
            self._python(Piece("python", cell.code), whole)
            return
        part = piece(cell.code)
        for line in part.lines:
            self._found.append(read_magic(_traced(line), self._ask))
        if part.kind == "shell":
            self._found.append(read_script(_traced(part.code), self._ask))
        elif part.kind == "other":
            self._blocks.append(Block([], names_in(part.code.text) if part.unknown else frozenset()))
        else:
            self._python(part, None)

    def _python(self, part: Piece, block: Block | None) -> None:
        text, lossy = readable(part.code.text)
        self._lossy = self._lossy or lossy
        if block is None:
            try:
                block = Block(parse(text))
            except BrokenError as error:
                self._blocks.append(Block([], names_in(text)))
                found = fault(error, text)
                found = found._replace(span=part.code.span(found.span))
                if mentions_call(text):
                    self._faults.append(found)
                else:
                    self._unread.append(found._replace(message=f"this cell is {found.message}"))
                return
        code = Code(f"{text}\n", [*part.code.starts, _last(part.code)], [*part.code.ends, _last(part.code)])
        _shift(block, self._lines)
        if part.fleeting:
            block = block._replace(fleeting=names_in(text))
        self._blocks.append(block)
        self._codes.append(code)
        self._lines += _line_count(code.text)

    def finished(self) -> HostReading:
        """All that was found."""
        starts = [at for code in self._codes for at in code.starts]
        ends = [at for code in self._codes for at in code.ends]
        whole = Code("".join(code.text for code in self._codes), starts, ends)
        program = Program(whole.text, self._blocks, lossy=self._lossy, place=whole.span)
        requests = [
            *requests_of(program, Modules(self._ask, self._path)),
            *(one for found in self._found for one in found.requests),
        ]
        faults = [*self._faults, *(one for found in self._found for one in found.faults)]
        files = [one for found in self._found for one in found.files]
        return HostReading(
            tuple(sorted(map(self._in_cell, requests), key=lambda one: one.span)),
            self._in_cells(faults),
            tuple(sorted(files, key=lambda one: one.span)),
            self._in_cells(self._unread) if requests else (),
        )

    def _in_cells(self, faults: list[HostFault]) -> tuple[HostFault, ...]:
        placed = (one._replace(cell=self._notebook.cell_at(one.span.start)) for one in faults)
        return tuple(sorted(placed, key=lambda one: one.span))

    def _in_cell(self, request: HostRequest) -> HostRequest:
        return request._replace(cell=self._notebook.cell_at(request.span.start))


def _traced(code: Code) -> Traced:
    whole = code.span(Span(0, len(code.text)))
    return Traced(code.text.replace(HOLE, "?"), code.starts, code.ends, whole)


def _parsed(code: Code) -> Block | None:
    """The cell as Python alone reads it; ``None`` if it does not."""
    try:
        return Block(parse(readable(code.text).text))
    except BrokenError:
        return None


def _last(code: Code) -> int:
    return code.ends[-1] if code.text else 0


def _line_count(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def _shift(block: Block, lines: int) -> None:
    """Count the lines of ``block`` from the start of the program."""
    for statement in block.statements:
        ast.increment_lineno(statement, lines)
