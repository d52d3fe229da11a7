"""Large documents in an editor: typing does not wait for their checks."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from lsp_client import editor
from recolint.server import pauses
from recolint.server.pauses import Pauses
from test_server import SPEC, applied, edits_of, state

START = lsp.Range(lsp.Position(0, 9), lsp.Position(0, 9))


def test_edits_of_a_slow_document_wait_for_a_pause_and_those_of_a_quick_one_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked: list[str] = []

    async def edits() -> None:
        late: list[int] = []
        waiting = Pauses(checked.append, lambda: late.append(1))
        monkeypatch.setattr(pauses, "QUICK_SECONDS", float("inf"))
        waiting.now("a")
        for _ in range(5):
            waiting.edited("a")
        assert checked == ["a"] * 6
        monkeypatch.setattr(pauses, "QUICK_SECONDS", 0.0)
        for _ in range(5):
            waiting.edited("a")
            waiting.edited("closed")
        waiting.forget("closed")
        assert checked == ["a"] * 6
        assert late == []
        while not late:
            await asyncio.sleep(0.001)
        assert checked == ["a"] * 7

    asyncio.run(edits())


SLOW = """\
import sys
from recolint.cli import entry
from recolint.server import pauses
pauses.QUICK_SECONDS = 0.0
sys.argv = ["recolint", "server", "--stdio"]
entry()
"""
"""A server that takes each document for a slow one."""


def test_the_last_of_many_edits_of_a_slow_document_is_checked_in_the_end(tmp_path: Path) -> None:
    async def session() -> None:
        async with editor(tmp_path, server=("-c", SLOW)) as client:
            uri = client.open(tmp_path / "job.yaml", SPEC)
            await client.diagnostics(uri)
            client.refreshed.clear()
            for version in range(2, 32):
                client.change(uri, version, lsp.TextDocumentContentChangePartial(START, "x"))
            await client.diagnostics(uri, 31)
            await client.ask(client.refreshed.wait())

    asyncio.run(session())


def test_fixes_on_save_are_those_of_the_text_that_is_saved() -> None:
    server = state()
    file = server.opened("file:///specs/job.yaml", 1, SPEC.replace("JobTyp:", "JobType:"))
    server.diagnose(file)
    server.changed(file.uri, 2, [lsp.TextDocumentContentChangeWholeDocument(SPEC)])
    asked = lsp.CodeActionContext([], only=[lsp.CodeActionKind.Source])
    assert list(server.actions(file.uri, START, lsp.CodeActionContext([]))) == []
    (every,) = server.actions(file.uri, START, asked)
    assert applied(SPEC, edits_of(every)) == SPEC.replace("JobTyp:", "JobType:")
