"""Conditions of a release: one version, dated data, workflows that pass the audit, and pins that exist."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from ruamel.yaml import YAML

import recolint_rules
from command_line import recolint
from recolint.cli import init
from recolint.io import packages

ROOT = Path(__file__).parent.parent
RELEASE = runpy.run_path(str(ROOT / "scripts/release.py"))
SPEC = (ROOT / "examples/default-job.yaml").read_text("utf-8")


def test_the_dates_of_the_data_are_those_of_the_files() -> None:
    dates = runpy.run_path(str(ROOT / "scripts/refresh.py"))["dates"]()
    assert dates == recolint_rules.DATA, "run: python scripts/refresh.py"


def test_version_verbose_tells_libraries_rule_packages_and_the_age_of_data(tmp_path: Path) -> None:
    outcome = recolint("version", "--verbose", cwd=tmp_path)
    assert outcome.code == 0
    assert re.search(r"^  botocore [\d.]+$", outcome.out, re.M)
    assert re.search(r"^  recolint [\d.]+: \d{3} rules$", outcome.out, re.M)
    assert re.search(r"^  instance types: \d{4}-\d\d-\d\d, -?\d+ days old$", outcome.out, re.M)
    assert str(ROOT) not in outcome.out


def test_version_verbose_lists_the_packs_of_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about = tmp_path / "site" / "acme_policy-1.2.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-policy\nVersion: 1.2\n")
    (about / "entry_points.txt").write_text("[recolint.packs]\nbase = acme_policy:base\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert "packs:\n  acme-policy 1.2: base\n" in recolint("version", "--verbose", cwd=tmp_path).out


@pytest.mark.parametrize(("argv", "told"), [((), True), (("-q",), False)])
def test_check_says_when_data_are_older_than_a_year(
    argv: tuple[str, ...], told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "job.yaml").write_text(SPEC, "utf-8")
    assert "older than a year" not in recolint("check", *argv, cwd=tmp_path).err
    monkeypatch.setattr(recolint_rules, "DATA", (("instance types", "2025-11-01"),))
    outcome = recolint("check", *argv, cwd=tmp_path)
    said = "recolint: data older than a year: instance types of 2025-11-01; install a newer recolint"
    assert (said in outcome.err) is told


def test_init_pins_the_commit_that_recolint_came_from_until_there_is_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "commit", lambda _: "0123456789abcdef0123456789abcdef01234567")
    recolint("init", "--what", "pre-commit,github,gitlab", cwd=tmp_path)
    hook = YAML(typ="safe").load(tmp_path / ".pre-commit-config.yaml")
    assert hook["repos"][0]["rev"] == "0123456789abcdef0123456789abcdef01234567"
    archive = f"https://github.com/recolint/recolint/archive/{hook['repos'][0]['rev']}.tar.gz"
    for name in (".github/workflows/recolint.yaml", ".gitlab-ci.yml"):
        assert archive in (tmp_path / name).read_text("utf-8")


def test_init_pins_the_version_that_an_index_gave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "commit", lambda _: None)
    recolint("init", "--what", "pre-commit,gitlab", cwd=tmp_path)
    assert "rev: v0.1.0" in (tmp_path / ".pre-commit-config.yaml").read_text("utf-8")
    assert "recolint==0.1.0" in (tmp_path / ".gitlab-ci.yml").read_text("utf-8")


@pytest.mark.parametrize("packed", [False, True])
def test_the_commit_of_a_local_folder_is_the_one_that_git_has_checked_out(packed: bool, tmp_path: Path) -> None:
    def git(*argv: str) -> str:
        who = ("-c", "user.name=n", "-c", "user.email=e@example.com")
        return subprocess.run(["git", *who, *argv], cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "first")
    if packed:
        git("pack-refs", "--all")
    assert packages._head(tmp_path) == git("rev-parse", "HEAD").strip()
    assert packages._head(tmp_path / "nowhere") is None


def test_a_tag_must_name_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"tag: expected v\d+\.\d+\.\d+, found v9\.9\.9"):
        RELEASE["check"]("v9.9.9")
    RELEASE["notes"](f"v{RELEASE['version']()}")
    assert capsys.readouterr().out.startswith("- ")


def test_the_licence_of_each_installed_library_is_listed_and_allowed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (ROOT / "docs/release.md").read_text("utf-8")
    listed = {name for row in re.findall(r"^\|(.*)\|", page, re.M) for name in re.findall(r"[\w.-]+", row)}
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["lsp"], *extras["mcp"], *extras["pytest"]]
    seen: set[str] = set()
    while wanted:
        requirement = Requirement(wanted.pop())
        name = requirement.name.lower().replace("_", "-")
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        found = metadata.distribution(requirement.name)
        licence = " ".join(
            [(found.metadata.get_all(key) or [""])[0] for key in ("License-Expression", "License")]
            + [one for one in found.metadata.get_all("Classifier") or [] if one.startswith("License")]
        )
        assert not re.search(r"\bA?GPL|Affero|GNU General", licence), name
        wanted += found.requires or []
    assert seen <= listed


def test_the_package_names_only_versions_of_python_that_a_release_is_tested_on() -> None:
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    named = [match[1] for one in classifiers if (match := re.fullmatch(r"Programming .* :: (\d\.\d+)", one))]
    workflow = YAML(typ="safe").load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
    assert set(named) <= set(workflow["jobs"]["wheel"]["strategy"]["matrix"]["python"])


@pytest.mark.slow
def test_workflows_are_valid_and_their_actions_are_pinned_by_hash() -> None:
    workflows = sorted((ROOT / ".github/workflows").glob("*.yml"))
    assert {path.name for path in workflows} == {"ci.yml", "release.yml"}
    scripts = Path(sys.executable).parent
    checked = [str(scripts / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *map(str, workflows)]
    subprocess.run(checked, check=True, capture_output=True)
    audit = subprocess.run(
        [str(scripts / "zizmor"), "--offline", "--format", "json", str(ROOT / ".github")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert json.loads(audit.stdout) == []
    for path in workflows:
        for used in re.findall(r"uses: (\S+)", path.read_text("utf-8")):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used), used


def test_the_image_runs_as_no_root_user() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^ARG BASE=python:[\d.]+-slim$", text, re.M)
    assert re.findall(r"^USER (\S+)$", text, re.M) == ["10001"]
