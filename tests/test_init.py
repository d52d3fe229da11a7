"""What init writes works as it is, and never over what is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from command_line import process, recolint
from recolint.config.keys import NAMES as KEYS
from recolint.rule import registry

ROOT = Path(__file__).parent.parent
SPECS = [
    ("default", "yaml", "jobs/recommendation.yaml"),
    ("default", "json", "jobs/recommendation.json"),
    ("advanced", "yaml", "jobs/load-test.yaml"),
    ("advanced", "json", "jobs/load-test.json"),
]


def written(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_file_that_cannot_be_written_whole_is_not_left_in_part(tmp_path: Path) -> None:
    code = (
        "import resource, sys\nfrom recolint.cli import entry\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "sys.argv[1:] = ['init', '--what', 'config']\nentry()\n"
    )
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    said = "recolint: recolint.toml: cannot be written: File too large\n"
    assert (done.returncode, done.stderr) == (2, said)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_repository_gets_everything_and_its_check_passes(tmp_path: Path) -> None:
    outcome = recolint("init", cwd=tmp_path)
    files = {
        "recolint.toml", "jobs/recommendation.yaml", ".pre-commit-config.yaml", ".github/workflows/recolint.yaml",
        ".gitlab-ci.yml",
    }  # fmt: skip
    assert (outcome.code, outcome.out) == (0, "")
    assert written(tmp_path) == files
    assert {line.partition("; ")[0] for line in outcome.err.splitlines()} == {
        f"recolint: {name}: written" for name in files
    }
    assert "jobs/recommendation.yaml: written; replace account, role, model and payload with your own\n" in outcome.err
    checked = recolint("check", "--fail-on", "info", cwd=tmp_path)
    assert checked.code == 0
    assert checked.out.startswith("1 spec checked: nothing to report")


@pytest.mark.parametrize(("kind", "form", "name"), SPECS)
def test_a_starter_spec_is_clean_but_for_what_its_author_alone_knows(
    tmp_path: Path, kind: str, form: str, name: str
) -> None:
    assert recolint("init", "--what", "spec", "--type", kind, "--format", form, cwd=tmp_path).code == 0
    assert written(tmp_path) == {name}
    report = json.loads(recolint("check", "--preset", "strict", "--output-format", "json", cwd=tmp_path).out)
    assert [one["name"] for one in report["findings"]] == ["missing-role-policies", "documentation-account"]
    own = (tmp_path / name).read_text().replace("111122223333", "210987654321")
    (tmp_path / name).write_text(own)
    strictly = ("--preset", "strict", "--fail-on", "info", "--ignore", "missing-role-policies")
    assert recolint("check", *strictly, cwd=tmp_path).code == 0


@pytest.mark.parametrize("kind", ["default", "advanced"])
def test_yaml_and_json_ask_for_the_same_and_yaml_says_why(tmp_path: Path, kind: str) -> None:
    for form in ("yaml", "json"):
        recolint("init", "--what", "spec", "--type", kind, "--format", form, cwd=tmp_path)
    name = {"default": "recommendation", "advanced": "load-test"}[kind]
    text = (tmp_path / "jobs" / f"{name}.yaml").read_text()
    assert YAML(typ="safe").load(text) == json.loads((tmp_path / "jobs" / f"{name}.json").read_text())
    assert len(re.findall(r"^ *# \w", text, re.MULTILINE)) > 4
    assert "JobName: churn-" in text
    assert "2026-11-23\n" in text


def test_nothing_is_written_over_and_the_rest_is_written(tmp_path: Path) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    (tmp_path / "recolint.toml").symlink_to("nowhere.toml")
    outcome = recolint("init", "--what", "config,spec", "--what", "pre-commit", cwd=tmp_path)
    assert outcome.code == 2
    assert (tmp_path / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert not (tmp_path / "nowhere.toml").exists()
    assert (tmp_path / "jobs" / "recommendation.yaml").is_file()
    assert "recolint: .pre-commit-config.yaml: exists; unchanged" in outcome.err
    assert "# .pre-commit-config.yaml\nrepos:\n  - repo: " in outcome.out
    assert "- id: recolint\n" in outcome.out


def test_a_config_in_pyproject_is_not_put_out_of_force(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.recolint]\npreset = "strict"\n')
    outcome = recolint("init", "--what", "config", cwd=tmp_path)
    assert (outcome.code, written(tmp_path)) == (2, {"pyproject.toml"})
    assert "recolint: pyproject.toml: already configures recolint, and a recolint.toml would replace it" in outcome.err
    assert outcome.out.startswith("# recolint.toml\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert recolint("init", "--what", "config", cwd=tmp_path).code == 0


def test_another_folder_is_made_and_named(tmp_path: Path) -> None:
    outcome = recolint("init", "--what", "config", "--directory", "new/repository", cwd=tmp_path)
    assert (outcome.code, written(tmp_path)) == (0, {"new/repository/recolint.toml"})
    assert outcome.err == "recolint: new/repository/recolint.toml: written\n"


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "jobs").touch()
    outcome = recolint("init", "--what", "spec", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (2, "recolint: jobs: cannot be created: File exists\n")


def test_a_part_that_is_not_known_is_named_before_anything_is_written(tmp_path: Path) -> None:
    outcome = recolint("init", "--what", "config,gitub", cwd=tmp_path)
    assert outcome.code == 2
    assert (
        "expected some of config, spec, pre-commit, github, gitlab, policy, agents, found 'gitub'; did you mean github?"
        in outcome.err
    )
    assert written(tmp_path) == set()


def test_no_part_at_all_is_a_mistake(tmp_path: Path) -> None:
    outcome = recolint("init", "--what", " , ", cwd=tmp_path)
    assert outcome.code == 2
    parts = "config, spec, pre-commit, github, gitlab, policy, agents"
    assert outcome.err == f"recolint: --what: expected some of {parts}, found nothing\n"


def test_every_key_of_the_config_is_shown_and_right_when_it_is_used(tmp_path: Path) -> None:
    recolint("init", cwd=tmp_path)
    path = tmp_path / "recolint.toml"
    used = re.sub(r"^# (?=[\[\w\"-]+.*(?: = |\]$))", "", path.read_text(), flags=re.MULTILINE)
    keys = set(tomllib.loads(used))
    assert keys >= set(KEYS) - {"select", "instance-types", "max-file-size"}
    path.write_text(used.replace('extend = ["../recolint.toml"]', "").replace('prices = "prices.toml"', ""))
    outcome = recolint("config", cwd=tmp_path)
    assert outcome.err == ""
    assert 'baseline = "recolint-baseline.json"' in outcome.out


def test_each_line_of_the_policy_is_right_when_it_is_used(tmp_path: Path) -> None:
    outcome = recolint("init", "--what", "policy", cwd=tmp_path)
    assert outcome.err == "recolint: policy.toml: written; keep it outside the repositories that it applies to\n"
    assert written(tmp_path) == {"policy.toml"}
    path = tmp_path / "policy.toml"
    recolint("init", "--what", "spec", cwd=tmp_path)
    assert recolint("check", "--policy", "policy.toml", cwd=tmp_path).code == 0
    used = re.sub(r"^# (?=[\[\w-]+.*(?: = |\]$))", "", path.read_text(), flags=re.MULTILINE)
    path.write_text(used)
    (tmp_path / "prices.toml").write_text('currency = "USD"\ndate = 2026-11-01\ninstances = {"ml.c5.large" = 0.1}\n')
    why = json.loads(
        recolint("config", "--why", "--policy", "policy.toml", "--output-format", "json", cwd=tmp_path).out
    )
    owned = {one["name"] for one in why if one["policy"] == "team"}
    assert owned >= {
        entry.name for entry in registry.load().entries if entry.name.endswith(("-breaks-policy", "-break-policy"))
    }
    assert recolint("check", "--policy", "policy.toml", cwd=tmp_path).code == 1


def test_the_hook_is_one_that_the_manifest_has_at_this_version(tmp_path: Path) -> None:
    recolint("init", "--what", "pre-commit", cwd=tmp_path)
    (entry,) = YAML(typ="safe").load(tmp_path / ".pre-commit-config.yaml")["repos"]
    known = {hook["id"] for hook in YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")}
    assert {hook["id"] for hook in entry["hooks"]} <= known


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "name"),
    [("github-workflows", ".github/workflows/recolint.yaml"), ("gitlab-ci", ".gitlab-ci.yml")],
)
def test_a_ci_file_has_the_form_that_its_host_publishes(tmp_path: Path, schema: str, name: str) -> None:
    recolint("init", cwd=tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(tmp_path / name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_an_auditor_of_workflows_finds_nothing(tmp_path: Path) -> None:
    recolint("init", "--what", "github", cwd=tmp_path)
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-config", "--persona", "auditor", "."],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", [".github/workflows/recolint.yaml", ".gitlab-ci.yml"])
def test_the_command_of_a_ci_file_runs_and_writes_what_the_host_takes(tmp_path: Path, name: str) -> None:
    recolint("init", cwd=tmp_path)
    text = (tmp_path / name).read_text()
    (argv,) = re.findall(r"recolint (check .*)", text)
    outcome = recolint(*argv.split(), cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    report = argv.partition("=")[2].split()[0]
    assert json.loads((tmp_path / report).read_text()) is not None
    assert text.count(report) >= 2


@pytest.mark.parametrize("by", ["option", "environment"])
def test_hook_and_ci_pass_a_policy_that_there_is(tmp_path: Path, by: str) -> None:
    (tmp_path / "acme.toml").write_text("name = 'acme'\nselect = ['RL204']\n")
    argv, environment = (("--policy", "acme.toml"), {}) if by == "option" else ((), {"RECOLINT_POLICY": "acme.toml"})
    assert recolint("init", *argv, cwd=tmp_path, environment=environment).code == 0
    for name in (".github/workflows/recolint.yaml", ".gitlab-ci.yml"):
        (words,) = re.findall(r"recolint (check .*)", (tmp_path / name).read_text())
        assert words.startswith("check --policy acme.toml --")
        assert recolint(*words.split(), cwd=tmp_path).code == 0
    (entry,) = YAML(typ="safe").load(tmp_path / ".pre-commit-config.yaml")["repos"]
    assert entry["hooks"] == [{"id": "recolint", "args": ["--policy", "acme.toml"]}]


@pytest.mark.parametrize("name", [".github/workflows/recolint.yaml", ".gitlab-ci.yml"])
def test_a_ci_file_says_who_can_drop_the_policy(tmp_path: Path, name: str) -> None:
    (tmp_path / "acme.toml").write_text("select = ['RL204']\n")
    assert recolint("init", "--what", "github,gitlab", "--policy", "acme.toml", cwd=tmp_path).code == 0
    lines = (tmp_path / name).read_text().splitlines()
    (at,) = [number for number, line in enumerate(lines) if "recolint check " in line]
    assert lines[at - 2].strip().startswith("# A pull request can change this file and drop --policy.")
    YAML(typ="safe").load(tmp_path / name)


def test_a_policy_in_a_package_is_to_be_installed(tmp_path: Path) -> None:
    site, work = tmp_path / "site", tmp_path / "work"
    (site / "acme_policy").mkdir(parents=True)
    (site / "acme_policy/jobs.toml").write_text("select = ['RL204']\n")
    work.mkdir()
    outcome = process("init", "--what", "github", "--policy", "acme_policy:jobs", cwd=work, path=site)
    assert outcome.code == 0, outcome.err
    text = (work / ".github/workflows/recolint.yaml").read_text()
    assert "# Install the package acme_policy from your index first.\n" in text
    assert "recolint check --policy acme_policy:jobs --" in text


def test_a_policy_outside_of_the_repository_is_not_written_into_ci(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text("select = ['RL204']\n")
    work = tmp_path / "work"
    work.mkdir()
    why = "'../acme.toml' is outside of the repository, so CI cannot find it; use package:name"
    refused = recolint("init", "--policy", "../acme.toml", cwd=work)
    assert (refused.code, refused.err) == (2, f"recolint: --policy: {why}\n")
    assert written(work) == set()
    outcome = recolint("init", "--what", "gitlab", cwd=work, environment={"RECOLINT_POLICY": "../acme.toml"})
    assert outcome.code == 0
    assert f"recolint: RECOLINT_POLICY: {why}; hook and CI do not pass it\n" in outcome.err
    assert "--policy" not in (work / ".gitlab-ci.yml").read_text()
    # A file counts from the root of the repository, wherever the command runs.
    assert recolint("init", "--what", "gitlab", "--policy", "acme.toml", "--directory", ".", cwd=tmp_path).code == 0
    (work / "ours.toml").write_text("select = ['RL204']\n")
    argv = ("init", "--what", "github", "--policy", "work/ours.toml", "--directory", "work")
    assert recolint(*argv, cwd=tmp_path).code == 0
    assert "check --policy ours.toml --" in (work / ".github/workflows/recolint.yaml").read_text()


def test_a_policy_that_is_wrong_or_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a b;c.toml").write_text("select = ['RL204']\n")
    for name in ("none.toml", "a b;c.toml"):
        assert recolint("init", "--policy", name, cwd=tmp_path).code == 2
    assert not (tmp_path / ".gitlab-ci.yml").exists()


def test_the_wheel_holds_the_templates(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    templates = {
        path.name for path in (ROOT / "linter" / "recolint" / "cli" / "init" / "templates").iterdir() if path.is_file()
    }
    assert "github.yaml" in templates
    assert {f"recolint/cli/init/templates/{name}" for name in templates} <= held


def test_what_agents_are_told_is_written_when_asked_for(tmp_path: Path) -> None:
    outcome = recolint("init", "--what", "agents", cwd=tmp_path)
    assert outcome.code == 0
    assert written(tmp_path) == {"AGENTS.md", ".agents/skills/recolint/SKILL.md"}
    skill = (tmp_path / ".agents/skills/recolint/SKILL.md").read_text()
    assert YAML(typ="safe").load(skill.split("---\n")[1])["name"] == "inference-recommender-job-specs"
    (tmp_path / "AGENTS.md").write_text("# Ours\n")
    kept = recolint("init", "--what", "agents", cwd=tmp_path)
    assert (kept.code, (tmp_path / "AGENTS.md").read_text()) == (2, "# Ours\n")
    assert "recolint check --output-format json" in kept.out
