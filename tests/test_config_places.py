"""Errors, reports and ``config --why`` name the line of a key: the locator finds each key that tomllib reads."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from properties import examples
from recolint.base.text import Source
from recolint.config.layers import KeyPath
from recolint.config.places import key_places

names = st.one_of(st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True), st.text("a.\"'\\ #=[]{}é\n", max_size=5))
scalars = st.one_of(
    st.integers(-9, 9), st.booleans(), st.text("ab\"'\\#,]}= \né", max_size=8), st.floats(-1, 1), st.dates()
)
values: Any = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=12,
)


def paths(value: object, path: KeyPath = ()) -> set[KeyPath]:
    found = {path} if path else set()
    if isinstance(value, dict):
        return found.union(*(paths(one, (*path, key)) for key, one in value.items()))
    if isinstance(value, list):
        return found.union(*(paths(one, (*path, number)) for number, one in enumerate(value)))
    return found


def require_right_places(text: str) -> None:
    data = tomllib.loads(text)
    places = key_places(text)
    assert set(places) == paths(data)
    for path, span in places.items():
        written, last = text[span.start : span.end], path[-1]
        if isinstance(last, str):
            assert tomllib.loads(f"{written} = 1") == {last: 1}
    # Different data have different places.
    leaves = {path: place for path, place in places.items() if isinstance(path[-1], str)}
    assert all(
        leaves[one] != leaves[other]
        for one in leaves
        for other in leaves
        if one != other and len(one) == len(other) and one[:-1] == other[:-1]
    )


@pytest.mark.slow
@examples(200)
@given(data=st.dictionaries(names, values, max_size=4))
def test_each_key_of_a_text_is_found(data: dict[str, Any]) -> None:
    require_right_places(tomlkit.dumps(data))


@examples(100)
@given(
    blanks=st.lists(st.sampled_from(["", " ", "\t", "  # [x] = 'y'\n", "\n"]), min_size=4, max_size=4),
    key=names,
    value=st.lists(scalars, max_size=3),
)
def test_blanks_and_comments_hide_no_key(blanks: list[str], key: str, value: list[object]) -> None:
    written = tomlkit.dumps({key: value}).partition(" = ")[2].strip()
    quoted = tomlkit.dumps({key: 1}).partition(" = ")[0]
    first, second, third, fourth = blanks
    require_right_places(
        f"{first.strip(' ')}\n[[a . {quoted}]] # b = 1\n{quoted}.c = {written}\n"
        f"[[a.{quoted}]]{second}\n"
        f"b = [ {third} {written} , {fourth} {{ x . y = 1, z = [ ] }} ]\n[a.{quoted}.'d e']\nf = 1"
    )


def test_lines_and_columns_are_those_of_the_keys() -> None:
    text = "preset = 'strict'\n\n[[overrides]]\npaths = ['a/**']\n\n  [overrides.rules.truncated-name]\n  length = 30\n"
    places = key_places(text)

    def at(*path: str | int) -> tuple[int, int]:
        position = Source("x", text).position(places[path].start)
        return position.line, position.column

    assert at("overrides", 0, "paths") == (4, 1)
    assert at("overrides", 0, "paths", 0) == (4, 10)
    assert at("overrides", 0, "rules", "truncated-name") == (6, 20)
    assert at("overrides", 0, "rules", "truncated-name", "length") == (7, 3)
