"""``must``: what a compiled rule set accepts is what Cerberus accepts."""

from __future__ import annotations

from typing import Any

from cerberus import Validator
from hypothesis import given
from hypothesis import strategies as st

from recolint.packs.meter import Meter
from recolint.packs.rule_set import compiled
from recolint.request.contract import shape

_NAME, _COUNT, _SUBNETS = (
    shape(("JobName",)),
    shape(("InputConfig", "JobDurationInSeconds")),
    shape(("InputConfig", "VpcConfig", "Subnets")),
)
_WORDS = st.sampled_from(["a", "b", "ab", "ba-1", ""])
_NUMBERS = st.integers(-2, 9)
_LENGTHS = st.integers(0, 4)
# Cerberus asks whether the text begins with the pattern: of a|b it takes "ab".
_PATTERNS = st.sampled_from(["(a|b)", "[a-z]+", "(a+)+", "a.*", "[ab-]{2,}1?"])


def _sets(words: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    simple = st.fixed_dictionaries({}, optional=words).filter(bool)
    logical = st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("anyof", "allof", "noneof", "oneof"), st.lists(simple, min_size=1, max_size=3))
    )
    return st.builds(lambda one, other: one | other, simple, logical)


_OF_TEXTS = _sets(
    {"allowed": st.lists(_WORDS, min_size=1), "forbidden": st.lists(_WORDS, min_size=1), "regex": _PATTERNS,
     "minlength": _LENGTHS, "maxlength": _LENGTHS, "empty": st.booleans(), "type": st.just("string")}
)  # fmt: skip
_OF_NUMBERS = _sets(
    {"allowed": st.lists(_NUMBERS, min_size=1), "forbidden": st.lists(_NUMBERS, min_size=1), "min": _NUMBERS,
     "max": _NUMBERS, "type": st.sampled_from(["integer", "number", ["integer"]])}
)  # fmt: skip
_OF_LISTS = _sets(
    {"allowed": st.lists(_WORDS, min_size=1), "forbidden": st.lists(_WORDS, min_size=1), "minlength": _LENGTHS,
     "maxlength": _LENGTHS, "empty": st.booleans(), "contains": st.lists(_WORDS, min_size=1)}
)  # fmt: skip


def _hold_together(rules: dict[str, Any], value: Any, of: Any) -> None:
    found = compiled(rules, of, Meter())
    assert found.faults == ()
    assert found.accepts(value) == Validator({"value": rules}).validate({"value": value}), (rules, value)


@given(_OF_TEXTS, _WORDS)
def test_texts(rules: dict[str, Any], value: str) -> None:
    _hold_together(rules, value, _NAME)


@given(_OF_NUMBERS, _NUMBERS)
def test_numbers(rules: dict[str, Any], value: int) -> None:
    _hold_together(rules, value, _COUNT)


@given(_OF_LISTS, st.lists(_WORDS, max_size=3))
def test_lists(rules: dict[str, Any], value: list[str]) -> None:
    _hold_together(rules, value, _SUBNETS)
