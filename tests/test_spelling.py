"""Which word a wrong one is taken for."""

from __future__ import annotations

import pytest

from recolint.base.spelling import nearest

REGIONS = ["eu-west-1", "us-east-1", "us-west-1", "us-west-2"]


@pytest.mark.parametrize(
    ("word", "right"),
    [
        pytest.param("US_East 1", "us-east-1", id="case and separators"),
        pytest.param("us-esat-1", "us-east-1", id="two letters swapped, though another is as close"),
        pytest.param("us-wesst-2", "us-west-2", id="a letter too many"),
        pytest.param("mars", None, id="nothing near"),
    ],
)
def test_the_nearest_word_is_the_likeliest(word: str, right: str | None) -> None:
    assert nearest(word, REGIONS) == right
