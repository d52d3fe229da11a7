"""A team's own rule package is found like the built-in one, and each way it can fail is named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from command_line import process
from recolint.testing import check_rule
from specs import DEFAULT

pytestmark = pytest.mark.slow

RULE = '''\
from recolint.plugin import WARNING, Advice, Invalid, Rule, Valid


class UnapprovedRole(Rule[None]):
    """The role is not one of ours."""

    code, name = "ACME101", "unapproved-role"
    severity, basis = WARNING, Advice("our handbook")
    examples = (Valid("RoleArn: arn:aws:iam::111122223333:role/acme-x"),)

    def check(self, job):
        if job.role is not None and "role/acme-" not in job.role.value:
            yield self.finding(job.role, "the role is not one of ours")


def rules():
    return (UnapprovedRole,)
'''

PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "acme-recolint"
version = "1.0"

[project.entry-points."recolint.rules"]
acme = "acme_recolint:rules"
"""


def install(folder: Path, code: str) -> Path:
    """Build and install a package ``acme-recolint`` with the module ``code``; returns where it was installed."""
    source = folder / "source"
    (source / "acme_recolint").mkdir(parents=True)
    (source / "acme_recolint" / "__init__.py").write_text(code)
    (source / "pyproject.toml").write_text(PROJECT)
    return built(source, folder / "target")


def built(source: Path, target: Path) -> Path:
    """Install the package in ``source`` into the folder ``target``, which is returned."""
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "--no-warn-script-location", "--root-user-action", "ignore",
         "--target", str(target), str(source)],
        check=True,
    )  # fmt: skip
    return target


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "job.yaml").write_text(DEFAULT)
    return folder


def test_a_rule_of_an_installed_package_is_found_run_and_listed(tmp_path: Path, spec: Path) -> None:
    target = install(tmp_path, RULE)
    outcome = process("check", "--output-format", "concise", cwd=spec, path=target)
    assert outcome.out.splitlines()[0] == "job.yaml:3:10: warning[ACME101] the role is not one of ours"
    assert outcome.code == 0
    assert "unapproved-role" in process("rule", cwd=spec, path=target).out
    assert process("check", "--ignore", "ACME", cwd=spec, path=target).out.startswith("1 spec checked: nothing")


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        pytest.param(
            "def rules", "import nowhere\n\ndef rules", 2,
            "rule package 'acme-recolint' (entry point acme = acme_recolint:rules) cannot be loaded: "
            "ModuleNotFoundError: No module named 'nowhere'", id="an import that fails",
        ),
        pytest.param(
            "ACME101", "RL301", 2,
            "rule package 'acme-recolint': RL301: expected a code with another prefix than RL",
            id="a code that is taken",
        ),
        pytest.param(
            "unapproved-role", "truncated-name", 2,
            "rule packages 'acme-recolint' and 'recolint' both bring a rule truncated-name", id="a name that is taken",
        ),
        pytest.param(
            "(UnapprovedRole,)", "(str,)", 2,
            "rule package 'acme-recolint': str: is not a subclass of Rule, CollectionRule, OnlineRule or FaultRule",
            id="what is no rule",
        ),
        pytest.param(
            '"ACME101"', '"acme"', 2, "rule package 'acme-recolint': UnapprovedRole: code: expected ",
            id="a code of the wrong form",
        ),
        pytest.param(
            "if job.role", "raise ValueError('no luck')\n        if job.role", 3,
            "rule ACME101 of package acme-recolint crashed on job.yaml: ValueError: no luck",
            id="a rule that raises",
        ),
    ],
)  # fmt: skip
def test_a_package_that_fails_is_named(tmp_path: Path, spec: Path, old: str, new: str, code: int, message: str) -> None:
    assert old in RULE
    outcome = process("check", cwd=spec, path=install(tmp_path, RULE.replace(old, new)))
    assert message in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.code == code


def test_a_finding_at_a_place_that_is_not_there_is_shown_at_the_nearest_that_is(tmp_path: Path, spec: Path) -> None:
    outcome = process("check", cwd=spec, path=install(tmp_path, RULE.replace("job.role, ", "('Nowhere', 0), ")))
    assert "ACME101" in outcome.out
    assert "job.yaml:1:1" in outcome.out
    assert (outcome.code, outcome.err) == (0, "")


def test_the_others_go_on_when_a_rule_raises(tmp_path: Path, spec: Path) -> None:
    (spec / "job.yaml").write_text(DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it"))
    target = install(tmp_path, RULE.replace("if job.role", "raise ValueError\n        if job.role"))
    outcome = process("check", cwd=spec, path=target)
    assert outcome.code == 3
    assert "warning[RL301]" in outcome.out


CONTRIBUTING = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text("utf-8")


def told(heading: str) -> list[str]:
    """The blocks of code of a section of CONTRIBUTING, without the indentation that they share."""
    section = CONTRIBUTING.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"^( *)```(?:python|toml)\n(.*?)^ *```$", section, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indentation}", "", block, flags=re.MULTILINE) for indentation, block in blocks]


def test_the_rule_that_the_documents_show_keeps_its_promises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = told("Add a rule")
    (tmp_path / "shown_rule.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    check_rule(import_module("shown_rule").JobDurationTooLong)


def test_the_package_that_the_documents_show_is_tested_found_configured_and_fixes(tmp_path: Path, spec: Path) -> None:
    source = tmp_path / "source"
    for block in told("Rules of a team"):
        path = source / block.partition("\n")[0].removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block)
    target = built(source, tmp_path / "target")
    environment = {**os.environ, "PYTHONPATH": str(target)}
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    tested = subprocess.run(run, cwd=source, env=environment, capture_output=True, text=True, check=False)
    assert "1 passed" in tested.stdout, tested.stdout
    assert "ACME101 unprefixed-name" in process("rule", "ACME101", cwd=spec, path=target).out
    assert "warning[ACME101]" in process("check", cwd=spec, path=target).out
    process("check", "--fix", cwd=spec, path=target)
    assert (spec / "job.yaml").read_text() == DEFAULT.replace("probe", "acme-probe")
    (spec / "recolint.toml").write_text('[rules.unprefixed-name]\nprefix = "risk-"\n')
    assert "the name does not begin with risk-" in process("check", cwd=spec, path=target).out
