"""A team's own rule package is found like the built-in one, and each way it can fail is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from command_line import process
from specs import DEFAULT

RULE = '''\
from recolint.finding import Advice
from recolint.rule import WARNING, Invalid, Rule, Valid


class UnapprovedRole(Rule[None]):
    """The role is not one of ours."""

    code, name = "ACME101", "unapproved-role"
    severity, basis = WARNING, Advice("our handbook")
    examples = (Valid("RoleArn: arn:aws:iam::111122223333:role/acme-x"),)

    def check(self, job, context):
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
    source, target = folder / "source", folder / "target"
    (source / "acme_recolint").mkdir(parents=True)
    (source / "acme_recolint" / "__init__.py").write_text(code)
    (source / "pyproject.toml").write_text(PROJECT)
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
            "ACME101", "RL301", 2, "rule packages 'acme-recolint' and 'recolint' both bring a rule RL301",
            id="a code that is taken",
        ),
        pytest.param(
            "unapproved-role", "truncated-name", 2,
            "rule packages 'acme-recolint' and 'recolint' both bring a rule truncated-name", id="a name that is taken",
        ),
        pytest.param(
            "(UnapprovedRole,)", "(str,)", 2,
            "rule package 'acme-recolint': <class 'str'> is no subclass of Rule, CollectionRule, OnlineRule or "
            "FaultRule",
            id="what is no rule",
        ),
        pytest.param(
            '"ACME101"', '"acme"', 2, "rule package 'acme-recolint': UnapprovedRole has the code 'acme'",
            id="a code of the wrong form",
        ),
        pytest.param(
            "if job.role", "raise ValueError('no luck')\n        if job.role", 3,
            "rule ACME101 of package acme-recolint crashed on job.yaml, document 0: ValueError: no luck",
            id="a rule that raises",
        ),
        pytest.param(
            "job.role, ", "('Nowhere',), ", 3,
            "rule ACME101 of package acme-recolint crashed on job.yaml, document 0: its finding names '/Nowhere', "
            "which is not there", id="a finding at a place that is not there",
        ),
    ],
)  # fmt: skip
def test_a_package_that_fails_is_named(tmp_path: Path, spec: Path, old: str, new: str, code: int, message: str) -> None:
    assert old in RULE
    outcome = process("check", cwd=spec, path=install(tmp_path, RULE.replace(old, new)))
    assert message in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.code == code


def test_the_others_go_on_when_a_rule_raises(tmp_path: Path, spec: Path) -> None:
    (spec / "job.yaml").write_text(DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it"))
    target = install(tmp_path, RULE.replace("if job.role", "raise ValueError\n        if job.role"))
    outcome = process("check", cwd=spec, path=target)
    assert outcome.code == 3
    assert "warning[RL301]" in outcome.out
