"""The hook manifest works with the real pre-commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from identify.identify import tags_from_filename
from ruamel.yaml import YAML

from specs import DEFAULT

ROOT = Path(__file__).parent.parent
MANIFEST = YAML(typ="safe", pure=True).load(ROOT / ".pre-commit-hooks.yaml")


@pytest.mark.parametrize(
    ("name", "taken"),
    [("jobs/a.yaml", True), ("a.yml", True), ("a.json", True), ("a.toml", False), ("a.py", False), ("a.json5", False)],
)
def test_the_hook_takes_yaml_and_json(name: str, taken: bool) -> None:
    hook = next(hook for hook in MANIFEST if hook["id"] == "recolint")
    assert bool(tags_from_filename(name) & set(hook["types_or"])) is taken


def git(*argv: str, cwd: Path) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *identity, *argv], cwd=cwd, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of what is in the working tree, as a repository that pre-commit can install from."""
    folder = tmp_path_factory.mktemp("recolint")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    git("init", "-q", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-qm", "all", cwd=folder)
    return folder


def test_the_hook_stops_a_bad_spec_and_passes_over_other_files(tmp_path: Path, hook_repository: Path) -> None:
    (tmp_path / "good.yaml").write_text(DEFAULT)
    (tmp_path / "bad.yaml").write_text(DEFAULT.replace("JobType: Default", "JobType: DEFAULT"))
    (tmp_path / "package.json").write_text('{"name": "something else"}')
    (tmp_path / "broken.json").write_text("{// not ours}")
    git("init", "-q", cwd=tmp_path)
    git("add", "-A", cwd=tmp_path)
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path.parent / "pre-commit-home")}

    def try_repo(*files: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "try-repo", str(hook_repository), "recolint", "--files", *files],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    good = try_repo("good.yaml", "package.json", "broken.json")
    assert good.returncode == 0, good.stdout + good.stderr
    only_others = try_repo("package.json")
    assert only_others.returncode == 0, only_others.stdout + only_others.stderr
    bad = try_repo("good.yaml", "bad.yaml", "package.json")
    assert bad.returncode == 1
    assert "bad.yaml:2:10" in bad.stdout
    assert "package.json" not in bad.stdout
