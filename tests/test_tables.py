"""Tables fit the terminal, and in a pipe nothing is missing."""

from __future__ import annotations

import io
import json
import re
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import TODAY, recolint
from recolint.cli.main import main
from recolint.cli.streams import Streams
from recolint.report.shared.screen import Screen
from recolint.report.shared.table import Cell, Column, numbers, table
from recolint.report.shared.width import columns
from specs import ADVANCED, as_json
from test_jobs import ANSWER, Terminal

COMMANDS = (
    ("jobs", "results", "--from", "a.json"),
    ("jobs", "compare", "--from", "a.json", "--from", "b.json"),
    ("iam", "needs", "job.json"),
    ("rule",),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("tables")
    (found / "a.json").write_text(json.dumps(ANSWER))
    (found / "b.json").write_text(json.dumps({**ANSWER, "JobName": "x" * 60}))
    (found / "job.json").write_text(as_json(ADVANCED))
    return found


def rows_of(text: str) -> list[str]:
    """The lines of tables in ``text``, from the rule below the headings to the end of the table."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("-"))
    end = next((number for number, line in enumerate(lines) if number > start and not line.strip()), len(lines))
    return [line for line in lines[start - 1 : end] if not line.startswith(("*  no", "* no", "Costs", "x"))]


@pytest.mark.slow
@pytest.mark.parametrize("width", [80, 100, 160])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_table_is_no_wider_than_the_terminal(folder: Path, command: tuple[str, ...], width: int) -> None:
    out = recolint(*command, cwd=folder, environment={"COLUMNS": str(width)}).out
    found = rows_of(out.partition("columns without room:")[0])
    assert len(found) > 4
    assert max(map(columns, found)) <= width


def test_a_terminal_is_asked_for_its_width_and_a_pipe_has_none(folder: Path) -> None:
    terminal = Terminal()
    with chdir(folder):
        main(["iam", "needs", "job.json"], Streams(io.BytesIO(), terminal, io.StringIO(), {}, TODAY))
    assert max(map(columns, rows_of(terminal.getvalue().partition("columns without room:")[0]))) <= 80
    assert "columns without room:" in terminal.getvalue()
    for words in ([], ["--wide"]):
        piped = recolint("iam", "needs", "job.json", *words, cwd=folder).out
        assert "columns without room:" not in piped
        assert max(map(columns, rows_of(piped))) > 200
    wide = recolint("iam", "needs", "job.json", "--wide", cwd=folder, environment={"COLUMNS": "80"}).out
    assert wide == recolint("iam", "needs", "job.json", cwd=folder).out


def test_what_arns_begin_with_is_written_once_on_a_terminal(folder: Path) -> None:
    out = recolint("iam", "needs", "job.json", cwd=folder, environment={"COLUMNS": "120"}).out
    beginning = "arn:aws:sagemaker:eu-central-1:111122223333:"
    assert out.count(beginning) == 1
    assert f"sagemaker:…: is {beginning}" in out
    assert recolint("iam", "needs", "job.json", cwd=folder).out.count(beginning) > 5


def test_below_its_least_width_a_row_becomes_a_block(folder: Path) -> None:
    out = recolint("jobs", "results", "--from", "a.json", cwd=folder, environment={"COLUMNS": "30"}).out
    assert "instance or memory  serverless\n" in out
    assert "$/million           3.580\n" in out


def test_a_rule_is_one_row_at_60_columns_and_a_time_breaks_at_its_blanks(folder: Path) -> None:
    out = recolint("rule", cwd=folder, environment={"COLUMNS": "60"}).out
    assert re.search(r"^RL204  traffic-outlasts-job +error +minimal$", out, re.MULTILINE)
    time = [["2026-11-28 16:44:44 +0000", "a-name-of-a-job"]]
    drawn = table([Column("created", least=10), Column("name", least=6)], time, Screen(26)).splitlines()[2:]
    assert [line.split()[0] for line in drawn][:2] == ["2026-11-28", "16:44:44"]


@pytest.mark.parametrize(
    ("environment", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_failed_job_stands_out_on_a_terminal(folder: Path, environment: dict[str, str], *, colored: bool) -> None:
    (folder / "failed.json").write_text(json.dumps({"JobName": "f", "Status": "FAILED"}))
    terminal = Terminal()
    with chdir(folder):
        argv = ["jobs", "results", "--from", "failed.json"]
        main(argv, Streams(io.BytesIO(), terminal, io.StringIO(), environment, TODAY))
    assert terminal.getvalue().splitlines()[0] == ("f: \x1b[1;31mFAILED\x1b[0m" if colored else "f: FAILED")


TEXTS = st.text(st.sampled_from("12 -/:=界\n"), max_size=30)


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4), st.integers(1, 90))
def test_nothing_is_lost_but_the_columns_that_are_named(rows: list[list[str]], width: int) -> None:
    parts = (Column("first", least=8), Column("second", least=8), Column("last", rank=1))
    text = table(parts, [[Cell(cell) for cell in row] for row in rows], Screen(width))
    kept = 2 if "columns without room: last" in " ".join(text.split()) else 3
    for character in "12界":
        assert text.count(character) == sum(cell.count(character) for row in rows for cell in row[:kept])


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.115, 0.48, None], ["0.115", "0.480", ""]),
        ([25424.0, 535.0], ["25,424", "535"]),
        ([12.4, 5.4312], ["12.40", "5.43"]),
        ([0.0, 1e-9, 1e300], ["0", "1e-09", "1e+300"]),
        ([99.96, 100.0], ["100", "100"]),
    ],
)
def test_numbers_of_a_column_have_equally_many_decimals(values: list[Any], texts: list[str]) -> None:
    assert numbers(values) == texts
