"""Reports for forges and spreadsheets, each as its reader takes it: GitLab, reviewdog, GitHub commands, CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import recolint
from recolint.report.findings import github
from recolint.report.shared.style import Style
from report_folder import FAULTY, MIXED, mixed, report
from report_runs import Broken, checked
from specs import DEFAULT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return mixed(tmp_path)


def test_gitlab_has_every_member_that_gitlab_asks_for(folder: Path) -> None:
    (folder / "second.yaml").write_text(f"{FAULTY}---\n{FAULTY.replace('probe', 'other')}")
    issues = json.loads(report(folder, "gitlab"))
    assert len(issues) == 5
    for issue in issues:
        assert issue["description"].startswith(issue["check_name"])
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
    assert len({issue["fingerprint"] for issue in issues}) == 5
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
    fixed = encoded[:start] + suggestion["text"].encode() + encoded[end:]
    recolint("check", "--fix", "mixed.yaml", cwd=folder)
    assert fixed in (folder / "mixed.yaml").read_bytes()


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
    assert message.startswith("mixed.yaml:2:10: RL108 JobType must be Advanced or Default, found 'default'")
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
    assert message.startswith("rule ACME101 of package acme-recolint crashed on job.yaml: ValueError")


def test_csv_has_a_header_and_a_row_a_finding(folder: Path) -> None:
    (folder / "mixed.yaml").write_text(FAULTY.replace("default", '"a, \\"b\\""'))
    (row,) = csv.DictReader(io.StringIO(report(folder, "csv"), newline=""), strict=True)
    assert (row["path"], row["line"], row["column"], row["code"]) == ("mixed.yaml", "2", "10", "RL108")
    assert (row["pointer"], row["severity"], row["spec"]) == ("/JobType", "error", "0")
    assert """found 'a, "b"'""" in row["message"]


@pytest.mark.parametrize("value", ["=cmd()", "+1", "-1", "@SUM(1)", "＝cmd()"])  # noqa: RUF001  the wide form is the case
@pytest.mark.parametrize("where", ["{}", "a;{}", "a; {}"])
def test_no_cell_begins_a_formula(tmp_path: Path, value: str, where: str) -> None:
    (tmp_path / f"{where.format(value)}.yaml").write_text(FAULTY)
    (row,) = csv.DictReader(io.StringIO(report(tmp_path, "csv"), newline=""), strict=True)
    assert row["path"] == where.format("'" + value) + ".yaml"
