"""The hook manifest works with the real pre-commit."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
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
    for hook in MANIFEST:
        assert hook.get("pass_filenames") is False or bool(tags_from_filename(name) & set(hook["types_or"])) is taken


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


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository to commit to, with files of its own."""
    (tmp_path / "good.yaml").write_text(DEFAULT)
    (tmp_path / "bad.yaml").write_text(DEFAULT.replace("JobType: Default", "JobType: DEFAULT"))
    (tmp_path / "package.json").write_text('{"name": "something else"}')
    (tmp_path / "broken.json").write_text("{// not ours}")
    git("init", "-q", cwd=tmp_path)
    git("add", "-A", cwd=tmp_path)
    return tmp_path


TryRepo = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def try_repo(repository: Path, hook_repository: Path) -> TryRepo:
    """Runs a hook on files of the repository."""
    # One home for all tests, so that the hook is installed once.
    environment = {**os.environ, "PRE_COMMIT_HOME": str(hook_repository.parent / "pre-commit-home")}

    def run(hook: str, *files: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "try-repo", str(hook_repository), hook, "--files", *files],
            cwd=repository, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def test_the_hook_stops_a_bad_spec_and_passes_over_other_files(try_repo: TryRepo) -> None:
    good = try_repo("recolint", "good.yaml", "package.json", "broken.json")
    assert good.returncode == 0, good.stdout + good.stderr
    only_others = try_repo("recolint", "package.json")
    assert only_others.returncode == 0, only_others.stdout + only_others.stderr
    bad = try_repo("recolint", "good.yaml", "bad.yaml", "package.json")
    assert bad.returncode == 1
    assert "bad.yaml:2:10" in bad.stdout
    assert "package.json" not in bad.stdout


def test_the_hook_with_fixes_mends_the_files_and_stops_the_commit_once(repository: Path, try_repo: TryRepo) -> None:
    files = ("good.yaml", "bad.yaml", "package.json")
    fixed = try_repo("recolint-fix", *files)
    assert fixed.returncode == 1, fixed.stdout + fixed.stderr
    assert "files were modified by this hook" in fixed.stdout
    assert "JobType: Default" in (repository / "bad.yaml").read_text()
    (repository / "good.yaml").unlink()  # two specs of one name are a finding of their own
    again = try_repo("recolint-fix", *files[1:])
    assert again.returncode == 0, again.stdout + again.stderr


def test_the_hook_for_all_specs_looks_at_those_that_no_commit_touches(repository: Path, try_repo: TryRepo) -> None:
    (repository / "README.md").write_text("nothing to lint")
    git("add", "-A", cwd=repository)
    bad = try_repo("recolint-all", "README.md")
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "bad.yaml:2:10" in bad.stdout
    for name in ("bad.yaml", "good.yaml"):
        (repository / name).unlink()
    none = try_repo("recolint-all", "README.md")
    assert none.returncode == 0, none.stdout + none.stderr
