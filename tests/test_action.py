"""The GitHub action is valid, safe, and does what it says: its steps run here, as a runner would run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from specs import DEFAULT

ROOT = Path(__file__).parent.parent
ACTION = YAML(typ="safe", pure=True).load(ROOT / "action.yml")
BAD = DEFAULT.replace("JobType: Default", "JobType: DEFAULT")


@dataclass(frozen=True)
class Job:
    """The result of a run of the action: its exit code, the log, and the outputs of the step that checks."""

    code: int
    log: str
    outputs: dict[str, str]


class Runner:
    """The parts of a GitHub runner that the action needs. It skips actions of other authors."""

    def __init__(self, folder: Path, **inputs: str) -> None:
        self.workspace = folder / "workspace"
        self.workspace.mkdir()
        self.temp = folder / "temp"
        self.temp.mkdir()
        given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
        self.known = {f"inputs.{name}": value for name, value in given.items()}
        self.known |= {
            "github.action_path": str(ROOT),
            "steps.python.outputs.python-path": sys.executable,
            # Where the step that installs does not run.
            "steps.install.outputs.python": sys.executable,
        }

    def lend(self) -> Path:
        """Make the installed packages visible in the new environment; return its directory of packages."""
        packages = Path(sysconfig.get_path("purelib", vars={"base": str(self.temp / "recolint")}))
        packages.mkdir(parents=True)
        (packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
        return packages

    def run(self, *names: str) -> Job:
        """Run the steps called ``names``, up to the first that fails."""
        log, code = "", 0
        for step in ACTION["runs"]["steps"]:
            if step["name"] in names and code == 0:
                code, text, outputs = self._step(step)
                log += text
                self.known |= {f"steps.{step.get('id')}.outputs.{key}": value for key, value in outputs.items()}
        checked = {key.rpartition(".")[2]: value for key, value in self.known.items() if "steps.check" in key}
        return Job(code, log, checked)

    def _step(self, step: dict[str, Any]) -> tuple[int, str, dict[str, str]]:
        assert "${{" not in step["run"], "an expression in a script is a hole"
        outputs = self.temp / "outputs"
        outputs.write_text("")
        environment = {
            "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
            # What it takes to build and to run the package is here already: see ``lend``.
            "PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1",
            **{name: self._filled(value) for name, value in step["env"].items()},
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        pairs = dict(line.split("=", maxsplit=1) for line in outputs.read_text().splitlines())
        return done.returncode, done.stdout + done.stderr, pairs

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: self.known[match[1]], text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "file"), [("github-actions", "action.yml"), ("github-workflows", "cli/init/templates/github.yaml")]
)
def test_it_has_the_form_that_github_publishes(schema: str, file: str) -> None:
    path = ROOT / file if file == "action.yml" else ROOT / "linter" / "recolint" / file
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_an_auditor_of_actions_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-config", "--persona", "auditor", "action.yml"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_policy_reaches_the_check(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text("name = 'acme'\nseverity = {RL301 = 'error'}\n")
    runner = Runner(tmp_path, policy="../acme.toml\n")
    (runner.workspace / "recolint.toml").write_text("ignore = ['RL']\n")
    (runner.workspace / "job.yaml").write_text(DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it"))
    checked = runner.run("Check")
    assert checked.outputs["exit-code"] == "1"
    assert "RL301" in checked.log
    assert "recolint.toml" in checked.log


@pytest.mark.slow
def test_findings_are_shown_kept_for_the_upload_and_fail_the_job_at_its_end(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    (runner.workspace / "bad.yaml").write_text(BAD)
    checked = runner.run("Check")
    assert checked.code == 0
    assert checked.log.startswith("::error ")
    assert checked.outputs["exit-code"] == "1"
    sarif = json.loads(Path(checked.outputs["sarif-file"]).read_text())
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == ["RL108"]
    assert "RL108" in (runner.temp / "summary.md").read_text()
    assert runner.run("Fail on findings").code == 1


def test_a_clean_repository_passes(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    (runner.workspace / "good.yaml").write_text(DEFAULT)
    assert runner.run("Check", "Fail on findings").code == 0


def test_wrong_use_leaves_nothing_to_upload_and_fails(tmp_path: Path) -> None:
    runner = Runner(tmp_path, paths="missing")
    (runner.temp / "recolint.sarif").write_text("of an earlier step")
    done = runner.run("Check", "Fail on findings")
    assert done.code == 2
    assert "missing: no such file or directory" in done.log
    assert "sarif-file" not in done.outputs


def test_each_line_is_a_path_or_an_argument_and_nothing_is_run(tmp_path: Path) -> None:
    names = ("$(touch pwned)", "--help", " a b.yaml", "';touch pwned;'")
    report = "`touch pwned` $HOME"
    runner = Runner(tmp_path, paths="\n".join(names) + "\n\n", args=f"--select=RL108\n--report=csv={report}")
    for name in names:
        (runner.workspace / name).write_text(BAD)
    (runner.workspace / "unnamed.yaml").write_text(BAD)
    done = runner.run("Check")
    assert done.outputs["exit-code"] == "1", done.log
    assert done.log.count("::error ") == len(names)
    assert sorted(path.name for path in runner.workspace.iterdir()) == sorted([*names, "unnamed.yaml", report])


@pytest.mark.slow
def test_files_of_the_repository_are_not_taken_for_pythons_own(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    for name in ("recolint.py", "venv.py", "pip.py", "argparse.py", "typing.py", "tomllib.py"):
        (runner.workspace / name).write_text("open('pwned', 'w')\nraise SystemExit(0)\n")
    (runner.workspace / "bad.yaml").write_text(BAD)
    runner.lend()
    done = runner.run("Install recolint", "Check")
    assert done.outputs["exit-code"] == "1", done.log
    assert not (runner.workspace / "pwned").exists()


@pytest.mark.slow
def test_it_runs_recolint_of_its_own_checkout(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    (runner.workspace / "bad.yaml").write_text(BAD)
    installed = runner.lend()
    assert runner.run("Install recolint").log == ""
    assert (installed / "recolint_rules").is_dir()
    (installed / "recolint" / "__init__.py").write_text('__version__ = "of the checkout"\n')
    checked = runner.run("Check")
    sarif = json.loads(Path(checked.outputs["sarif-file"]).read_text())
    assert sarif["runs"][0]["tool"]["driver"]["version"] == "of the checkout"
