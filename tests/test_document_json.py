"""JSON specs: what is read, and the place and words of every fault."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from properties import examples
from recolint.base.finding import Part
from recolint.base.text import Source
from recolint.document import Fault, FaultKind, Format, guess_format, read


def _read(text: str) -> tuple[list[object], tuple[Fault, ...]]:
    reading = read(Source("job.json", text))
    return [document.data for document in reading.documents], reading.faults


def _only_fault(text: str) -> Fault:
    _, faults = _read(text)
    assert len(faults) == 1
    return faults[0]


def _written(text: str, fault: Fault) -> str:
    return text[fault.span.start : fault.span.end]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"JobName": "probe", "InputConfig": {"JobDurationInSeconds": 600}}', id="an object"),
        pytest.param(
            '\r\n{\r\n\t"a": [1, -2.5e3, true, null, "\\u00e9\\ud83d\\ude00"]\r\n}\r\n', id="CRLF and escapes"
        ),
        pytest.param('{"a": "\x7f\u2028"}', id="characters that YAML refuses"),
    ],
)
def test_what_json_allows_is_read_as_json_loads_reads_it(text: str) -> None:
    assert _read(text) == ([json.loads(text)], ())


def test_a_byte_order_mark_before_the_object_is_no_fault() -> None:
    reading = read(Source.decode("job.json", b'\xef\xbb\xbf{"JobName": "a"}'))
    assert [document.data for document in reading.documents] == [{"JobName": "a"}]
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("text", "line", "column", "written", "words"),
    [
        ('{"a": 1, // why\n "b": 2}', 1, 10, "// why", "comments are not allowed in JSON"),
        ('{"a": /* why */ 1}', 1, 7, "/* why */", "comments are not allowed in JSON"),
        ('{"a": 1 /* why', 1, 9, "/*", "expected ',' or '}', found a comment that is never closed"),
        ('# why\n{"a": 1}', 1, 1, "# why", "comments are not allowed in JSON"),
        ('{"a": 1}\n# why', 2, 1, "# why", "comments are not allowed in JSON"),
        ('{"a": 1,\n}', 1, 8, ",", "trailing comma before '}'"),
        ('{"a": [1, 2, ]}', 1, 12, ",", "trailing comma before ']'"),
        ("{'a': 1}", 1, 2, "'a'", "single quotes; JSON requires double quotes"),
        ("{\"a\": 'b c'}", 1, 7, "'b c'", "single quotes; JSON requires double quotes"),
        ('{"a": \'b', 1, 7, "'b", "expected a value, found single quotes"),
        ("{JobName: 1}", 1, 2, "JobName", "'JobName' has no quotes; JSON requires double quotes"),
        ('{"a": Default}', 1, 7, "Default", "expected a value, found the text 'Default' without double quotes"),
        ('{"a": 1\n "b": 2}', 2, 2, '"', "missing comma before this member"),
        ('["a" 5]', 1, 6, "5", "a comma is missing; expected ',' or ']'"),
        ('{"a" 1}', 1, 6, "1", "a colon is missing; expected ':' after the name"),
        ('{"a", "b"}', 1, 5, ",", "expected ':' after the name, found ','"),
        ('{"a": "say "hi""}', 1, 13, "hi", "expected ',' or '}', found text right after a string"),
        ('{"a": "b\n}', 1, 7, '"b', "not closed; expected '\"' before the end of the line"),
        ('{"a": "b', 1, 7, '"b', "not closed; expected '\"' before the end of the line"),
        ('{"a": "b\\', 1, 7, '"b\\', "not closed; expected '\"' before the end of the line"),
        ('{"a": "b\tc"}', 1, 9, "\t", "a raw tab in a string; expected its escape, \\t"),
        ('{"a": "b\x01c"}', 1, 9, "\x01", "a raw control character in a string; expected its escape, \\u0001"),
        ('{"a": "C:\\data"}', 1, 10, "\\d", "found '\\d' in a string; expected one of"),
        ('{"a": "\\u12"}', 1, 8, "\\u", "four hexadecimal digits after '\\u'"),
        ('{"a": "\\u', 1, 8, "\\u", "four hexadecimal digits after '\\u'"),
        ('{"a": True}', 1, 7, "True", "Python's True is not JSON; expected true"),
        ('{"a": [None]}', 1, 8, "None", "Python's None is not JSON; expected null"),
        ('{"a": NaN}', 1, 7, "NaN", "neither JSON nor the request allows it"),
        ('{"a": -Infinity}', 1, 7, "-Infinity", "neither JSON nor the request allows it"),
        ('{"a": 012}', 1, 7, "012", "'012' is not a JSON number"),
        ('{"a": 1.}', 1, 7, "1.", "'1.' is not a JSON number"),
        ('{"a": +1}', 1, 7, "+1", "'+1' is not a JSON number"),
        ('{"a": 1_000}', 1, 7, "1_000", "'1_000' is not a JSON number"),
        ('{"a": \u201cb\u201d}', 1, 7, "\u201cb\u201d", "typographic quotes; JSON requires double quotes"),
        ('{"a": 1}\n{"b": 2}', 2, 1, "{", "expected the end of the file, found a second value"),
        ('{"a": 1} and', 1, 10, "and", "found text after the spec"),
        ('{"a": 1}}', 1, 9, "}", "found text after the spec"),
        ('{"a": [1, 2}', 1, 12, "}", "expected ',' or ']', found '}'"),
        ('{"a": }', 1, 7, "}", "expected a value, found '}'"),
        ("[1,,2]", 1, 4, ",", "expected a value, found ','"),
        ('{"a": [1', 1, 7, "[", "'[' is never closed; expected ']'"),
        ('{"a": 1,\n', 1, 1, "{", "'{' is never closed; expected '}'"),
        ('{"a": \x1b[31m}', 1, 7, "\x1b", "expected a value, found '\\x1b'"),
    ],
)
def test_broken_json_is_shown_at_its_place_with_what_was_found_and_expected(
    text: str, line: int, column: int, written: str, words: str
) -> None:
    fault = _only_fault(text)
    position = Source("job.json", text).position(fault.span.start)
    assert (position.line, position.column) == (line, column)
    assert _written(text, fault) == written
    assert fault.kind is FaultKind.SYNTAX
    assert words in fault.message


@pytest.mark.parametrize(
    ("text", "labelled", "words"),
    [
        ('{"a": [1', "", "the file ends here"),
        ('{"a": [1, 2}', "[", "opened here"),
        ('{"a": "x" "b": 2}', '"x"', "no comma follows"),
        ('{"a" 1}', '"a"', "no colon follows"),
    ],
)
def test_a_fault_that_began_earlier_has_a_label_there(text: str, labelled: str, words: str) -> None:
    ((span, message),) = _only_fault(text).labels
    assert text[span.start : span.end] == labelled
    assert words in message


def test_broken_json_has_the_route_of_the_structure_that_it_breaks() -> None:
    assert _only_fault('{"Tags": [{"Key": "a"}, {"Key" "b"}]}').route == ("Tags", 1)


def test_a_number_too_long_for_python_is_a_fault() -> None:
    fault = _only_fault('{"a": 1' + "0" * 5000 + "}")
    assert (fault.kind, fault.span.start) == (FaultKind.SYNTAX, 6)
    assert "5,001 digits" in fault.message


@pytest.mark.parametrize("text", ["", " \r\n\t\n"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    documents, faults = _read(text)
    assert (documents, [fault.kind for fault in faults]) == ([], [FaultKind.EMPTY])


@pytest.mark.parametrize(
    ("text", "words", "written"),
    [
        (' ["a"]', "the top level is a list", "["),
        ('"a"', "the top level is a string", '"a"'),
        ("12", "the top level is an integer", "12"),
        ("true", "the top level is a boolean", "true"),
        ("null", "the top level is null", "null"),
    ],
)
def test_a_root_that_is_no_object_is_named(text: str, words: str, written: str) -> None:
    fault = _only_fault(text)
    assert fault.kind is FaultKind.NOT_A_MAPPING
    assert words in fault.message
    assert _written(text, fault) == written


def test_each_repeated_name_is_a_fault_at_the_later_key_and_the_last_value_counts() -> None:
    text = '{"a": 1, "b": {"c": 2, "c": 3}, "a": 4, "\\u0061": 5}'
    documents, faults = _read(text)
    assert documents == [{"a": 5, "b": {"c": 3}}]
    assert [(fault.kind, fault.route, fault.part, _written(text, fault)) for fault in faults] == [
        (FaultKind.DUPLICATE_KEY, ("b", "c"), Part.KEY, '"c"'),
        (FaultKind.DUPLICATE_KEY, ("a",), Part.KEY, '"a"'),
        (FaultKind.DUPLICATE_KEY, ("a",), Part.KEY, '"\\u0061"'),
    ]
    assert [(span.start, message) for span, message in faults[1].labels] == [(1, "first defined here")]
    assert faults[1].labels == faults[2].labels
    assert "silently keeps only the last value" in faults[0].message


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("jobs/a.json", "a: 1", Format.JSON),
        ("jobs/a.JSON", "", Format.JSON),
        ("a.yaml", "{}", Format.YAML),
        ("a.yml", "[]", Format.YAML),
        ("<stdin>", "\n  {}", Format.JSON),
        ("<stdin>", "[]", Format.JSON),
        ("<stdin>", "a: {}", Format.YAML),
        ("job.json.j2", "", Format.YAML),
    ],
)
def test_the_format_is_guessed_by_name_and_then_by_first_character(path: str, text: str, expected: Format) -> None:
    assert guess_format(path, text) is expected


def test_a_format_that_is_said_wins_over_the_name() -> None:
    reading = read(Source("job.json", "JobName: probe", format=Format.YAML))
    assert [(document.format, document.data) for document in reading.documents] == [(Format.YAML, {"JobName": "probe"})]


def test_reading_and_locating_json_never_imports_ruamel() -> None:
    code = (
        "import sys; from recolint.document import read; from recolint.base.text import Source\n"
        "read(Source('a.json', '{\"a\": 1, \"a\": 2}')).documents[0].entries(); read(Source('a.json', '{'))\n"
        "assert not [name for name in sys.modules if 'ruamel' in name]\n"
        "read(Source('a.yaml', 'a: 1')); assert 'ruamel.yaml' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


_TOKENS = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    '"a"',
    '"',
    "1",
    "-",
    "0",
    ".5",
    "e3",
    "true",
    "null",
    "\\",
    "é",
    "/",
]


@examples(100)
@given(st.lists(st.sampled_from(_TOKENS), max_size=12).map("".join))
def test_exactly_what_json_loads_refuses_is_a_syntax_fault(text: str) -> None:
    # A template such as {e3} is read as a value; RL030 reports it as a placeholder.
    assume(not re.search(r"\{[A-Za-z_]\w*\}|\{\{.*\}\}", text))
    try:
        json.loads(text)
        refused = False
    except ValueError:
        refused = bool(text.strip())
    _, faults = _read(text)
    assert any(fault.kind is FaultKind.SYNTAX for fault in faults) == refused
    assert all(0 <= fault.span.start <= fault.span.end <= len(text) for fault in faults)
