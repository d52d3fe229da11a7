"""From recolint's findings, items and places to the types of the protocol, and back. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from lsprotocol import types as lsp

from recolint.base.errors import UserError
from recolint.base.finding import Severity
from recolint.base.text import Position, Span, visible
from recolint.check.placed import Diagnostic, Place
from recolint.rule import pages
from recolint.server import completion, outline
from recolint.server.buffer import At, Buffer, Change
from recolint.server.snippets import plain as plain_snippet

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
    completion.ItemKind.MEMBER: lsp.CompletionItemKind.Property,
    completion.ItemKind.VALUE: lsp.CompletionItemKind.EnumMember,
    completion.ItemKind.RULE: lsp.CompletionItemKind.Constant,
    completion.ItemKind.SPEC: lsp.CompletionItemKind.Snippet,
}


def diagnostic(located: Callable[[Place], lsp.Location], placed: Diagnostic, name: str) -> lsp.Diagnostic:
    """A finding of the rule ``name``. ``located`` returns where a place is for the client."""
    finding = placed.finding
    parts = [visible(finding.message)]
    if finding.help:
        parts.append(f"help: {visible(finding.help)}")
    if finding.fix is not None:
        parts.append(f"fix: {visible(finding.fix.title)}")
    address = pages.url(finding.code)
    related = [
        lsp.DiagnosticRelatedInformation(located(label.place), visible(label.label.message))
        for label in placed.labels
        if label.spec.path == placed.spec.path
    ]
    return lsp.Diagnostic(
        range=located(placed.place).range,
        message="\n".join(parts),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=lsp.CodeDescription(address) if address else None,
        source="recolint",
        tags=[_TAGS[name]] if name in _TAGS else None,
        related_information=related or None,
        data={"name": name},
    )


def change(one: lsp.TextDocumentContentChangePartial | lsp.TextDocumentContentChangeWholeDocument) -> Change:
    """An edit of the protocol."""
    if isinstance(one, lsp.TextDocumentContentChangePartial):
        return Change(one.text, at(one.range.start), at(one.range.end))
    return Change(one.text)


def at(position: lsp.Position) -> At:
    """A position of the protocol, in line and code units."""
    return At(position.line, position.character)


def position(buffer: Buffer, offset: int) -> lsp.Position:
    """The position of ``offset``."""
    return lsp.Position(*buffer.at(offset))


def range_of(buffer: Buffer, span: Span) -> lsp.Range:
    """The range of ``span``."""
    return lsp.Range(position(buffer, span.start), position(buffer, span.end))


def span_of(buffer: Buffer, wanted: lsp.Range) -> Span:
    """The offsets of a range of the protocol."""
    return Span(buffer.offset(at(wanted.start)), buffer.offset(at(wanted.end)))


def place(buffer: Buffer, found: Place) -> lsp.Range:
    """The range of ``found``, a place in the lines of ``buffer``."""
    return lsp.Range(_of(buffer, found.start), _of(buffer, found.end))


def _of(buffer: Buffer, where: Position) -> lsp.Position:
    """The position of ``where``, which counts lines and code points from 1."""
    return position(buffer, buffer.offset_of(where.line - 1, where.column - 1))


def plain(message: str, at: lsp.Range) -> lsp.Diagnostic:
    """An error that no rule reports."""
    return lsp.Diagnostic(at, visible(message), severity=lsp.DiagnosticSeverity.Error, source="recolint")


def not_checked(error: UserError) -> lsp.Diagnostic:
    """Why a document is not checked, at its start."""
    return plain(f"not checked: {error}", lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0)))


def item(buffer: Buffer, one: completion.Item, *, snippets: bool) -> lsp.CompletionItem:
    """An item of a completion list. ``snippets``: the editor can expand them; otherwise the item is plain text."""
    is_snippet = one.is_snippet and snippets
    text = plain_snippet(one.text) if one.is_snippet and not snippets else one.text
    documentation = lsp.MarkupContent(lsp.MarkupKind.Markdown, one.documentation) if one.documentation else None
    return lsp.CompletionItem(
        label=one.label,
        kind=_KINDS[one.kind],
        detail=one.detail or None,
        documentation=documentation,
        sort_text=f"{one.rank:05}",
        filter_text=_filter(buffer, one),
        insert_text_format=lsp.InsertTextFormat.Snippet if is_snippet else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(range_of(buffer, one.span), text),
    )


def _filter(buffer: Buffer, item: completion.Item) -> str:
    """The text that the client compares with the word at the cursor, including quotes."""
    quote = buffer.text[item.span.start : item.span.start + 1]
    return quote + item.label if quote in {'"', "'"} else item.label


def symbol(buffer: Buffer, one: outline.Symbol) -> lsp.DocumentSymbol:
    """An entry of the outline, with those below it."""
    kind = lsp.SymbolKind.Array if one.is_list else lsp.SymbolKind.Object if one.is_structure else lsp.SymbolKind.Field
    return lsp.DocumentSymbol(
        name=visible(one.name),
        kind=kind,
        range=range_of(buffer, one.span),
        selection_range=range_of(buffer, one.name_span),
        detail=visible(one.detail) or None,
        children=[symbol(buffer, child) for child in one.children],
    )
