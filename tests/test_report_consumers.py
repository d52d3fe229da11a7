"""Reports as programs read them that npm installs: ``npm install --prefix tests/consumers`` makes these tests run."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from command_line import recolint
from recolint.report.findings.rdjson import render as render_rdjson
from recolint.report.findings.sarif import render as render_sarif
from recolint.report.shared.style import Style
from report_runs import Broken, Wordy, checked
from specs import DEFAULT

TOOLS = Path(__file__).parent / "consumers"
MODULES = TOOLS / "node_modules"
CASES = sorted((Path(__file__).parent / "goldens").iterdir())

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MODULES.is_dir(), reason="npm install --prefix tests/consumers was not run"),
]


class Hostile(Wordy):
    """The job has a name.

    What it checks: that there is none.

    Why it matters: it does not.

    What to do: nothing.
    """

    words = "]]><script> \x1b[31m \u202e \ud800 ::error:: [a](1) {0} \n@octocat `x`"


def reports(form: str) -> dict[str, str]:
    """The reports of all goldens in a format, by a name for each."""
    found = {}
    for case in CASES:
        specs = case / "specs"
        found[case.name] = recolint("check", "--isolated", "--preset", "strict", "--output-format", form, cwd=specs).out
    return found


def run(*command: str | Path) -> tuple[int, str]:
    """The exit code of ``command``, and what it prints."""
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def validate(folder: Path, logs: dict[str, str]) -> dict[str, set[str]]:
    """The codes of errors and warnings that Microsoft's validator finds, with GitHub's rules, for each of ``logs``."""
    for name, text in logs.items():
        (folder / f"{name}.sarif").write_text(text)
    tool = next(MODULES.glob("@microsoft/sarif-multitool-*/Sarif.Multitool"))
    tool.chmod(0o755)
    output = folder / "output" / "validated.sarif"
    output.parent.mkdir()
    run(
        tool, "validate", folder / "*.sarif", "--config", TOOLS / "sarif-policy.xml", "--rule-kind", "Sarif;Gh",
        "--level", "Error;Warning", "--output", output,
    )  # fmt: skip
    codes: dict[str, set[str]] = {name: set() for name in logs}
    for result in json.loads(output.read_text("utf-8-sig"))["runs"][0]["results"]:
        where = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        codes[Path(where).stem].add(result["ruleId"])
    return codes


def test_sarif_is_valid_for_microsoft_and_github(tmp_path: Path) -> None:
    run = checked(DEFAULT.replace("Default", "default"), Hostile, Broken, path="a b\n.yaml")
    logs = {**reports("sarif"), "hostile": render_sarif(run, Style())}
    broken = json.loads(logs["hostile"])
    for rule in broken["runs"][0]["tool"]["driver"]["rules"]:
        del rule["help"]
    found = validate(tmp_path, {**logs, "broken": json.dumps(broken)})
    assert found.pop("broken") == {"GH2012"}
    assert found == {name: set() for name in logs}


def test_rdjson_is_valid_for_a_validator_of_that_format(tmp_path: Path) -> None:
    run_of_rules = checked(DEFAULT.replace("Default", "default"), Hostile, path="a b\n.yaml")
    texts = {**reports("rdjson"), "hostile": render_rdjson(run_of_rules, Style())}
    broken = json.loads(texts["hostile"])
    broken["diagnostics"][0]["location"]["range"]["start"]["line"] = 0
    for name, text in {**texts, "broken": json.dumps(broken)}.items():
        file = tmp_path / f"{name}.json"
        file.write_text(text)
        code, said = run(MODULES / ".bin" / "rdformat-validator", "--strict", "--no-extra-fields", file)
        assert code == (1 if name == "broken" else 0), said


def test_gitlab_has_the_types_of_code_climate(tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(MODULES)
    for name, text in reports("gitlab").items():
        typed = f'import {{ Issue }} from "codeclimate-types"\nexport const report: Issue[] = {text}'
        (tmp_path / f"{name}.ts").write_text(typed)
    command: list[str | Path] = [MODULES / ".bin" / "tsc", "--noEmit", "--strict"]
    assert run(*command, *tmp_path.glob("*.ts")) == (0, "")
    broken = tmp_path / "faulty.ts"
    broken.write_text(broken.read_text().replace('"major"', '"grave"'))
    assert "Type '\"grave\"' is not assignable to type" in run(*command, broken)[1]
