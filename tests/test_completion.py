"""The completion scripts, in the real shells: what a TAB offers."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from command_line import PATIENCE, recolint

FORMATS = {"text", "concise", "json", "sarif"}

LINES = [
    pytest.param("recolint ba", {"baseline"}, id="a command"),
    pytest.param("recolint baseline p", {"prune"}, id="a subcommand"),
    pytest.param("recolint check --output-f", {"--output-format", "--output-file"}, id="an option"),
    pytest.param("recolint baseline prune --chec", {"--check"}, id="an option of a subcommand"),
    pytest.param("recolint check --output-format ", FORMATS, id="a value of an option"),
    pytest.param("recolint check --color never --fail-on e", {"error"}, id="after another option and its value"),
    pytest.param("recolint rule RL20", {"RL203", "RL204"}, id="a rule's code"),
    pytest.param("recolint rule truncated", {"truncated-name"}, id="a rule's name"),
    pytest.param("recolint check --select RL20", {"RL203", "RL204"}, id="a rule for an option"),
    pytest.param("recolint completion f", {"fish"}, id="a value of an argument"),
    pytest.param("recolint check jobs/na", {"jobs/name with blank.yaml", "jobs/nap.yaml"}, id="a file"),
    pytest.param("recolint check --config rec", {"recolint.toml"}, id="a file for an option"),
]
"""The text before TAB, and words that completion must offer."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "name with blank.yaml").touch()
    (tmp_path / "jobs" / "nap.yaml").touch()
    (tmp_path / "recolint.toml").touch()
    return tmp_path


@cache
def text(shell: str) -> str:
    outcome = recolint("completion", shell, cwd=Path.cwd())
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


def script(shell: str, folder: Path) -> Path:
    """The completion script in a file, with a home of its own beside it."""
    (folder / ".home").mkdir()
    path = folder / ".home" / f"completion.{shell}"
    path.write_text(text(shell))
    return path


def run(shell: str, code: str, folder: Path) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder / ".home"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [shell, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    assert done.stderr == ""
    return done.stdout


def bash(line: str, folder: Path) -> set[str]:
    """The words that the script's function offers; if there are not any, those of bash's own completion of files."""
    words = [word for word in re.split(r"(=)| ", line) if word is not None]
    listed = " ".join(f"'{word}'" for word in words)
    code = f"""
        source {script("bash", folder)}
        complete -p recolint | grep -q -- '-o default -F _recolint recolint' || exit 1
        COMP_WORDS=({listed})
        COMP_CWORD={len(words) - 1}
        _recolint
        printf '%s\\n' "${{COMPREPLY[@]}}"
        [[ ${{COMPREPLY[*]}} ]] || compgen -f -- "${{COMP_WORDS[COMP_CWORD]}}"
    """
    return set(filter(None, run("bash", code, folder).splitlines()))


def fish(line: str, folder: Path) -> set[str]:
    offered = run("fish", f"source {script('fish', folder)}; complete -C '{line}'", folder).splitlines()
    return {one.split("\t")[0].replace("\\ ", " ") for one in offered}


def zsh(line: str, folder: Path) -> set[str]:
    """The output in a terminal after TAB; each item is one word, or several adjacent words."""
    shown = _on_terminal(line, script("zsh", folder), folder)
    names = {path.name for path in (folder / "jobs").iterdir() if path.name in shown.replace("\\ ", " ")}
    return set(shown.split()) | {f"jobs/{name}" for name in names}


def _on_terminal(line: str, path: Path, folder: Path) -> str:
    terminal, theirs = pty.openpty()
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(path.parent), "TERM": "dumb", "LC_ALL": "C.UTF-8",
        "LINES": "200", "COLUMNS": "300", "PS1": "READY> ",
    }  # fmt: skip
    shell = subprocess.Popen(
        ["zsh", "-f", "-i"], cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    seen = b""

    def until(pattern: bytes) -> None:
        nonlocal seen
        while not re.search(pattern, seen):
            ready, _, _ = select.select([terminal], [], [], PATIENCE)
            assert ready, f"zsh has written no {pattern!r}, only {seen!r}"
            seen += os.read(terminal, 65536)

    try:
        until(rb"READY> ")
        setup = f"autoload -Uz compinit; compinit -u -D; source {path}; bindkey '^I' complete-word; PS1='GO> '"
        os.write(terminal, setup.encode() + b"; echo SET''UP\n")
        until(rb"SETUP[\s\S]*GO> ")
        seen = b""
        os.write(terminal, line.encode() + b"\t\t\x15echo DO''NE\n")
        until(rb"DONE\r\n")
    finally:
        os.close(terminal)
        shell.kill()
        shell.wait()
    return seen.decode()


@pytest.mark.slow
@pytest.mark.parametrize(("line", "offered"), LINES)
@pytest.mark.parametrize("complete", [bash, zsh, fish], ids=["bash", "zsh", "fish"])
def test_a_shell_completes(
    complete: Callable[[str, Path], set[str]], line: str, offered: set[str], folder: Path
) -> None:
    if shutil.which(complete.__name__) is None:
        pytest.skip(f"{complete.__name__} is not installed")
    assert offered <= complete(line, folder)


@pytest.mark.parametrize("complete", [bash, fish], ids=["bash", "fish"])
def test_a_shell_offers_nothing_that_does_not_fit(complete: Callable[[str, Path], set[str]], tmp_path: Path) -> None:
    if shutil.which(complete.__name__) is None:
        pytest.skip(f"{complete.__name__} is not installed")
    for number, (line, offered) in enumerate(
        [
            ("recolint baseline ", {"create", "update", "prune", "show"}),
            ("recolint check --fail-on ", {"error", "warning", "info"}),
            ("recolint init --ty", {"--type"}),
            ("recolint check --color=a", {"auto", "always"}),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert {one.split("=")[-1] for one in complete(line, folder)} == offered


def test_every_option_that_help_names_is_offered(folder: Path) -> None:
    helped = recolint("check", "--help", cwd=folder)
    assert helped.code == 0
    named = set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", helped.out, re.MULTILINE))
    assert len(named) > 15
    assert named <= bash("recolint check --", folder)


def test_a_shell_that_is_not_known_is_named_with_the_nearest(tmp_path: Path) -> None:
    outcome = recolint("completion", "bsh", cwd=tmp_path)
    assert outcome.code == 2
    assert "did you mean bash?" in outcome.err
