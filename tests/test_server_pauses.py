"""Large documents in an editor: typing does not wait for their checks."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from lsp_client import Editor
from recolint.server import pauses
from recolint.server.pauses import Pauses
from test_server import SPEC, applied, edits_of, run, state

START = lsp.Range(lsp.Position(0, 9), lsp.Position(0, 9))


def test_edits_of_a_slow_document_wait_for_a_pause_and_those_of_a_quick_one_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked: list[str] = []

    async def edits() -> None:
        late: list[int] = []
        waiting = Pauses(checked.append, lambda: late.append(1))
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


@pytest.mark.slow
def test_a_burst_of_edits_in_a_large_spec_is_checked_once_or_twice(tmp_path: Path) -> None:
    text = SPEC + "Tags:\n" + "".join(f"  - {{Key: k{number}, Value: v}}\n" for number in range(20_000))

    async def talk(client: Editor) -> None:
        uri = client.open(tmp_path / "job.yaml", text)
        await client.diagnostics(uri)
        client.count = 0
        client.refreshed.clear()
        for version in range(2, 32):
            client.change(uri, version, lsp.TextDocumentContentChangePartial(START, "x"))
        shown = await client.diagnostics(uri, 31)
        assert [one.code for one in shown] == ["RL010"]
        assert client.count <= 5
        await client.ask(client.refreshed.wait())

    run(tmp_path, talk)


def test_fixes_on_save_are_those_of_the_text_that_is_saved() -> None:
    server = state()
    file = server.opened("file:///specs/job.yaml", 1, SPEC.replace("JobTyp:", "JobType:"))
    server.diagnose(file)
    server.changed(file.uri, 2, [lsp.TextDocumentContentChangeWholeDocument(SPEC)])
    asked = lsp.CodeActionContext([], only=[lsp.CodeActionKind.Source])
    assert list(server.actions(file.uri, START, lsp.CodeActionContext([]))) == []
    (every,) = server.actions(file.uri, START, asked)
    assert applied(SPEC, edits_of(every)) == SPEC.replace("JobTyp:", "JobType:")
