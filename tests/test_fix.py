"""Fixes as edits of text: each kind in each style, and nothing else changed."""

from __future__ import annotations

import pytest

from recolint.base.finding import Edit, Fix, Insert, Remove, Rename, Route, Set
from recolint.base.text import Source, Span
from recolint.document import read
from recolint.fix import CannotFixError, FixRequest, TextEdit, apply, apply_fixes, edits


def fixed(text: str, *changes: Edit, path: str = "job.yaml") -> str:
    """``text`` after the edits of one fix, without a check of the result."""
    (document,) = read(Source(path, text)).documents
    new, taken = apply(text, [edits(document, Fix("", changes))])
    assert taken == (0,)
    return new


def in_json(text: str, *changes: Edit) -> str:
    return fixed(text, *changes, path="job.json")


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        pytest.param("Default", "Advanced", "Advanced", id="plain stays plain"),
        pytest.param('"Default"', "Advanced", '"Advanced"', id="double quotes stay"),
        pytest.param("'Default'", "Advanced", "'Advanced'", id="single quotes stay"),
        pytest.param("'a'", "it's", "'it''s'", id="a single quote within single quotes"),
        pytest.param("'a'", "two\nlines", '"two\\nlines"', id="what single quotes cannot hold"),
        pytest.param('"a"', 'say "x" \\', '"say \\"x\\" \\\\"', id="escapes"),
        pytest.param("a", "größe 😀", "größe 😀", id="letters of all languages"),
        pytest.param("a", "1.10", '"1.10"', id="text that reads as a number"),
        pytest.param("a", "017", '"017"', id="text that reads as an integer"),
        pytest.param("a", "true", '"true"', id="text that reads as a boolean"),
        pytest.param("a", "off", '"off"', id="text that older readers take for a boolean"),
        pytest.param("a", "12:30", '"12:30"', id="text that older readers take for a number"),
        pytest.param("a", "2026-11-23", '"2026-11-23"', id="text that reads as a date"),
        pytest.param("a", "~", '"~"', id="text that reads as null"),
        pytest.param("a", "", '""', id="the empty text"),
        pytest.param("a", "a: b", '"a: b"', id="text that reads as a member"),
        pytest.param("a", "a #b", '"a #b"', id="text that reads as a comment"),
        pytest.param("a", "a#b", "a#b", id="a sharp sign within a word"),
        pytest.param("a", "- a", '"- a"', id="text that reads as an item"),
        pytest.param("a", "*a", '"*a"', id="text that reads as an alias"),
        pytest.param("{x: 1 }", {"x": "-"}, '{x: "-"}', id="a dash in brackets"),
        pytest.param("a", "@a", '"@a"', id="text that begins with a reserved sign"),
        pytest.param("a", " a", '" a"', id="white space at the ends"),
        pytest.param("a", "s3://bucket/a,b", "s3://bucket/a,b", id="a comma is fine outside of brackets"),
        pytest.param("a", '{"x": 1}', "'{\"x\": 1}'", id="JSON is easier to read in single quotes"),
        pytest.param("a", "tab\there", '"tab\\there"', id="a tab"),
        pytest.param("a", "\x85\u2028", '"\\u0085\\u2028"', id="what YAML takes for line breaks"),
        pytest.param("a", 60, "60", id="an integer"),
        pytest.param('"60"', 60, "60", id="an integer in place of text"),
        pytest.param("60", "60", '"60"', id="text in place of an integer"),
        pytest.param("a", True, "true", id="a boolean"),
        pytest.param("a", 0.5, "0.5", id="a float"),
        pytest.param("a", None, "null", id="null"),
        pytest.param("", "a", "a", id="a value where there was none"),
        pytest.param("a", {"x": [1, "y z"]}, "{x: [1, y z]}", id="a structure in place of a scalar"),
        pytest.param("{x: 1}", [{"K": "x", "V": "1"}], '[{K: x, V: "1"}]', id="flow stays flow"),
        pytest.param('{"x": 1}', ["a"], "[a]", id="flow with other quotes"),
        pytest.param("|\n    a\n    b", "c", "c", id="a block scalar"),
        pytest.param("!!str 5", "6", '"6"', id="the tag goes with the value"),
    ],
)
def test_a_value_is_written_over_in_yaml(old: str, value: object, new: str) -> None:
    text = f"# above\nMember: {old}".rstrip(" ") + "\n# below\nOther:   [1,2]  # as it was\n"
    wanted = f"# above\nMember: {new}\n# below\nOther:   [1,2]  # as it was\n"
    assert fixed(text, Set(("Member",), value)) == wanted


def test_a_comment_behind_a_value_stays_with_it() -> None:
    assert fixed("A: x  # why\nB: 1\n", Set(("A",), "y z")) == "A: y z  # why\nB: 1\n"


