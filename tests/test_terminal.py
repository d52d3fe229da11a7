"""What a terminal shows and a pipe does not: links, pages of rules; and what both show of many findings."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path

import pytest

from command_line import TODAY, recolint
from recolint.cli.main import main
from recolint.cli.streams import Streams
from specs import as_json, changed
from test_jobs import Terminal

LINK = "\x1b]8;;https://recolint.github.io/recolint/rules/RL108/\x1b\\RL108\x1b]8;;\x1b\\"


def shown(*argv: str, cwd: Path, environment: Mapping[str, str] | None = None) -> str:
    """What the command prints on a terminal."""
    terminal = Terminal()
    with chdir(cwd):
        main(argv, Streams(io.BytesIO(), terminal, io.StringIO(), environment or {}, TODAY))
    return terminal.getvalue()


def write(folder: Path, count: int) -> None:
    """Write ``count`` specs, all with the same fault."""
    for number in range(count):
        spec = changed("JobType", to="Advance") | {"JobName": f"job-{number}"}
        (folder / f"{number:02}.json").write_text(as_json(spec))


def test_the_same_finding_in_three_files_is_one_block_with_all_places(tmp_path: Path) -> None:
    write(tmp_path, 2)
    assert recolint("check", cwd=tmp_path).out.count("error[RL108]") == 2
    write(tmp_path, 3)
    out = recolint("check", cwd=tmp_path).out
    assert out.count("error[RL108]") == 1
    assert "= the same at 2 other places:\n" in out
    for number in (0, 1, 2):
        assert f"{number:02}.json:" in out
    assert "3 specs checked: 3 errors" in out
    concise = recolint("check", "--output-format", "concise", cwd=tmp_path).out
    assert concise.count("RL108") == 3, "programs read one finding a line"


def test_many_findings_end_in_a_count_of_rules(tmp_path: Path) -> None:
    write(tmp_path, 20)
    assert "20  RL108" not in recolint("check", cwd=tmp_path).out
    write(tmp_path, 21)
    out = recolint("check", cwd=tmp_path).out
    assert "\n21  RL108  error    unknown-value\n\n21 specs checked" in out
    assert "and 10 more\n" in out
    assert "21  RL108" not in recolint("check", "-q", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("environment", "linked"),
    [
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"WT_SESSION": "1"}, True),
        ({"WT_SESSION": "1", "CI": "true"}, False),
        ({"WT_SESSION": "1", "FORCE_HYPERLINK": "0"}, False),
        ({"TERM": "xterm"}, False),
    ],
)
def test_codes_are_links_where_the_terminal_knows_them(
    tmp_path: Path, environment: dict[str, str], *, linked: bool
) -> None:
    write(tmp_path, 1)
    assert (LINK in shown("check", cwd=tmp_path, environment=environment)) == linked
    piped = recolint("check", cwd=tmp_path, environment={**environment, "FORCE_HYPERLINK": ""}).out
    assert "\x1b" not in piped


def test_links_may_be_forced_but_not_into_files(tmp_path: Path) -> None:
    write(tmp_path, 1)
    options = ("--output-format", "concise", "--report", "text=text.txt")
    out = recolint("check", *options, cwd=tmp_path, environment={"FORCE_HYPERLINK": "1"}).out
    assert LINK in out
    assert "\x1b" not in (tmp_path / "text.txt").read_text()


def test_a_page_of_a_rule_is_laid_out_on_a_terminal_and_markdown_in_a_pipe(tmp_path: Path) -> None:
    page = shown("rule", "RL204", cwd=tmp_path)
    assert page.startswith("\x1b[1mRL204 traffic-outlasts-job\x1b[0m\n")
    assert "- Smallest preset: \x1b[36mminimal\x1b[0m\n" in page
    assert "    \x1b[36mInputConfig:" in page
    assert "```" not in page
    for markdown in (
        recolint("rule", "RL204", cwd=tmp_path).out,
        shown("rule", "RL204", cwd=tmp_path, environment={"NO_COLOR": "1"}),
        shown("rule", "RL204", "--output-format", "markdown", cwd=tmp_path),
    ):
        assert markdown.startswith("# RL204 traffic-outlasts-job\n")
        assert "\x1b" not in markdown


def test_every_page_keeps_its_words_on_a_terminal(tmp_path: Path) -> None:
    words = {word for word in recolint("rule", "--all", cwd=tmp_path).out.split() if word.isalnum() and len(word) > 3}
    page = shown("rule", "--all", cwd=tmp_path, environment={"COLUMNS": "60"})
    assert {word for word in words - {"yaml", "toml", "json"} if word not in page} == set()
