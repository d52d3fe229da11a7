"""Exact places of values, entries and comments in JSON and YAML; recolint calculates them on demand."""

from __future__ import annotations

import json
import pickle
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counts import count_places
from properties import examples
from recolint.base.finding import Part, Route
from recolint.base.text import Source
from recolint.document import Document, read
from recolint.document.json.locate import locate
from recolint.document.json.scan import scan


def _yaml(text: str) -> Document:
    reading = read(Source("job.yaml", text))
    assert reading.faults == ()
    return reading.documents[0]


def _json(text: str) -> Document:
    (document,) = read(Source("job.json", text)).documents
    return document


def _key(document: Document, route: Route) -> str:
    span = document.place(route, Part.KEY)
    return document.source.text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "route", "written"),
    [
        pytest.param("a: b  # c\n", ("a",), "b", id="plain"),
        pytest.param("a: one\n   two\n\n   three  # c\nb: 1\n", ("a",), "one\n   two\n\n   three", id="plain on lines"),
        pytest.param("a: 'it''s # no'  # c\n", ("a",), "'it''s # no'", id="single quotes"),
        pytest.param('a: "x\n   y"\nb: 1\n', ("a",), '"x\n   y"', id="double quotes on lines"),
        pytest.param("a: |  # c\n  x\n   y\n\n\n# c\nb: 1\n", ("a",), "|  # c\n  x\n   y", id="literal"),
        pytest.param(
            "a: >-\n\n  x\n  y  \n  \n", ("a",), ">-\n\n  x\n  y  ", id="folded, spaces at the end of the text"
        ),
        pytest.param("a: |\n  x\n     \n\nb: 1\n", ("a",), "|\n  x\n     ", id="literal, a last line of spaces"),
        pytest.param("a: |+\n  x\n\n\nb: 1\n", ("a",), "|+\n  x\n\n", id="kept blank lines"),
        pytest.param("a: |+\n  x\n\n", ("a",), "|+\n  x\n", id="kept blank lines at the end of the file"),
        pytest.param("a:\n  - |2\n      x\n    \n    \nb: 1\n", ("a", 0), "|2\n      x", id="an indentation indicator"),
        pytest.param(
            "a:\n  - |2\n      x\n     \nb: 1\n", ("a", 0), "|2\n      x\n     ", id="a deeper line of spaces"
        ),
        pytest.param("a: |\n\n\nb: 1\n", ("a",), "|", id="an empty literal"),
        pytest.param("a: |\n  x", ("a",), "|\n  x", id="a literal that the file ends"),
        pytest.param("a: >\r\n  x\r\n  y\r\n\r\nb: 1\r\n", ("a",), ">\r\n  x\r\n  y", id="folded, CRLF"),
        pytest.param("a: {b: [1, 2]}  # c\n", ("a",), "{b: [1, 2]}", id="flow mapping"),
        pytest.param("a: [\n  1, # c\n  2 ]\n", ("a",), "[\n  1, # c\n  2 ]", id="flow list on lines"),
        pytest.param("a: [b: c , d]\n", ("a", 0), "b: c", id="a pair in a list"),
        pytest.param("a:\n  b: 1\n  c: x  # c\n\n  # c\nd: 1\n", ("a",), "b: 1\n  c: x", id="block mapping"),
        pytest.param("a:\n- 1\n-   2\n# c\nb: 1\n", ("a",), "- 1\n-   2", id="block list"),
        pytest.param("a:\n  b:\n    c:\n  # c\nd: 1\n", ("a",), "b:\n    c:", id="block mapping with an empty value"),
        pytest.param("a:\n  - b: 1\n    c: 2\n  - d\n", ("a", 0), "b: 1\n    c: 2", id="a mapping in a list"),
        pytest.param("a: &x 5\n", ("a",), "5", id="an anchor stays outside"),
        pytest.param("a: &x  # c\n  b: 1\n", ("a",), "b: 1", id="an anchor before a block mapping"),
        pytest.param("a: !!str 5\n", ("a",), "!!str 5", id="a tag belongs to the value"),
        pytest.param("a: &x !!str 5\n", ("a",), "!!str 5", id="a tag after an anchor"),
        pytest.param("a: !!str &x 5\n", ("a",), "!!str &x 5", id="a tag before an anchor"),
        pytest.param("a: !!map\n  b: 1\n", ("a",), "!!map\n  b: 1", id="a tag on a block mapping"),
        pytest.param("a: &x [1]\nb: *x  # c\n", ("b",), "*x", id="an alias"),
        pytest.param("a: &x [1, {c: 2}]\nb: *x\n", ("b", 1), "{c: 2}", id="within an alias: at the anchor"),
        pytest.param("a: &x {b: 1}\nc:\n  <<: *x\n", ("c", "b"), "1", id="merged: at the anchor"),
        pytest.param("a: &x {b: 1}\nc:\n  b: 2\n  <<: *x\n", ("c", "b"), "2", id="the own one, not the merged"),
        pytest.param("a: &x {b: 1}\nd: &y {b: 2}\nc:\n  <<: [*y, *x]\n", ("c", "b"), "2", id="the first of a list"),
        pytest.param("a: {<<: {b: 1}}\n", ("a", "b"), "1", id="merged in place"),
        pytest.param("# c\n\na: 1\n# c\n", (), "a: 1", id="the root"),
        pytest.param("%YAML 1.2\n---  # c\na: 1\n...\n", (), "a: 1", id="the root between markers"),
        pytest.param("é🙂: x\r\nb: 漢\r\n", ("b",), "漢", id="columns count characters"),
        pytest.param('a: "x\\\n  y"\n', ("a",), '"x\\\n  y"', id="an escaped line break"),
        pytest.param("a: 'x\u2028 y'\n", ("a",), "'x\u2028 y'", id="a line break that only YAML knows"),
    ],
)
def test_a_value_stands_exactly_here_in_yaml(text: str, route: Route, written: str) -> None:
    assert _yaml(text).written(route) == written


