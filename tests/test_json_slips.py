"""What JSON does not allow and is plainly meant: each has a fix, and the fixed file says what was meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import recolint
from properties import examples
from recolint.base.text import Source
from recolint.document import read
from recolint.fix import FixRequest, apply_fixes

SPEC = {
    "JobName": "probe",
    "JobType": "Default",
    "RoleArn": "arn:aws:iam::111122223333:role/recommender",
    "InputConfig": {"ModelPackageVersionArn": "arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3"},
}
TEXT = json.dumps(SPEC, indent=2) + "\n"


def fixed(text: str) -> tuple[str, int]:
    """``text`` after the fixes of all its faults, and how many those are."""
    source = Source("job.json", text)
    faults = read(source).faults
    done = apply_fixes(source, [FixRequest(fault.fix) for fault in faults if fault.fix])
    assert dict(done.refused) == {}
    return done.source.text, len(faults)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        pytest.param('{"a": 1, // why\n "b": 2}', '{"a": 1,\n "b": 2}', id="a comment behind a value"),
        pytest.param('{\n  // why\n  "a": 1\n}', '{\n  "a": 1\n}', id="a comment on a line of its own"),
        pytest.param('{\n  // one\n  # two\n\n  "a": 1\n}', '{\n\n  "a": 1\n}', id="lines of comments"),
        pytest.param('{\r\n  // why\r\n  "a": 1\r\n}', '{\r\n  "a": 1\r\n}', id="CRLF"),
        pytest.param('/* a\n   b */\n{"a": /* c */ 1}', '{"a": 1}', id="comments between signs"),
        pytest.param('{"a": 1}\n# end', '{"a": 1}\n', id="a comment at the end"),
        pytest.param('{"a": "// no # comment", }', '{"a": "// no # comment" }', id="not within a string"),
        pytest.param('{"a": [1, 2,], }', '{"a": [1, 2] }', id="trailing commas"),
        pytest.param('{"a": 1, // why\n}', '{"a": 1\n}', id="a trailing comma before a comment"),
        pytest.param("{'a': 'it\\'s \"b\" \\n'}", '{"a": "it\'s \\"b\\" \\n"}', id="single quotes and escapes"),
        pytest.param("{'a\tb': ''}", '{"a\\tb": ""}', id="a tab in single quotes"),
        pytest.param("{\u201ca\u201d: \u2018b c\u2019}", '{"a": "b c"}', id="typographic quotes"),
        pytest.param('{a: 1, $b_c: 2, d-e: 3}', '{"a": 1, "$b_c": 2, "d-e": 3}', id="names without quotes"),
        pytest.param('{"a": True, "b": [False, None]}', '{"a": true, "b": [false, null]}', id="Python's words"),
        pytest.param('{\n  "a": 1\n  "b": [\n    1\n    2\n  ]\n}',
                     '{\n  "a": 1,\n  "b": [\n    1,\n    2\n  ]\n}', id="commas that are missing"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right_and_nothing_else(text: str, right: str) -> None:
    new, count = fixed(text)
    assert new == right
    assert count > 0
    assert read(Source("job.json", new)).faults == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"a": 1, // why\n "b": }', id="a value is missing further on"),
        pytest.param("{'a': 'it's'}", id="a quote within quotes"),
        pytest.param("{'a': '\\x41'}", id="an escape that JSON does not have"),
        pytest.param('{"a": [1, 2,}', id="a bracket is missing"),
        pytest.param('{"a": Default, }', id="text without quotes"),
        pytest.param('{"a": 1,, }', id="two commas"),
        pytest.param('{"a": 1 /* why }', id="a comment without end"),
        pytest.param('{"a": 1 "b": 2}', id="a comma is missing within a line"),
    ],
)
def test_a_file_that_cannot_be_put_right_as_a_whole_is_left_as_it_is(text: str) -> None:
    new, count = fixed(text)
    assert (new, count > 0) == (text, True)


def test_all_kinds_in_one_file_are_fixed_in_one_run(tmp_path: Path) -> None:
    text = TEXT.replace('"JobName"', "JobName").replace('"probe"', "'probe'").replace('churn/3"', 'churn/3",')
    (tmp_path / "job.json").write_text(text.replace('  "JobType"', "  // which kind\n  # of job\n  'JobType'"))
    before = recolint("check", "--isolated", "--output-format", "json", cwd=tmp_path)
    assert {one["fix"]["safety"] for one in json.loads(before.out)["findings"]} == {"safe"}
    outcome = recolint("check", "--isolated", "--fix", cwd=tmp_path)
    assert outcome.code == 0
    assert (tmp_path / "job.json").read_text() == TEXT


def test_what_remains_is_reported_after_the_fixes_of_syntax(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(TEXT.replace("Default", "DEFAULT").replace('churn/3"', 'churn/3",'))
    assert recolint("check", "--isolated", "--fix", cwd=tmp_path).code == 0
    assert (tmp_path / "job.json").read_text() == TEXT


def test_a_byte_order_mark_in_json_is_a_warning_and_goes_alone(tmp_path: Path) -> None:
    data = TEXT.replace("\n", "\r\n").encode()
    (tmp_path / "job.json").write_bytes(b"\xef\xbb\xbf" + data)
    (finding,) = json.loads(recolint("check", "--isolated", "--output-format", "json", cwd=tmp_path).out)["findings"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("RL014", "warning", 1)
    assert finding["fix"]["edits"] == [{"edit": "drop-byte-order-mark", "pointer": ""}]
    assert recolint("check", "--isolated", "--fix", cwd=tmp_path).code == 0
    assert (tmp_path / "job.json").read_bytes() == data


@pytest.mark.parametrize(("name", "text"), [("job.yaml", "JobName: a\nJobType: Default\n"), ("other.json", "{}")])
def test_a_byte_order_mark_elsewhere_is_fine(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.encode())
    out = recolint("check", "--isolated", "--output-format", "json", "--exit-zero-on-empty", cwd=tmp_path).out
    assert "RL014" not in out


NAMES = st.text(alphabet="abcXYZ_", min_size=1, max_size=5)
TEXTS = st.text(alphabet="ab '\"\\/#,:{}[]\t\u00e9\u201c", max_size=6)
DATA = st.recursive(
    st.one_of(TEXTS, st.integers(-9, 99), st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def loosely(draw: st.DrawFn) -> tuple[Any, str]:
    """Data, and a text that says the same in what people take for JSON."""

    def space() -> str:
        return draw(st.sampled_from(["", "", " ", "\n  ", " // x, }\n", " /* ' */ ", '\n# "\n']))

    def string(value: str) -> str:
        if draw(st.booleans()):
            return json.dumps(value)
        return "'" + json.dumps(value)[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"

    def write(value: Any) -> str:
        if isinstance(value, dict):
            parts = [f"{space()}{name(key)}:{space()}{write(item)}{space()}" for key, item in value.items()]
            return "{" + between(parts) + "}"
        if isinstance(value, list):
            return "[" + between([f"{space()}{write(item)}{space()}" for item in value]) + "]"
        if isinstance(value, str):
            return string(value)
        return str(value) if draw(st.booleans()) and not isinstance(value, str) else json.dumps(value)

    def name(key: str) -> str:
        return key + " " if draw(st.booleans()) else string(key) + space()

    def between(parts: list[str]) -> str:
        return ",".join(parts) + (draw(st.sampled_from(["", ","])) if parts else space())

    data = draw(st.dictionaries(NAMES, DATA, max_size=4))
    return data, space() + write(data) + space()


@pytest.mark.slow
@examples(100)
@given(loosely())
def test_the_fixed_text_says_what_the_loose_one_meant(pair: tuple[Any, str]) -> None:
    data, text = pair
    assert json.loads(fixed(text)[0]) == data
