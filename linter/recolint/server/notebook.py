"""An open notebook: cells that the client edits one by one, and that are checked together, as one program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from recolint.base.errors import UserError
from recolint.check.placed import Place
from recolint.rule.registry import Registry
from recolint.server import convert
from recolint.server.buffer import Buffer
from recolint.server.spec_file import Found

SELECTOR = lsp.NotebookDocumentSyncOptions(
    [lsp.NotebookDocumentFilterWithNotebook("jupyter-notebook", [lsp.NotebookCellLanguage("python")])]
)
"""The cells that the client sends."""

_SUFFIX = ".ipynb"


class OpenNotebook:
    """The notebook ``uri``: the text of each cell by the URI of its document, and their order."""

    def __init__(self, uri: str, encoding: str) -> None:
        """Take a notebook without cells; ``encoding`` is that of positions."""
        path = to_fs_path(uri) or uri
        self.path = path if path.lower().endswith(_SUFFIX) else path + _SUFFIX
        self.cells: list[str] = []
        self._buffers: dict[str, Buffer] = {}
        self._encoding = encoding

    def add(self, documents: Iterable[lsp.TextDocumentItem]) -> None:
        """Take the texts of cells."""
        self._buffers |= {one.uri: Buffer(one.text, self._encoding) for one in documents}

    def changed(self, change: lsp.NotebookDocumentCellChanges) -> list[str]:
        """Take a change; the cells that are no longer part of the notebook."""
        before = self.cells
        if change.structure is not None:
            array = change.structure.array
            self.add(change.structure.did_open or ())
            self.cells = before.copy()
            self.cells[array.start : array.start + array.delete_count] = [one.document for one in array.cells or ()]
        for content in change.text_content or ():
            old = self._buffers.get(content.document.uri)
            if old is not None:
                self._buffers[content.document.uri] = old.edited([convert.change(one) for one in content.changes])
        gone = [uri for uri in before if uri not in self.cells]
        for uri in gone:
            self._buffers.pop(uri, None)
        return gone

    @property
    def text(self) -> str:
        """The notebook as a file, without outputs."""
        cells = [{"cell_type": "code", "source": self._buffer(uri).text} for uri in self.cells]
        return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False)

    def diagnose(self, checked: Callable[[str, str], Found], registry: Registry) -> dict[str, list[lsp.Diagnostic]]:
        """The diagnostics of each cell, by its URI. ``checked`` checks a text as the content of a file."""
        by_cell: dict[str, list[lsp.Diagnostic]] = {uri: [] for uri in self.cells}
        try:
            found = checked(self.path, self.text)
        except UserError as error:
            return by_cell | {uri: [convert.not_checked(error)] for uri in self.cells[:1]}
        for placed in found.findings:
            name = registry.find(placed.finding.code).name
            uri = self._located(placed.place).uri
            by_cell[uri].append(convert.diagnostic(self._located, placed, name))
        return by_cell

    def _located(self, place: Place) -> lsp.Location:
        """Where ``place`` is: in its cell, or else at the start of the first one."""
        if place.source.cell is None:
            return lsp.Location(self.cells[0], lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0)))
        uri = self.cells[place.source.cell - 1]
        return lsp.Location(uri, convert.place(self._buffer(uri), place))

    def _buffer(self, uri: str) -> Buffer:
        return self._buffers.get(uri) or Buffer("", self._encoding)
