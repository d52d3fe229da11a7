"""Notebooks in an editor that sends their cells one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types as lsp

from lsp_client import Editor
from recolint.server.notebook import OpenNotebook
from test_server import RULES, run, state

FIRST = 'import boto3\nNAME = "😀"\nclient = boto3.client("sagemaker")\n'
SECOND = """\
client.create_inference_recommendations_job(
    JobName="😀", JobTyp="Default", RoleArn="arn:aws:iam::111122223333:role/recommender", InputConfig={},
)
"""
NOTEBOOK = "file:///jobs/a%20b.ipynb"


def cell(number: int) -> str:
    """The URI of a cell, as VS Code writes it."""
    return f"vscode-notebook-cell:/jobs/a%20b.ipynb#W{number}"


def item(number: int, text: str) -> lsp.TextDocumentItem:
    return lsp.TextDocumentItem(cell(number), lsp.LanguageKind.Python, 1, text)


def code(number: int) -> lsp.NotebookCell:
    return lsp.NotebookCell(lsp.NotebookCellKind.Code, cell(number))


def structure(start: int, delete: int, *cells: int, opened: dict[int, str]) -> lsp.NotebookDocumentCellChanges:
    array = lsp.NotebookCellArrayChange(start, delete, [code(number) for number in cells])
    new = [item(number, text) for number, text in opened.items()]
    return lsp.NotebookDocumentCellChanges(lsp.NotebookDocumentCellChangeStructure(array, new))


def contents(number: int, *changes: lsp.TextDocumentContentChangeEvent) -> lsp.NotebookDocumentCellChanges:
    of = lsp.VersionedTextDocumentIdentifier(2, cell(number))
    return lsp.NotebookDocumentCellChanges(text_content=[lsp.NotebookDocumentCellContentChanges(of, list(changes))])


@pytest.mark.slow
def test_a_finding_shows_in_its_cell_and_goes_when_the_cell_changes(tmp_path: Path) -> None:
    async def talk(client: Editor) -> None:
        async def shown(number: int) -> list[lsp.Diagnostic]:
            while cell(number) not in client.published:
                client.news.clear()
                await client.ask(client.news.wait())
            return list(client.published[cell(number)].diagnostics)

        async def changed(version: int, change: lsp.NotebookDocumentCellChanges, *asked: int) -> list[list[object]]:
            client.published.clear()
            of = lsp.VersionedNotebookDocumentIdentifier(version, NOTEBOOK)
            client.notebook_document_did_change(
                lsp.DidChangeNotebookDocumentParams(of, lsp.NotebookDocumentChangeEvent(cells=change))
            )
            return [[one.code for one in await shown(number)] for number in asked]

        document = lsp.NotebookDocument(NOTEBOOK, "jupyter-notebook", 1, [code(1), code(2)])
        client.notebook_document_did_open(
            lsp.DidOpenNotebookDocumentParams(document, [item(1, FIRST), item(2, SECOND)])
        )
        assert await shown(1) == []
        wrong = next(one for one in await shown(2) if one.code == "RL101")
        assert wrong.range == lsp.Range(lsp.Position(1, 18), lsp.Position(1, 24))
        asked = lsp.CompletionParams(lsp.TextDocumentIdentifier(cell(2)), lsp.Position(0, 0))
        assert await client.ask(client.text_document_completion_async(asked)) == []

        edit = lsp.TextDocumentContentChangePartial(wrong.range, "JobType")
        (codes,) = await changed(2, contents(2, edit), 2)
        assert "RL101" not in codes
        assert codes
        inserted = structure(1, 0, 3, opened={3: "client.create_inference_recommendations_job(JobNam='x')\n"})
        first, second, third = await changed(3, inserted, 1, 2, 3)
        assert (first, second) == ([], codes)
        assert "RL101" in third
        assert await changed(4, structure(1, 2, 2, opened={}), 2, 3) == [codes, []]
        client.published.clear()
        client.notebook_document_did_close(
            lsp.DidCloseNotebookDocumentParams(
                lsp.NotebookDocumentIdentifier(NOTEBOOK),
                [lsp.TextDocumentIdentifier(cell(number)) for number in (1, 2)],
            )
        )
        assert await shown(2) == []

    run(tmp_path, talk)


def test_a_config_with_a_fault_shows_in_the_first_cell(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text("preset = 'stern'\n")
    server = state()
    notebook = OpenNotebook((tmp_path / "a.ipynb").as_uri(), "utf-16")
    assert notebook.diagnose(server.checked, server.registry) == {}
    notebook.changed(structure(0, 0, 1, 2, opened={1: FIRST, 2: SECOND}))
    shown = notebook.diagnose(server.checked, server.registry)
    assert [len(one) for one in shown.values()] == [1, 0]
    assert "not checked" in shown[cell(1)][0].message


def test_an_untitled_notebook_is_checked_too() -> None:
    notebook = OpenNotebook("untitled:Untitled-1?jupyter-notebook", "utf-8")
    notebook.changed(structure(0, 0, 2, opened={2: FIRST + SECOND}))
    shown = notebook.diagnose(state().checked, RULES)[cell(2)]
    assert "RL101" in {one.code for one in shown}
