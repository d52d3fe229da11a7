"""Reports for CI, each as its reader takes it: JUnit, Checkstyle, GitLab, reviewdog, GitHub commands, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import junitparser
import pytest
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
from markdown_it import MarkdownIt
from markdown_it.token import Token

from command_line import recolint
from recolint import pages
from recolint.report import checkstyle, github, junit, markdown
from recolint.report.style import Style
from report_runs import Broken, checked
from specs import DEFAULT

FAULTY = DEFAULT.replace("Default", "default")
MIXED = (
    FAULTY.replace("probe", "a-name-with-more-than-forty-characters-in-it")
    + "StoppingConditions: null  # recolint: ignore[RL103] see TICKET-41\n"
)
"""An error (RL108), a warning (RL301), and an error that is suppressed (RL103)."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.yaml").write_text(DEFAULT.replace("probe", "clean"))
    (tmp_path / "mixed.yaml").write_text(MIXED)
    return tmp_path


def report(folder: Path, form: str, *options: str) -> str:
    outcome = recolint("check", "--output-format", form, *options, cwd=folder)
    assert outcome.err == ""
    return outcome.out


def suites(text: str) -> list[junitparser.TestSuite]:
    found = junitparser.JUnitXml.fromstring(text.encode())
    counted = (found.tests, found.failures, found.errors)
    assert isinstance(found, junitparser.JUnitXml)
    found.update_statistics()
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
    assert "JobType is 'default', wanted Advanced or Default" in failed.result[0].message
    assert failed.result[0].text.startswith("mixed.yaml:2:10: error[RL108] JobType is 'default'")
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

    # The reader asks git for its root; there is none here.
    monkeypatch.setattr("diff_cover.violationsreporters.java_violations_reporter.GitPathTool", HereTool)
    text = report(folder, "checkstyle")
    found = CheckstyleXmlDriver().parse_reports([text])
    assert set(found) == {"mixed.yaml"}
    lines = {violation.line: violation.message for violation in found["mixed.yaml"]}
    assert sorted(lines) == [1, 2]
    assert lines[1].startswith("warning: ")
    assert lines[2].startswith("error: JobType is 'default', wanted Advanced or Default")


def test_checkstyle_names_column_and_rule(folder: Path) -> None:
    root = ElementTree.fromstring(report(folder, "checkstyle"))
    assert [file.get("name") for file in root.iter("file")] == ["clean.yaml", "mixed.yaml"]
    _, error = root.iter("error")
    assert (error.get("column"), error.get("source")) == ("10", "recolint.unknown-value.RL108")
    assert root.get("version")


def test_gitlab_has_every_member_that_gitlab_asks_for(folder: Path) -> None:
    (folder / "second.yaml").write_text(f"{FAULTY}---\n{FAULTY.replace('probe', 'other')}")
    issues = json.loads(report(folder, "gitlab"))
    assert len(issues) == 4
    for issue in issues:
        assert issue["description"].startswith(issue["check_name"])
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
    assert len({issue["fingerprint"] for issue in issues}) == 4
    assert [issue["severity"] for issue in issues[:2]] == ["minor", "major"]


def test_a_fingerprint_of_gitlab_survives_lines_that_move(folder: Path) -> None:
    before = [issue["fingerprint"] for issue in json.loads(report(folder, "gitlab"))]
    (folder / "mixed.yaml").write_text("# a new line\n" + MIXED)
    assert [issue["fingerprint"] for issue in json.loads(report(folder, "gitlab"))] == before


def test_gitlab_is_told_what_is_about_security(folder: Path) -> None:
    (folder / "mixed.yaml").write_text(FAULTY + "JobDescription: as AKIAABCDEFGHIJKLMNOP\n")
    categories = {issue["check_name"]: issue["categories"] for issue in json.loads(report(folder, "gitlab"))}
    assert categories == {"RL033": ["Security"], "RL108": ["Bug Risk"]}


