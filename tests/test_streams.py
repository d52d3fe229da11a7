"""What comes of the verdict when a standard stream is closed, full, or read no further."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import recolint
from specs import DEFAULT

BAD = DEFAULT.replace("JobType: Default", "JobType: DEFAULT")


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``command`` in ``folder``, with ``recolint`` in it."""
    whole = f"set -o pipefail; recolint() {{ '{sys.executable}' -m recolint \"$@\"; }}; {command}"
    return subprocess.run(["bash", "-c", whole], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(DEFAULT)
    (tmp_path / "bad.yaml").write_text(BAD.replace("probe", "probe-2"))
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "code"),
    [
        pytest.param("recolint check good.yaml >&-", 0, id="nobody reads the report"),
        pytest.param("recolint check bad.yaml >&-", 1, id="nor that of a bad spec"),
        pytest.param("recolint check missing.yaml 2>&-", 2, id="nobody reads the messages"),
        pytest.param("recolint check missing.yaml 2>/dev/full", 2, id="messages that cannot be written"),
        pytest.param("recolint check - <&-", 1, id="no standard input: an empty file"),
    ],
)
def test_a_closed_stream_changes_no_verdict(folder: Path, command: str, code: int) -> None:
    done = shell(command, folder)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "command", ["check bad.yaml", "check --output-format json", "version", "rule", "config", "--help", "check --help"]
)
def test_a_report_that_cannot_be_written_is_an_error_that_says_so(folder: Path, command: str) -> None:
    done = shell(f"recolint {command} >/dev/full", folder)
    assert (done.returncode, done.stderr) == (
        2,
        "recolint: standard output: cannot be written: No space left on device\n",
    )


@pytest.mark.slow
def test_a_slow_reader_of_a_pipe_that_does_not_block_gets_it_all(folder: Path) -> None:
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    command = [sys.executable, "-m", "recolint", "rule", "--all"]
    with subprocess.Popen(command, cwd=folder, stdout=theirs, stderr=subprocess.PIPE) as running:
        os.close(theirs)
        with os.fdopen(ours, "rb") as reader:
            got = reader.read()
        assert running.stderr is not None
        assert (running.wait(), running.stderr.read()) == (0, b"")
    assert got.decode() == recolint("rule", "--all", cwd=folder).out
    assert len(got) > 65_536, "more than a pipe holds"


@pytest.mark.slow
def test_a_reader_that_stops_early_changes_no_verdict(folder: Path) -> None:
    for number in range(300):
        (folder / f"{number}.yaml").write_text(BAD.replace("probe", f"probe-{number}"))
    done = shell("recolint check | head -n 1", folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("error[RL108]")
