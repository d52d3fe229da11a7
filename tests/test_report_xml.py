"""JUnit and Checkstyle, each as another program reads it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import junitparser
import pytest
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver

from recolint.report.findings import checkstyle, junit
from recolint.report.shared.style import Style
from report_folder import FAULTY, MIXED, mixed, report
from report_runs import Broken, checked


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return mixed(tmp_path)


def suites(text: str) -> list[junitparser.TestSuite]:
    found = junitparser.JUnitXml.fromstring(text.encode())
    counted = (found.tests, found.failures, found.errors)
    assert isinstance(found, junitparser.JUnitXml)
    found.update_statistics()  # type: ignore[no-untyped-call]  # their slip; the rest is typed
    assert counted == (found.tests, found.failures, found.errors)
    return list(found)


def test_junit_has_a_suite_a_file_and_a_case_a_finding(folder: Path) -> None:
    clean, mixed = suites(report(folder, "junit"))
    assert (clean.name, clean.tests, clean.failures) == ("clean.yaml", 1, 0)
    assert (mixed.name, mixed.tests, mixed.failures, mixed.errors, mixed.skipped) == ("mixed.yaml", 3, 1, 0, 1)
    cases = {case.name: case for case in mixed}
    failed = cases["RL108 unknown-value at /JobType"]
    assert failed.classname == "mixed.yaml"
    assert isinstance(failed.result[0], junitparser.Failure)
    assert failed.result[0].type == "error"
    assert "JobType must be Advanced or Default, found 'default'" in failed.result[0].message
    assert failed.result[0].text.startswith("mixed.yaml:2:10: error[RL108] JobType must be Advanced or Default")
    passed = cases["RL301 truncated-name at /JobName"]
    assert passed.is_passed
    assert "warning[RL301]" in passed.system_out
    skipped = cases["RL103 null-value at /StoppingConditions"]
    assert skipped.result[0].message == "suppressed: see TICKET-41"


@pytest.mark.parametrize(("fail_on", "failures"), [("error", 1), ("warning", 2)])
def test_as_many_cases_of_junit_fail_as_findings_fail_the_run(folder: Path, fail_on: str, failures: int) -> None:
    found = suites(report(folder, "junit", "--fail-on", fail_on))
    assert sum(suite.failures for suite in found) == failures


def test_a_case_of_junit_keeps_its_name_when_lines_move(folder: Path) -> None:
    before = [case.name for suite in suites(report(folder, "junit")) for case in suite]
    (folder / "mixed.yaml").write_text("# a new line\n" + MIXED)
    assert [case.name for suite in suites(report(folder, "junit")) for case in suite] == before


def test_a_crash_is_an_error_of_junit() -> None:
    (_, crashed) = suites(junit.render(checked(FAULTY, Broken), Style()))
    (case,) = crashed
    assert (crashed.errors, case.classname, case.name) == (1, "job.yaml", "rule ACME101")
    assert case.result[0].message.startswith("ValueError: ")


def test_checkstyle_is_read_by_another_tool(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class HereTool:
        @staticmethod
        def relative_path(path: str) -> str:
            return path

    # The reader asks git for the root; this directory is not a repository.
    monkeypatch.setattr("diff_cover.violationsreporters.java_violations_reporter.GitPathTool", HereTool)
    text = report(folder, "checkstyle")
    found = CheckstyleXmlDriver().parse_reports([text])
    assert set(found) == {"mixed.yaml"}
    lines = {violation.line: violation.message for violation in found["mixed.yaml"]}
    assert sorted(lines) == [1, 2]
    assert lines[1].startswith("warning: ")
    assert lines[2].startswith("error: JobType must be Advanced or Default, found 'default'")


def tree(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314  our own report


def test_checkstyle_names_column_and_rule(folder: Path) -> None:
    root = tree(report(folder, "checkstyle"))
    assert [file.get("name") for file in root.iter("file")] == ["clean.yaml", "mixed.yaml"]
    _, error = root.iter("error")
    assert (error.get("column"), error.get("source")) == ("10", "recolint.unknown-value.RL108")
    assert root.get("version")


def test_checkstyle_keeps_the_order_of_findings() -> None:
    root = tree(checkstyle.render(checked(MIXED), Style()))
    assert [error.get("line") for error in root.iter("error")] == ["1", "2"]
