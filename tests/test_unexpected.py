"""Faults of recolint itself, and signals at any moment: one message and a separate exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command_line import Outcome, recolint
from recolint.check.look import look
from recolint.cli import unexpected
from recolint.rule import pages
from specs import DEFAULT

BAD = DEFAULT.replace("JobType: Default", "JobType: DEFAULT")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"{number}.yaml").write_text(BAD.replace("probe", f"probe-{number}"))
    return tmp_path


def broken_on(path: str, error: Exception, real: Callable[..., Any]) -> Callable[..., Any]:
    """``real``, except for the file ``path``."""

    def broken(context: Any, item: Any) -> Any:
        if item.path == path:
            raise error
        return real(context, item)

    return broken


ERRORS = (KeyError("no such thing"), RecursionError("too deep"), MemoryError(), UnicodeError("odd"), OSError(5, "odd"))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_file_that_recolint_fails_on_takes_no_other_along(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("recolint.check.one_file.look", broken_on("1.yaml", error, look))
    outcome = recolint("check", "--output-format", "json", "--report", "sarif=a.sarif", cwd=folder)
    assert outcome.code == 70
    assert {finding["path"] for finding in json.loads(outcome.out)["findings"]} == {"0.yaml", "2.yaml"}
    assert "0.yaml" in (folder / "a.sarif").read_text()
    (line,) = outcome.err.splitlines()
    assert f"internal error: 1.yaml: not checked: {type(error).__name__}" in line
    assert unexpected.ISSUES in line
    assert "--debug" in line


def test_of_many_files_that_recolint_fails_on_the_message_names_three(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        (tmp_path / f"{number}.yaml").write_text(BAD)
    monkeypatch.setattr("recolint.check.one_file.look", lambda *_: 1 / 0)
    (line,) = recolint("check", cwd=tmp_path).err.splitlines()
    assert "internal error: 0.yaml, 1.yaml, 2.yaml and 2 more: not checked: ZeroDivisionError" in line


def test_a_report_that_fails_takes_no_other_along(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recolint.report.findings.sarif.render", lambda *_: 1 / 0)
    reports = ("--report", "sarif=a.sarif", "--report", "junit=a.xml")
    outcome = recolint("check", *reports, cwd=folder)
    assert outcome.code == 70
    assert "3 errors" in outcome.out
    assert "ZeroDivisionError" in outcome.err
    assert (folder / "a.xml").is_file()
    assert not (folder / "a.sarif").exists()


COMMANDS: dict[str, list[str]] = {
    "check": ["check"],
    "check --fix": ["check", "--fix"],
    "plan": ["plan", "0.yaml"],
    "submit": ["submit", "--dry-run", "0.yaml"],
    "baseline": ["baseline", "create"],
    "iam needs": ["iam", "needs", "0.yaml"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_no_command_goes_on_without_a_file_that_was_not_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    before = (folder / "0.yaml").read_text()
    monkeypatch.setattr("recolint.check.one_file.look", broken_on("0.yaml", KeyError("x"), look))
    outcome = recolint(*command, cwd=folder)
    assert outcome.code == 70
    assert "internal error" in outcome.err
    assert (folder / "0.yaml").read_text() == before
    assert not (folder / "recolint-baseline.json").exists()


@pytest.mark.parametrize("words", [("--debug", "rule"), ("rule", "--debug"), ("rule", "RL204", "--debug")])
def test_debug_prints_the_traceback(folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    def fail(*_: object) -> str:
        raise ValueError("one\x1b[31m\ntwo")

    monkeypatch.setattr("recolint.cli.rule._rendered", fail)
    plain = recolint("rule", cwd=folder)
    assert (plain.code, plain.err.count("\n")) == (70, 1)
    assert "ValueError: one\\x1b[31m\\ntwo" in plain.err
    outcome = recolint(*words, cwd=folder)
    assert outcome.code == 70
    assert outcome.err.startswith("Traceback (most recent call last):\n")
    assert outcome.err.splitlines()[-1].startswith("recolint: internal error: ValueError: one")
    assert "\x1b" not in outcome.err


def test_an_exit_in_the_middle_is_no_verdict(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(*_: object) -> str:
        raise SystemExit(1)

    monkeypatch.setattr("recolint.cli.rule._rendered", leave)
    assert recolint("rule", cwd=folder).code == 70


def test_issues_go_where_the_project_is() -> None:
    assert f"{pages.HOME}/issues" == unexpected.ISSUES


# Python runs a sitecustomize before anything else.
AT_IMPORT = """\
import os, sys
class Finder:
    def find_spec(name, path=None, target=None):
        if name == os.environ["AT"]:
            sys.meta_path.remove(Finder)
            os.kill(os.getpid(), int(os.environ["SIGNAL"]))
