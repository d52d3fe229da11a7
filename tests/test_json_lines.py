"""Files with a spec in each line: findings and their places; a broken line does not stop the others."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import Outcome, recolint
from recolint.base.text import Source
from recolint.document import read
from recolint.io.lines import blocks
from specs import DEFAULT

SPEC = read(Source("a.yaml", DEFAULT)).documents[0].data


def line(name: str, **changed: object) -> str:
    return json.dumps({**SPEC, "JobName": name, **changed})


def findings(outcome: Outcome) -> list[tuple[str, str, int, int, int]]:
    told = json.loads(outcome.out)["findings"]
    return [(one["code"], one["path"], one["spec"], one["line"], one["column"]) for one in told]


def check(folder: Path, *options: str, stdin: bytes = b"") -> Outcome:
    return recolint("check", *options, "--output-format", "json", cwd=folder, stdin=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = [line(f"job-{number}") for number in range(100)]
    texts[3] = line("é-not-ascii", JobType="Defaults")
    texts[40] = texts[40][:-3]
    texts[41] = ""
    texts[70] = line("job-2")
    texts[71] = line("x" * 100)
    (tmp_path / "a.jsonl").write_text("\n".join(texts) + "\r\n")
    return tmp_path


def expected(path: str) -> list[tuple[str, str, int, int, int]]:
    return [
        ("RL109", path, 3, 4, 13),
        ("RL108", path, 3, 4, 43),
        ("RL002", path, 40, 41, 183),
        ("RL302", path, 70, 71, 13),
        ("RL106", path, 71, 72, 13),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("options", [["a.jsonl"], ["."], [".", "--jobs", "2"]], ids=" ".join)
def test_each_line_is_a_spec_of_its_own(folder: Path, options: list[str]) -> None:
    outcome = check(folder, *options)
    assert {one[0] for one in findings(outcome)} == {one[0] for one in expected("a.jsonl")}
    assert [(one[2], one[3]) for one in findings(outcome)] == [(one[2], one[3]) for one in expected("a.jsonl")]
    assert json.loads(outcome.out)["summary"] | {"files": 1, "specs": 98} == json.loads(outcome.out)["summary"]
    (same,) = (one for one in json.loads(outcome.out)["findings"] if one["code"] == "RL302")
    assert [(label["path"], label["spec"], label["line"]) for label in same["labels"]] == [("a.jsonl", 2, 3)]


def test_standard_input_may_have_lines(folder: Path) -> None:
    text = (folder / "a.jsonl").read_bytes()
    outcome = check(folder, "-", "--input-format", "jsonl", stdin=text)
    of_file = [(code, *rest) for code, _, *rest in findings(check(folder, "a.jsonl"))]
    assert [(code, *rest) for code, _, *rest in findings(outcome)] == of_file


def test_a_walk_passes_over_lines_of_other_things(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text('{"name": 1}\n{"name": 2}\n')
    (tmp_path / "mixed.jsonl").write_text('{"name": 1}\n' + line("a") + "\n")
    outcome = recolint("check", ".", "--show-skipped", cwd=tmp_path)
    assert outcome.code == 0
    assert outcome.err == "recolint: skipped events.jsonl: this is not a job spec: the top level has name\n"
    assert outcome.out == "1 spec checked: nothing to report; 1 other file skipped\n"


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n\n")
    assert [one[0] for one in findings(check(tmp_path, "a.jsonl"))] == ["RL011"]
    outcome = recolint("check", "a.jsonl", "--show-skipped", cwd=tmp_path)
    assert (outcome.out.splitlines()[-1], outcome.err) == ("0 specs checked: 1 error", "")


def test_a_line_that_is_too_long_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text("max-file-size = 400\n")
    (tmp_path / "a.jsonl").write_text(f"{line('a')}\n{'x' * 200_000}\n{line('b', JobType='no')}\n")
    assert [(one[0], one[3]) for one in findings(check(tmp_path, "a.jsonl"))] == [("RL010", 2), ("RL108", 3)]


def test_a_table_of_the_config_hides_in_all_lines(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text(
        '[[suppress]]\npath = "/a.jsonl"\nrules = ["RL108"]\nreason = "old"\n'
        '[[suppress]]\npath = "/a.jsonl"\nrules = ["RL302"]\nreason = "for nothing"\n'
    )
    (tmp_path / "a.jsonl").write_text("".join(line(f"n{n}", JobType="no") + "\n" for n in range(70)))
    told = json.loads(check(tmp_path, ".").out)
    assert [(one["code"], one["path"]) for one in told["findings"]] == [("RL022", "recolint.toml")]
    assert len(told["suppressed"]) == 70


def test_lines_are_not_rewritten(tmp_path: Path) -> None:
    text = line("a", JobType="default") + "\n"
    (tmp_path / "a.jsonl").write_text(text)
    assert "fixable" not in recolint("check", ".", cwd=tmp_path).out
    assert recolint("check", ".", "--fix", cwd=tmp_path).code == 1
    assert (tmp_path / "a.jsonl").read_text() == text


@given(st.lists(st.binary(max_size=30).map(lambda data: data.replace(b"\n", b"")), max_size=150), st.booleans())
def test_blocks_hold_the_lines_and_say_where_they_are(texts: list[bytes], ended: bool) -> None:
    data = b"\n".join(texts) + b"\n" * ended
    found = list(blocks(io.BytesIO(data).readline, 10))
    flat = [one for block in found for one in block.lines]
    whole = data.split(b"\n")
    assert flat == [one.rstrip(b"\r\n")[:11] for one in (whole[:-1] if whole[-1] == b"" else whole)]
    for block in found:
        assert data[: block.offset].count(b"\n") == block.first - 1


def lines(outcome: Outcome) -> list[tuple[str, str, int]]:
    told = map(json.loads, outcome.out.splitlines())
    return [(one["code"], one["path"], one["line"]) for one in told]


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--report", "json=../all.json")], ids=" ".join)
def test_findings_come_as_files_are_done_and_those_across_specs_last(folder: Path, options: tuple[str, ...]) -> None:
    (folder / "b.yaml").write_text(DEFAULT.replace("Default", "no"))
    (folder / "c.yaml").write_text(DEFAULT.replace("probe", "job-1 # recolint: ignore[RL303] for nothing"))
    outcome = recolint("check", ".", "--output-format", "jsonl", *options, cwd=folder)
    assert outcome.code == 1
    assert lines(outcome) == [
        *((code, "a.jsonl", number) for code, _, _, number, _ in expected("") if code != "RL302"),
        ("RL108", "b.yaml", 2),
        ("RL302", "a.jsonl", 71),
        ("RL302", "c.yaml", 1),
        ("RL022", "c.yaml", 1),
    ]
    as_one = json.loads(check(folder, ".").out)["findings"]
    key = ["path", "line", "code"]
    in_order = sorted(map(json.loads, outcome.out.splitlines()), key=lambda one: [one[name] for name in key])
    assert in_order == sorted(as_one, key=lambda one: [one[name] for name in key])


def test_a_baseline_counts_in_all_of_a_file(folder: Path) -> None:
    (folder / "recolint.toml").write_text('baseline = "known.json"\n')
    assert recolint("baseline", "create", cwd=folder).code == 0
    with (folder / "a.jsonl").open("a") as file:
        file.write(line("another", JobType="none") + "\n")
    outcome = recolint("check", ".", "--output-format", "jsonl", cwd=folder)
    # A line that cannot be read is in no baseline.
    assert lines(outcome) == [("RL002", "a.jsonl", 41), ("RL108", "a.jsonl", 101)]


def test_the_verdict_is_that_of_all_findings(folder: Path) -> None:
    outcome = recolint("check", "a.jsonl", "--output-format", "jsonl", "--min-severity", "error", cwd=folder)
    assert outcome.code == 1
    assert recolint("check", "a.jsonl", "--output-format", "jsonl", "--select", "RL303", cwd=folder).code == 1
