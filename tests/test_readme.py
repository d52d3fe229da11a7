"""What README and docs show is what recolint does."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import tomllib
from argparse import _SubParsersAction
from functools import reduce
from pathlib import Path

import pytest

from command_line import recolint
from recolint.cli.exits import Exit
from recolint.cli.parser import Parser
from recolint.cli.whole_parser import parser
from recolint.config.keys import NAMES as KEYS
from recolint.report import FORMATS
from recolint.rule import pages

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
README = (ROOT / "README.md").read_text("utf-8")
CONFIGURATION = (DOCS / "reference/configuration.md").read_text("utf-8")
FINDINGS = (DOCS / "guides/findings.md").read_text("utf-8")
EXIT_CODES = (DOCS / "reference/exit-codes.md").read_text("utf-8")

SPEC = """\
JobName: churn
JobType: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
  JobDurationInSeconds: 1200
  TrafficPattern:
    TrafficType: PHASES
    Phases:
      - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 600}
      - {InitialNumberOfUsers: 11, SpawnRate: 2, DurationInSeconds: 900}
  EndpointConfigurations: [{InstanceType: ml.c5.xlarge}]
"""


def test_the_first_finding_shown_is_a_real_one(tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "churn.yaml").write_text(SPEC)
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown
    assert recolint("check", "jobs", "--select", "RL204", "-q", cwd=tmp_path).out == shown[1]


def test_the_config_shown_is_right_and_has_every_key(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(preset.*?)```", CONFIGURATION, re.DOTALL)
    assert shown
    (tmp_path / "recolint.toml").write_text(shown[1])
    (tmp_path / "policies").mkdir()
    for name in ("payload", "trust"):
        (tmp_path / "policies" / f"{name}.json").write_text('{"Version": "2012-10-17", "Statement": []}')
    (tmp_path / "prices.toml").write_text('currency = "USD"\ndate = 2026-11-01\n[instances]\n"ml.c5.large" = 0.1\n')
    outcome = recolint("config", cwd=tmp_path)
    assert outcome.code == 0, outcome.err
    assert 'pointer = "/InputConfig/TrafficPattern"\nrules = ["RL206"]' in outcome.out
    uncommented = re.sub(r"^# ", "", shown[1], flags=re.MULTILINE)
    assert set(tomllib.loads(uncommented)) == set(KEYS)


@pytest.mark.parametrize("code", list(Exit))
def test_every_exit_code_is_told(code: Exit) -> None:
    assert re.search(rf"^\| {code.value} \| \S", EXIT_CODES, re.MULTILINE)


def test_the_examples_are_clean_but_for_the_one_that_shows_a_warning() -> None:
    out = recolint("check", "examples", "--isolated", "--output-format", "concise", cwd=ROOT).out
    assert [line.split(":")[0] for line in out.splitlines()[:-1]] == ["examples/nightly-load-test.yaml"]
    assert "4 specs checked: 1 warning" in out


def test_the_suppressions_shown_hide_findings(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n(JobName: .*ignore.*\n)(#.*\n)TrafficPattern:\n```", FINDINGS)
    assert shown
    spec = SPEC.replace("JobName: churn\n", shown[1]).replace("  TrafficPattern:", f"  {shown[2]}  TrafficPattern:")
    (tmp_path / "job.yaml").write_text(
        spec.replace("SpawnRate: 1, DurationInSeconds: 600", "SpawnRate: 10, DurationInSeconds: 60")
    )
    outcome = recolint("check", "job.yaml", "--select", "RL301,RL213,RL206,RL022", cwd=tmp_path)
    assert outcome.out == "1 spec checked: nothing to report; 3 suppressed\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
    ours = re.findall(r"https://github\.com/recolint/recolint/blob/main/([^)#\s]+)", page.read_text("utf-8"))
    assert [target for target in ours if not (ROOT / target).exists()] == []


def test_each_picture_is_shown_and_made_by_the_script() -> None:
    script = runpy.run_path(str(ROOT / "scripts/refresh_pictures.py"))
    plan = (DOCS / "pictures/plan.svg").read_text("utf-8")
    assert plan == script["plan"](), "run: python scripts/refresh_pictures.py"
    made = {"plan.svg", *(f"{page}.png" for page in script["HEIGHTS"])}
    assert {path.name for path in (DOCS / "pictures").iterdir()} == made
    targets = [re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text("utf-8")) for page in PAGES]
    assert {Path(target).name for some in targets for target in some} == made


def test_the_readme_is_a_screen_and_the_index_names_every_page() -> None:
    assert len(README.splitlines()) <= 100
    linked = re.findall(r"\]\(([^)#:]+\.md)\)", (DOCS / "README.md").read_text("utf-8"))
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md") if page.parent.name != "rules"}
    assert pages - set(linked) == {"README.md"}


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda page: page.name)
def test_every_command_and_option_in_the_text_exists(page: Path) -> None:
    prose = re.sub(r"^ *```.*?^ *```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for shown in re.findall(r"`recolint ([a-z][^`=]*)`", prose):
        words = re.split(r" [|<>] ", shown)[0].split()
        command = reduce(_below, words, parser(words[0]))
        known = {name for action in command.actions for name in action.option_strings}
        assert command.prog != "recolint", shown
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, shown


def _below(command: Parser, word: str) -> Parser:
    """The command ``word`` of ``command``; ``command`` itself if it has none."""
    groups = (action.choices for action in command.actions if isinstance(action, _SubParsersAction))
    return next((choices[word] for choices in groups if word in choices), command)


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for code in ("RL204", "RL960"):
        address = pages.url(code)
        assert address is not None
        assert (tmp_path / address.removeprefix(f"{pages.SITE}/") / "index.html").is_file()


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_report_is_told(format_name: str) -> None:
    assert re.search(rf"^\| .*`{format_name}`", (DOCS / "reference/report-formats.md").read_text("utf-8"), re.MULTILINE)


def test_every_member_of_a_report_in_json_is_told() -> None:
    page = (DOCS / "reference/report-formats.md").read_text("utf-8")
    reports = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "tests/goldens").glob("*/json.out"))]
    edits = ("set", "rename", "remove", "insert", "replace", "drop-byte-order-mark")
    assert [name for name in {*_names(reports), *edits} if f"`{name}`" not in page] == []


def _names(data: object) -> set[str]:
    """The names of all members in ``data``; ``value`` contains a part of a spec, with names of its own."""
    if isinstance(data, list):
        return set().union(*map(_names, data))
    if not isinstance(data, dict):
        return set()
    return {*data, *set().union(*(_names(inner) for name, inner in data.items() if name != "value"))}


def test_the_workflow_for_forks_is_sound_and_reads_no_config_of_theirs(tmp_path: Path) -> None:
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    assert "[SECURITY.md](SECURITY.md)" in README
    (workflow,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "forks.yaml").write_text(workflow)
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-config", "."], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("proposed", "policies"):
        (tmp_path / name / ".git").mkdir(parents=True)
    (tmp_path / "proposed" / "job.yaml").write_text(SPEC)
    (tmp_path / "proposed" / "recolint.toml").write_text("ignore = ['RL2']\nbaseline = 'no.json'\n")
    (tmp_path / "policies" / "recolint.toml").write_text("select = ['RL204']\n")
    (argv,) = re.findall(r"recolint (check .*)", workflow)
    outcome = recolint(*argv.split(), cwd=tmp_path / "proposed")
    assert outcome.code == 1
    assert "title=RL204" in outcome.out


PROBLEMS = {
    "nothing to check in ...": ("check", "empty"),
    "this is not a job spec": ("check", "other.yaml"),
    "unknown key; did you mean ...?": ("check", "wrong"),
    "no Region: pass --region, or set AWS_REGION or the profile's region": ("jobs", "list"),
    "nothing was sent: the check failed": ("submit", "faulty.yaml", "--region", "eu-central-1"),
    "unused suppression of ...": ("check", "unused.yaml"),
}
"""The headings of the page on troubleshooting that quote recolint, and the command that prints each."""


def test_the_problems_of_the_page_are_what_recolint_prints(tmp_path: Path) -> None:
    page = (DOCS / "troubleshooting.md").read_text("utf-8")
    assert set(re.findall("^## ([a-z].*)$", page, re.MULTILINE)) == {*PROBLEMS, "rule ... crashed"}
    for folder in ("empty", "wrong"):
        (tmp_path / folder).mkdir()
    (tmp_path / "wrong" / "recolint.toml").write_text("exlude = []")
    (tmp_path / "other.yaml").write_text("a: 1")
    (tmp_path / "faulty.yaml").write_text(SPEC)
    (tmp_path / "unused.yaml").write_text(SPEC.replace("JobName: churn", "JobName: churn  # recolint: ignore[RL301]"))
    for heading, command in PROBLEMS.items():
        outcome = recolint(*command, cwd=tmp_path, environment={"AWS_CONFIG_FILE": "/dev/null"})
        for part in heading.rstrip("?").split("..."):
            assert part in outcome.out + outcome.err, command