@pytest.mark.parametrize(
    ("text", "value", "new"),
    [
        pytest.param("A: {b: x}", "a, b", 'A: {b: "a, b"}', id="a comma"),
        pytest.param("A: {b: x}", ":", 'A: {b: ":"}', id="a colon"),
        pytest.param("A: {b: x}", "a]", 'A: {b: "a]"}', id="a bracket"),
        pytest.param("A: {b: x}", "a b", "A: {b: a b}", id="a blank"),
        pytest.param('A: {"b": x}', "y", 'A: {"b": y}', id="a plain string stays plain"),
        pytest.param('A: {"b": 1}', "y", 'A: {"b": "y"}', id="as the key is quoted"),
        pytest.param("A: {b: , c: 1}", "y", "A: {b: y , c: 1}", id="an empty value"),
    ],
)
def test_text_in_brackets_is_quoted_where_it_must(text: str, value: object, new: str) -> None:
    assert fixed(text, Set(("A", "b"), value)) == new


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        pytest.param('"Default"', "Advanced", '"Advanced"', id="text"),
        pytest.param('"a"', 'größe "x"\n', '"größe \\"x\\"\\n"', id="escapes as JSON has them"),
        pytest.param('"60"', 60, "60", id="an integer"),
        pytest.param("60", "60", '"60"', id="text in place of a number"),
        pytest.param("null", False, "false", id="a boolean"),
        pytest.param('{"a": "b"}', [{"Key": "a"}], '[{"Key": "a"}]', id="compact where it was on one line"),
        pytest.param(
            '{\n    "a": "b"\n  }',
            [{"Key": "a", "Value": "b"}],
            '[\n    {\n      "Key": "a",\n      "Value": "b"\n    }\n  ]',
            id="over lines where it was, with the indentation of the file",
        ),
        pytest.param("[\n    1\n  ]", [], "[]", id="an empty list"),
    ],
)
def test_a_value_is_written_over_in_json(old: str, value: object, new: str) -> None:
    text = '{\n  "Member": %s,\n  "Other":   [1,2]\n}\n'
    assert in_json(text % old, Set(("Member",), value)) == text % new


@pytest.mark.parametrize(
    ("text", "value", "new"),
    [
        pytest.param(
            "Tags:\n  team: x\n  cost: y\nB: 1\n",
            [{"Key": "team", "Value": "x"}, {"Key": "cost", "Value": ["y"]}],
            "Tags:\n  - Key: team\n    Value: x\n  - Key: cost\n    Value:\n      - y\nB: 1\n",
            id="a structure becomes a list at the same indentation",
        ),
        pytest.param(
            "L:\n- 1\nTags:\n    team: x\n",
            {"a": ["y"], "b": {"c": {}}},
            "L:\n- 1\nTags:\n    a:\n    - y\n    b:\n        c: {}\n",
            id="lists and levels are indented as elsewhere in the file",
        ),
        pytest.param(
            "Tags:\n- 1\n- 2\n", {"a": 1}, "Tags:\n  a: 1\n", id="a structure cannot stand in its key's column"
        ),
        pytest.param("Tags:\n- 1\n- 2\nB: 1\n", [3], "Tags:\n- 3\nB: 1\n", id="a list can"),
        pytest.param("Tags:\n  a: 1\nB: 1\n", '{"a": 1}', "Tags: '{\"a\": 1}'\nB: 1\n", id="a scalar moves to its key"),
        pytest.param("Tags: # why\n  a: 1\n", "x", "Tags: # why\n  x\n", id="unless a comment stands in between"),
        pytest.param("Tags: # why\n- 1\n", "x", "Tags: # why\n  x\n", id="and then never in the key's column"),
        pytest.param("Tags:\r\n  a: 1\r\nB: 1\r\n", ["x", 2], "Tags:\r\n  - x\r\n  - 2\r\nB: 1\r\n", id="CRLF"),
        pytest.param("Tags:\n  a: 1", [], "Tags: []", id="no line break at the end of the file"),
        pytest.param("Tags:\n  - a: 1\n    b: 2\n", ["x"], "Tags:\n  - x\n", id="a list of structures"),
    ],
)
def test_a_collection_in_block_style_is_written_over_in_that_style(text: str, value: object, new: str) -> None:
    assert fixed(text, Set(("Tags",), value)) == new


