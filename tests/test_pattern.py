"""Patterns of users: the same answers as Python's ``re``, and never a long wait for one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import recolint
from recolint.base.pattern import MAX_CHARACTERS, MAX_STATES, Pattern
from specs import DEFAULT

# Among them are letters that re takes for one another without regard to case: k and the kelvin sign, s and the long s.
_TEXTS = st.text("aAbB-1_ \nßékK\u212as\u017f.", max_size=7)
_CHARACTERS = st.sampled_from(
    ["a", "b", "A", "-", "1", ".", "k", "s", "é", r"\.", "[ab]", "[^a]", "[a-c1]", "[k-z]", r"\w", r"\W", r"\d", r"\s",
     r"[^\W\d]", "^", "$", r"\b", r"\B", r"\A", r"\Z", "a*+", r"\w++", "b?+", "[ab]{1,3}+", "(?>a+)"]
)  # fmt: skip
_REPEATS = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "+?", "??", "{1,2}?"])
_GROUPS = st.sampled_from(["", "?:", "?=", "?!", "?i:", "?s:", "?m:", "?a:", "?-i:", "?ai:"])
_BEHIND = st.sampled_from(["(?<=a)", "(?<!a)", "(?<=[ab]1)", r"(?<!\w-)", "(?<=a|b)"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda one, other: one + other, inner, inner),
        st.builds(lambda one, other: f"(?:{one}|{other})", inner, inner),
        st.builds(lambda one, repeat: f"(?:{one}){repeat}", inner, _REPEATS),
        st.builds(lambda kind, one: f"({kind}{one})", _GROUPS, inner),
        st.builds(lambda behind, one: behind + one, _BEHIND, inner),
    )


_PATTERNS = st.builds(
    lambda flags, body: flags + body,
    st.sampled_from(["", "(?i)", "(?s)", "(?m)", "(?a)", "(?x)"]),
    st.recursive(_CHARACTERS, _larger, max_leaves=8),
)


@given(_PATTERNS, st.lists(_TEXTS, min_size=1, max_size=8))
def test_a_pattern_matches_what_re_matches(pattern: str, texts: list[str]) -> None:
    for text in texts:
        assert Pattern(pattern).fullmatch(text) == (re.fullmatch(pattern, text) is not None), (pattern, text)


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (r"[a-z]+(-[a-z0-9]+)*", "search-ranker-2", "search--2"),
        (r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}", "a" + "-" * 62 + "b", "-a"),
        (r"(?!prod-)[a-z-]+", "search", "prod-search"),
        (r"(?i:TEAM)-\d{4}-\d{2}-\d{2}(?<!-00)", "team-2026-11-23", "team-2026-11-00"),
        (r"([\w.+-]{1,64})@([\w-]{1,63}\.)+(com|org)", "a.b@c-d.example.org", "a.b@example"),
        (r"arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]{1,512}", "arn:aws:iam::111122223333:role/x", "arn:aws:iam::1"),
    ],
)
def test_patterns_of_teams_and_of_aws_are_usable(pattern: str, right: str, wrong: str) -> None:
    assert (Pattern(pattern).fullmatch(right), Pattern(pattern).fullmatch(wrong)) == (True, False)


HANGING = [
    r"(a+)+$", r"(a|a)*$", r"(a|aa)+$", r"(a*)*b", r"(a?){100}a{100}b", r"(.*)*x", r"(.*a){20}x", r"(a+a+)+y",
    r"(([a-z])+.)+[A-Z]([a-z])+$", r"(?=(a+)+b)a*", r"(?:(?:a*)*)*b", r"([a-zA-Z0-9]-*)+\.",
]  # fmt: skip
"""Each takes ``re`` longer than anybody waits, on a value as long as a tag's."""


@pytest.mark.parametrize("pattern", HANGING)
def test_no_pattern_makes_a_check_wait(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "job.yaml").write_text(
        DEFAULT.replace("JobName: ", "JobName: " + "a" * 50) + f"Tags: [{{Key: team, Value: {'a' * 255}@}}]\n"
    )
    name, tag = f"pattern = '{pattern}'", f"required = ['team={pattern}']"
    config = f"[rules.name-breaks-policy]\n{name}\n[rules.missing-required-tag]\n{tag}\n"
    (tmp_path / "recolint.toml").write_text(config)
    outcome = recolint("check", "--select", "RL306,RL324", "--output-format", "concise", cwd=tmp_path)
    assert outcome.code == 1
    assert "RL324" in outcome.out


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"(a)\1", "backreferences, conditions and atomic groups are not supported"),
        (r"(?P<n>a)(?P=n)", "backreferences, conditions and atomic groups are not supported"),
        (r"(a)?(?(1)b|c)", "backreferences, conditions and atomic groups are not supported"),
        (r"(?>a|ab)c", "backreferences, conditions and atomic groups are not supported"),
        (r"((a{1,99}){1,99}){1,99}", f"its repetitions come to more than {MAX_STATES} states"),
        (r"(a{2}){4000000000}", f"its repetitions come to more than {MAX_STATES} states"),
        ("a" * (MAX_CHARACTERS + 1), f"it has {MAX_CHARACTERS + 1} characters; the maximum is {MAX_CHARACTERS}"),
        ("(" * 1500 + ")" * 1500, "it is nested too deeply"),
        (r"(?<=a+)b", "look-behind requires fixed-width pattern"),
        ("[a", r"unterminated character set at position 0; write '\\[a'"),
        ("team-(a", r"missing ), unterminated subpattern at position 5; write 'team-\\(a'"),
        ("*-prod", "nothing to repeat at position 0; write '.*-prod'"),
    ],
)
def test_what_cannot_be_used_is_refused_when_the_config_is_read(tmp_path: Path, pattern: str, why: str) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    (tmp_path / "recolint.toml").write_text(f"[rules.name-breaks-policy]\npattern = '{pattern}'\n")
    outcome = recolint("check", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(
        "recolint: recolint.toml:2:1: rules.name-breaks-policy.pattern: expected a regular expression, found '"
    )
    assert outcome.err.endswith(f"': {why}\n")


def test_many_patterns_are_bounded_together(tmp_path: Path) -> None:
    entries = [f"key{number}=(a?){{0,99}}" for number in range(50)]
    (tmp_path / "recolint.toml").write_text(f"[rules.missing-required-tag]\nrequired = {entries}\n")
    outcome = recolint("config", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "rules.missing-required-tag.required: the patterns have" in outcome.err


def test_an_empty_group_may_be_repeated_however_often() -> None:
    assert Pattern("(?:){4000000000}a").fullmatch("a")


def test_what_a_later_python_may_read_otherwise_is_nothing_to_warn_about() -> None:
    assert Pattern("[[a]+").fullmatch("[a")
