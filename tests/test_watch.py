"""check --watch repeats the check if a relevant file changes, and only then. No test waits: the clock is simulated."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from command_line import Outcome, recolint
from recolint.cli.check import watching
from specs import DEFAULT

pytestmark = pytest.mark.slow

BAD = DEFAULT.replace("JobType: Default", "JobType: DEFAULT")
Step = Callable[[], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    return tmp_path


def nothing() -> None:
    """A time in which nothing changes."""


def write(path: Path, text: str) -> Step:
    """Write as an editor does, so that the file is another one of a later time."""

    def step() -> None:
        new = path.with_name(f".{path.name}.new")
        new.write_text(text)
        later = path.stat().st_mtime_ns + 1_000_000 if path.exists() else new.stat().st_mtime_ns
        os.utime(new, ns=(later, later))
        new.replace(path)

    return step


@pytest.fixture
def watch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Runs ``check --watch``; each time it sleeps, the next step happens, and Ctrl-C after the last one has settled."""

    def run(*steps: Step, argv: tuple[str, ...] = (), environment: dict[str, str] | None = None) -> Outcome:
        ahead = iter([*steps, nothing, nothing])

        def sleep(seconds: float) -> None:
            assert seconds > 0, "a loop without a rest"
            step = next(ahead, None)
            if step is None:
                raise KeyboardInterrupt
            step()

        monkeypatch.setattr(watching, "sleep", sleep)
        argv = ("check", "--watch", "--output-format", "concise", *argv)
        return recolint(*argv, cwd=folder, environment=environment)

    return run


CLEAN = "1 spec checked: nothing to report"
FAULT = "job.yaml:2:10: error[RL108]"


def reports(outcome: Outcome) -> list[str]:
    """The first words of each line of the reports, the closing line of a report with findings left out."""
    return [line[: len(FAULT)] if line.startswith("job") else line for line in outcome.out.splitlines()]


def test_it_checks_once_and_then_only_when_something_changes(watch: Callable[..., Outcome]) -> None:
    outcome = watch(nothing, nothing, nothing)
    assert outcome.out == f"{CLEAN}\n"
    assert outcome.err.splitlines() == ["recolint: watching for changes; press Ctrl-C to stop", "recolint: interrupted"]
    assert outcome.code == 130


def test_a_changed_spec_is_checked_again(folder: Path, watch: Callable[..., Outcome]) -> None:
    job = folder / "job.yaml"
    outcome = watch(write(job, BAD), nothing, write(job, DEFAULT), nothing)
    lines = reports(outcome)
    assert (lines[0], lines[1], lines[-1]) == (CLEAN, FAULT, CLEAN)
    assert len(lines) == 4


def test_a_file_written_in_several_steps_is_checked_when_it_is_whole(
    folder: Path, watch: Callable[..., Outcome]
) -> None:
    job = folder / "job.yaml"
    outcome = watch(write(job, ""), write(job, "JobName: ["), write(job, BAD), nothing)
    assert "RL002" not in outcome.out
    assert FAULT in reports(outcome)


def test_a_change_while_a_check_runs_is_not_missed(
    folder: Path, watch: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    from recolint.cli.check import reporting

    report = reporting.report
    edits = iter([write(folder / "job.yaml", BAD)])

    def report_and_edit(*arguments: object) -> bool:
        done = report(*arguments)  # type: ignore[arg-type]  # whatever it takes is passed on
        next(edits, nothing)()
        return done

    monkeypatch.setattr(reporting, "report", report_and_edit)
    assert reports(watch(nothing))[:2] == [CLEAN, FAULT]


@pytest.mark.parametrize(
    ("name", "text", "argv"),
    [
        pytest.param("recolint.toml", '[severity]\nRL301 = "error"\n', (), id="a config that appears"),
        pytest.param("own.toml", 'ignore = ["RL108"]\n', ("--config", "own.toml"), id="the config that is named"),
        pytest.param("new.yaml", DEFAULT.replace("probe", "probe-2"), (), id="another spec"),
        pytest.param(".gitignore", "nothing\n", (), id="what git ignores"),
        pytest.param("known.txt", '{"version": 1, "findings": []}', ("--baseline", "known.txt"), id="the baseline"),
    ],
)
def test_what_decides_about_specs_is_watched_too(
    folder: Path, watch: Callable[..., Outcome], name: str, text: str, argv: tuple[str, ...]
) -> None:
    if argv:
        (folder / name).write_text(text)
    outcome = watch(nothing, write(folder / name, text), nothing, argv=argv)
    assert outcome.err.count("watching for changes") == 2


def test_a_policy_that_a_given_config_names_is_watched_wherever_it_is(
    folder: Path, watch: Callable[..., Outcome], tmp_path_factory: pytest.TempPathFactory
) -> None:
    policy = tmp_path_factory.mktemp("elsewhere") / "policy.txt"
    role = f'[[iam.role]]\narn = "arn:aws:iam::111122223333:role/x"\npolicies = [{json.dumps(str(policy))}]\n'
    (folder / "recolint.toml").write_text(role)
    argv = ("--config", "recolint.toml")
    outcome = watch(write(policy, "{}"), nothing, write(policy, "[]"), nothing, argv=argv)
    assert "cannot be read (No such file or directory)" in outcome.err
    assert outcome.err.count("watching for changes") == 3


def test_what_decides_about_nothing_is_not_watched(folder: Path, watch: Callable[..., Outcome]) -> None:
    outcome = watch(write(folder / "notes.txt", "x"), nothing)
    assert outcome.err.count("watching for changes") == 1


def test_a_mistake_on_the_way_is_said_and_waited_on(folder: Path, watch: Callable[..., Outcome]) -> None:
    config = folder / "recolint.toml"
    outcome = watch(write(config, "selct = 3"), nothing, write(config, ""), nothing)
    assert "recolint: recolint.toml:1:1: selct: unknown key; did you mean select?" in outcome.err.splitlines()
    assert outcome.out.splitlines() == [CLEAN, CLEAN]


def test_a_spec_that_is_yet_to_be_written_is_waited_for(folder: Path, watch: Callable[..., Outcome]) -> None:
    new = folder / "new.yaml"
    outcome = watch(nothing, write(new, DEFAULT), nothing, argv=("new.yaml",))
    assert "recolint: new.yaml: no such file or directory" in outcome.err.splitlines()
    assert outcome.out.splitlines() == [CLEAN]


def test_a_spec_that_is_deleted_is_said_to_be_gone(folder: Path, watch: Callable[..., Outcome]) -> None:
    outcome = watch((folder / "job.yaml").unlink, nothing)
    assert "nothing to check in ." in outcome.err


@pytest.mark.parametrize("option", ["--fix", "--unsafe-fixes", "--diff", "--add-ignore=x"])
def test_it_changes_nothing(watch: Callable[..., Outcome], option: str) -> None:
    outcome = watch(argv=(option,))
    assert outcome.code == 2
    assert f"--watch only checks; remove {option.partition('=')[0]}" in outcome.err


def test_standard_input_cannot_be_watched(watch: Callable[..., Outcome]) -> None:
    assert "--watch does not accept standard input" in watch(argv=("-",)).err
