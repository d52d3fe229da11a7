"""The source of a rule has one name and one address, and each report shows it."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

import recolint_rules
from command_line import recolint
from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Reference, Rule, Valid
from recolint.report.findings import html, json_v1, sarif
from recolint.report.shared.style import Style
from recolint.rule import pages, registry
from recolint_rules.facts import sources
from report_runs import checked
from specs import DEFAULT

REFERENCES = {name: value for name, value in vars(sources).items() if isinstance(value, Reference)}
TEXTS = [path.read_text() for path in Path(recolint_rules.__file__).parent.rglob("*.py")]


def test_no_document_has_two_names() -> None:
    titles = [reference.title for reference in REFERENCES.values()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("name", REFERENCES)
def test_a_document_is_used_and_has_an_address_of_the_web(name: str) -> None:
    reference = REFERENCES[name]
    assert reference.url is None or reference.url.startswith(
        ("https://docs.aws.amazon.com/", "https://github.com/aws/")
    )
    assert reference.url is not None or reference.read is None
    assert any(f"sources.{name}" in text for text in TEXTS)


def test_a_rule_that_names_a_document_in_words_names_it_by_its_name() -> None:
    for rule in registry.load().rules:
        if isinstance(rule.basis.source, str):
            assert not any(rule.basis.source.startswith(one.title) for one in REFERENCES.values()), rule.code
            assert "reference:" not in rule.basis.source, rule.code
            assert "guide:" not in rule.basis.source, rule.code


GUIDE = Reference("Our handbook", "https://wiki.example.com/handbook", date(2026, 1, 2))


class Named(Rule[None]):
    """The job has a name."""

    code, name = "ACME103", "named"
    severity, basis = ERROR, Documented(GUIDE, "chapter 4")

    def check(self, job: Job) -> list[Finding]:  # type: ignore[override]  # a list does as well
        return [self.finding(job.name, "named")] if job.name is not None else []


class Worded(Named):
    """The job has a name, as somebody wrote."""

    code, name = "ACME104", "worded"
    basis = Documented("the wall of our office")


def test_each_report_shows_the_document_and_its_address() -> None:
    run = checked(DEFAULT, Named, Worded)
    findings = {one["code"]: one["basis"] for one in json.loads(json_v1.render(run, Style()))["findings"]}
    assert findings["ACME103"] == {"kind": "documented", "source": "Our handbook, chapter 4", "url": GUIDE.url}
    assert findings["ACME104"] == {"kind": "documented", "source": "the wall of our office", "url": None}
    (log,) = json.loads(sarif.render(run, Style()))["runs"]
    rules = {rule["id"]: rule for rule in log["tool"]["driver"]["rules"]}
    assert rules["ACME103"]["helpUri"] == GUIDE.url
    assert rules["ACME103"]["properties"]["basisUri"] == GUIDE.url
    assert "helpUri" not in rules["ACME104"]
    assert {result["properties"].get("basisUri") for result in log["results"]} >= {GUIDE.url, None}
    assert f'<a href="{GUIDE.url}" rel="noreferrer">Our handbook</a>, chapter 4' in html.render(run, Style())


class Stating(Named):
    """The job has a name, and its example says all of it."""

    examples = (
        Valid("JobType: Default"),
        Invalid("JobName: a", at="/JobName", severity=ERROR, message="named", title="any name"),
    )


def test_the_page_shows_what_an_example_states_of_the_finding() -> None:
    assert 'Found (any name), at `/JobName`: an error, "named":\n' in pages.markdown(Stating)
    (_, stated) = pages.summary(Stating)["examples"]
    assert (stated["severity"], stated["message"]) == ("error", "named")
    assert "help" not in stated


def test_the_page_shows_options_as_a_config_would_set_them(tmp_path: Path) -> None:
    page = recolint("rule", "RL206", cwd=tmp_path).out
    config = page.partition("## Options")[2].partition("```toml\n")[2].partition("```")[0]
    assert tomllib.loads(config) == {"rules": {"phase-duration-out-of-range": {"minimum": 120, "maximum": 3600}}}
    (tmp_path / "recolint.toml").write_text(config)
    (tmp_path / "job.yaml").write_text(DEFAULT)
    assert recolint("check", cwd=tmp_path).code == 0


def test_the_page_of_a_rule_links_the_document_and_says_when_it_was_read(tmp_path: Path) -> None:
    page = recolint("rule", "RL204", cwd=tmp_path).out
    assert f"[{sources.TROUBLESHOOTING.title}]({sources.TROUBLESHOOTING.url}) (read 2026-11-23)" in page
    told = json.loads(recolint("rule", "RL204", "--output-format", "json", cwd=tmp_path).out)["basis"]
    assert told["url"] == sources.TROUBLESHOOTING.url
    assert told["read"] == "2026-11-23"
