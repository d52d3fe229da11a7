"""``recolint check --jobs``: the same report from any number of processes, and an end whatever happens to one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_line import PATIENCE, process, recolint
from specs import DEFAULT

pytestmark = pytest.mark.slow

RULES = '''\
import os, signal, time
from recolint.plugin import *


class Odd(Rule[None]):
    """The name is odd."""

    code, name = "ACME101", "odd-name"
    severity, basis = WARNING, Advice("handbook")

    def check(self, job):
        name = job.name.value if job.name is not None else ""
        if name == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "slow":
            open("begun", "w").close()
            time.sleep(600)
        if name == "raises":
            raise ValueError("out of luck")
        if name == "odd":
            own = type("Own", (Advice,), {"__slots__": ()})("handbook")
            yield self.finding(job.name, "this cannot be sent to another process", basis=own)


def rules():
    return (Odd,)
'''


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """A folder with a team's rule package."""
    folder = tmp_path / "packages"
    info = folder / "acme_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "acme_rules.py").write_text(RULES)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[recolint.rules]\nacme = acme_rules:rules\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    jobs = tmp_path / "jobs"
    jobs.mkdir()
    for number in range(40):
        (jobs / f"{number:02}.yaml").write_text(DEFAULT.replace("probe", f"probe-{number}"))
    return jobs


def named(folder: Path, number: int, name: str) -> None:
    (folder / f"{number:02}.yaml").write_text(DEFAULT.replace("probe", name))


def faulty(folder: Path) -> None:
    """Faults of all kinds in ``folder``: in files, across them, in comments, beside the specs."""
    named(folder, 3, "same")
    named(folder, 35, "same")
    named(folder, 30, "same # recolint: ignore[RL302] they never run together")
    named(folder, 4, "probe-4 # recolint: ignore[RL302] for nothing")
    (folder / "05.yaml").write_text("JobName: [\nJobType: Default\nInputConfig: {}\n")
    (folder / "06.json").write_text('{"name": "no spec"}')
    (folder / "07.yaml").write_text(DEFAULT.replace("Default", "Defautl"))
    (folder / "08.yaml").write_text(DEFAULT + "JobDescription: the secret is AKIAIOSFODNN7EXAMPLE\n")
    (folder / "recolint.toml").write_text(
        '[[suppress]]\npath = "/09.yaml"\nrules = ["RL302"]\nreason = "for nothing"\n'
        '[[suppress]]\npath = "/gone.yaml"\nrules = ["RL108"]\nreason = "gone"\n'
    )


def test_a_policy_holds_in_all_processes(folder: Path) -> None:
    faulty(folder)
    (folder.parent / "policy.toml").write_text('preset = "minimal"\nfail-on = "warning"\n')
    options = ("check", ".", "--policy", "../policy.toml", "--output-format", "json")
    alone, several = (process(*options, "--jobs", jobs, cwd=folder) for jobs in ("1", "2"))
    assert alone == several
    assert '"policy": "' in alone.out


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "junit"])
def test_the_report_is_the_same_from_any_number_of_processes(folder: Path, form: str) -> None:
    faulty(folder)
    alone, several = (
        process(
            "check", ".", "--output-format", form, "--preset", "strict", "--jobs", jobs, "--show-skipped", cwd=folder
        )
        for jobs in ("1", "3")
    )
    assert alone == several
    assert alone.code == 1
    if form == "json":
        for code in ("RL302", "RL022", "RL002", "RL033"):
            assert f'"code": "{code}"' in alone.out


def test_what_cannot_be_sent_between_processes_is_reported_too(folder: Path, acme: Path) -> None:
    named(folder, 7, "odd")
    named(folder, 8, "raises")
    alone, several = (process("check", ".", "--jobs", jobs, cwd=folder, path=acme) for jobs in ("1", "2"))
    assert alone == several
    assert alone.code == 3
    assert "cannot be sent" in alone.out
    assert "out of luck" in alone.err


def test_the_first_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "06.yaml").unlink()
    (folder / "06.yaml").mkdir()
    (folder / "sub").mkdir()
    (folder / "sub" / "recolint.toml").write_text("no toml")
    (folder / "sub" / "a.yaml").write_text(DEFAULT)
    outcomes = {recolint("check", ".", "--jobs", jobs, cwd=folder).err for jobs in ("1", "2")}
    assert len(outcomes) == 1
    assert "sub/recolint.toml" in outcomes.pop()


@pytest.mark.parametrize("number", [0, 39])
def test_a_process_that_dies_ends_the_run(folder: Path, acme: Path, number: int) -> None:
    named(folder, number, "killed")
    outcome = process("check", ".", "--jobs", "2", cwd=folder, path=acme)
    assert outcome.code == 70
    assert outcome.out == ""
    (line,) = outcome.err.splitlines()
    assert "a worker process ended too early: it was killed" in line
    assert "--jobs 1" in line


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"])
def test_a_signal_ends_all_processes(folder: Path, acme: Path, number: int, code: int) -> None:
    named(folder, 20, "slow")
    running = subprocess.Popen(
        [sys.executable, "-m", "recolint", "check", ".", "--jobs", "2"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(acme)}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not (folder / "begun").exists():
        assert running.poll() is None
        time.sleep(0.05)
    if number is signal.SIGINT:
        os.killpg(running.pid, number)  # as a terminal does
    else:
        os.kill(running.pid, number)
    out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, out) == (code, "")
    assert len(err.splitlines()) == 1
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def test_a_killed_run_leaves_no_process(folder: Path, acme: Path) -> None:
    named(folder, 20, "slow")
    running = subprocess.Popen(
        [sys.executable, "-m", "recolint", "check", ".", "--jobs", "2"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(acme)}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not (folder / "begun").exists():
        assert running.poll() is None
        time.sleep(0.05)
    running.kill()
    running.wait(timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    while _lives(running.pid):
        assert time.monotonic() < end
        time.sleep(0.05)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