@pytest.mark.parametrize(
    ("text", "new"),
    [
        pytest.param("Old: 1  # why\n", "New: 1  # why\n", id="plain"),
        pytest.param('"Old" : 1\n', '"New" : 1\n', id="double quotes"),
        pytest.param("'Old': 1\n", "'New': 1\n", id="single quotes"),
        pytest.param("{Old: 1, B: 2}\n", "{New: 1, B: 2}\n", id="flow"),
        pytest.param("? Old\n: 1\n", "? New\n: 1\n", id="an explicit key"),
        pytest.param("Old:\r\n  B: 1\r\n", "New:\r\n  B: 1\r\n", id="CRLF"),
    ],
)
def test_a_member_is_renamed(text: str, new: str) -> None:
    assert fixed("A:\n  b: [1,2]\n" + text if not text.startswith("{") else text, Rename(("Old",), "New")).endswith(new)


def test_a_member_is_renamed_in_json() -> None:
    assert in_json('{"Old" :1,\n\t"B":2}', Rename(("Old",), "N\u00e4w")) == '{"N\u00e4w" :1,\n\t"B":2}'


def test_a_name_that_reads_as_something_else_is_quoted() -> None:
    assert fixed("Old: 1\n", Rename(("Old",), "12")) == '"12": 1\n'


@pytest.mark.parametrize(
    ("text", "gone", "new"),
    [
        pytest.param("A: 1\nB: 2\nC: 3\n", ["A"], "B: 2\nC: 3\n", id="the first"),
        pytest.param("A: 1\nB: 2\nC: 3  # its own\n", ["B"], "A: 1\nC: 3  # its own\n", id="one between"),
        pytest.param("A: 1\nB: 2\n", ["B"], "A: 1\n", id="the last"),
        pytest.param("A: 1\nB: 2", ["B"], "A: 1", id="the last of a file without a line break at its end"),
        pytest.param("A: 1\r\nB: 2", ["B"], "A: 1", id="the same with CRLF"),
        pytest.param("A: 1\r\nB:\r\n  C: 1\r\nD: 2\r\n", ["B"], "A: 1\r\nD: 2\r\n", id="CRLF"),
        pytest.param(
            "A: 1\n\n# of B\nB: 2\n\n# of C\nC: 3\n", ["B"], "A: 1\n\n# of B\n\n# of C\nC: 3\n", id="comments of others"
        ),
        pytest.param("A: 1\nB:\n  - x\n  - y\nC: 3\n", ["B"], "A: 1\nC: 3\n", id="a collection"),
        pytest.param("A: 1\nB: |\n  x\n\n  y\nC: 3\n", ["B"], "A: 1\nC: 3\n", id="a block scalar"),
        pytest.param("A: 1\nB:\nC: 3\n", ["B"], "A: 1\nC: 3\n", id="an empty value"),
        pytest.param("A: 1\nB: 2\nC: 3\nD: 4\n", ["B", "C"], "A: 1\nD: 4\n", id="two neighbours"),
        pytest.param("A: 1\nB: 2\nC: 3\nD: 4\n", ["A", "D"], "B: 2\nC: 3\n", id="two that are none"),
        pytest.param("A: 1  # own\n", ["A"], "{}  # own\n", id="the only one"),
    ],
)
def test_a_member_in_block_style_goes_with_its_lines(text: str, gone: list[str], new: str) -> None:
    assert fixed(text, *(Remove((name,)) for name in gone)) == new


@pytest.mark.parametrize(
    ("text", "gone", "new"),
    [
        pytest.param("L:\n  - 1\n  - 2\n  - 3\n", [(1,)], "L:\n  - 1\n  - 3\n", id="an item"),
        pytest.param("L:\n- 1\n- 2\nM: 1\n", [(1,)], "L:\n- 1\nM: 1\n", id="an item in the column of the key"),
        pytest.param("L:\n  - 1\nM: 1\n", [(0,)], "L: []\nM: 1\n", id="the only item"),
        pytest.param("L:\n  # of 1\n  - 1\n", [(0,)], "L:\n  # of 1\n  []\n", id="the only item, below a comment"),
        pytest.param("L:\n  - 1\n  - 2\n", [(0,), (1,)], "L: []\n", id="all items"),
        pytest.param("L:\n  - A: 1\n    B: 2\n", [(0, "A")], "L:\n  - B: 2\n", id="the next key moves up to the dash"),
        pytest.param(
            "L:\n  - A: 1\n\n    # of B\n    B: 2\n",
            [(0, "A")],
            "L:\n  - # of B\n    B: 2\n",
            id="and a comment too",
        ),
        pytest.param("L:\n  -  A: 1\n     B: 2\n", [(0, "B")], "L:\n  -  A: 1\n", id="the second key of an item"),
        pytest.param("L:\n  - A: 1\n  - B: 2\n", [(0, "A")], "L:\n  - {}\n  - B: 2\n", id="the only key of an item"),
        pytest.param("L:\n  - - 1\n    - 2\n  - 3\n", [(0, 0)], "L:\n  - - 2\n  - 3\n", id="a list in a list"),
        pytest.param("L:\n  -\n    A: 1\n  - 2\n", [(0,)], "L:\n  - 2\n", id="a dash on a line of its own"),
        pytest.param("L:\n  - &a 1\n  - 2\n", [(0,)], "L:\n  - 2\n", id="with its anchor"),
        pytest.param(
            "L:\n  - A: 1\n    B: 2\n    C: 3\n", [(0, "A"), (0, "B")], "L:\n  - C: 3\n", id="two keys at a dash"
        ),
    ],
)
def test_an_item_or_what_is_in_it_goes(text: str, gone: list[tuple[str | int, ...]], new: str) -> None:
    assert fixed(text, *(Remove(("L", *route)) for route in gone)) == new


