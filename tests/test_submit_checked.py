"""recolint sends the request that it checked, and reports what the check excluded."""

from __future__ import annotations

import io
import os
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from command_line import TODAY, recolint
from recolint.check import engine
from recolint.cli.main import main
from recolint.cli.streams import Streams
from recolint.document import Reading
from recolint.testing.aws.remote import TestAws
from submitting import NAME, SPEC, FakeClock, project, submit

LONG = "  JobDurationInSeconds: 99999"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a spec that is right."""
    return project(tmp_path)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeClock().use(monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--tags", "Key=a,Value=b"), ("--name-suffix", "hash")])
def test_the_request_is_the_data_that_the_rules_saw(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    looked_at: list[Any] = []
    check = engine.check

    def noting(source: Any, reading: Reading, *rest: Any) -> engine.Result:
        # Whoever reads the text for himself does not see this.
        for one in reading.documents:
            one.data["JobDescription"] = "as the rules saw it"
        looked_at.extend(one.data for one in reading.documents)
        return check(source, reading, *rest)

    monkeypatch.setattr(engine, "check", noting)
    assert submit(folder, *options).code == 0
    (job,) = aws.jobs()
    assert job["request"] == looked_at[-1]
    assert job["request"]["JobDescription"] == "as the rules saw it"


def test_a_file_that_changes_while_it_is_checked_is_sent_as_it_was(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = engine.check

    def changing(*arguments: Any) -> engine.Result:
        (folder / "job.yaml").write_text(SPEC.replace(NAME, "another") + LONG)
        return check(*arguments)

    monkeypatch.setattr(engine, "check", changing)
    assert submit(folder).code == 0
    assert [job["name"] for job in aws.jobs()] == [NAME]


def test_a_text_that_options_cannot_be_put_into_is_written_anew_and_checked(aws: TestAws, folder: Path) -> None:
    shared = SPEC.replace(f"JobName: {NAME}", f"JobName: &name {NAME}") + "JobDescription: *name\n"
    (folder / "job.yaml").write_text(shared)
    assert submit(folder, "--job-name", "other").code == 0
    (job,) = aws.jobs()
    assert (job["name"], job["request"]["JobDescription"]) == ("other", NAME)


@pytest.mark.slow
@pytest.mark.parametrize("value", [".nan", ".inf", "2026-11-23", "&a [*a]", "!thing x", "[]", "null"])
@pytest.mark.parametrize("options", [(), ("--job-name", "other"), ("--name-suffix", "time")])
def test_what_json_cannot_hold_is_never_sent_as_something_else(
    aws: TestAws, folder: Path, value: str, options: tuple[str, ...]
) -> None:
    (folder / "job.yaml").write_text(SPEC + f"JobDescription: {value}\n")
    assert submit(folder, "--ignore", "RL", *options).code in (1, 2)
    assert aws.requests(operation="CreateInferenceRecommendationsJob") == []


@pytest.mark.parametrize("named_in", ["config", "nothing"])
def test_a_baseline_does_not_count_at_submit(aws: TestAws, folder: Path, named_in: str) -> None:
    (folder / "job.yaml").write_text(SPEC + LONG + "\n")
    if named_in == "config":
        (folder / "recolint.toml").write_text('baseline = "recolint-baseline.json"\n')
    assert recolint("baseline", "create", cwd=folder).code == 0
    assert recolint("check", "--baseline", "recolint-baseline.json", cwd=folder).code == 0
    outcome = submit(folder)
    assert (outcome.code, aws.requests()) == (1, [])
    assert "RL207" in outcome.err


def suppressed_by_comment(folder: Path) -> None:
    (folder / "job.yaml").write_text(SPEC + LONG + "  # recolint: ignore[RL207] agreed with AWS\n")


def suppressed_by_table(folder: Path) -> None:
    (folder / "job.yaml").write_text(SPEC + LONG + "\n")
    table = '[[suppress]]\npath = "job.yaml"\nrules = ["RL207"]\nreason = "agreed with AWS"\n'
    (folder / "recolint.toml").write_text(table)


@pytest.mark.slow
@pytest.mark.parametrize("suppress", [suppressed_by_comment, suppressed_by_table])
def test_suppressed_errors_are_named_though_nobody_is_asked(aws: TestAws, folder: Path, suppress: Any) -> None:
    suppress(folder)
    outcome = submit(folder)
    assert (outcome.code, len(aws.jobs())) == (0, 1)
    assert "job.yaml:7:25: suppressed (agreed with AWS): error[RL207] " in outcome.err
    assert outcome.err.index("suppressed (agreed") < outcome.err.index("submitted")


class _Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def asked(folder: Path, *more: str) -> str:
    """What the screen shows of a submit that is answered with no."""
    screen = _Screen()
    with chdir(folder):
        code = main(["submit", "job.yaml", *more], Streams(_Terminal(b"n\n"), io.StringIO(), screen, os.environ, TODAY))
    assert code == 5
    return screen.getvalue()


@pytest.mark.slow
@pytest.mark.usefixtures("aws")
def test_the_question_names_suppressed_errors_and_nothing_else(folder: Path) -> None:
    assert "Submit this job? [y/N]" in asked(folder)
    suppressed_by_comment(folder)
    assert "Submit this job despite 1 suppressed error (RL207)? [y/N]" in asked(folder)
    (folder / "job.yaml").write_text(SPEC + "  JobDurationInSeconds: 600  # recolint: ignore[RL231] it may\n")
    assert "Submit this job? [y/N]" in asked(folder)
    assert "despite 1 suppressed finding (RL231)?" in asked(folder, "--fail-on", "warning")


@pytest.mark.usefixtures("aws")
def test_a_reason_acts_on_no_terminal(folder: Path) -> None:
    (folder / "recolint.toml").write_text(
        '[[suppress]]\npath = "job.yaml"\nrules = ["RL207"]\nreason = "\\u001b[2J\\n::error::"\n'
    )
    (folder / "job.yaml").write_text(SPEC + LONG + "\n")
    shown = asked(folder)
    assert "\x1b[2J" not in shown
    assert "\n::error" not in shown


class _Counting(io.BytesIO):
    """Standard input that says how much of it was asked for."""

    most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.most += 10**9 if size is None or size < 0 else size
        return super().read(size)


@pytest.mark.parametrize("command", [("check",), ("submit", "--yes"), ("plan",), ("iam", "needs")])
def test_never_more_than_the_limit_is_read_of_a_pipe(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "recolint.toml").write_text("max-file-size = 1000\n")
    stdin = _Counting(SPEC.encode() + b"#" * 5000)
    with chdir(tmp_path):
        main([*command, "-"], Streams(stdin, io.StringIO(), io.StringIO(), {}, TODAY))
    assert stdin.most == 1001


def test_never_more_than_the_limit_is_read_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(SPEC)
    # A sparse file of a terabyte, too large to read.
    os.truncate(tmp_path / "job.yaml", 2**40)
    for command in (("check",), ("submit", "--yes"), ("plan",)):
        outcome = recolint(*command, "job.yaml", cwd=tmp_path)
        assert "RL010" in outcome.out + outcome.err
        assert outcome.code == 1


@pytest.mark.slow
@pytest.mark.usefixtures("aws")
def test_the_question_is_whole_on_the_screen_below_many_findings(folder: Path) -> None:
    types = "".join(f"      - ml.zz{number}.large\n" for number in range(30))
    (folder / "job.yaml").write_text(SPEC + f"  ContainerConfig:\n    SupportedInstanceTypes:\n{types}")
    shown = asked(folder).splitlines()
    block = shown[-24:]
    assert shown.count("30  RL503  warning  unknown-instance-type") == 1
    start = next(number for number, line in enumerate(block) if line.startswith("job \x1b[1mchurn-week: "))
    assert "30 warnings" in block[start - 1]
    assert block[start + 1].startswith("account \x1b[1m123456789012\x1b[0m")
    assert block[start + 2].startswith("Region \x1b[1mus-east-1\x1b[0m")
    text = '[[suppress]]\npath = "job.yaml"\nrules = ["RL"]\nreason = "agreed"\n'
    (folder / "recolint.toml").write_text(text)
    (folder / "job.yaml").write_text((folder / "job.yaml").read_text() + "  JobDurationInSeconds: 20000\n")
    block = asked(folder, "--fail-on", "warning").splitlines()[-24:]
    assert any(line.startswith("job ") for line in block)
    assert any("error[RL207]" in line for line in block), "errors come first"
    assert any(line.startswith("recolint: and 24 more suppressed findings: ") for line in block)
