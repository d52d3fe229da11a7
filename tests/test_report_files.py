"""Several reports of one run: their files, and the message if one cannot be written."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from command_line import recolint
from recolint.report import FORMATS
from specs import DEFAULT

FAULTY = DEFAULT.replace("Default", "default")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "job.yaml").write_text(FAULTY)
    return tmp_path


def test_each_report_is_what_the_output_format_of_its_name_prints(folder: Path) -> None:
    asked = [f"--report={form}=out.{form}" for form in FORMATS]
    outcome = recolint("check", "job.yaml", *asked, cwd=folder)
    assert outcome == recolint("check", "job.yaml", cwd=folder)
    for form in FORMATS:
        alone = recolint("check", "job.yaml", "--output-format", form, cwd=folder)
        assert (folder / f"out.{form}").read_bytes().decode() == alone.out, form
        assert alone.code == 1, form


def test_a_report_file_has_no_colour(folder: Path) -> None:
    outcome = recolint("check", "job.yaml", "--color", "always", "--report", "text=out.txt", cwd=folder)
    assert "\x1b[" in outcome.out
    assert "\x1b[" not in (folder / "out.txt").read_text()


def test_a_diff_goes_to_standard_output_and_reports_beside_it(folder: Path) -> None:
    outcome = recolint("check", "job.yaml", "--diff", "--report", "csv=out.csv", cwd=folder)
    assert "+JobType: Default" in outcome.out
    assert "RL108" in (folder / "out.csv").read_text()
    assert (folder / "job.yaml").read_text() == FAULTY


@pytest.mark.parametrize("option", ["--report=json=link.yaml", "--output-file=./job.yaml"])
def test_a_report_is_never_written_over_a_spec(folder: Path, option: str) -> None:
    (folder / "link.yaml").symlink_to("job.yaml")
    outcome = recolint("check", "job.yaml", option, "--report=csv=out.csv", cwd=folder)
    assert (outcome.code, (folder / "job.yaml").read_text()) == (2, FAULTY)
    assert "cannot be written: the check reads this file" in outcome.err
    assert (folder / "out.csv").is_file()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param("sraif=a", "unknown format 'sraif'; did you mean sarif?", id="a misspelled format"),
        pytest.param("out.json", "unknown format 'out.json'", id="a file alone"),
        pytest.param("sarif", "missing file; expected --report sarif=FILE", id="a format alone"),
        pytest.param("sarif=", "missing file; expected --report sarif=FILE", id="an empty file"),
        pytest.param("csv=-", "expected a file, found -; standard output already has a report", id="standard output"),
    ],
)
def test_a_report_that_cannot_be_meant_is_refused_before_anything_is_read(
    tmp_path: Path, value: str, said: str
) -> None:
    outcome = recolint("check", "missing.yaml", "--report", value, cwd=tmp_path)
    assert outcome.code == 2
    assert outcome.err == f"recolint: --report {value}: {said}\n"


def test_two_reports_in_one_file_are_refused(folder: Path) -> None:
    outcome = recolint("check", "--report", "csv=a", "--report", "junit=./a", cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "recolint: --report junit=./a: --report csv=a writes to that file too; use one file per report\n"
    )
    assert recolint("check", "--output-file", "a", "--report", "csv=a", cwd=folder).code == 2


def test_a_report_that_cannot_be_written_is_named_and_the_others_are_written(folder: Path) -> None:
    outcome = recolint("check", "job.yaml", "--report", "csv=no/a.csv", "--report", "junit=a.xml", cwd=folder)
    assert outcome.code == 2
    assert outcome.err == "recolint: --report csv=no/a.csv: cannot be written: No such file or directory\n"
    assert "RL108" in outcome.out
    assert "RL108" in (folder / "a.xml").read_text()


def test_a_first_report_that_cannot_be_written_is_named(folder: Path) -> None:
    outcome = recolint("check", "job.yaml", "--output-file", "no/a.txt", cwd=folder)
    assert outcome.code == 2
    assert outcome.err == "recolint: --output-file no/a.txt: cannot be written: No such file or directory\n"


def test_a_report_takes_the_place_of_an_older_one_at_once(folder: Path) -> None:
    old = folder / "out.csv"
    old.write_text("old\n" * 10_000)
    old.chmod(0o640)
    reader = old.open()
    recolint("check", "job.yaml", "--report", "csv=out.csv", cwd=folder)
    assert reader.read().startswith("old")
    assert len(old.read_text().splitlines()) == 2
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["job.yaml", "out.csv"]
    reader.close()


def test_a_device_is_written_to_and_not_replaced(folder: Path) -> None:
    outcome = recolint("check", "job.yaml", "--report", f"csv={os.devnull}", cwd=folder)
    assert (outcome.code, outcome.err) == (1, "")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_link_stays_one(folder: Path) -> None:
    (folder / "latest.csv").symlink_to("real.csv")
    recolint("check", "job.yaml", "--report", "csv=latest.csv", cwd=folder)
    assert (folder / "latest.csv").is_symlink()
    assert "RL108" in (folder / "real.csv").read_text()


def test_findings_below_the_least_severity_are_in_no_report(folder: Path) -> None:
    options = ["--preset", "strict", "--min-severity", "error", *(f"--report={form}=out.{form}" for form in FORMATS)]
    (folder / "job.yaml").write_text(DEFAULT)
    outcome = recolint("check", "job.yaml", "--preset", "strict", cwd=folder)
    assert "RL307" in outcome.out
    recolint("check", "job.yaml", *options, cwd=folder)
    for form in FORMATS:
        assert "RL307" not in (folder / f"out.{form}").read_text(), form


def test_the_summary_of_a_github_job_is_added_to(folder: Path) -> None:
    summary = folder / "summary.md"
    summary.write_text("from another step\n")
    environment = {"GITHUB_STEP_SUMMARY": str(summary)}
    outcome = recolint("check", "job.yaml", "--output-format", "github", cwd=folder, environment=environment)
    assert outcome.code == 1
    markdown = recolint("check", "job.yaml", "--output-format", "markdown", cwd=folder).out
    assert summary.read_text() == "from another step\n" + markdown


def test_a_github_report_in_a_file_writes_the_summary_too(folder: Path) -> None:
    environment = {"GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    recolint("check", "job.yaml", "--report", "github=commands.txt", cwd=folder, environment=environment)
    assert "RL108" in (folder / "summary.md").read_text()


def test_no_other_format_touches_the_summary(folder: Path) -> None:
    environment = {"GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    recolint("check", "job.yaml", "--report", "sarif=a.sarif", cwd=folder, environment=environment)
    assert not (folder / "summary.md").exists()


def test_a_summary_that_cannot_be_written_is_named(folder: Path) -> None:
    environment = {"GITHUB_STEP_SUMMARY": str(folder)}
    outcome = recolint("check", "job.yaml", "--output-format", "github", cwd=folder, environment=environment)
    assert outcome.code == 2
    assert outcome.err == f"recolint: GITHUB_STEP_SUMMARY {folder}: cannot be written: Is a directory\n"
    assert "::error " in outcome.out


def test_suppressed_findings_can_be_left_out(folder: Path) -> None:
    (folder / "job.yaml").write_text(FAULTY.replace("default", "default  # recolint: ignore[RL108] TICKET-41"))
    asked = ["--report=sarif=a.sarif", "--report=junit=a.xml", "--report=json=a.json"]
    assert recolint("check", "job.yaml", *asked, cwd=folder).code == 0
    assert "TICKET-41" in (folder / "a.sarif").read_text()
    assert recolint("check", "job.yaml", *asked, "--hide-suppressed", cwd=folder).code == 0
    for name in ("a.sarif", "a.xml", "a.json"):
        assert "TICKET-41" not in (folder / name).read_text()


@pytest.mark.parametrize(
    ("form", "path"),
    [
        pytest.param("sarif", lambda text: json.loads(text)["runs"][0]["results"][0]["locations"][0]
                     ["physicalLocation"]["artifactLocation"]["uri"], id="sarif"),
        pytest.param("gitlab", lambda text: json.loads(text)[0]["location"]["path"], id="gitlab"),
        pytest.param("github", lambda text: text.partition("file=")[2].partition(",")[0], id="github"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("named", ["job.yaml", "./job.yaml", "../jobs/job.yaml", "@/jobs/job.yaml"])
def test_a_forge_is_told_paths_from_the_root_of_the_repository(
    tmp_path: Path, form: str, path: object, named: str
) -> None:
    (tmp_path / ".git").mkdir()
    jobs = tmp_path / "jobs"
    jobs.mkdir()
    (jobs / "job.yaml").write_text(FAULTY)
    argument = named.replace("@", str(tmp_path))
    outcome = recolint("check", argument, "--output-format", form, cwd=jobs)
    assert callable(path)
    assert path(outcome.out) == "jobs/job.yaml"