@pytest.mark.parametrize(
    ("text", "gone", "new"),
    [
        pytest.param("[1, 2, 3]", [0], "[2, 3]", id="the first"),
        pytest.param("[1, 2, 3]", [1], "[1, 3]", id="one between"),
        pytest.param("[1, 2, 3]", [2], "[1, 2]", id="the last"),
        pytest.param("[ 1 ]", [0], "[]", id="the only one"),
        pytest.param("[1,2,3]", [1, 2], "[1]", id="the last two"),
        pytest.param("[1, 2, 3]", [0, 2], "[2]", id="first and last"),
        pytest.param('["a, b", {"c": [1]}, 2]', [1], '["a, b", 2]', id="what is within does not matter"),
        pytest.param("[\n    1,\n    2,\n    3\n  ]", [1], "[\n    1,\n    3\n  ]", id="over lines"),
        pytest.param("[\n    1,\n    2\n  ]", [1], "[\n    1\n  ]", id="the last of several lines"),
        pytest.param("[\r\n    1,\r\n    2\r\n  ]", [0], "[\r\n    2\r\n  ]", id="CRLF"),
    ],
)
def test_an_item_in_brackets_goes_with_one_comma(text: str, gone: list[int], new: str) -> None:
    changes = [Remove(("L", index)) for index in gone]
    assert in_json(f'{{"L": {text}, "M": 1}}', *changes) == f'{{"L": {new}, "M": 1}}'
    assert fixed(f"L: {text}  # why\nM: 1\n", *changes) == f"L: {new}  # why\nM: 1\n"


@pytest.mark.parametrize(
    ("gone", "new"),
    [
        pytest.param([0], "L: [\n  # of b\n  b,\n  # of c\n  c\n]\n", id="the first"),
        pytest.param([1], "L: [\n  a,\n  # of b\n  # of c\n  c\n]\n", id="one between"),
        pytest.param([2], "L: [\n  a,\n  # of b\n  b,\n  # of c\n]\n", id="the last"),
    ],
)
def test_comments_between_brackets_stay(gone: list[int], new: str) -> None:
    text = "L: [\n  a,\n  # of b\n  b,\n  # of c\n  c\n]\n"
    assert fixed(text, *(Remove(("L", index)) for index in gone)) == new


@pytest.mark.parametrize(
    ("text", "value", "new"),
    [
        pytest.param("S:\n  a: 1\nB: 2\n", 1, "S:\n  a: 1\n  New: 1\nB: 2\n", id="block"),
        pytest.param(
            "S:\n  a: 1  # own\n\n# of B\nB: 2\n", "x", "S:\n  a: 1  # own\n  New: x\n\n# of B\nB: 2\n", id="comments"
        ),
        pytest.param("S:\n    a: 1", "x", "S:\n    a: 1\n    New: x", id="no line break at the end of the file"),
        pytest.param(
            "S:\r\n  a: 1\r\nB: 2\r\n",
            {"b": [1]},
            "S:\r\n  a: 1\r\n  New:\r\n    b:\r\n      - 1\r\nB: 2\r\n",
            id="CRLF",
        ),
        pytest.param(
            "S:\n  a:\n    b: [1,\n      2]\nB: 2\n",
            1,
            "S:\n  a:\n    b: [1,\n      2]\n  New: 1\nB: 2\n",
            id="behind several lines",
        ),
        pytest.param("S:\n  a: |\n    x\nB: 2\n", 1, "S:\n  a: |\n    x\n  New: 1\nB: 2\n", id="behind a block scalar"),
        pytest.param(
            "B: &b {c: 1}\nS:\n  a: 1\n  <<: *b\n",
            1,
            "B: &b {c: 1}\nS:\n  a: 1\n  <<: *b\n  New: 1\n",
            id="behind a merge key",
        ),
        pytest.param("S: {}  # why\n", 1, "S: {New: 1}  # why\n", id="into nothing"),
        pytest.param("S: {a: 1}\n", "x, y", 'S: {a: 1, New: "x, y"}\n', id="flow"),
        pytest.param('S: {"a": 1}\n', "x", 'S: {"a": 1, "New": "x"}\n', id="flow as JSON has it"),
        pytest.param("S: {a: 1,}\n", 1, "S: {a: 1, New: 1,}\n", id="a comma at the end"),
        pytest.param("S: {\n  a: 1\n}\n", {"b": 1}, "S: {\n  a: 1,\n  New: {b: 1}\n}\n", id="flow over lines"),
        pytest.param(
            "S: {\n  a: 1 # own\n}\n", 1, "S: {\n  a: 1, # own\n  New: 1\n}\n", id="before the comment goes the comma"
        ),
        pytest.param("S: {\n  a: 1, # own\n}\n", 1, "S: {\n  a: 1, # own\n  New: 1,\n}\n", id="which may be there"),
    ],
)
def test_a_member_comes_to_the_end_of_a_structure(text: str, value: object, new: str) -> None:
    assert fixed(text, Insert(("S",), "New", value)) == new