sys.meta_path.insert(0, Finder)
"""
AT_EXIT = """\
import atexit, os
atexit.register(lambda: os.kill(os.getpid(), int(os.environ["SIGNAL"])))
"""
IN_FINALIZER = """\
import os, sys
class Last:
    def __del__(self):
        os.kill(os.getpid(), int(os.environ["SIGNAL"]))
        sum(range(9))
class Finder:
    def find_spec(name, path=None, target=None):
        if name == os.environ["AT"]:
            sys.meta_path.remove(Finder)
            Last()
sys.meta_path.insert(0, Finder)
"""
MODULES = (
    "recolint.cli.process",
    "recolint.base.stops",
    "recolint.cli.main",
    "recolint.cli.check",
    "recolint.rule.registry",
    "recolint_rules",
    "recolint_rules.contract.unknown_value",
    "ruamel.yaml",
    "cerberus",
    "recolint.report.findings.text",
)
CODES = {signal.SIGINT: (130, "recolint: interrupted\n"), signal.SIGTERM: (143, "recolint: terminated\n")}


def struck(folder: Path, script: str, number: int, at: str = "") -> Outcome:
    """Check in ``folder``, with ``script`` run at the start of Python."""
    site = folder / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(script)
    environment = {**os.environ, "PYTHONPATH": str(site), "SIGNAL": str(number), "AT": at}
    command = [sys.executable, "-m", "recolint", "check", "0.yaml"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_ctrl_c_is_no_traceback_wherever_it_comes(folder: Path, module: str) -> None:
    outcome = struck(folder, AT_IMPORT, signal.SIGINT, module)
    assert (outcome.code, outcome.err) == CODES[signal.SIGINT]


@pytest.mark.slow
@pytest.mark.parametrize(
    "module", [module for module in MODULES if module not in ("recolint.cli.process", "recolint.base.stops")]
)
def test_sigterm_is_no_traceback_either(folder: Path, module: str) -> None:
    outcome = struck(folder, AT_IMPORT, signal.SIGTERM, module)
    assert (outcome.code, outcome.err) == CODES[signal.SIGTERM]


@pytest.mark.slow
@pytest.mark.parametrize("number", CODES)
def test_a_signal_that_a_finalizer_swallows_is_kept_in_mind(folder: Path, number: int) -> None:
    outcome = struck(folder, IN_FINALIZER, number, "recolint.rule.registry")
    assert outcome.code == CODES[signal.Signals(number)][0]
    assert outcome.err == ""


@pytest.mark.slow
@pytest.mark.parametrize("number", CODES)
def test_a_signal_after_the_end_changes_no_verdict(folder: Path, number: int) -> None:
    outcome = struck(folder, AT_EXIT, number)
    assert (outcome.code, outcome.err) == (1, "")


@pytest.mark.slow
def test_a_signal_that_is_to_be_ignored_is_ignored(folder: Path) -> None:
    ignored = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{AT_IMPORT}"
    assert struck(folder, ignored, signal.SIGINT, "recolint.rule.registry").code == 1


@pytest.mark.slow
def test_python_stays_for_whoever_inspects(folder: Path) -> None:
    (folder / "clean.yaml").write_text(DEFAULT)
    command = [sys.executable, "-i", "-m", "recolint", "check", "clean.yaml"]
    done = subprocess.run(command, cwd=folder, input="print(6 * 7)\n", capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "42"
