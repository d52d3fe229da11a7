"""Globs and .gitignore files mean what they mean to git."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from properties import examples
from recolint.base import glob
from recolint.base.glob import Glob, Globs
from recolint.io.gitignore import GitIgnore, ignored


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        pytest.param("a.yaml", "jobs/a.yaml", True, id="a bare name matches at any depth"),
        pytest.param("/a.yaml", "jobs/a.yaml", False, id="a leading slash holds it to the top"),
        pytest.param("jobs/*.yaml", "jobs/a.yaml", True, id="a star within a folder"),
        pytest.param("jobs/*.yaml", "jobs/old/a.yaml", False, id="a star stops at a slash"),
        pytest.param("jobs/**/a.yaml", "jobs/x/y/a.yaml", True, id="two stars cross folders"),
        pytest.param("jobs/**/a.yaml", "jobs/a.yaml", True, id="two stars may stand for nothing"),
        pytest.param("**/old", "jobs/old/a.yaml", True, id="what lies in a matched folder is matched"),
        pytest.param("old/", "old", False, id="a trailing slash matches folders only"),
        pytest.param("old/", "old/a.yaml", True, id="and what lies in them"),
        pytest.param("job[0-9].yaml", "job7.yaml", True, id="a class"),
        pytest.param("job[!0-9].yaml", "job7.yaml", False, id="a negated class"),
        pytest.param("job[z-a].yaml", "jobm.yaml", False, id="a reversed range holds nothing between its ends"),
        pytest.param("job[z-a].yaml", "jobz.yaml", True, id="but its first character, as in git"),
        pytest.param("[[:alpha:]]spec.json", "aspec.json", True, id="a POSIX class"),
        pytest.param("[[:alpha:]]spec.json", "1spec.json", False, id="a POSIX class and what is not in it"),
        pytest.param("[[:upper:][:digit:]_]*.json", "_a.json", True, id="POSIX classes beside others"),
        pytest.param("[^[:space:]].json", "a.json", True, id="a negated POSIX class"),
        pytest.param("[[:letter:]].json", "a.json", False, id="an unknown POSIX class matches nothing"),
        pytest.param("[a.json", "[a.json", False, id="a class without its end matches nothing"),
        pytest.param("[\\]a].json", "].json", True, id="a backslash within a class"),
        pytest.param("a?.yaml", "a/.yaml", False, id="a question mark is no slash"),
        pytest.param("\\*.yaml", "*.yaml", True, id="a backslash takes the next as it is"),
        pytest.param("a.yaml", "aXyaml", False, id="a dot is a dot"),
    ],
)
def test_a_glob_matches_as_documented(pattern: str, path: str, matches: bool) -> None:
    assert Glob(pattern).matches(path) is matches


NAMES = st.sampled_from(["a", "b", "ab", "a.b", "jobs"])
PIECES = st.sampled_from(
    [
        "a",
        "b",
        "*",
        "?",
        "**",
        "a*",
        "[ab]",
        "[!a]",
        "*.b",
        "jobs",
        "\\a",
        "[[:alpha:]]",
        "[![:punct:]]*",
        "[b-a]",
        "[a",
    ]
)
LINES = st.builds(
    lambda back, lead, pieces, tail: back + lead + "/".join(pieces) + tail,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "/"]),
    st.lists(PIECES, min_size=1, max_size=3),
    st.sampled_from(["", "/", " "]),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


@examples(60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, max_size=4), path=st.lists(NAMES, min_size=1, max_size=3))
def test_ignored_files_are_those_that_git_ignores(repository: Path, lines: list[str], path: list[str]) -> None:
    (repository / ".gitignore").write_text("\n".join(lines))
    asked = subprocess.run(
        ["git", "check-ignore", "-q", "--no-index", "/".join(path)], cwd=repository, check=False, capture_output=True
    )
    files = (GitIgnore.parse("", "\n".join(lines)),)
    folders = ["/".join(path[:depth]) + "/" for depth in range(1, len(path))]
    ours = any(ignored(folder, files) for folder in folders) or ignored("/".join(path), files)
    assert ours == (asked.returncode == 0)


def test_no_pattern_takes_for_ever() -> None:
    """Each star more made a wrong name some hundred times as slow, when it was tried at each place."""
    assert not Glob("*a" * 20 + "b").matches("a" * 250)
    assert not Glob("**/a*/" * 20 + "b").matches("a/" * 100 + "c")


def test_an_inner_gitignore_outweighs_an_outer_one() -> None:
    files = (GitIgnore.parse("", "*.yaml"), GitIgnore.parse("jobs/", "!keep.yaml"))
    assert ignored("jobs/other.yaml", files)
    assert not ignored("jobs/keep.yaml", files)
    assert ignored("keep.yaml", files)


def test_all_that_is_in_a_folder_is_not_the_folder() -> None:
    files = (GitIgnore.parse("", "jobs/*\n!jobs/keep.yaml\n"),)
    assert not ignored("jobs/", files)
    assert not ignored("jobs/keep.yaml", files)
    assert ignored("jobs/other.yaml", files)


def test_patterns_asked_together_match_as_each_of_them_alone() -> None:
    globs = [Glob(text) for text in ("a.json", "/a.json", "jobs/", "jobs/a.json", "*.json", "old", "jobs/**/a.json")]
    for path in ("a.json", "jobs/a.json", "jobs/old/a.json", "old/b.yaml", "old", "b.yaml"):
        assert Globs(globs).matching(path) == [number for number, glob in enumerate(globs) if glob.matches(path)]


def test_each_pattern_is_compiled_once_at_most_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bounded cache made the next file pay for all of them again."""
    made: list[str] = []
    compiled = glob._compiled

    def counted(text: str) -> re.Pattern[str]:
        made.append(text)
        return compiled(text)

    monkeypatch.setattr(glob, "_compiled", counted)
    file = GitIgnore.parse(
        "", "".join(f"a{number}*.yaml\nb{number}.yaml\n/jobs/c{number}.yaml\n" for number in range(2000))
    )
    assert [ignored(f"jobs/{name}.yaml", (file,)) for name in ("x", "a7x", "b8", "c9", "y", "b8")] == [
        False, True, True, True, False, True,
    ]  # fmt: skip
    assert len(made) == len(set(made)) == 2002