@pytest.mark.parametrize(
    ("text", "value", "new"),
    [
        pytest.param('{"a": 1}', 1, '{"a": 1, "New": 1}', id="one line"),
        pytest.param('{"a":1}', {"b": [1, 2]}, '{"a":1,"New":{"b":[1,2]}}', id="without blanks"),
        pytest.param("{}", 1, '{"New": 1}', id="empty"),
        pytest.param(
            '{\n\t"a": 1\n}\n', {"b": []}, '{\n\t"a": 1,\n\t"New": {\n\t\t"b": []\n\t}\n}\n', id="lines and tabs"
        ),
        pytest.param('{\r\n  "a": 1\r\n}', "x", '{\r\n  "a": 1,\r\n  "New": "x"\r\n}', id="CRLF"),
        pytest.param('{ "a": 1 }', "x", '{ "a": 1, "New": "x" }', id="blanks within the brackets"),
    ],
)
def test_a_member_comes_to_the_end_of_an_object(text: str, value: object, new: str) -> None:
    assert in_json(text, Insert((), "New", value)) == new


def test_two_members_come_in_their_order() -> None:
    both = Insert((), "B", 2), Insert((), "C", [3])
    assert fixed("A: 1\n", *both) == "A: 1\nB: 2\nC:\n  - 3\n"
    assert in_json('{"A": 1}', *both) == '{"A": 1, "B": 2, "C": [3]}'


TAGS = [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "x"}]


@pytest.mark.parametrize(
    ("text", "value", "new"),
    [
        pytest.param(
            "L:  # all\n  # of a\n  a: 1\n\n  b: # of b\n    - {c: 2}\nM: 1\n",
            [{"a": 1, "b": [{"c": 2}]}],
            "L:  # all\n  # of a\n  - a: 1\n\n    b: # of b\n      - {c: 2}\nM: 1\n",
            id="itself, in block style",
        ),
        pytest.param(
            "L: { \"a\": 1,  # of a\n  b: 'c' }\n", [{"a": 1, "b": "c"}],
            "L: [{ \"a\": 1,  # of a\n  b: 'c' }]\n", id="itself, in braces",
        ),
        pytest.param("A: &a {b: 1}\nL: *a\n", [{"b": 1}], "A: &a {b: 1}\nL: [*a]\n", id="itself, as an alias"),
        pytest.param(
            "L:\n  # of a\n  a: '1'  # why\n\n  b: x\nM: 1\n", TAGS,
            'L:\n  # of a\n  - Key: a\n    Value: "1"  # why\n\n  - Key: b\n    Value: x\nM: 1\n',
            id="an item a member, in block style",
        ),
        pytest.param(
            "L: {\n  a: '1',  # why\n  b: x,\n}\n", TAGS,
            'L: [\n  {Key: a, Value: "1"},  # why\n  {Key: b, Value: x},\n]\n', id="an item a member, in braces",
        ),
    ],
)  # fmt: skip
def test_a_structure_becomes_a_list_with_its_comments(text: str, value: object, new: str) -> None:
    assert fixed(text, Set(("L",), value)) == new


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ('{"L": {"\\u0061" : 1}}', '{"L": [{"\\u0061" : 1}]}'),
        (
            '{\r\n    "L": {\r\n        "a": 1\r\n    }\r\n}',
            '{\r\n    "L": [\r\n        {\r\n            "a": 1\r\n        }\r\n    ]\r\n}',
        ),
    ],
    ids=["on a line", "over lines"],
)
def test_an_object_becomes_a_list_of_itself(text: str, new: str) -> None:
    assert in_json(text, Set(("L",), [{"a": 1}])) == new


