"""The hook manifest works with the real pre-commit."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from identify.identify import tags_from_filename
from ruamel.yaml import YAML

from specs import DEFAULT

ROOT = Path(__file__).parent.parent
FIXED = DEFAULT.replace("probe", "probe-2")
MANIFEST = YAML(typ="safe", pure=True).load(ROOT / ".pre-commit-hooks.yaml")


@pytest.mark.parametrize(
    ("name", "taken"),
    [("jobs/a.yaml", True), ("a.yml", True), ("a.json", True), ("a.toml", False), ("a.py", False), ("a.json5", False)],
)
def test_the_hooks_of_specs_take_yaml_and_json(name: str, taken: bool) -> None:
    for hook in (hook for hook in MANIFEST if hook["id"] != "recolint-code"):
        assert hook.get("pass_filenames") is False or bool(tags_from_filename(name) & set(hook["types_or"])) is taken


@pytest.mark.parametrize(
    ("name", "taken"),
    [("a.py", True), ("a.ipynb", True), ("a.sh", True), ("README.md", True), ("a.json", False), ("a.yaml", False)],
)
def test_the_hook_of_code_takes_what_holds_calls(name: str, taken: bool) -> None:
    (hook,) = (hook for hook in MANIFEST if hook["id"] == "recolint-code")
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


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository to commit to, with files of its own."""
    folder = tmp_path_factory.mktemp("specs")
    (folder / "good.yaml").write_text(DEFAULT)
    (folder / "bad.yaml").write_text(FIXED.replace("JobType: Default", "JobType: DEFAULT"))
    (folder / "unstaged.yaml").write_text(DEFAULT.replace("probe", "probe-3").replace("Type: Default", "Type: Other"))
    (folder / "package.json").write_text('{"name": "something else"}')
    (folder / "broken.json").write_text("{// not ours}")
    git("init", "-q", cwd=folder)
    git("add", "-A", cwd=folder)
    return folder


def try_repo(hook_repository: Path, repository: Path, *files: str) -> dict[str, tuple[str, str]]:
    """Run all hooks of the manifest on ``files``, from one installation: by ID, the verdict and the output."""
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(hook_repository), "--files", *files],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    parts = re.split(r"^(recolint.*?)\.{3,}.*?(Passed|Failed|Skipped)$", done.stdout, flags=re.MULTILINE)[1:]
    said = {name: (verdict, text) for name, verdict, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)}
    assert set(said) == {hook["name"] for hook in MANIFEST}, done.stdout + done.stderr
    return {hook["id"]: said[hook["name"]] for hook in MANIFEST}


@pytest.fixture(scope="module")
def at_first(hook_repository: Path, repository: Path) -> dict[str, tuple[str, str]]:
    """The output of the hooks on a commit with a spec that a fix can correct."""
    return try_repo(hook_repository, repository, "good.yaml", "bad.yaml", "package.json", "broken.json")


@pytest.mark.slow
def test_the_hook_stops_a_bad_spec_and_says_nothing_of_other_files(at_first: dict[str, tuple[str, str]]) -> None:
    verdict, text = at_first["recolint"]
    assert verdict == "Failed"
    assert "bad.yaml:2:10" in text
    assert not any(name in text for name in ("package.json", "broken.json", "unstaged.yaml"))


@pytest.mark.slow
def test_the_hook_with_fixes_mends_the_file_and_stops_the_commit_once(
    at_first: dict[str, tuple[str, str]], repository: Path
) -> None:
    verdict, text = at_first["recolint-fix"]
    assert verdict == "Failed"
    assert "files were modified by this hook" in text
    assert (repository / "bad.yaml").read_text() == FIXED
    assert "JobType: Other" in (repository / "unstaged.yaml").read_text()


@pytest.mark.slow
def test_the_hook_for_all_specs_looks_at_those_that_no_commit_touches(at_first: dict[str, tuple[str, str]]) -> None:
    verdict, text = at_first["recolint-all"]
    assert verdict == "Failed"
    assert "unstaged.yaml:2:10" in text


@pytest.mark.slow
def test_no_hook_stops_a_commit_of_other_files_when_all_specs_are_clean(
    at_first: dict[str, tuple[str, str]], hook_repository: Path, repository: Path
) -> None:
    assert at_first
    (repository / "unstaged.yaml").unlink()
    said = try_repo(hook_repository, repository, "package.json", "broken.json")
    # None of these is code.
    assert said.pop("recolint-code")[0] == "Skipped"
    assert {verdict for verdict, _ in said.values()} == {"Passed"}, said
