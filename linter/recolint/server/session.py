"""A session of the language server: the open documents, and the answer to each question about them.

It sends no request, and the only files that it reads are configuration.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from recolint.base.errors import UserError
from recolint.base.text import Source, Span
from recolint.check.tasks import LINES_SUFFIX
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.config.reading import is_packaged
from recolint.fix import TextFix
from recolint.fix.text_edit import TextEdit
from recolint.io.repository import CONFIGS
from recolint.rule.registry import Registry
from recolint.server import actions, anchors, completion, config_file, convert, hints, outline, pack_file
from recolint.server.buffer import Buffer
from recolint.server.config_file import ConfigText
from recolint.server.hover import InstanceFacts
from recolint.server.hover import hover as spec_hover
from recolint.server.notebook import OpenNotebook
from recolint.server.open_file import Client, OpenFile
from recolint.server.spec_file import Found, check

FIX_ALL = "source.fixAll.recolint"

WATCHED = ("**/*.toml", "**/*.{yaml,yml,json}")
"""The files that may say how specs are checked: configs, policies and packs."""


class Session:
    """The open documents, and the answers to questions about them."""

    def __init__(
        self, registry: Registry, facts: InstanceFacts, today: Callable[[], date], policies: tuple[str, ...] = ()
    ) -> None:
        self.registry = registry
        self.policies = policies
        self.facts = facts
        self.today = today
        self.files: dict[str, OpenFile] = {}
        self.notebooks: dict[str, OpenNotebook] = {}
        self._configs: ConfigFiles | None = None
        self.client = Client()
        self._has_fault = False

    def opened(self, uri: str, version: int, text: str, language: str = "") -> OpenFile:
        """Take a document that was opened."""
        file = OpenFile(uri, version, Buffer(text, self.client.encoding), language)
        self.files[uri] = file
        return file

    def changed(self, uri: str, version: int, changes: Iterable[Any]) -> OpenFile:
        """Take edits of an open document."""
        file = self.files[uri]
        file.buffer = file.buffer.edited([convert.change(one) for one in changes])
        file.version = version
        return file

    def forget_configs(self) -> None:
        """Read the configurations anew at the next check."""
        self._configs = None
        self._has_fault = False

    def configures(self, uri: str) -> bool:
        """Whether the file ``uri`` may say how specs are checked: a config, a policy, or what one of them names.

        After a fault in one of them, any file counts: it may be the one that was missing.
        """
        path = Path(to_fs_path(uri) or uri)
        if path.suffix.lower() == ".toml":
            return True
        return self._configs is None or self._has_fault or path in self._configs.named_paths

    def diagnose(self, file: OpenFile) -> list[lsp.Diagnostic]:
        """Check ``file``; its diagnostics. Empty for a file with one spec per line: only `check` reads those."""
        if file.path.lower().endswith(LINES_SUFFIX):
            return file.shown
        config = self._config(file)
        if file.is_toml and config is None:
            file.found = file.good = None
            file.shown = []
            return file.shown
        if config is not None or file.is_pack:
            wrong = (
                pack_file.faults(file.path, file.buffer.text, self.registry)
                if config is None
                else config_file.faults(config, self.registry)
            )
            file.found = file.good = None
            file.shown = [convert.plain(one.message, convert.range_of(file.buffer, one.span)) for one in wrong]
            return file.shown
        try:
            found = self.checked(file.path, file.buffer.text)
        except UserError as error:
            file.found = None
            file.shown = [convert.not_checked(error)]
            return file.shown
        file.found = found
        if found.reading.documents and (not found.reading.faults or file.good is None):
            file.good = found
        file.shown = [
            convert.diagnostic(file.located, placed, self.registry.find(placed.finding.code).name)
            for placed in found.findings
        ]
        return file.shown

    def checked(self, path: str, text: str) -> Found:
        """The result of a check of ``text``; raises ``UserError`` for a wrong configuration."""
        try:
            if self._configs is None:
                self._configs = ConfigFiles(self.registry, Overrides(), policies=self.policies)
            return check(path, text, self._configs, self.registry, self.today())
        except UserError:
            self._has_fault = True
            raise

    def actions(self, uri: str, wanted: lsp.Range, context: lsp.CodeActionContext) -> Iterator[lsp.CodeAction]:
        """The quick fixes at ``wanted``, and all safe fixes as one action."""
        file = self._file(uri)
        only = tuple(context.only or ())
        if only and _wants(only, FIX_ALL) and self._current(file) is None:
            self.diagnose(file)  # a client that saves does not wait for a pause
        found = self._current(file)
        if found is None or file.is_code:
            return
        if _wants(only, "quickfix"):
            for one in actions.actions(found, convert.span_of(file.buffer, wanted), self.registry, self.today()):
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
        changes = [lsp.TextEdit(convert.range_of(file.buffer, edit.span), edit.text) for edit in edits]
        if not self.client.takes_versions:
            return lsp.WorkspaceEdit(changes={file.uri: changes})
        versioned = lsp.OptionalVersionedTextDocumentIdentifier(file.uri, file.version)
        return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(versioned, changes)])

    def hover(self, uri: str, position: lsp.Position) -> lsp.Hover | None:
        """The hover text at ``position``."""
        file = self._file(uri)
        offset = file.buffer.offset(convert.at(position))
        config = self._config(file)
        if config is not None:
            told = config_file.hover(config, offset, self.registry)
        elif file.is_pack:
            told = pack_file.hover(file.path, file.buffer.text, offset)
        else:
            found = file.found or file.good
            current = found is not None and found.source.text == file.buffer.text
            told = spec_hover(found, offset, self.registry, self.facts) if found is not None and current else None
        if told is None:
            return None
        return lsp.Hover(
            lsp.MarkupContent(lsp.MarkupKind.Markdown, told.markdown), convert.range_of(file.buffer, told.span)
        )

    def complete(self, uri: str, position: lsp.Position) -> list[lsp.CompletionItem]:
        """The items that fit at ``position``."""
        if uri not in self.files:
            return []  # the cell of a notebook, or closed by now
        file = self._file(uri)
        text, offset = file.buffer.text, file.buffer.offset(convert.at(position))
        if file.is_code:
            return []
        config = self._config(file)
        if config is not None:
            items = config_file.complete(config, offset, self.registry)
        elif file.is_toml:
            items = []
        elif file.is_pack:
            items = pack_file.complete(Source(file.path, text), offset, is_json=file.is_json)
        else:
            last_readable = None if file.good is None else file.good.reading
            items = completion.complete(
                Source(file.path, text),
                offset,
                is_json=file.is_json,
                last_readable=last_readable,
                registry=self.registry,
            )
            if not file.is_json:
                items += pack_file.skeleton(text)
        return [convert.item(file.buffer, one, snippets=self.client.takes_snippets) for one in items]

    def symbols(self, uri: str) -> list[lsp.DocumentSymbol]:
        """The outline of the last text that could be read."""
        file = self._file(uri)
        if file.good is None or file.is_code:
            return []
        buffer = Buffer(file.good.source.text, self.client.encoding)
        return [convert.symbol(buffer, one) for one in outline.symbols(file.good.reading)]

    def folds(self, uri: str) -> list[lsp.FoldingRange]:
        """The ranges that can be folded."""
        file = self._file(uri)
        if file.good is None or file.is_code:
            return []
        return [lsp.FoldingRange(first, last) for first, last in outline.folds(file.good.reading)]

    def lenses(self, uri: str) -> list[lsp.CodeLens]:
        """The plan of each spec in a line above it."""
        file = self._file(uri)
        found = self._current(file)
        if found is None:
            return []
        lenses = []
        documents = {document.index: document for document in found.reading.documents}
        for spec in found.specs:
            start = documents[spec.id.index].place(()).start
            command = lsp.Command(hints.plan_line(spec), "")
            lenses.append(lsp.CodeLens(convert.range_of(file.buffer, Span(start, start)), command))
        return lenses

    def inlays(self, uri: str, wanted: lsp.Range) -> list[lsp.InlayHint]:
        """The users at the end of each phase, behind its duration."""
        file = self._file(uri)
        found = self._current(file)
        if found is None:
            return []
        within = convert.span_of(file.buffer, wanted)
        documents = {document.index: document for document in found.reading.documents}
        return [
            lsp.InlayHint(convert.position(file.buffer, offset), text, padding_left=True)
            for spec in found.specs
            for offset, text in hints.end_users(spec, documents[spec.id.index])
            if within.start <= offset <= within.end
        ]

    def definition(self, uri: str, position: lsp.Position) -> lsp.Location | None:
        """The anchor of the alias at ``position``."""
        file = self._file(uri)
        if file.is_json or file.is_toml or file.is_code:
            return None
        span = anchors.anchor(file.buffer.text, file.buffer.offset(convert.at(position)))
        return None if span is None else lsp.Location(uri, convert.range_of(file.buffer, span))

    def rename(self, uri: str, position: lsp.Position, name: str) -> lsp.WorkspaceEdit | None:
        """A new name for the anchor or alias at ``position``."""
        file = self._file(uri)
        if file.is_json or file.is_toml or file.is_code:
            return None
        source = Source(file.path, file.buffer.text)
        spans = anchors.renamed(source, file.buffer.offset(convert.at(position)), name)
        if spans is None:
            return None
        return self._edit(file, tuple(TextEdit(span, name) for span in spans))

    def _config(self, file: OpenFile) -> ConfigText | None:
        """``file`` as a config or a policy; ``None`` for any other."""
        if not file.is_toml:
            return None
        path = Path(file.path).absolute()
        if os.path.realpath(path) in self._policy_files() or (
            path.name not in CONFIGS and config_file.is_policy(file.buffer.text, self.registry)
        ):
            return ConfigText(path, file.buffer.text, "policy")
        return ConfigText(path, file.buffer.text, "config") if path.name in CONFIGS else None

    def _policy_files(self) -> set[str]:
        """The files of the policies that the user named, and those that they extend."""
        read = () if self._configs is None else self._configs.policies
        return {
            *(os.path.realpath(file) for policy in read for file in policy.files),
            *(os.path.realpath(name) for name in self.policies if not is_packaged(name)),
        }

    def _file(self, uri: str) -> OpenFile:
        """The open document ``uri``; one that is closed by now counts as empty."""
        return self.files.get(uri) or OpenFile(uri, 0, Buffer("", self.client.encoding))

    def _current(self, file: OpenFile) -> Found | None:
        """The result of the check of this very text."""
        found = file.found
        return found if found is not None and found.source.text == file.buffer.text else None


def _wants(only: tuple[str, ...], kind: str) -> bool:
    return not only or any(kind == one or kind.startswith(one + ".") for one in only)