@pytest.mark.parametrize(
    ("text", "new"),
    [
        pytest.param("S:\n  a: 1\n  b: 2\nT:\n  c: 3\n", "S:\n  a: 1\nT:\n  c: 3\n  b: 2\n", id="block"),
        pytest.param("{S: {a: 1, b: 2}, T: {c: 3}}", "{S: {a: 1}, T: {c: 3, b: 2}}", id="flow"),
        pytest.param("S: {a: 1, b: 2}\nT:\n  c: 3\n", "S: {a: 1}\nT:\n  c: 3\n  b: 2\n", id="flow to block"),
    ],
)
def test_a_member_moves(text: str, new: str) -> None:
    move = Insert(("T",), "b", 2), Remove(("S", "b"))
    path = "job.yaml"
    assert fixed(text, *move, path=path) == new


@pytest.mark.parametrize(
    ("text", "new"),
    [
        pytest.param('{"a": 1, "b": 2}', '{"a": 1, "c": 3}', id="JSON"),
        pytest.param('{\n  "a": 1,\n  "b": 2\n}', '{\n  "a": 1,\n  "c": 3\n}', id="JSON over lines"),
        pytest.param('{ "b": 2 }', '{ "c": 3 }', id="JSON, the only one"),
        pytest.param("a: 1\nb: 2\n# end\n", "a: 1\nc: 3\n# end\n", id="block"),
        pytest.param("b: 2\n", "c: 3\n", id="block, the only one"),
        pytest.param("a: 1\nb: 2", "a: 1\nc: 3", id="block without a line break at the end"),
    ],
)
def test_one_goes_and_one_comes(text: str, new: str) -> None:
    path = "job.json" if text.startswith("{") else "job.yaml"
    assert fixed(text, Remove(("b",)), Insert((), "c", 3), path=path) == new


@pytest.mark.parametrize(
    ("text", "change", "reason"),
    [
        pytest.param(
            "A:\n  b: 1  # why\n  c: 2\n", Set(("A",), []), "a comment", id="a collection with a comment in it"
        ),
        pytest.param("A: |  # why\n  b\n", Set(("A",), "x"), "a comment", id="a block scalar with one in its header"),
        pytest.param(
            "A: [1, # why\n  2]\n", Remove(("A", 0)), "a comment", id="a comment that is not alone in its line"
        ),
        pytest.param("A: [\n  # why\n  1\n]\n", Remove(("A", 0)), "a comment", id="a comment above the only item"),
        pytest.param(
            "B: &b {c: 1}\nA: {<<: *b, d: 1}\n", Remove(("A", "d")), "a merge key", id="a merge key in brackets"
        ),
        pytest.param(
            "B: &b {c: 1}\nA:\n  <<: *b\n  d: 1\n", Remove(("A", "d")), "a merge key", id="all but a merge key"
        ),
        pytest.param("? A\n: 1\nB: 2\n", Remove(("A",)), "other text is on its line", id="an explicit key"),
        pytest.param("L: [a: 1, b]\n", Remove(("L", 0, "a")), "a pair", id="a pair without braces"),
        pytest.param("A: {b: 1}\n", Insert(("A",), "b", 2), "already exists", id="a name that is taken"),
        pytest.param("A: 1\n", Insert(("A",), "b", 2), "no structure", id="no structure to put it in"),
        pytest.param("A: 1\n", Remove(("B",)), "no value", id="a route that is not there"),
        pytest.param("A: 1\n", Remove(()), "the top level", id="the root"),
        pytest.param("L: [1]\n", Rename(("L", 0), "b"), "no name", id="the name of an item"),
        pytest.param("A: {b: 1}\n", Set(("A",), object()), "no safe way", id="what YAML cannot say"),
    ],
)
def test_what_cannot_be_done_without_harm_is_refused(text: str, change: Edit, reason: str) -> None:
    with pytest.raises(CannotFixError, match=reason):
        fixed(text, change)


MOVE = Insert(("T",), "b", 2), Remove(("S", "a"))


def test_the_comment_behind_a_member_moves_with_it() -> None:
    text = "S:\n  # of S\n  a: 2   # why\n  d: 1\nT:\n  c: 3  # of c\n"
    assert fixed(text, *MOVE) == "S:\n  # of S\n  d: 1\nT:\n  c: 3  # of c\n  b: 2   # why\n"
    into_new = Insert((), "T", {"b": 2}), Remove(("S", "a"))
    assert fixed("S:\n  a: 2 # why\n  d: 1\n", *into_new) == "S:\n  d: 1\nT:\n  b: 2 # why\n"
    assert fixed("S:\n  a: 2  # why\nT:\n  c: 3\n", *MOVE) == "S: {}  # why\nT:\n  c: 3\n  b: 2\n"


