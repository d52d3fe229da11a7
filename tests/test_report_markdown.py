"""Markdown for a comment on a pull request, as a Markdown parser reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from recolint.check.placed import Diagnostic
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


def tables(text: str) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of the table of all findings, and those of the folds."""
    first, _, folds = text.partition("<details>")
    return cells(first), cells(f"<details>{folds}")


def test_markdown_has_a_line_a_table_and_a_fold_for_each_file(folder: Path) -> None:
    text = report(folder, "markdown")
    said = "2 specs checked: 1 error, 1 warning; 1 fixable with --fix; 1 suppressed"
    assert text.splitlines()[2] == f"### :x: recolint: {said}"
    table, folds = tables(text)
    assert [row[0] for row in table] == ["error", "warning"]
    assert table[0][1:] == [
        "JobType must be Advanced or Default, found 'default'; case matters", "RL108 unknown-value",
        "mixed.yaml, line 2",
    ]  # fmt: skip
    name, kind = folds
    assert name[:3] == ["1", "warning", "RL301 truncated-name"]
    assert kind[:3] == ["2", "error", "RL108 unknown-value"]
    assert kind[3].startswith("JobType must be Advanced or Default, found 'default'; case matters\nhelp: ")
    links = [token.attrs["href"] for token in tokens(text) if token.type == "link_open"]
    assert links == [pages.url(code) for code in ("RL108", "RL301", "RL301", "RL108")]
    assert re.findall("<summary>(.*)</summary>", text) == ["<code>mixed.yaml</code>: 2 findings"]


def test_markdown_says_the_same_of_several_files_once(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.yaml").write_text(FAULTY.replace("probe", name))
    ((*_, where),), folds = tables(report(tmp_path, "markdown"))
    assert where == "a.yaml, line 2, and 2 more files"
    assert len(folds) == 3


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (FAULTY, ":x:"),
        (DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it"), ":warning:"),
        (DEFAULT, ":white_check_mark:"),
    ],
    ids=["error", "warning", "none"],
)
def test_markdown_begins_with_a_sign_of_the_worst(tmp_path: Path, text: str, sign: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    assert f"\n### {sign} recolint: " in report(tmp_path, "markdown")


def test_markdown_can_be_found_again_by_its_first_line(folder: Path) -> None:
    assert report(folder, "markdown").splitlines()[0] == markdown.MARK == "<!-- recolint -->"


def test_markdown_names_the_second_place(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT)
    (tmp_path / "b.yaml").write_text(DEFAULT)
    _, ((_, _, _, words),) = tables(report(tmp_path, "markdown"))
    assert words.splitlines()[1] == "a.yaml, line 1: first used here"


LONG = "*@team_`<b>|&!$www.//#1GH-1" * 30
"""Most of its characters need an escape."""


@pytest.mark.slow
@pytest.mark.parametrize("files", [1, 500], ids=["one file", "500 files"])
def test_markdown_fits_in_a_comment_whatever_is_found_and_counts_what_it_leaves_out(files: int) -> None:
    total = 5_000
    run = checked(FAULTY)
    (placed,) = [one for one in run.findings if one.finding.code == "RL108"]
    found = [_with(placed, number) for number in range(total)]
    each = total // files
    results = [
        run.files[0]._replace(path=f"{number}{LONG[:80]}", findings=tuple(found[number * each : (number + 1) * each]))
        for number in range(files)
    ]
    crashes = checked(FAULTY, Broken).crashes * 2_000
    text = markdown.render(run._replace(files=tuple(results), crashes=crashes), Style())
    assert len(text) < 65_000
    table, folds = tables(text)
    for shown, part in ((table, "table"), (folds, "details")):
        omitted = re.search(rf"The {part} omits? ([\d,]+) findings", text)
        left = int(omitted[1].replace(",", ""))  # type: ignore[index]  # fails well
        assert len(shown) == total - left
        assert len(shown) > 20
    assert "10 of 2,000 crashes are shown." in text
    assert text.count("<details>") == text.count("</details>")
    assert {token.type for token in tokens(text)}.isdisjoint({"image", "em_open", "strong_open"})


def _with(placed: Diagnostic, number: int) -> Diagnostic:
    finding = placed.finding._replace(message=f"{number}{LONG}", help=LONG)
    return placed._replace(finding=finding)


def test_markdown_says_that_a_rule_crashed() -> None:
    text = markdown.render(checked(FAULTY, Broken), Style())
    said = "".join(token.content for token in tokens(text) if token.type in {"text", "text_special"})
    assert "rule ACME101 of package acme-recolint crashed on job.yaml: ValueError" in said
