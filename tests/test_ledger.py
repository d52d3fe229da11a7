"""The ledger keeps what a process that dies would take along."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from recolint.aws.ledger import (
    Event,
    Ledger,
    LedgerError,
    Line,
    Place,
    default_path,
    makers,
    unanswered,
    unanswered_name,
)

HERE = Place("123456789012", "us-east-1", "https://api.sagemaker.us-east-1.amazonaws.com")


def line(event: Event, name: str = "a", base: str = "b", place: Place = HERE) -> Line:
    """A line about the job ``name``."""
    return Line(event, "2026-11-23T15:42:13+00:00", name, place, "d", base, {"Tags": "t"}, arn="arn")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger in a folder that is not there yet."""
    return Ledger(tmp_path / ".recolint" / "ledger.jsonl")


def test_lines_come_back_as_they_were_written(ledger: Ledger) -> None:
    lines = [line(Event.INTENT), line(Event.MADE, "größe"), line(Event.UNKNOWN, place=Place(None, "x", "y"))]
    for one in lines:
        ledger.add(one)
    assert ledger.lines() == lines
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_line_that_was_cut_off_spoils_no_other(ledger: Ledger, cut: int) -> None:
    ledger.add(line(Event.INTENT))
    ledger.add(line(Event.MADE))
    ledger.path.write_bytes(ledger.path.read_bytes()[:-cut])
    ledger.add(line(Event.INTENT, "next"))
    assert [one.name for one in ledger.lines()][-1] == "next"
    assert ledger.lines()[0] == line(Event.INTENT)


def test_a_line_of_another_version_is_refused(ledger: Ledger) -> None:
    ledger.add(line(Event.INTENT))
    ledger.path.write_text(json.dumps({"version": 2}) + "\n")
    with pytest.raises(LedgerError, match=r"ledger.jsonl:1: is of another version"):
        ledger.lines()


def test_an_intent_is_unanswered_until_its_job_is_known_to_be_or_not_to_be() -> None:
    lines = [
        line(Event.INTENT, "made"),
        line(Event.MADE, "made"),
        line(Event.INTENT, "not"),
        line(Event.NOT_MADE, "not"),
        line(Event.INTENT, "lost", base="of-lost"),
        line(Event.INTENT, "unknown"),
        line(Event.UNKNOWN, "unknown"),
        line(Event.INTENT, "again"),
        line(Event.MADE, "again"),
        line(Event.INTENT, "again"),
        line(Event.MADE, "lost", place=Place("123456789012", "eu-central-1", HERE.endpoint)),
    ]
    assert [one.name for one in unanswered(lines)] == ["lost", "unknown", "again"]
    assert unanswered_name(lines, "of-lost") == "lost"
    assert unanswered_name(lines, "of-none") is None


def test_a_job_is_known_by_its_name_and_place() -> None:
    lines = [line(Event.MADE), line(Event.INTENT, "b")]
    assert makers(lines, ("a", HERE)) == lines[:1]
    assert makers(lines, ("b", HERE)) == lines[1:]
    assert makers(lines, ("a", Place("111122223333", "us-east-1", HERE.endpoint))) == []


def test_a_request_without_an_answer_stays_one_when_another_of_its_name_is_refused() -> None:
    lost, refused = line(Event.INTENT), replace(line(Event.INTENT), digest="other")
    lines = [lost, refused, replace(refused, event=Event.NOT_MADE)]
    assert unanswered(lines) == makers(lines, lost.key) == [lost]
    made = replace(lost, event=Event.MADE)
    assert unanswered([*lines, refused, made]) == []
    assert makers([*lines, refused, made], lost.key) == [made]


def test_the_lock_of_a_dead_process_is_free(ledger: Ledger) -> None:
    script = (
        "import sys; from pathlib import Path; from recolint.aws.ledger import Ledger\n"
        f"with Ledger(Path({str(ledger.path)!r})).locked(print): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"

        def kill() -> None:
            waited.append(True)
            holder.kill()

        waited: list[bool] = []
        with ledger.locked(kill):
            assert waited == [True]


def test_a_project_has_its_own_ledger_and_all_else_the_users(tmp_path: Path) -> None:
    deep = tmp_path / "project" / "jobs" / "deep"
    deep.mkdir(parents=True)
    state = tmp_path / "state"
    assert default_path(deep, state) == state / "recolint" / "ledger.jsonl"
    (tmp_path / "project" / "recolint.toml").write_text("")
    assert default_path(deep, state) == tmp_path / "project" / ".recolint" / "ledger.jsonl"
