"""Requests that the contract accepts, drawn from its shapes; used by property tests."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from hypothesis import strategies as st

from recolint.request.contract import Shape, shape
from recolint.request.contract.schema import LARGEST_INTEGER

_TEMPLATED = re.compile(r"[<$`{%]|[A-Z]{4}")  # signs of a placeholder, and words as templates write them


@cache  # hypothesis takes longer to look a new strategy through than to draw from it
def requests() -> st.SearchStrategy[dict[str, Any]]:
    """Whole requests without a fault that the contract sees, with any choice of optional members."""
    request = shape(())
    assert request
    return _values(request)


def _values(of: Shape) -> st.SearchStrategy[Any]:
    if of.kind == "structure":
        members = {name: _values(member) for name, member in of.members.items()}
        required = {name: members.pop(name) for name in of.required}
        return st.fixed_dictionaries(required, optional=members)
    if of.item:
        fewest = of.minimum or 0
        return st.lists(_values(of.item), min_size=fewest, max_size=min(fewest + 2, of.maximum or fewest + 2))
    if of.kind == "integer":
        return st.integers(of.minimum, LARGEST_INTEGER if of.maximum is None else of.maximum)
    return _strings(of)


def _strings(of: Shape) -> st.SearchStrategy[str]:
    shortest, longest = of.minimum or 0, of.maximum or 40
    if of.values:
        return st.sampled_from(of.values)
    if of.pattern is None:
        strings = st.text(min_size=shortest, max_size=longest)
    elif r"\p{" in of.pattern:
        letters = st.characters(categories=["L", "Z", "N"], include_characters="_.:/=+-@")
        strings = st.text(letters, min_size=shortest, max_size=longest)
    else:
        strings = st.from_regex(re.compile(of.pattern, re.ASCII), fullmatch=True)
    return strings.filter(lambda text: shortest <= len(text) <= longest and not _TEMPLATED.search(text))