@pytest.mark.parametrize(
    ("text", "change"),
    [
        pytest.param("A: 1  # why\nB: 2\n", Remove(("A",)), id="behind a member"),
        pytest.param("A:\n  - 1  # why\n  - 2\nB: 2\n", Remove(("A",)), id="in a list"),
        pytest.param("A:\n  - B: 1  # why\n    C: 2\n", Remove(("A", 0, "B")), id="behind the first member of an item"),
        pytest.param("L: [\n  a, # why\n  b\n]\n", Remove(("L", 0)), id="in brackets"),
    ],
)
def test_what_has_a_comment_does_not_go(text: str, change: Edit) -> None:
    with pytest.raises(CannotFixError, match="a comment"):
        fixed(text, change)


@pytest.mark.parametrize(
    ("text", "route"),
    [
        pytest.param("A: #12\nB: 1\n", ("A",), id="behind the colon"),
        pytest.param("A:\n  #12\nB: 1\n", ("A",), id="on a line of its own"),
        pytest.param("A:\r\n\r\n  #12\r\nB: 1\r\n", ("A",), id="below a blank line, with CRLF"),
        pytest.param("L:\n  - #12\n  - 1\n", ("L", 0), id="behind a dash"),
        pytest.param("L:\n  - A: #12\n    B: 1\n", ("L", 0, "A"), id="in an item"),
        pytest.param("{A: #12\n , B: 1}\n", ("A",), id="in brackets"),
    ],
)
def test_what_may_be_commented_out_is_neither_written_over_nor_removed(text: str, route: Route) -> None:
    for change in (Set(route, "x"), Remove(route)):
        with pytest.raises(CannotFixError, match="'#' starts a comment"):
            fixed(text, change)


def test_a_comment_of_the_next_member_is_not_a_value() -> None:
    assert fixed("A:\n# of B\nB: 1\n", Remove(("A",))) == "# of B\nB: 1\n"
    assert fixed("A: ~ # why\nB: 1\n", Set(("A",), "x")) == "A: x # why\nB: 1\n"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        pytest.param("S:\n  a: 1\n  b: 2\n", "S:\n  a: 1\nb: 2\n", id="the last member of a file"),
        pytest.param("S:\n  a: 1\n  b: 2", "S:\n  a: 1\nb: 2", id="without a line break at its end"),
        pytest.param("S:\r\n  a: 1\r\n  b: 2\r\n", "S:\r\n  a: 1\r\nb: 2\r\n", id="CRLF"),
        pytest.param("S:\n  b: 2\n", "S: {}\nb: 2\n", id="the only member"),
        pytest.param("S:\n  b: 2 # why\n", "S: {} # why\nb: 2\n", id="the only member, with a comment"),
        pytest.param(
            "S:\n  a: 1\n  # above\n  b: 2 # why\n# end\n", "S:\n  a: 1\n  # above\nb: 2 # why\n# end\n", id="comments"
        ),
        pytest.param("S: {a: 1, b: 2}\n", "S: {a: 1}\nb: 2\n", id="out of brackets"),
        pytest.param("{S: {a: 1, b: 2}}\n", "{S: {a: 1}, b: 2}\n", id="within brackets"),
        pytest.param("{S: {b: 2}}\n", "{S: {}, b: 2}\n", id="within brackets, the only one"),
        pytest.param("S:\n  T:\n    a: 1\n    b: 2\n\n\n", "S:\n  T:\n    a: 1\nb: 2\n\n\n", id="from deeper"),
    ],
)
def test_a_last_member_moves_to_the_root(text: str, new: str) -> None:
    at = ("S", "T", "b") if "T" in text else ("S", "b")
    assert fixed(text, Insert((), "b", 2), Remove(at)) == new


def test_a_last_member_moves_to_the_root_in_json() -> None:
    move = Insert((), "b", 2), Remove(("S", "b"))
    assert in_json('{"S": {"a": 1, "b": 2}}', *move) == '{"S": {"a": 1}, "b": 2}'
    assert in_json('{"S": {"b": 2}}', *move) == '{"S": {}, "b": 2}'
    assert in_json('{\n  "S": {\n    "a": 1,\n    "b": 2\n  }\n}\n', *move) == (
        '{\n  "S": {\n    "a": 1\n  },\n  "b": 2\n}\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("S:\n  a: 2  # why\n  d: 1\nT: {c: 3}\n", id="into brackets"),
        pytest.param("S: {\n  a: 2,  # why\n  d: 1\n}\nT:\n  c: 3\n", id="out of brackets"),
    ],
)
def test_a_move_that_would_lose_a_comment_is_refused(text: str) -> None:
    with pytest.raises(CannotFixError, match="a comment"):
        fixed(text, *MOVE)


