"""The recipes of docs/ci.md: their files have the form that each host expects; their commands write its report."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ruamel.yaml import YAML

from command_line import recolint
from specs import DEFAULT

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
DESCRIPTOR = ROOT / "examples/ci/mega-linter-plugin-recolint/recolint.megalinter-descriptor.yml"


def recipe(heading: str, number: int = 0) -> str:
    """The block of code with ``number`` below ``heading``."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return str(re.findall(r"^```\w+\n(.*?)^```", section, re.M | re.S)[number])


def data(text: str) -> Any:
    """A text of YAML as plain data."""
    return YAML(typ="safe", pure=True).load(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("heading", "number", "schema"),
    [
        ("GitLab", 0, "vendor.gitlab-ci"),
        ("GitLab", 1, "vendor.gitlab-ci"),
        ("Azure Pipelines", 0, "vendor.azure-pipelines"),
        ("Bitbucket Pipelines", 0, "vendor.bitbucket-pipelines"),
    ],
)
def test_a_recipe_is_valid_by_the_schema_of_its_host(heading: str, number: int, schema: str, tmp_path: Path) -> None:
    (tmp_path / "recipe.yml").write_text(recipe(heading, number))
    argv = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", schema, "recipe.yml"]
    done = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_each_command_writes_the_report_that_its_host_shows(tmp_path: Path) -> None:
    """The command writes the same file that the host collects."""
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs/job.yaml").write_text(DEFAULT.replace("JobType: Default", "JobTyp: Default"))
    (tmp_path / "test-reports").mkdir()
    shown = {
        "Jenkins": ("recolint.xml", "junit 'recolint.xml'"),
        "Bitbucket Pipelines": ("test-reports/recolint.xml", "mkdir -p test-reports"),
        "AWS CodeBuild": ("recolint.xml", "- recolint.xml"),
        "Azure Pipelines": ("recolint.xml", "testResultsFiles: recolint.xml"),
    }
    for heading, (name, collected) in shown.items():
        text = recipe(heading)
        assert collected in text
        found = re.search(r"\bcheck --report [^\n']*", text)
        assert found is not None
        assert recolint(*shlex.split(found[0]), cwd=tmp_path).code == 1
        root = ElementTree.parse(tmp_path / name).getroot()  # noqa: S314  recolint wrote it
        assert root.findall(".//failure")
        (tmp_path / name).unlink()


def test_codebuild_reads_the_phases_and_the_report() -> None:
    spec = data(recipe("AWS CodeBuild"))
    assert spec["version"] == 0.2
    assert set(spec["phases"]) == {"install", "build"}
    assert spec["reports"]["recolint"]["file-format"] == "JUNITXML"


def test_megalinter_finds_the_descriptor_and_its_command_runs(tmp_path: Path) -> None:
    (url,) = data(recipe("MegaLinter"))["PLUGINS"]
    assert "/mega-linter-plugin-" in url
    assert url.endswith(DESCRIPTOR.relative_to(ROOT).as_posix())
    (linter,) = data(DESCRIPTOR.read_text("utf-8"))["linters"]
    assert data(recipe("MegaLinter"))["ENABLE_LINTERS"] == [linter["name"]]
    (tmp_path / "job.yaml").write_text(DEFAULT.replace("JobType: Default", "JobTyp: Default"))
    (tmp_path / "recolint.toml").write_text("")
    report = tmp_path / "out.sarif"
    sarif = [word.replace("{{SARIF_OUTPUT_FILE}}", str(report)) for word in linter["cli_sarif_args"]]
    argv = [
        *linter["cli_lint_extra_args"], linter["cli_config_arg_name"], linter["config_file_name"],
        *sarif, *linter["cli_lint_extra_args_after"],
    ]  # fmt: skip
    assert recolint(*argv, cwd=tmp_path).code == 1
    assert json.loads(report.read_text())["version"] == "2.1.0"
    version = recolint(linter["cli_version_arg_name"], cwd=tmp_path).out
    assert re.search(linter["cli_version_extract_regex"], version)


def test_trunk_reads_sarif_and_takes_findings_for_no_failure(tmp_path: Path) -> None:
    (definition,) = data(recipe("Trunk"))["lint"]["definitions"]
    (command,) = definition["commands"]
    assert command["output"] == "sarif"
    (tmp_path / "job.yaml").write_text(DEFAULT.replace("JobType: Default", "JobTyp: Default"))
    (tmp_path / "other.yaml").write_text("a: 1\n")
    for files, code in (("job.yaml other.yaml", 1), ("other.yaml", 0)):
        argv = shlex.split(command["run"].replace("${target}", files))
        outcome = recolint(*argv[1:], cwd=tmp_path)
        assert outcome.code == code
        assert code in command["success_codes"]
        assert json.loads(outcome.out)["version"] == "2.1.0"
