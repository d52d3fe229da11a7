"""An editor for tests: the reference client of pygls, which speaks to a real ``recolint server`` over stdio."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

PATIENCE = 120.0
SERVER = ("-m", "recolint", "server", "--stdio")
"""Arguments of Python that start a server."""


class Editor(LanguageClient):
    """A client that keeps what the server publishes."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.published: dict[str, lsp.PublishDiagnosticsParams] = {}
        self.capabilities: lsp.ServerCapabilities | None = None
        self.news = asyncio.Event()
        self.refreshed = asyncio.Event()
        """The server asked to request the lenses again."""

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _published(params: lsp.PublishDiagnosticsParams) -> None:
            self.published[params.uri] = params
            self.news.set()

        @self.feature(lsp.WORKSPACE_CODE_LENS_REFRESH)
        def _refreshed(_: Any) -> None:
            self.refreshed.set()

        @self.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def _registered(_: Any) -> None:
            """Watched files: tests send what has changed."""

    def open(self, path: Path, text: str, version: int = 1) -> str:
        """Open ``path`` with ``text``, saved or not; its URI."""
        uri = path.as_uri()
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "yaml", version, text)))
        return uri

    def change(self, uri: str, version: int, *changes: lsp.TextDocumentContentChangeEvent) -> None:
        """Edit an open document."""
        of = lsp.VersionedTextDocumentIdentifier(version, uri)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(of, list(changes)))

    def replace(self, uri: str, version: int, text: str) -> None:
        """Replace the whole document with ``text``."""
        self.change(uri, version, lsp.TextDocumentContentChangeWholeDocument(text))

    async def diagnostics(self, uri: str, version: int = 1) -> list[lsp.Diagnostic]:
        """What the server says of ``version`` of a document."""
        async with asyncio.timeout(PATIENCE):
            while uri not in self.published or self.published[uri].version != version:
                self.news.clear()
                await self.news.wait()
        return list(self.published[uri].diagnostics)

    async def ask(self, question: Any) -> Any:
        """The answer to a request, which comes in time."""
        async with asyncio.timeout(PATIENCE):
            return await question


@asynccontextmanager
async def editor(
    folder: Path, encodings: tuple[str, ...] = ("utf-16",), server: tuple[str, ...] = SERVER
) -> AsyncIterator[Editor]:
    """A client of a fresh ``server``, started in ``folder``; the server ends with the block.

    Without ``encodings`` it says nothing of what it can do, like clients of an old version of the protocol.
    """
    client = Editor()
    await client.start_io(sys.executable, *server, cwd=str(folder))
    general = lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind(one) for one in encodings])
    edits = lsp.WorkspaceClientCapabilities(
        workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True),
        code_lens=lsp.CodeLensWorkspaceClientCapabilities(refresh_support=True),
    )
    notebooks = lsp.NotebookDocumentClientCapabilities(lsp.NotebookDocumentSyncClientCapabilities())
    able = lsp.ClientCapabilities(general=general, workspace=edits, notebook_document=notebooks)
    capabilities = able if encodings else lsp.ClientCapabilities()
    try:
        asked = lsp.InitializeParams(capabilities=capabilities, root_uri=folder.as_uri())
        answer = await client.ask(client.initialize_async(asked))
        client.capabilities = answer.capabilities
        client.initialized(lsp.InitializedParams())
        yield client
        await client.ask(client.shutdown_async(None))
    finally:
        client.exit(None)
        await client.stop()
