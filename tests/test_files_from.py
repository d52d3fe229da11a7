"""``recolint check --files-from``: the files that another tool lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import recolint
from specs import DEFAULT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a b.yaml", "line\nfeed.yaml", "c.yaml"):
        (tmp_path / name).write_text(DEFAULT.replace("Default", name[:1]))
    return tmp_path


@pytest.mark.parametrize(
    ("listed", "count"),
    [
        (b"a b.yaml\nc.yaml\n", 2),
        (b"a b.yaml\r\n\r\nc.yaml", 2),
        (b"line\nfeed.yaml\0a b.yaml\0", 2),
        (b"c.yaml\nc.yaml\n./c.yaml\n", 1),
    ],
)
def test_each_file_of_the_list_is_checked(folder: Path, listed: bytes, count: int) -> None:
    (folder / "list").write_bytes(listed)
    for source, stdin in (("-", listed), ("list", b"")):
        outcome = recolint("check", "--files-from", source, "--select", "RL302", cwd=folder, stdin=stdin)
        assert f"{count} spec" in outcome.out


def test_paths_may_be_given_too(folder: Path) -> None:
    outcome = recolint("check", "c.yaml", "--files-from", "-", "--select", "RL304", cwd=folder, stdin=b"a b.yaml")
    assert "2 specs" in outcome.out


@pytest.mark.parametrize(
    ("options", "stdin", "words"),
    [
        (["--files-from", "-"], b"", "nothing to check in an empty list of files"),
        (["--files-from", "-"], b"gone.yaml\n", "gone.yaml: no such file or directory"),
        (["--files-from", "-"], b"-\n", "--files-from -: expected the names of files, found -"),
        (["--files-from", "gone"], b"", "--files-from gone: cannot be read: No such file or directory"),
        (["--files-from", "-", "-"], b"", "standard input can be read once"),
        (["--input-format", "jsonl"], b"", "--input-format jsonl requires - as a path"),
        (["--input-format", "jsonl", "-", "--fix"], b"", "JSON Lines cannot be fixed"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(folder: Path, options: list[str], stdin: bytes, words: str) -> None:
    outcome = recolint("check", *options, cwd=folder, stdin=stdin)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.err


def test_an_empty_list_may_be_allowed(folder: Path) -> None:
    assert recolint("check", "--files-from", "-", "--allow-empty", cwd=folder).code == 0
