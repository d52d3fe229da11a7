"""What is shipped for editors: the extension for VS Code builds, and the schema files are those of this version."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from recolint.request.json_schema import ID

ROOT = Path(__file__).parent.parent
VSCODE = ROOT / "editors/vscode"


def test_the_schema_files_are_those_of_this_version() -> None:
    for path in runpy.run_path(str(ROOT / "scripts/refresh_docs.py"))["SCHEMAS"]:
        schema = json.loads(path.read_text("utf-8"))
        assert schema == runpy.run_path(str(ROOT / "scripts/refresh_docs.py"))["request"](), (
            "run: scripts/refresh_docs.py"
        )
        assert schema["$id"] == ID
    store = json.loads((ROOT / "editors/schemastore.json").read_text("utf-8"))
    assert store["url"] == ID
    package = json.loads((VSCODE / "package.json").read_text("utf-8"))["contributes"]
    named = [
        pattern
        for kind in ("yamlValidation", "jsonValidation")
        for one in package[kind]
        for pattern in one["fileMatch"]
    ]
    assert sorted(named) == sorted(store["fileMatch"])


def node(*argv: str, folder: Path = VSCODE) -> subprocess.CompletedProcess[str]:
    if shutil.which("npm") is None or not (VSCODE / "node_modules").is_dir():
        pytest.skip("needs: npm install --prefix editors/vscode")
    return subprocess.run(argv, cwd=folder, capture_output=True, text=True, check=True)


@pytest.mark.slow
def test_the_extension_builds_into_one_package() -> None:
    node("npm", "run", "package", "--silent")
    with zipfile.ZipFile(VSCODE / "recolint.vsix") as package:
        names = set(package.namelist())
    assert {"extension/out/extension.js", "extension/schemas/job-spec-1.schema.json"} <= names
    assert not any("node_modules" in name or name.endswith(".ts") for name in names)


def test_the_extension_starts_the_recolint_of_the_workspace(tmp_path: Path) -> None:
    built = tmp_path / "command.cjs"
    node("npx", "esbuild", "src/command.ts", "--format=cjs", "--platform=node", f"--outfile={built}")
    found = tmp_path / "work/.venv/bin/recolint"
    found.parent.mkdir(parents=True)
    found.touch()
    asked = [(["r", "x"], ["/nowhere"]), ([], ["/nowhere", str(tmp_path / "work")]), ([], ["/nowhere"])]
    code = f"const {{command}} = require({json.dumps(str(built))});"
    code += f"console.log(JSON.stringify({json.dumps(asked)}.map(([s, f]) => command(s, f, false))))"
    answers = json.loads(node("node", "-e", code).stdout)
    assert answers == [["r", "x"], [str(found)], ["recolint"]]