def test_reviewdog_counts_bytes(folder: Path) -> None:
    line = 'Tags: [{Key: "😀", Value: ä}, {Key: ok, Value: 1.10}]'
    (folder / "mixed.yaml").write_text(DEFAULT + line + "\n", "utf-8")
    found = [one for one in json.loads(report(folder, "rdjson"))["diagnostics"] if one["code"]["value"] == "RL104"]
    (diagnostic,) = found
    assert diagnostic["severity"] == "ERROR"
    assert diagnostic["location"]["path"] == "mixed.yaml"
    area = diagnostic["location"]["range"]
    assert area["start"]["line"] == area["end"]["line"] == 6
    encoded = line.encode()
    assert encoded[area["start"]["column"] - 1 : area["end"]["column"] - 1] == b"1.10"
    (suggestion,) = diagnostic["suggestions"]
    start, end = suggestion["range"]["start"]["column"] - 1, suggestion["range"]["end"]["column"] - 1
    mended = encoded[:start] + suggestion["text"].encode() + encoded[end:]
    recolint("check", "--fix", "mixed.yaml", cwd=folder)
    assert mended in (folder / "mixed.yaml").read_bytes()


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Name, properties and message of each workflow command in ``text``, as a runner of GitHub takes them."""
    for line in text.splitlines():
        if line.lstrip().startswith("::"):
            head, _, message = line.lstrip()[2:].partition("::")
            name, _, written = head.partition(" ")
            properties = dict(item.split("=", 1) for item in written.split(",") if item)
            yield name, {key: unescaped(value) for key, value in properties.items()}, unescaped(message)


def unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_github_has_an_annotation_for_each_finding(folder: Path) -> None:
    text = report(folder, "github")
    (warning, about_name, _), (error, about_type, message) = commands(text)
    assert (warning, about_name["line"]) == ("warning", "1")
    assert error == "error"
    assert about_type == {
        "file": "mixed.yaml", "line": "2", "endLine": "2", "col": "10", "endColumn": "17",
        "title": "RL108 unknown-value",
    }  # fmt: skip
    assert message.startswith("mixed.yaml:2:10: RL108 JobType is 'default', wanted Advanced or Default")
    assert "\nhelp: " in message
    assert text.splitlines()[-1] == "2 specs checked: 1 error, 1 warning; 1 fixable with --fix; 1 suppressed"


def test_github_gets_no_columns_for_a_place_of_several_lines(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT.replace("probe", "|\n  pro be\n  two"))
    ((_, properties, _),) = commands(report(tmp_path, "github"))
    assert (properties["line"], properties["endLine"]) == ("1", "3")
    assert not {"col", "endColumn"} & set(properties)


def test_a_name_with_what_parts_a_command_is_escaped(tmp_path: Path) -> None:
    name = "100%,a::b%0A.yaml"
    (tmp_path / name).write_text(FAULTY)
    ((_, properties, message),) = commands(report(tmp_path, "github"))
    assert properties["file"] == name
    assert message.startswith(f"{name}:2:10: ")


def test_a_crash_is_an_annotation() -> None:
    (_, (name, properties, message)) = commands(github.render(checked(FAULTY, Broken), Style()))
    assert (name, properties) == ("error", {"title": "ACME101 crashed"})
    assert message.startswith("rule ACME101 of package acme-recolint crashed on job.yaml, document 0: ValueError")


def test_csv_has_a_header_and_a_row_a_finding(folder: Path) -> None:
    (folder / "mixed.yaml").write_text(FAULTY.replace("default", '"a, \\"b\\""'))
    (row,) = csv.DictReader(io.StringIO(report(folder, "csv"), newline=""), strict=True)
    assert (row["path"], row["line"], row["column"], row["code"]) == ("mixed.yaml", "2", "10", "RL108")
    assert (row["pointer"], row["severity"], row["spec"]) == ("/JobType", "error", "0")
    assert row["message"].startswith("""JobType is 'a, "b"'""")


@pytest.mark.parametrize("value", ["=cmd()", "+1", "-1", "@SUM(1)", "＝cmd()"])  # noqa: RUF001  the wide form is the case
@pytest.mark.parametrize("where", ["{}", "a;{}", "a; {}"])
def test_no_cell_begins_a_formula(tmp_path: Path, value: str, where: str) -> None:
    (tmp_path / f"{where.format(value)}.yaml").write_text(FAULTY)
    (row,) = csv.DictReader(io.StringIO(report(tmp_path, "csv"), newline=""), strict=True)
    assert row["path"] == f"{where.format("'" + value)}.yaml"


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a Markdown document, as GitHub reads it, bare links included."""
    for token in MarkdownIt("gfm-like", {"html": True}).parse(text):
        yield token
        yield from token.children or ()


