"""The language server: turns messages of the protocol into questions to the other modules, and answers back.

It knows pygls; no other module does. Nothing here reads the network, and only files of configuration are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

import recolint
from recolint.base.errors import UserError
from recolint.base.finding import Severity
from recolint.base.text import Format, Position, Source, Span, visible
from recolint.check.hosted import is_code
from recolint.check.placed import Diagnostic, Place
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.document import guess_format
from recolint.fix import TextFix
from recolint.rule import pages
from recolint.rule.registry import Registry
from recolint.server import actions, anchors, completion, config_file, hints, outline
from recolint.server.buffer import At, Buffer, Change
from recolint.server.hover import InstanceFacts
from recolint.server.hover import hover as spec_hover
from recolint.server.spec_file import Found, check

CONFIG = "recolint.toml"
FIX_ALL = "source.fixAll.recolint"

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_TAGS = {
    "unused-suppression": lsp.DiagnosticTag.Unnecessary,
    "expired-suppression": lsp.DiagnosticTag.Unnecessary,
    "retired-instance-type": lsp.DiagnosticTag.Deprecated,
    "unoffered-instance-type": lsp.DiagnosticTag.Deprecated,
}
_KINDS = {
    completion.Kind.MEMBER: lsp.CompletionItemKind.Property,
    completion.Kind.VALUE: lsp.CompletionItemKind.EnumMember,
    completion.Kind.RULE: lsp.CompletionItemKind.Constant,
    completion.Kind.SPEC: lsp.CompletionItemKind.Snippet,
}


class OpenFile:
    """An open document: its text, and what the last check and the last readable text gave."""

    def __init__(self, uri: str, version: int, buffer: Buffer) -> None:
        self.uri = uri
        self.path = to_fs_path(uri) or uri
        self.version = version
        self.buffer = buffer
        self.found: Found | None = None
        self.good: Found | None = None
        self.shown: list[lsp.Diagnostic] = []

    @property
    def is_config(self) -> bool:
        """Whether it is a configuration, not a spec."""
        return Path(self.path).name == CONFIG

    @property
    def is_code(self) -> bool:
        """Whether it is code that may hold requests: it has findings, and nothing is offered to change it."""
        return is_code(self.path)

    @property
    def is_json(self) -> bool:
        """Whether its text is written as JSON."""
        return guess_format(self.path, self.buffer.text) is Format.JSON


class Server:
    """The state of a session, and its answers."""

    def __init__(
        self, registry: Registry, facts: InstanceFacts, today: Callable[[], date], policies: tuple[str, ...] = ()
    ) -> None:
        self.registry = registry
        self.policies = policies
        self.facts = facts
        self.today = today
        self.files: dict[str, OpenFile] = {}
        self._configs: ConfigFiles | None = None
        self.encoding = "utf-16"

    def opened(self, uri: str, version: int, text: str) -> OpenFile:
        """Take a document that was opened."""
        file = OpenFile(uri, version, Buffer(text, self.encoding))
        self.files[uri] = file
        return file

    def changed(self, uri: str, version: int, changes: Iterable[Any]) -> OpenFile:
        """Take edits of an open document."""
        file = self.files[uri]
        file.buffer = file.buffer.edited([_change(one) for one in changes])
        file.version = version
        return file

    def forget_configs(self) -> None:
        """Read the configurations anew at the next check."""
        self._configs = None

    def diagnose(self, file: OpenFile) -> list[lsp.Diagnostic]:
        """Check ``file``; what to show of it."""
        if file.is_config:
            wrong = config_file.faults(file.path, file.buffer.text, self.registry)
            file.shown = [_plain(one.message, _range(file.buffer, one.span)) for one in wrong]
            return file.shown
        try:
            if self._configs is None:
                self._configs = ConfigFiles(self.registry, Overrides(), policies=self.policies)
            found = check(file.path, file.buffer.text, self._configs, self.registry, self.today())
        except UserError as error:
            top = _range(file.buffer, Span(0, 0))
            file.found = None
            file.shown = [_plain(f"not checked: {error}", top)]
            return file.shown
        file.found = found
        if found.reading.documents and (not found.reading.faults or file.good is None):
            file.good = found
        file.shown = [self._diagnostic(file, placed) for placed in found.findings]
        return file.shown

    def _diagnostic(self, file: OpenFile, placed: Diagnostic) -> lsp.Diagnostic:
        finding = placed.finding
        parts = [visible(finding.message)]
        if finding.help:
            parts.append(f"help: {visible(finding.help)}")
        if finding.fix is not None:
            parts.append(f"fix: {visible(finding.fix.title)}")
        address = pages.url(finding.code)
        name = self.registry.find(finding.code).name
        related = [
            lsp.DiagnosticRelatedInformation(
                lsp.Location(file.uri, _place(file.buffer, label.place)), visible(label.label.message)
            )
            for label in placed.labels
            if label.spec.path == placed.spec.path
        ]
        return lsp.Diagnostic(
            range=_place(file.buffer, placed.place),
            message="\n".join(parts),
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            code_description=lsp.CodeDescription(address) if address else None,
            source="recolint",
            tags=[_TAGS[name]] if name in _TAGS else None,
            related_information=related or None,
            data={"name": name},
        )

    def actions(self, uri: str, wanted: lsp.Range, context: lsp.CodeActionContext) -> Iterator[lsp.CodeAction]:
        """The quick fixes at ``wanted``, and all safe fixes as one action."""
        file = self.files[uri]
        found = file.found
        if found is None or file.is_code:
            return
        only = tuple(map(str, context.only or ()))
        if _wants(only, "quickfix"):
            for one in actions.actions(found, _span(file.buffer, wanted), self.registry, self.today()):
                answered = [file.shown[found.findings.index(one.fixes)]] if one.fixes is not None else None
                yield lsp.CodeAction(
                    one.title, lsp.CodeActionKind.QuickFix, diagnostics=answered, is_preferred=one.is_best or None,
                    edit=self._edit(file, one.edits),
                )  # fmt: skip
        if _wants(only, FIX_ALL):
            every = actions.fix_all(found)
            if every:
                yield lsp.CodeAction("Apply all safe fixes", FIX_ALL, edit=self._edit(file, every))

    def _edit(self, file: OpenFile, edits: TextFix) -> lsp.WorkspaceEdit:
        changes = [lsp.TextEdit(_range(file.buffer, edit.span), edit.text) for edit in edits]
        versioned = lsp.OptionalVersionedTextDocumentIdentifier(file.uri, file.version)
        return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(versioned, changes)])

    def hover(self, uri: str, position: lsp.Position) -> lsp.Hover | None:
        """What there is to say at ``position``."""
        file = self.files[uri]
        offset = file.buffer.offset(_at(position))
        if file.is_config:
            told = config_file.hover(file.buffer.text, offset, self.registry)
        else:
            found = file.found or file.good
            current = found is not None and found.source.text == file.buffer.text
            told = spec_hover(found, offset, self.registry, self.facts) if found is not None and current else None
        if told is None:
            return None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, told.markdown), _range(file.buffer, told.span))

    def complete(self, uri: str, position: lsp.Position) -> list[lsp.CompletionItem]:
        """What fits at ``position``."""
        file = self.files[uri]
        text, offset = file.buffer.text, file.buffer.offset(_at(position))
        if file.is_code:
            return []
        if file.is_config:
            items = config_file.complete(text, offset, self.registry)
        else:
            items = completion.complete(
                text, offset, is_json=file.is_json, given=_given(file.good), registry=self.registry
            )
        return [_item(file.buffer, one) for one in items]

    def symbols(self, uri: str) -> list[lsp.DocumentSymbol]:
        """The outline of the last text that could be read."""
        file = self.files[uri]
        if file.good is None or file.is_code:
            return []
        buffer = Buffer(file.good.source.text, self.encoding)
        return [_symbol(buffer, one) for one in outline.symbols(file.good.reading)]

    def folds(self, uri: str) -> list[lsp.FoldingRange]:
        """What can be folded."""
        file = self.files[uri]
        if file.good is None or file.is_code:
            return []
        return [lsp.FoldingRange(first, last) for first, last in outline.folds(file.good.reading)]

    def lenses(self, uri: str) -> list[lsp.CodeLens]:
        """The plan of each spec in a line above it."""
        file = self.files[uri]
        found = self._current(file)
        if found is None:
            return []
        lenses = []
        documents = {document.index: document for document in found.reading.documents}
        for spec in found.specs:
            start = documents[spec.id.index].place(()).start
            command = lsp.Command(hints.plan_line(spec), "")
            lenses.append(lsp.CodeLens(_range(file.buffer, Span(start, start)), command))
        return lenses

    def inlays(self, uri: str, wanted: lsp.Range) -> list[lsp.InlayHint]:
        """The users at the end of each phase, behind its duration."""
        file = self.files[uri]
        found = self._current(file)
        if found is None:
            return []
        within = _span(file.buffer, wanted)
        documents = {document.index: document for document in found.reading.documents}
        return [
            lsp.InlayHint(_position(file.buffer, offset), text, padding_left=True)
            for spec in found.specs
            for offset, text in hints.end_users(spec, documents[spec.id.index])
            if within.start <= offset <= within.end
        ]

    def definition(self, uri: str, position: lsp.Position) -> lsp.Location | None:
        """The anchor of the alias at ``position``."""
        file = self.files[uri]
        if file.is_json or file.is_config or file.is_code:
            return None
        span = anchors.anchor(file.buffer.text, file.buffer.offset(_at(position)))
        return None if span is None else lsp.Location(uri, _range(file.buffer, span))

    def rename(self, uri: str, position: lsp.Position, name: str) -> lsp.WorkspaceEdit | None:
        """A new name for the anchor or alias at ``position``."""
        file = self.files[uri]
        if file.is_json or file.is_config or file.is_code:
            return None
        source = Source(file.path, file.buffer.text)
        spans = anchors.renamed(source, file.buffer.offset(_at(position)), name)
        if spans is None:
            return None
        edits = [lsp.TextEdit(_range(file.buffer, span), name) for span in spans]
        versioned = lsp.OptionalVersionedTextDocumentIdentifier(uri, file.version)
        return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(versioned, edits)])

    def _current(self, file: OpenFile) -> Found | None:
        """What the check of this very text gave."""
        found = file.found
        return found if found is not None and found.source.text == file.buffer.text else None


def serve(registry: Registry, facts: InstanceFacts, today: Callable[[], date], policies: tuple[str, ...]) -> None:
    """Answer over standard input and output until the client says exit."""
    make(registry, facts, today, policies).start_io()


def make(
    registry: Registry, facts: InstanceFacts, today: Callable[[], date], policies: tuple[str, ...] = ()
) -> LanguageServer:
    """The server, ready to be started."""
    server = LanguageServer("recolint", recolint.__version__)
    state = Server(registry, facts, today, policies)
    _register_documents(server, state)
    _register_configs(server, state)
    _register_requests(server, state)
    return server


def _show(server: LanguageServer, state: Server, file: OpenFile) -> None:
    shown = state.diagnose(file)
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(file.uri, shown, file.version))


def _register_documents(server: LanguageServer, state: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def _opened(params: lsp.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        state.encoding = str(server.server_capabilities.position_encoding or "utf-16")
        _show(server, state, state.opened(document.uri, document.version, document.text))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(params: lsp.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        _show(server, state, state.changed(document.uri, document.version, params.content_changes))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(params: lsp.DidCloseTextDocumentParams) -> None:
        state.files.pop(params.text_document.uri, None)
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))


def _register_configs(server: LanguageServer, state: Server) -> None:
    def refresh() -> None:
        state.forget_configs()
        for file in state.files.values():
            _show(server, state, file)

    @server.feature(lsp.INITIALIZED)
    def _initialized(_: lsp.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            patterns = [lsp.FileSystemWatcher(f"**/{name}") for name in (CONFIG, "pyproject.toml")]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(patterns)
            one = lsp.Registration("configs", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(lsp.RegistrationParams([one]))

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def _saved(params: lsp.DidSaveTextDocumentParams) -> None:
        if state.files[params.text_document.uri].is_config:
            refresh()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _watched(_: lsp.DidChangeWatchedFilesParams) -> None:
        refresh()


def _register_requests(server: LanguageServer, state: Server) -> None:
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


def _change(one: lsp.TextDocumentContentChangePartial | lsp.TextDocumentContentChangeWholeDocument) -> Change:
    if isinstance(one, lsp.TextDocumentContentChangePartial):
        return Change(one.text, _at(one.range.start), _at(one.range.end))
    return Change(one.text)


def _at(position: lsp.Position) -> At:
    return At(position.line, position.character)


def _position(buffer: Buffer, offset: int) -> lsp.Position:
    return lsp.Position(*buffer.at(offset))


def _range(buffer: Buffer, span: Span) -> lsp.Range:
    return lsp.Range(_position(buffer, span.start), _position(buffer, span.end))


def _span(buffer: Buffer, wanted: lsp.Range) -> Span:
    return Span(buffer.offset(_at(wanted.start)), buffer.offset(_at(wanted.end)))


def _place(buffer: Buffer, place: Place) -> lsp.Range:
    raw = place.raw
    return lsp.Range(_of(buffer, raw.start), _of(buffer, raw.end))


def _of(buffer: Buffer, position: Position) -> lsp.Position:
    """Where ``position``, in code points from 1, is for the client."""
    return _position(buffer, buffer.offset_of(position.line - 1, position.column - 1))


def _plain(message: str, at: lsp.Range) -> lsp.Diagnostic:
    return lsp.Diagnostic(at, visible(message), severity=lsp.DiagnosticSeverity.Error, source="recolint")


def _wants(only: tuple[str, ...], kind: str) -> bool:
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _given(found: Found | None) -> dict[tuple[str | int, ...], object]:
    if found is None:
        return {}
    return {
        entry.route: document.value(entry.route) for document in found.reading.documents for entry in document.entries()
    }


def _item(buffer: Buffer, item: completion.Item) -> lsp.CompletionItem:
    documentation = lsp.MarkupContent(lsp.MarkupKind.Markdown, item.documentation) if item.documentation else None
    return lsp.CompletionItem(
        label=item.label,
        kind=_KINDS[item.kind],
        detail=item.detail or None,
        documentation=documentation,
        sort_text=f"{item.rank:05}",
        filter_text=_filter(buffer, item),
        insert_text_format=lsp.InsertTextFormat.Snippet if item.is_snippet else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(_range(buffer, item.span), item.text),
    )


def _filter(buffer: Buffer, item: completion.Item) -> str:
    """What the client compares with the text that is there, of which a quote is a part."""
    quote = buffer.text[item.span.start : item.span.start + 1]
    return quote + item.label if quote in {'"', "'"} else item.label


def _symbol(buffer: Buffer, symbol: outline.Symbol) -> lsp.DocumentSymbol:
    kind = (
        lsp.SymbolKind.Array
        if symbol.is_list
        else lsp.SymbolKind.Object
        if symbol.is_structure
        else lsp.SymbolKind.Field
    )
    return lsp.DocumentSymbol(
        name=visible(symbol.name),
        kind=kind,
        range=_range(buffer, symbol.span),
        selection_range=_range(buffer, symbol.name_span),
        detail=visible(symbol.detail) or None,
        children=[_symbol(buffer, one) for one in symbol.children],
    )
