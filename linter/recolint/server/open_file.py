"""An open document of the language server, and what the client can do with answers about it."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Format
from recolint.check.hosted import is_code
from recolint.check.placed import Place
from recolint.document import guess_format
from recolint.server import convert, pack_file
from recolint.server.buffer import Buffer
from recolint.server.spec_file import Found

_OF_PACKS = (".yaml", ".yml", ".json")


class Client(NamedTuple):
    """The abilities of a client: the units of positions, snippets, and edits that name a version."""

    encoding: str = "utf-16"
    takes_snippets: bool = True
    takes_versions: bool = True


class OpenFile:
    """An open document: its text, and what the last check and the last readable text gave."""

    def __init__(self, uri: str, version: int, buffer: Buffer, language: str = "") -> None:
        """``language`` is what the client takes the document for: ``yaml``, ``json``."""
        self.uri = uri
        self.path = to_fs_path(uri) or uri
        self.version = version
        self.buffer = buffer
        self._language = language
        self.found: Found | None = None
        self.good: Found | None = None
        self.shown: list[lsp.Diagnostic] = []

    @property
    def is_toml(self) -> bool:
        """Whether it is TOML: a config, a policy or a file of another tool, and not a spec."""
        return self.path.lower().endswith(".toml")

    @property
    def is_pack(self) -> bool:
        """Whether it is a pack, finished or not."""
        return self.path.lower().endswith(_OF_PACKS) and pack_file.is_pack(self.buffer.text)

    @property
    def is_code(self) -> bool:
        """Whether it is code that may hold requests: it has findings, and nothing is offered to change it."""
        return is_code(self.path)

    @property
    def is_json(self) -> bool:
        """Whether its text is written as JSON."""
        if self._language == "json" and not self.buffer.text.strip():
            return True  # without a text, and a name that ends in .json, only the client knows
        return guess_format(self.path, self.buffer.text) is Format.JSON

    def located(self, place: Place) -> lsp.Location:
        """Where ``place`` is for the client."""
        return lsp.Location(self.uri, convert.place(self.buffer, place.raw))