def cells(text: str) -> list[list[str]]:
    """The rows of all tables in ``text``, headers left out, a line break within a cell as one."""
    rows: list[list[str]] = []
    in_body = False
    for token in tokens(text):
        if token.type in {"tbody_open", "tbody_close"}:
            in_body = token.type == "tbody_open"
        elif token.type == "tr_open" and in_body:
            rows.append([])
        elif token.type == "td_open":
            rows[-1].append("")
        elif in_body and rows and token.type in {"text", "text_special"}:
            rows[-1][-1] += token.content
        elif in_body and token.content == "<br>" and token.type == "html_inline":
            rows[-1][-1] += "\n"
    return rows


def test_markdown_has_a_table_for_each_file_with_findings(folder: Path) -> None:
    text = report(folder, "markdown")
    name, kind = cells(text)
    assert name[:3] == ["1", "warning", "RL301 truncated-name"]
    assert kind[:3] == ["2", "error", "RL108 unknown-value"]
    assert kind[3].startswith("JobType is 'default', wanted Advanced or Default; case matters\nhelp: ")
    links = [token.attrs["href"] for token in tokens(text) if token.type == "link_open"]
    assert links == [pages.url("RL301"), pages.url("RL108")]
    assert "clean.yaml" not in text
    assert "2 specs checked: 1 error, 1 warning; 1 fixable with --fix; 1 suppressed" in text


def test_markdown_can_be_found_again_by_its_first_line(folder: Path) -> None:
    assert report(folder, "markdown").splitlines()[0] == markdown.MARK == "<!-- recolint -->"


def test_markdown_names_the_second_place(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT)
    (tmp_path / "b.yaml").write_text(DEFAULT)
    ((_, _, _, words),) = cells(report(tmp_path, "markdown"))
    assert words.splitlines()[1] == "a.yaml, line 1: first given here"


def test_markdown_fits_in_a_comment_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.yaml").write_text(f"{FAULTY}Tags: [{', '.join(['{Key: 1, Value: 2}'] * 10)}]\n")
    text = report(tmp_path, "markdown")
    assert len(text) < 65_536
    total = int(re.search(r"(\d+) errors", text)[1])  # type: ignore[index]  # a test fails well without a match
    left = int(re.search(r"(\d+) more findings did not fit in here", text)[1])  # type: ignore[index]  # likewise
    assert len(cells(text)) == total - left
    assert total - left > 100


def test_markdown_says_that_a_rule_crashed() -> None:
    text = markdown.render(checked(FAULTY, Broken), Style())
    said = "".join(token.content for token in tokens(text) if token.type in {"text", "text_special"})
    assert "Rule ACME101 of package acme-recolint crashed on job.yaml, document 0: ValueError" in said


@pytest.mark.parametrize("form", ["junit", "checkstyle", "gitlab", "rdjson", "github", "csv", "markdown", "sarif"])
def test_a_run_with_nothing_to_check_has_a_report(tmp_path: Path, form: str) -> None:
    text = report(tmp_path, form, "--allow-empty")
    read: dict[str, Any] = {"junit": suites, "checkstyle": ElementTree.fromstring, "gitlab": json.loads}
    assert not list(read.get(form, lambda _: ())(text))
    assert "\n" in text


def test_checkstyle_keeps_the_order_of_findings() -> None:
    root = ElementTree.fromstring(checkstyle.render(checked(MIXED), Style()))
    assert [error.get("line") for error in root.iter("error")] == ["1", "2"]
