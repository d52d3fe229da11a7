"""Markdown for a comment on a pull request, as a Markdown parser reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from recolint.report.findings import markdown
from recolint.report.shared.style import Style
from recolint.rule import pages
from report_folder import FAULTY, mixed, report
from report_runs import Broken, checked
from specs import DEFAULT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return mixed(tmp_path)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a Markdown document, as GitHub reads it, bare links included."""
    for token in MarkdownIt("gfm-like", {"html": True}).parse(text):
        yield token
        yield from token.children or ()


def cells(text: str) -> list[list[str]]:
    """The rows of all tables in ``text``, headers left out, a line break within a cell as one."""
    rows: list[list[str]] = []
    in_body = False
    for token in tokens(text):
        if token.type in {"tbody_open", "tbody_close"}:
            in_body = token.type == "tbody_open"
        elif token.type == "tr_open" and in_body:
            rows.append([])
        elif token.type == "td_open":
            rows[-1].append("")
        elif in_body and rows and token.type in {"text", "text_special"}:
            rows[-1][-1] += token.content
        elif in_body and token.content == "<br>" and token.type == "html_inline":
            rows[-1][-1] += "\n"
    return rows


def test_markdown_has_a_table_for_each_file_with_findings(folder: Path) -> None:
    text = report(folder, "markdown")
    name, kind = cells(text)
    assert name[:3] == ["1", "warning", "RL301 truncated-name"]
    assert kind[:3] == ["2", "error", "RL108 unknown-value"]
    assert kind[3].startswith("JobType must be Advanced or Default, found 'default'; case matters\nhelp: ")
    links = [token.attrs["href"] for token in tokens(text) if token.type == "link_open"]
    assert links == [pages.url("RL301"), pages.url("RL108")]
    assert "clean.yaml" not in text
    assert "2 specs checked: 1 error, 1 warning; 1 fixable with --fix; 1 suppressed" in text


def test_markdown_can_be_found_again_by_its_first_line(folder: Path) -> None:
    assert report(folder, "markdown").splitlines()[0] == markdown.MARK == "<!-- recolint -->"


def test_markdown_names_the_second_place(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT)
    (tmp_path / "b.yaml").write_text(DEFAULT)
    ((_, _, _, words),) = cells(report(tmp_path, "markdown"))
    assert words.splitlines()[1] == "a.yaml, line 1: first used here"


def test_markdown_fits_in_a_comment_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.yaml").write_text(f"{FAULTY}Tags: [{', '.join(['{Key: 1, Value: 2}'] * 10)}]\n")
    text = report(tmp_path, "markdown")
    assert len(text) < 65_536
    total = int(re.search(r"(\d+) errors", text)[1])  # type: ignore[index]  # a test fails well without a match
    left = int(re.search(r"(\d+) more findings did not fit in here", text)[1])  # type: ignore[index]  # likewise
    assert len(cells(text)) == total - left
    assert total - left > 100


def test_markdown_says_that_a_rule_crashed() -> None:
    text = markdown.render(checked(FAULTY, Broken), Style())
    said = "".join(token.content for token in tokens(text) if token.type in {"text", "text_special"})
    assert "rule ACME101 of package acme-recolint crashed on job.yaml: ValueError" in said
