"""The language server: turns messages of the protocol into questions to a session, and answers back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

import recolint
from recolint.rule.registry import Registry
from recolint.server.hover import InstanceFacts
from recolint.server.notebook import SELECTOR, OpenNotebook
from recolint.server.open_file import Client, OpenFile
from recolint.server.pauses import Pauses
from recolint.server.session import FIX_ALL, WATCHED, Session


def serve(registry: Registry, facts: InstanceFacts, today: Callable[[], date], policies: tuple[str, ...]) -> None:
    """Answer over standard input and output until the client says exit."""
    make(registry, facts, today, policies).start_io()


def make(
    registry: Registry, facts: InstanceFacts, today: Callable[[], date], policies: tuple[str, ...] = ()
) -> LanguageServer:
    """The server, ready to be started."""
    server = LanguageServer("recolint", recolint.__version__, notebook_document_sync=SELECTOR)
    state = Session(registry, facts, today, policies)
    _register_documents(server, state)
    _register_notebooks(server, state)
    _register_configs(server, state)
    _register_requests(server, state)
    return server


def _show(server: LanguageServer, state: Session, file: OpenFile) -> None:
    shown = state.diagnose(file)
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(file.uri, shown, file.version))


def _ask_again(server: LanguageServer) -> None:
    """Let the client ask for lenses and hints again: those of a text that was not checked yet were empty."""
    workspace = server.client_capabilities.workspace
    if workspace and workspace.code_lens and workspace.code_lens.refresh_support:
        server.workspace_code_lens_refresh(None)
    if workspace and workspace.inlay_hint and workspace.inlay_hint.refresh_support:
        server.workspace_inlay_hint_refresh(None)


def _register_documents(server: LanguageServer, state: Session) -> None:
    def check(uri: str) -> None:
        file = state.files.get(uri)
        if file is not None:
            _show(server, state, file)

    pauses = Pauses(check, lambda: _ask_again(server))

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def _opened(params: lsp.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        state.client = _client(server)
        state.opened(document.uri, document.version, document.text, document.language_id)
        pauses.now(document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(params: lsp.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        if document.uri in state.files:
            state.changed(document.uri, document.version, params.content_changes)
            pauses.edited(document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(params: lsp.DidCloseTextDocumentParams) -> None:
        state.files.pop(params.text_document.uri, None)
        pauses.forget(params.text_document.uri)
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))


def _show_notebook(server: LanguageServer, state: Session, notebook: OpenNotebook) -> None:
    for uri, shown in notebook.diagnose(state.checked, state.registry).items():
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown))


def _register_notebooks(server: LanguageServer, state: Session) -> None:
    def clear(cells: Iterable[str]) -> None:
        for uri in cells:
            server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_OPEN)
    def _opened(params: lsp.DidOpenNotebookDocumentParams) -> None:
        state.client = _client(server)
        document = params.notebook_document
        notebook = OpenNotebook(document.uri, state.client.encoding)
        notebook.cells = [one.document for one in document.cells]
        notebook.add(params.cell_text_documents)
        state.notebooks[document.uri] = notebook
        _show_notebook(server, state, notebook)

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def _changed(params: lsp.DidChangeNotebookDocumentParams) -> None:
        notebook = state.notebooks.get(params.notebook_document.uri)
        if notebook is not None and params.change.cells is not None:
            clear(notebook.changed(params.change.cells))
            _show_notebook(server, state, notebook)

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def _closed(params: lsp.DidCloseNotebookDocumentParams) -> None:
        notebook = state.notebooks.pop(params.notebook_document.uri, None)
        clear(notebook.cells if notebook is not None else ())


def _client(server: LanguageServer) -> Client:
    client = server.client_capabilities
    completion = client.text_document.completion if client.text_document else None
    item = completion.completion_item if completion else None
    edit = client.workspace.workspace_edit if client.workspace else None
    # A member of an enum has its value as text only in some versions of Python and of the protocol's library.
    encoding = lsp.PositionEncodingKind(server.server_capabilities.position_encoding or "utf-16").value
    return Client(encoding, bool(item and item.snippet_support), bool(edit and edit.document_changes))


def _refresh(server: LanguageServer, state: Session) -> None:
    """Check all open documents with the configurations as they are now."""
    state.forget_configs()
    for file in state.files.values():
        _show(server, state, file)
    for notebook in state.notebooks.values():
        _show_notebook(server, state, notebook)


def _register_configs(server: LanguageServer, state: Session) -> None:
    @server.feature(lsp.INITIALIZED)
    def _initialized(_: lsp.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            patterns = [lsp.FileSystemWatcher(pattern) for pattern in WATCHED]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(patterns)
            one = lsp.Registration("configs", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(lsp.RegistrationParams([one]))

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def _saved(params: lsp.DidSaveTextDocumentParams) -> None:
        file = state.files.get(params.text_document.uri)
        if file is None:
            return
        if file.is_pack or state.configures(file.uri):
            _refresh(server, state)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _watched(params: lsp.DidChangeWatchedFilesParams) -> None:
        if any(state.configures(one.uri) for one in params.changes):
            _refresh(server, state)


def _register_requests(server: LanguageServer, state: Session) -> None:
    feature = server.feature

    @feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL]),
    )
    def _actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return list(state.actions(params.text_document.uri, params.range, params.context))

    @feature(lsp.TEXT_DOCUMENT_HOVER)
    def _hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return state.hover(params.text_document.uri, params.position)

    @feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", ":", "-", '"', "[", "."]))
    def _completion(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        return state.complete(params.text_document.uri, params.position)

    @feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def _symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        return state.symbols(params.text_document.uri)

    @feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def _folds(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        return state.folds(params.text_document.uri)

    @feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def _lenses(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        return state.lenses(params.text_document.uri)

    @feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def _inlays(params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        return state.inlays(params.text_document.uri, params.range)

    @feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def _definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        return state.definition(params.text_document.uri, params.position)

    @feature(lsp.TEXT_DOCUMENT_RENAME)
    def _rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        return state.rename(params.text_document.uri, params.position, params.new_name)