@pytest.mark.parametrize(
    ("text", "route", "offset"),
    [
        pytest.param("a:\nb: 1\n", ("a",), 2, id="before the next member"),
        pytest.param("a:   # c: d\nb: 1\n", ("a",), 2, id="before a comment"),
        pytest.param("b: 1\na :", ("a",), 8, id="at the end of the file"),
        pytest.param("a: {b: , c}\n", ("a", "b"), 6, id="in braces"),
        pytest.param("a: {b , c}\n", ("a", "b"), 5, id="a name without a colon"),
        pytest.param('a: {"b":}\n', ("a", "b"), 8, id="right before the brace"),
        pytest.param("? a\n# c:\n: # d\n", ("a",), 10, id="after an explicit key"),
        pytest.param("? a\n? b\n", ("a",), 3, id="an explicit key without a colon"),
        pytest.param("a:\n  -\n  - 1\n", ("a", 0), 6, id="an empty item"),
        pytest.param("a: &x\nb: *x\n", ("a",), 5, id="after an anchor"),
    ],
)
def test_an_empty_value_stands_right_after_its_colon(text: str, route: Route, offset: int) -> None:
    span = _yaml(text).place(route)
    assert (span.start, span.end) == (offset, offset)


def test_keys_stand_where_they_are_written() -> None:
    document = _yaml("JobName: x\n\"two\": {'b': 1, &k c: 2}\n? long\n: 3\nd: [1]\ne: &x {f: 1}\ng: {<<: *x}\n")
    assert _key(document, ("two",)) == '"two"'
    assert _key(document, ("two", "b")) == "'b'"
    assert _key(document, ("two", "c")) == "c"
    assert _key(document, ("long",)) == "long"
    assert document.place(("g", "f"), Part.KEY) == document.place(("e", "f"), Part.KEY)


@pytest.mark.parametrize("document", [_yaml("a: [1]\n"), _json('{"a": [1]}')], ids=["YAML", "JSON"])
def test_the_key_of_the_root_or_of_an_item_is_its_value(document: Document) -> None:
    assert document.place((), Part.KEY) == document.place(())
    assert document.place(("a", 0), Part.KEY) == document.place(("a", 0))


@pytest.mark.parametrize("document", [_yaml("a: [1]\n"), _json('{"a": [1]}')], ids=["YAML", "JSON"])
@pytest.mark.parametrize("route", [("b",), ("a", 1), ("a", "b"), ("a", 0, 0), (0,)])
def test_a_route_that_the_data_does_not_have_has_no_place(document: Document, route: Route) -> None:
    with pytest.raises(LookupError):
        document.place(route)


def test_a_repeated_key_stands_where_the_value_that_counts_is() -> None:
    for text, path in (("a: 1\nb: 2\na: 3\n", "x.yaml"), ('{"a": 1, "b": 2, "a": 3}', "x.json")):
        (document,) = read(Source(path, text)).documents
        assert document.written(("a",)) == "3"
        assert [entry.route for entry in document.entries()] == [(), ("b",), ("a",)]


def test_members_with_other_keys_than_strings_leave_the_places_of_the_others_alone() -> None:
    reading = read(Source("x.yaml", "1: {a: 2}\n? [b]\n: c\nd: 3\ne: [{f: g}: h]\n"))
    (document,) = reading.documents
    assert [entry.route for entry in document.entries()] == [(), ("d",), ("e",), ("e", 0)]
    assert [document.written(route) for route in (("d",), ("e", 0))] == ["3", "{f: g}: h"]


def test_places_hold_in_every_document_of_a_file_also_behind_and_before_broken_ones() -> None:
    text = "a: &x 1\n---\n- x\n---\n# c\n---\n? -_\n: 2024-99-99\n---\nb: &x 2\nc: *x\n---\nd: [\n"
    reading = read(Source("x.yaml", text))
    one, two = reading.documents
    assert [one.written(("a",)), two.written(("b",)), two.written(("c",))] == ["1", "2", "*x"]
    assert text[two.place(()).start :].startswith("b: &x 2")


