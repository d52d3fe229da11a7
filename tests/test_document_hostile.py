"""Hostile files: bounded in depth, size, aliases, memory and time, and never an exception."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties import examples
from recolint.base.text import Source
from recolint.document import FaultKind, Format, read

LIMIT = 20_000


def _only(text: str, format_: Format) -> tuple[FaultKind, int]:
    reading = read(Source("x", text, format=format_))
    assert reading.documents == ()
    (fault,) = reading.faults
    return fault.kind, fault.span.start


@pytest.mark.parametrize(
    ("text", "offset", "formats"),
    [
        pytest.param("[" * 100_000, 64, (Format.JSON, Format.YAML), id="lists"),
        pytest.param('{"a":' * 100_000, 64 * 5, (Format.JSON, Format.YAML), id="objects"),
        pytest.param('{"a": [' + "[" * 100_000, 6 + 63, (Format.JSON, Format.YAML), id="lists in an object"),
        pytest.param("{a: " * 100_000, 64 * 4, (Format.YAML,), id="flow mappings"),
        pytest.param("- " * 100_000, 64 * 2, (Format.YAML,), id="block lists"),
        pytest.param("? " * 100_000, 64 * 2, (Format.YAML,), id="explicit keys"),
        pytest.param(
            "".join(" " * level + "a:\n" for level in range(1000)),
            64 * 63 // 2 + 64 * 3 + 64,
            (Format.YAML,),
            id="block mappings",
        ),
    ],
)
def test_a_file_nested_too_deep_is_refused_where_it_crosses_the_limit(
    text: str, offset: int, formats: tuple[Format, ...]
) -> None:
    for format_ in formats:
        assert _only(text, format_) == (FaultKind.TOO_DEEP, offset)


@pytest.mark.parametrize("format_", list(Format))
def test_64_levels_are_not_too_deep(format_: Format) -> None:
    text = '{"a":' * 64 + "1" + "}" * 64
    reading = read(Source("x", text, format=format_))
    assert reading.faults == ()
    assert reading.documents[0].written(("a",) * 64) == "1"
    assert _only('{"a":' * 64 + "[]" + "}" * 64, format_) == (FaultKind.TOO_DEEP, 64 * 5)


def test_aliases_count_with_the_levels_that_they_repeat() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{number}: &a{number} [*a{number - 1}]\n" for number in range(1, 100))
    assert _only(text, Format.YAML) == (FaultKind.TOO_DEEP, text.index("*a62"))


@pytest.mark.slow
@pytest.mark.parametrize("format_", list(Format))
def test_a_file_with_too_many_values_is_refused_at_the_value_that_crosses_the_limit(format_: Format) -> None:
    fits = "{" + ",".join(f'"k{number}": 1' for number in range(LIMIT - 1)) + "}"
    assert read(Source("x", fits, format=format_)).faults == ()
    text = fits.removesuffix("}") + ', "one too many": 22}'
    assert _only(text, format_) == (FaultKind.TOO_LARGE, text.rindex("22"))


def test_commas_and_brackets_within_strings_are_no_values() -> None:
    text = '{"a": "' + ",[{" * LIMIT + '"}'
    assert read(Source("x.json", text)).faults == ()


def test_aliases_that_stand_for_too_many_values_are_refused_at_the_alias_that_crosses_the_limit() -> None:
    text = "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
    assert read(Source("x.yaml", text)).faults == ()
    # Ten times 1,111 values and 10 lists come first; each *c repeats 1,111 values.
    text += "d: [" + ",".join(["*c"] * 20) + "]\n"
    kind, start = _only(text, Format.YAML)
    assert kind is FaultKind.ALIAS_BOMB
    assert text[start - 3 : start] == "*c,"
    assert (start - text.index("d: [") - 4) // 3 == (LIMIT - 1 - 11 - 111 - 1111 - 1) // 1111


def test_merge_keys_count_with_the_members_that_they_bring() -> None:
    text = "a: &a {" + ", ".join(f"k{number}: 1" for number in range(1000)) + "}\n"
    text += "".join(f"m{number}: {{<<: *a}}\n" for number in range(30))
    assert _only(text, Format.YAML)[0] is FaultKind.ALIAS_BOMB


def test_a_file_of_very_many_documents_is_refused_and_the_first_ones_are_kept() -> None:
    reading = read(Source("x.yaml", "--- {a: 1}\n" * 60_000))
    assert [fault.kind for fault in reading.faults] == [FaultKind.TOO_LARGE]
    assert 5_000 < len(reading.documents) < 60_000


def test_a_yaml_file_of_very_many_lines_is_refused() -> None:
    assert _only("a: 1\n" + "#\n" * 200_001, Format.YAML)[0] is FaultKind.TOO_LARGE


def test_a_very_long_tag_or_header_is_refused_for_the_parser_takes_for_ever_over_it() -> None:
    for line in ("b: !" + "x" * 1_000_000, "b: | #" + "x" * 1_000_000):
        assert _only(f"a: 1\n{line}\n", Format.YAML) == (FaultKind.TOO_LARGE, 5)


BOMBS = r"""
import resource, sys
from recolint.document import read
from recolint.base.text import Source

