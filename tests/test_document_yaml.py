"""YAML specs: what the AWS CLI would read, and the place and words of every fault."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from recolint.base.finding import Part
from recolint.base.text import Source
from recolint.document import Fault, FaultKind, read
from recolint.document.yaml import events


def _read(text: str) -> tuple[list[Any], tuple[Fault, ...]]:
    reading = read(Source("job.yaml", text))
    return [document.data for document in reading.documents], reading.faults


def _only_fault(text: str) -> Fault:
    _, faults = _read(text)
    assert len(faults) == 1, faults
    return faults[0]


def _written(text: str, fault: Fault) -> str:
    return text[fault.span.start : fault.span.end]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("on", "on"),
        ("yes", "yes"),
        ("True", True),
        ("017", 17),
        ("0o17", 15),
        ("0x1f", 31),
        ("7_200", 7200),
        ("12:30", "12:30"),
        ("1.10", 1.1),
        ("1e3", 1000.0),
        ("~", None),
        ("", None),
        ("2024-01-01", datetime.date(2024, 1, 1)),
        ("2024-01-01 10:00:00Z", datetime.datetime(2024, 1, 1, 10, tzinfo=datetime.UTC)),
        ("123456789012", 123456789012),
        ("'017'", "017"),
        ("! 17", 17),
        ("!!str 017", "017"),
        ("!!int '17'", 17),
        ("!!float 1", 1.0),
        ("!!bool yes", True),
        ("!!null x", None),
        ("!!timestamp '2024-01-01'", datetime.date(2024, 1, 1)),
        ("!!seq [1]", [1]),
        ("!!map {b: 1}", {"b": 1}),
        ("[a, b: c, {d}]", ["a", {"b": "c"}, {"d": None}]),
        (">-\n  one\n  two", "one two"),
        ("|\n  one\n   two", "one\n two\n"),
    ],
)
def test_values_read_as_the_aws_cli_reads_them(written: str, value: object) -> None:
    (data,), faults = _read(f"a: {written}\n")
    assert faults == ()
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_a_directive_changes_the_version_as_it_does_for_the_aws_cli() -> None:
    assert _read("%YAML 1.1\n---\na: yes\nb: 010\nc: 1e3\n") == ([{"a": True, "b": 8, "c": 1000.0}], ())


def test_each_document_has_its_own_version() -> None:
    assert _read("a: yes\n...\n%YAML 1.1\n---\na: yes\n")[0] == [{"a": "yes"}, {"a": True}]


def test_a_merge_key_adds_members_below_the_own_ones_and_the_first_of_a_list_wins() -> None:
    text = (
        "base: &base {a: 1, b: 1}\nmore: &more {b: 2, c: 2}\n"
        "one: {<<: *base, a: 9}\nboth:\n  c: 9\n  <<: [*base, *more]\ninline: {<<: {d: 4}}\n"
        "tagged:\n  !!merge <<: *base\n"
    )
    (data,), faults = _read(text)
    assert faults == ()
    assert data["one"] == {"a": 9, "b": 1}
    assert data["both"] == {"a": 1, "b": 1, "c": 9}
    assert data["inline"] == {"d": 4}
    assert data["tagged"] == {"a": 1, "b": 1}


def test_an_alias_may_repeat_a_key_and_an_anchor_may_be_given_again() -> None:
    assert _read("&k a: 1\nb: &x 2\nc: *x\nd: &x 3\ne: {*x : f, *k : g}\n")[0] == [
        {"a": 1, "b": 2, "c": 2, "d": 3, "e": {"a": "g"}}
    ]


def test_a_quoted_merge_sign_and_an_equals_sign_are_ordinary_names() -> None:
    assert _read("'<<': 1\n=: 2\n") == ([{"<<": 1, "=": 2}], ())


def test_each_document_that_is_not_empty_has_the_next_number() -> None:
    reading = read(Source("job.yaml", "---\n# nothing\n---\na: 1\n---\n---\n- x\n---\nb: 2\n...\n---\n"))
    assert [(document.index, document.data) for document in reading.documents] == [(0, {"a": 1}), (2, {"b": 2})]
    assert [(fault.kind, fault.index) for fault in reading.faults] == [(FaultKind.NOT_A_MAPPING, 1)]


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n", "---\n", "---\n---\n...\n", "\ufeff"])
def test_a_file_without_any_value_is_said_to_be_empty(text: str) -> None:
    documents, faults = _read(text)
    assert (documents, [fault.kind for fault in faults]) == ([], [FaultKind.EMPTY])


@pytest.mark.parametrize(
    ("text", "line", "column", "written", "words"),
    [
        ("a: b: c", 1, 5, ":", "a second ': ' on this line"),
        ("a: one\n  b: 2\n", 2, 4, ":", "this line continues the value of the line above; expected a member"),
        ("a\nb: 1\n", 1, 1, "a", "text without ':'; expected a member"),
        ("a: 1\nName:1000\nb: 2\n", 2, 1, "Name:1000", "missing space after ':' in 'Name:1000'"),
        ("a:\n  Name:1000\n  b: 2\n", 2, 3, "Name:1000", "missing space after ':' in 'Name:1000'"),
        ("a:\n  - Name:1000 # why\n    b: 2\n", 2, 5, "Name:1000", "missing space after ':' in 'Name:1000'"),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n", 2, 1, "<<<<<<<", "a marker of a merge conflict"),
        ("a: 1\n// why\nb: 2\n", 2, 1, "//", "comments start with '#' in YAML"),
        ("a: 1\nb #c: 2\n", 2, 1, "b #", "'#' starts a comment before the ':'"),
        ("a: 1\n\u00a0 c: 2\n  d: 3\n", 2, 1, "\u00a0", "found U+00A0 in the indentation"),
        ("a: 1\nbcd e\nc: 2\n", 2, 1, "bcd e", "text without ':'; expected a member"),
        ("a: 1\nb = 2\nc: 3\n", 2, 1, "b = 2", "text without ':'; expected a member"),
        ("a: 1\nlast", 2, 1, "last", "text without ':'; expected a member"),
        ("a:\n\tb: 1\n", 2, 1, "\t", "found a tab in the indentation"),
        ("a:\t1\n", 1, 3, "\t", "found a tab before a value"),
        ('a: "b\nc: 1\n', 1, 4, '"', "a double quote that is never closed"),
        ("a: 'b\n---\nc: 1\n", 1, 4, "'", "a single quote that is never closed"),
        ('a: "b\nc: "d"\n', 1, 4, '"', "a quote that is not closed on this line"),
        ("a: [1, 2", 1, 4, "[", "'[' is never closed; expected ']'"),
        ("a: {b: 1\n---\nc: 1\n", 1, 4, "{", "'{' is never closed; expected '}'"),
        ("a: [1, 2\nb: 3\n", 1, 4, "[", "'[' is never closed; expected ']'"),
        ("a: 1\n...\nb: [\n", 3, 4, "[", "'[' is never closed; expected ']'"),
        ("{\n  a: 1\n  b: 2\n}\n", 3, 4, ":", "expected ',' or '}', found ':'"),
        ("a: {b: 1, c: [2}}\n", 1, 16, "}", "expected ',' or ']', found '}'"),
        ("a: [1,, 2]\n", 1, 7, ",", "expected a value, found ','"),
        ("a: ]\n", 1, 4, "]", "expected a value, found ']'"),
        ("a: - b\n", 1, 4, "-", "found '-' after other text"),
        ("a: ? b\n", 1, 4, "?", "found '?' after other text"),
        ("a: @b\n", 1, 4, "@", "an unquoted value cannot start with it"),
        ("a: `b`\n", 1, 4, "`", "an unquoted value cannot start with it"),
        ('a: "C:\\data"\n', 1, 7, "\\d", "YAML has no such escape"),
        ('a: "\\u12"\n', 1, 5, "\\u", "expected 4 hexadecimal digits"),
        ('a: "\\Uffffffff"\n', 1, 5, "\\U", "is not a character"),
        ('a: "\\U0001', 1, 5, "\\U", "expected 8 hexadecimal digits"),
        ("a: |b\n", 1, 5, "b", "text after the '|' or '>'"),
        ("a: |\n  \n    b\n", 3, 5, "b", "starts deeper than the blank line above"),
        ("a: *.tar.gz/x\n", 1, 4, "*.tar.gz/x", "unknown anchor '&.tar.gz/x'"),
        ("a: * b\n", 1, 4, "*", "'*' starts an alias"),
        ("a: & b\n", 1, 4, "&", "'&' starts an anchor"),
        ("a: !t!x 1\n", 1, 4, "!", "the tag handle '!t!' is not declared"),
        ("a: !<x 1\n", 1, 4, "!<x", "'!' starts a tag, but this is not a valid one"),
        ("% b\n---\na: 1\n", 1, 1, "%", "starts a directive, but this is not a valid one"),
        ("%YAML 1.7\n---\na: 1\n", 1, 1, "%YAML 1.7", "unsupported YAML version"),
        ("a:\n    b: 1\n  c: 2\n", 3, 3, "c", "inconsistent indentation"),
        ("- a\nb: 1\n", 2, 1, "b", "expected an item of the list"),
        ("a: 'it's'\n", 1, 8, "s", "text after the closing quote of a string"),
        ("a: [1] b\n", 1, 8, "b", "expected a member such as 'Name: value', found 'b'"),
        ("{a: 1} b\n", 1, 8, "b", "found text after the spec"),
        ("  a: 1\n b: 2\n", 2, 2, "b", "found text after the spec"),
        ("a: 1\n... b\n", 2, 5, "b", "found text after the spec"),
        ("a: 2024-13-45\n", 1, 4, "2024-13-45", "looks like a date but is not a valid one"),
        ("a: -_\n", 1, 4, "-_", "looks like an integer but is not a valid one"),
        ("a: !!int b\n", 1, 10, "b", "looks like an integer but is not a valid one"),
        ("a: &x !!bool maybe\n", 1, 14, "maybe", "looks like a boolean but is not a valid one"),
        pytest.param("a: 0x" + "f" * 5000, 1, 4, "0x" + "f" * 5000, "a number of 5,002 characters", id="long number"),
        ("a: <<\n", 1, 4, "<<", "'<<' is not a value in YAML"),
        ("a: ! '*'\n", 1, 6, "'*'", "'*' looks like a scalar but is not a valid one"),
        ("a: [=]\n", 1, 5, "=", "'=' is not a value in YAML"),
        ("a: *x\n", 1, 4, "*x", "unknown anchor '&x'"),
        ("a: *x\nb: &x 1\n", 1, 4, "*x", "the anchor '&x' comes after this alias"),
        ("a: &x 1\n---\nb: *x\n", 3, 4, "*x", "anchors end with their document"),
        ("a: &x 1\nb: {<<: *x}\n", 2, 9, "*x", "'<<' must be a mapping or a list of mappings, found an integer"),
        ("<<: [{a: 1}, b]\n", 1, 5, "[{a: 1}, b]", "found a list with other items"),
        ("a: !!str [1]\n", 1, 4, "!!str", "the tag '!!str' does not fit a list"),
        ("a: !!seq b\n", 1, 4, "!!seq", "the tag '!!seq' does not fit a scalar"),
        ("a: b\x00\n", 1, 5, "\x00", "found the character U+0000, which YAML does not allow"),
        ("a: \x1b[31m\n", 1, 4, "\x1b", "found the character U+001B, which YAML does not allow"),
        ("a: 1\nb: \ufffe\n", 2, 4, "\ufffe", "found the character U+FFFE, which YAML does not allow"),
    ],
)
def test_broken_yaml_is_shown_at_its_place_with_what_was_found_and_expected(
    text: str, line: int, column: int, written: str, words: str
) -> None:
    fault = _only_fault(text)
    position = Source("job.yaml", text).position(fault.span.start)
    assert (position.line, position.column) == (line, column)
    assert _written(text, fault) == written
    assert fault.kind is FaultKind.SYNTAX
    assert words in fault.message


@pytest.mark.parametrize(
    ("text", "labelled", "words"),
    [
        ('a: "b\n', (6, ""), "the file ends here"),
        ("a: [1, {b: 2}\n", (14, ""), "the end"),
        ("a: [1, 2\nb: 3\n", (10, ":"), "the next line outside of it"),
        ("- a\nb: 1\n", (0, "-"), "this list starts here"),
        ("a: 1\n'b' c: 2\n", (0, "a"), "this mapping starts here"),
    ],
)
def test_a_fault_that_began_earlier_has_a_label_there(text: str, labelled: tuple[int, str], words: str) -> None:
    ((span, message),) = _only_fault(text).labels
    assert (span.start, text[span.start : span.end]) == labelled
    assert message == words


def test_broken_syntax_keeps_the_documents_before_it() -> None:
    documents, faults = _read("a: 1\n---\nb: 2\n---\nc:\n  d: [1\n")
    assert documents == [{"a": 1}, {"b": 2}]
    assert [(fault.kind, fault.index, fault.route) for fault in faults] == [(FaultKind.SYNTAX, 2, ("c", "d"))]


def test_a_document_that_the_parser_ends_too_early_is_not_half_given() -> None:
    documents, faults = _read("z: 0\n---\n  a: 1\n b: 2\n")
    assert documents == [{"z": 0}]
    assert [(fault.kind, fault.index) for fault in faults] == [(FaultKind.SYNTAX, 1)]


def test_a_value_that_cannot_be_read_takes_its_document_with_it_and_no_other() -> None:
    documents, faults = _read("a: 2024-13-45\n---\nb: 2\n")
    assert documents == [{"b": 2}]
    assert [(fault.kind, fault.index, fault.route) for fault in faults] == [(FaultKind.SYNTAX, 0, ("a",))]


def test_each_repeated_key_is_a_fault_with_both_places_and_the_last_value_counts() -> None:
    text = "a: 1\nb:\n  - {c: 1, 'c': 2}\na: 3\n"
    documents, faults = _read(text)
    assert documents == [{"a": 3, "b": [{"c": 2}]}]
    assert [(fault.kind, fault.route, fault.part, fault.span.start, _written(text, fault)) for fault in faults] == [
        (FaultKind.DUPLICATE_KEY, ("b", 0, "c"), Part.KEY, 19, "'c'"),
        (FaultKind.DUPLICATE_KEY, ("a",), Part.KEY, 27, "a"),
    ]
    assert [(span.start, message) for span, message in faults[1].labels] == [(0, "first defined here")]
    assert "the AWS CLI rejects the file" in faults[1].message


def test_a_repeated_key_beside_a_merge_key_is_told_apart_for_the_aws_cli_lets_it_pass() -> None:
    fault = _only_fault("base: &base {a: 1}\nb: {<<: *base, c: 2, c: 3}\n")
    assert "the AWS CLI silently keeps only the last value" in fault.message


def test_a_second_merge_key_is_a_repeated_key() -> None:
    text = "base: &base {a: 1}\nb:\n  <<: *base\n  <<: *base\n"
    fault = _only_fault(text)
    assert (fault.kind, fault.route, fault.span.start) == (FaultKind.DUPLICATE_KEY, ("b",), 36)
    assert [span.start for span, _ in fault.labels] == [24]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("1", "the key is an integer"),
        ("true", "the key is a boolean"),
        ("~", "the key is null"),
        ("2024-01-01", "the key is a date"),
        ("1.5", "the key is a number"),
        ("? [a, b]\n", "the key is a list"),
        ("? {a: b}\n", "the key is a mapping"),
    ],
)
def test_a_key_that_is_no_string_is_a_fault_and_its_member_is_left_out(key: str, words: str) -> None:
    text = (
        f"a:\n  b: 1\n  {key}: {{c: 2}}\n  d: 3\n" if "?" not in key else f"a:\n  b: 1\n  {key}  : {{c: 2}}\n  d: 3\n"
    )
    documents, faults = _read(text)
    assert documents == [{"a": {"b": 1, "d": 3}}]
    assert [(fault.kind, fault.route) for fault in faults] == [(FaultKind.KEY_NOT_STRING, ("a",))]
    assert words in faults[0].message
    assert _written(text, faults[0]) == key.removeprefix("? ").rstrip()


@pytest.mark.parametrize(
    ("text", "tag", "data", "words"),
    [
        ("a: !Sub x-${y}\n", "!Sub", {"a": "x-${y}"}, "a tag of CloudFormation templates; the AWS CLI rejects"),
        ("a: !Ref\n  b: 1\n", "!Ref", {"a": {"b": 1}}, "a tag of CloudFormation templates"),
        ("a: !mine [1]\n", "!mine", {"a": [1]}, "the tag '!mine' is not allowed in a job spec"),
        ("a: &x !mine 12\n", "!mine", {"a": 12}, "the tag '!mine' is not allowed in a job spec"),
        ("a: !mine &x '12'\n", "!mine", {"a": "12"}, "the tag '!mine' is not allowed in a job spec"),
        ("a: !!binary aGk=\n", "!!binary", {"a": "aGk="}, "the tag '!!binary'"),
        ("a: !!set {b}\n", "!!set", {"a": {"b": None}}, "the tag '!!set'"),
        ("a: !!python/name:os.system\n", "!!python/name:os.system", {"a": None}, "the tag '!!python/name:os.system'"),
        ("a: !<tag:x,2000:y> 1\n", "!<tag:x,2000:y>", {"a": 1}, "is not allowed in a job spec"),
    ],
)
def test_an_unknown_tag_is_named_and_its_value_read_without_it(
    text: str, tag: str, data: dict[str, object], words: str
) -> None:
    documents, faults = _read(text)
    assert documents == [data]
    assert [(fault.kind, fault.route, _written(text, fault)) for fault in faults] == [
        (FaultKind.UNKNOWN_TAG, ("a",), tag)
    ]
    assert words in faults[0].message


@pytest.mark.parametrize("text", ["a: &x [1, *x]\n", "a: &x\n  b:\n    c: *x\n", "a: &x\n  <<: *x\n"])
def test_an_alias_inside_its_own_anchor_is_a_cycle(text: str) -> None:
    documents, faults = _read(text)
    assert (documents, [fault.kind for fault in faults]) == ([], [FaultKind.CYCLE])
    assert _written(text, faults[0]) == "*x"


@pytest.mark.parametrize(
    ("text", "words", "written"),
    [
        ("- a\n- b\n", "the top level is a list", "-"),
        ("[a]\n", "the top level is a list", "["),
        ("just text\n", "the top level is a string", "just text"),
        ("JobName:probe\n", "the top level is a string", "JobName:probe"),
        ("12\n", "the top level is an integer", "12"),
        ("--- ~\n", "the top level is null", "~"),
        ("2024-01-01\n", "the top level is a date", "2024-01-01"),
    ],
)
def test_a_root_that_is_no_mapping_is_named(text: str, words: str, written: str) -> None:
    fault = _only_fault(text)
    assert fault.kind is FaultKind.NOT_A_MAPPING
    assert words in fault.message
    assert _written(text, fault) == written


@pytest.mark.parametrize(
    ("data", "offset", "words"),
    [
        (b"a: gr\xf6\xdfer\n", 5, "the byte 0xf6"),
        (b'{"a": "\x80"}', 7, "the byte 0x80"),
        ("a: 1".encode("utf-32"), 0, "the file is UTF-32"),
        ("a: 1".encode("utf-32-be"), 0, "the file is UTF-32"),
        ("a: 1".encode("utf-16"), 0, "the file is UTF-16"),
        ("a: 1".encode("utf-16-le"), 0, "the file is UTF-16"),
        ('{"a": 1}'.encode("utf-16-be"), 0, "the file is UTF-16"),
    ],
)
def test_bytes_that_are_no_utf_8_are_shown_in_hex_at_the_first(data: bytes, offset: int, words: str) -> None:
    reading = read(Source.decode("job", data))
    assert reading.documents == ()
    (fault,) = reading.faults
    assert (fault.kind, fault.span.start) == (FaultKind.ENCODING, offset)
    assert words in fault.message


def test_a_latin_1_byte_is_shown_as_the_character_that_was_meant() -> None:
    (fault,) = read(Source.decode("job.yaml", b"a: caf\xe9\n")).faults
    assert fault.help is not None
    assert "'é'" in fault.help


def test_words_of_the_spec_are_harmless_and_short_in_a_message() -> None:
    message = _only_fault('a: !x\u202e"b"\n').message
    assert "\u202e" not in message
    assert len(_only_fault("a: *" + "x" * 5000).message) < 200


def test_a_text_is_not_read_beyond_what_is_too_deep(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = events._c_events
    seen: list[object] = []

    def counted(text: str) -> Iterator[Any]:
        for event in parsed(text):
            seen.append(event)
            yield event

    monkeypatch.setattr(events, "_c_events", counted)
    assert [one.kind for one in read(Source("a.yaml", "[" * 10_000)).faults] == [FaultKind.TOO_DEEP]
    assert len(seen) < 100


def test_without_the_c_parser_the_pure_one_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x {b: [1, two]}\nc: *x\n---\nd: |\n  e\n"
    with_c = _read(text)
    monkeypatch.setattr(events, "_c_parser", lambda: None)
    assert _read(text) == with_c
    assert with_c[0] == [{"a": {"b": [1, "two"]}, "c": {"b": [1, "two"]}}, {"d": "e\n"}]