def test_entries_list_each_text_once_in_its_order() -> None:
    text = "a: &x {b: 1}\nc: *x\nd:\n  e: [2]\n  <<: *x\n"
    assert [(entry.route, entry.key is None) for entry in _yaml(text).entries()] == [
        ((), True),
        (("a",), False),
        (("a", "b"), False),
        (("c",), False),
        (("d",), False),
        (("d", "e"), False),
        (("d", "e", 0), True),
    ]


def test_comments_are_told_from_text_that_only_looks_like_one() -> None:
    text = (
        "# top\n%YAML 1.2 # directive\n---  # start\n"
        "a: 'x # no'  # one\nb: x#no\nc: |  # two\n  # no\n\n# three\nd: [1, # four\n  \"# no\"]\n"
        "e:  &f#no # five\n  g: !!str  # six\n    h\n  # seven"
    )
    comments = _yaml(text).comments()
    assert [(comment.text, comment.own_line) for comment in comments] == [
        ("# top", True),
        ("# directive", False),
        ("# start", False),
        ("# one", False),
        ("# two", False),
        ("# three", True),
        ("# four", False),
        ("# five", False),
        ("# six", False),
        ("# seven", True),
    ]
    assert all(text[comment.span.start : comment.span.end] == comment.text for comment in comments)


def test_comments_belong_to_the_document_that_they_stand_in_or_above() -> None:
    text = "# 1\na: 1\n# 2\n---\n# 3\n---\n# 4\nb: 1\n# 5\n...\n# 6\n---\nc: 1\n...\n# 7\n"
    documents = read(Source("x.yaml", text)).documents
    assert [[comment.text for comment in document.comments()] for document in documents] == [
        ["# 1", "# 2"],
        ["# 3", "# 4", "# 5"],
        ["# 6", "# 7"],
    ]


def test_json_has_no_comments() -> None:
    assert _json('{"a": "# no", "b": "// no"}').comments() == ()


def test_places_are_worked_out_once_a_file_and_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out = count_places(monkeypatch)
    one, two = read(Source("x.yaml", "a: 1\n---\nb: 2\n")).documents
    plain = _json('{"a": 1}')
    assert one.comments() == plain.comments() == ()
    assert not worked_out
    one.place(("a",))
    two.entries()
    two.written(("b",))
    assert len(worked_out) == 1
    plain.place(())
    assert len(worked_out) == 2


def test_a_document_survives_the_way_to_another_process() -> None:
    for document in (_yaml("a: [1]\n"), _json('{"a": [1]}')):
        copy = pickle.loads(pickle.dumps(document))  # noqa: S301  our own bytes
        assert copy.data == document.data
        assert copy.written(("a", 0)) == "1"


class JsonWriter:
    """Writes a value as JSON with space and escapes wherever JSON allows them."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def write(self, value: Any) -> str:
        if isinstance(value, dict):
            members = (self.string(name) + self.space() + ":" + self.write(one) for name, one in value.items())
            body = "{" + self.space() + ",".join(members) + "}"
        elif isinstance(value, list):
            body = "[" + self.space() + ",".join(map(self.write, value)) + "]"
        else:
            body = self.string(value) if isinstance(value, str) else json.dumps(value)
        return self.space() + body + self.space()

    def space(self) -> str:
        return self.random.choice(["", "", " ", "\n", "\r\n  ", "\t"])

    def string(self, text: str) -> str:
        return self.space() + '"' + "".join(map(self.character, text)) + '"'

    def character(self, character: str) -> str:
        escaped = json.dumps(character)[1:-1]
        raw = json.dumps(character, ensure_ascii=False)[1:-1]
        return self.random.choice([escaped, raw, raw.replace("/", "\\/")])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@examples(100)
@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), st.integers(0, 2**32))
def test_the_text_at_a_place_reads_back_as_the_value_in_json(value: dict[str, Any], seed: int) -> None:
    text = JsonWriter(Random(seed)).write(value)  # noqa: S311  a text for a test
    document = _json(text)
    assert document.data == value
    for entry in document.entries():
        part = value
        for step in entry.route:
            part = part[step]  # type: ignore[index]  # a route of a list holds integers
        assert json.loads(document.written(entry.route)) == part
        assert entry.value == document.place(entry.route)
        if entry.key is not None:
            assert json.loads(text[entry.key.start : entry.key.end]) == entry.route[-1]


@examples(100)
@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), st.integers(0, 2**32))
def test_right_json_has_the_places_that_the_scan_of_broken_json_finds(value: dict[str, Any], seed: int) -> None:
    text = JsonWriter(Random(seed)).write(value)  # noqa: S311  a text for a test
    (tree,) = locate(text)
    assert tree.root == scan(text).root