MB = 1024 * 1024
bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [" + ",".join(["*" + chr(97 + n)] * 10) + "]\n" for n in range(9)
)
merges = "x: &a {k: 1}\n" + "".join(f"k{n}: {{<<: [" + ",".join(["*a"] * 50) + "]}\n" for n in range(20_000))
# Made one at a time, lest the texts themselves be what is measured.
texts = [
    ("x.yaml", lambda: bomb),
    ("x.yaml", lambda: merges),
    ("x.yaml", lambda: "[" + "a," * (5 * MB // 2) + "]"),
    ("x.yaml", lambda: "[" * 5 * MB),
    ("x.yaml", lambda: "{a: " * MB),
    ("x.yaml", lambda: "- " * 2 * MB),
    ("x.yaml", lambda: "'" * 5 * MB),
    ("x.yaml", lambda: "--- {a: &a [x,x,x,x,x,x,x,x], b: *a}\n" * 100_000),
    ("x.yaml", lambda: "---\n" * MB),
    ("x.yaml", lambda: "a: 1\n" + "#\n" * 2 * MB),
    ("x.yaml", lambda: "a: " + "9" * 5 * MB),
    ("x.yaml", lambda: 'a: "' + "x" * 5 * MB + '"'),
    ("x.yaml", lambda: "a: |\n" + "  x\n" * 190_000),
    ("x.yaml", lambda: "&a " * MB),
    ("x.yaml", lambda: "| #" * MB),
    ("x.yaml", lambda: "".join(f"k{n}: v{n}\n" for n in range(19_000)) + "# \n" * 170_000),
    ("x.yaml", lambda: "a: " + "\U0001f642" * MB),
    ("x.json", lambda: "[" * 5 * MB),
    ("x.json", lambda: '{"a":' * MB),
    ("x.json", lambda: "[" + "1," * 2 * MB + "1]"),
    ("x.json", lambda: "[" + "[]," * MB + "1]"),
    ("x.json", lambda: "[" + '{"":0},' * (5 * MB // 7) + "1]"),
    ("x.json", lambda: '{"a": ' + "9" * 5 * MB + "}"),
    ("x.json", lambda: '{"a": "' + "\\n" * 2 * MB + '"}'),
    ("x.json", lambda: '{"a": "' + "x" * 5 * MB),
    ("x.json", lambda: "/*" * 2 * MB),
    ("x.json", lambda: '{"a": "' + ",[{" * MB + '"}'),
]
for path, text in texts:
    for document in read(Source(path, text())).documents[:100]:
        document.place(())
        document.entries()
        document.comments()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else MB))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no getrusage")
def test_no_file_of_5_mb_costs_more_than_200_mb() -> None:
    # Linux counts what the parent used into its child's peak: a small process between keeps pytest's own out of it.
    between = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
    run = subprocess.run([sys.executable, "-c", between, BOMBS], check=True, capture_output=True, text=True)
    assert int(run.stdout) < 200


SCRAPS = (
    "a", "JobName", ": ", ":", "- ", "? ", ", ", "[", "]", "{", "}", "\n", "\n  ", " ", "\t", "\r", "#", " # c", '"',
    "'", "\\", "&a ", "*a", "<<: ", "<<", "=", "!t ", "!!int ", "!!map ", "! ", "!<", "|", ">", "|2\n", ">+\n", "---",
    "---\n", "...\n", "%", "%YAML 1.1\n", "%TAG ! x\n", "1", "-_", "0x_", "2024-99-99", ".", "~", "é", "🙂", "\x00",
    "\x85", "\u2028", "\ufeff", "\ud800", "\udcff", "\\ud800", "\\U0011", "\x7f", "@", "`", "//", "/*", "true", "NaN",
)  # fmt: skip


def _look_at_everything(text: str, format_: Format | None) -> None:
    reading = read(Source("x", text, format=format_))
    for fault in reading.faults:
        assert fault.message
        assert 0 <= fault.span.start <= fault.span.end <= len(text)
        assert all(0 <= span.start <= span.end <= len(text) for span, _ in fault.labels)
    assert reading.documents or reading.faults
    for document in reading.documents:
        for entry in document.entries():
            document.written(entry.route)
        document.comments()


@examples(100)
@given(st.integers(0, 2**32), st.sampled_from([None, *Format]))
def test_scraps_of_specs_in_any_order_never_raise(seed: int, format_: Format | None) -> None:
    random = Random(seed)  # noqa: S311  a text for a test
    for _ in range(10):
        _look_at_everything("".join(random.choices(SCRAPS, k=random.randrange(20))), format_)


@examples(50)
@given(st.binary(max_size=40), st.sampled_from([None, *Format]))
def test_any_bytes_never_raise(data: bytes, format_: Format | None) -> None:
    _look_at_everything(Source.decode("x", data).text, format_)


@examples(50)
@given(st.text(max_size=40), st.sampled_from([None, *Format]))
def test_any_text_never_raises(text: str, format_: Format | None) -> None:
    _look_at_everything(text, format_)