def test_edits_of_one_fix_that_overlap_are_refused() -> None:
    with pytest.raises(CannotFixError, match="overlap"):
        fixed("A: {b: 1}\n", Set(("A",), {}), Set(("A", "b"), 2))


# Several fixes


def edit(start: int, end: int, text: str = "") -> TextEdit:
    return TextEdit(Span(start, end), text)


@pytest.mark.parametrize(
    ("fixes", "new", "taken"),
    [
        pytest.param([(edit(4, 5, "E"),), (edit(0, 1, "A"),)], "AbcdEf", (1, 0), id="in order of place"),
        pytest.param([(edit(0, 2, "x"),), (edit(1, 3, "y"),)], "xcdef", (0,), id="what overlaps is left out"),
        pytest.param([(edit(0, 1, "x"), edit(3, 4, "x")), (edit(3, 4, "y"),)], "xbcxef", (0,), id="whole"),
        pytest.param([(edit(2, 4, "x"),), (edit(0, 1, "y"), edit(3, 3, "y"))], "ybcydef", (1,), id="all"),
        pytest.param(
            [(edit(0, 1, "x"),), (edit(0, 1, "x"), edit(5, 6, "y"))], "xbcdey", (0, 1), id="equal edits count once"
        ),
        pytest.param(
            [(edit(2, 2, "x"),), (edit(2, 2, "y"),)], "abxcdef", (0,), id="two at one point would have no order"
        ),
        pytest.param(
            [(edit(0, 2, "x"),), (edit(2, 2, "y"),), (edit(2, 4, "z"),)], "xyzef", (0, 1, 2), id="to touch is fine"
        ),
    ],
)
def test_fixes_go_together_or_wait(fixes: list[tuple[TextEdit, ...]], new: str, taken: tuple[int, ...]) -> None:
    assert apply("abcdef", fixes) == (new, taken)


def with_fixes(text: str, *fixes: tuple[Edit, ...]) -> tuple[str, tuple[int, ...], dict[int, str]]:
    done = apply_fixes(Source("job.yaml", text), [FixRequest(Fix("", changes)) for changes in fixes])
    return done.source.text, done.made, dict(done.refused)


def test_a_fix_that_would_break_the_file_is_left_out_alone() -> None:
    text, made, refused = with_fixes(
        "A: 1\nB: 2\nC: 3\nD: 4\n", (Set(("A",), 2),), (Rename(("B",), "C"),), (Remove(("D",)),), (Set(("C",), 4),)
    )
    assert (text, made) == ("A: 2\nB: 2\nC: 4\n", (0, 2, 3))
    assert list(refused) == [1]
    assert "duplicate" in refused[1]


CHANGES_MORE = "it would change other values, e.g. through a YAML alias"
ALIASED = "A: &a {type: Old, n: 1}\nB: *a\nC: {<<: *a, n: 2}\n"


def test_a_value_that_stands_for_several_is_changed_when_all_of_them_ask() -> None:
    wanted = [(Set((name, "type"), "New"),) for name in "ABC"]
    assert with_fixes(ALIASED, *wanted) == (ALIASED.replace("Old", "New"), (0, 1, 2), {})


def test_a_value_that_stands_for_several_is_left_when_only_some_ask() -> None:
    text, made, refused = with_fixes(ALIASED, (Set(("A", "type"), "New"),), (Set(("C", "n"), 3),))
    assert (text, made) == (ALIASED.replace("n: 2", "n: 3"), (1,))
    assert refused == {0: CHANGES_MORE}


def test_an_alias_is_replaced_where_it_stands() -> None:
    assert with_fixes("A: &a Old\nB: *a\n", (Set(("B",), "New"),))[0] == "A: &a Old\nB: New\n"


def test_an_anchor_that_is_still_needed_does_not_go() -> None:
    text, made, _ = with_fixes("L:\n- &a 1\n- *a\n", (Remove(("L", 0)),))
    assert (text, made) == ("L:\n- &a 1\n- *a\n", ())


def test_a_block_scalar_does_not_gain_or_lose_a_line_break() -> None:
    text = "A: |\n  text\nB: 1"
    assert with_fixes(text, (Remove(("B",)),)) == (text, (), {0: CHANGES_MORE})


def test_fixes_reach_each_document_of_a_file() -> None:
    source = Source("job.yaml", "A: 1\n---\nA: 1\n...\n---\nA: 1\n")
    done = apply_fixes(source, [FixRequest(Fix("", (Set(("A",), 2),)), 1), FixRequest(Fix("", (Remove(("A",)),)), 2)])
    assert done.source.text == "A: 1\n---\nA: 2\n...\n---\n{}\n"
