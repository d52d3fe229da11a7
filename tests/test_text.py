"""Offsets, lines and columns; characters that become visible escapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolint.base.text import Position, Source, visible


@given(st.binary(max_size=200))
def test_decoding_loses_no_byte(data: bytes) -> None:
    assert Source.decode("a", data).encode() == data


@given(st.text(alphabet="ab\n\rß😀", max_size=60))
def test_a_position_leads_back_to_its_character(text: str) -> None:
    source = Source("a", text)
    for offset, character in enumerate(text):
        at = source.position(offset)
        if character not in "\r\n":
            assert source.line(at.line)[at.column - 1] == character


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts_once(ending: str) -> None:
    source = Source("a", f"one{ending}two{ending}")
    assert source.position(source.text.index("two")) == Position(2, 1)
    assert source.line(2) == "two"
    assert source.position(10_000) == Position(3, 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("größer als 3", "größer als 3", id="letters stay"),
        pytest.param("\x1b[31mred", "\\x1b[31mred", id="ANSI escapes"),
        pytest.param("a\nb", "a\\nb", id="line breaks"),
        pytest.param("a\u202eb", "a\\u202eb", id="bidirectional overrides"),
        pytest.param("a\u200bb", "a\\u200bb", id="zero-width characters"),
        pytest.param("a\x9bb", "a\\x9bb", id="C1 controls"),
        pytest.param("a\udcffb", "a\\udcffb", id="bytes that are no UTF-8"),
        pytest.param("a\u2028b", "a\\u2028b", id="line separators"),
        pytest.param("a\xa0b\u3000c", "a\\xa0b\\u3000c", id="blanks that are none"),
        pytest.param("a\u3164\u2800\u034f", "a\\u3164\\u2800\\u034f", id="letters, signs and marks that nobody sees"),
        pytest.param("a\ufe01\U000e0101", "a\\ufe01\\U000e0101", id="selectors that can carry hidden text"),
        pytest.param("😀 ⚠\ufe0f", "😀 ⚠\ufe0f", id="emoji stay"),
        pytest.param("a ##[add-mask]b", r"a #\x23[add-mask]b", id="commands to GitHub anywhere in a line"),
        pytest.param("a ##vso[task.x]b", r"a #\x23vso[task.x]b", id="commands to Azure Pipelines"),
        pytest.param("## a [b]", "## a [b]", id="headings stay"),
    ],
)
def test_what_a_terminal_would_act_on_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_text_is_searched_once_for_the_same_words() -> None:
    """A file may contain thousands of specs, and each asks whether the file has a comment for recolint."""
    searches = []

    class Counted(str):
        def __contains__(self, words: object) -> bool:
            searches.append(words)
            return str(words) in str(self)

    source = Source("a", Counted("a: b  # recolint: ignore[RL204]"))
    assert [source.has("recolint"), source.has("recolint"), source.has("*"), source.has("*")] == [
        True,
        True,
        False,
        False,
    ]
    assert searches == ["recolint", "*"]
