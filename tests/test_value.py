"""A ``Value`` is frozen, and equal to another one of its class with the same fields."""

from __future__ import annotations

import pickle

import pytest

from recolint.base.finding import Advice, Client, Rename, Set
from recolint.base.text import Source, Span
from recolint.document import Fault, FaultKind


def test_values_of_two_classes_differ_though_their_fields_are_equal() -> None:
    assert Set(("Tags",), "a") == Set(("Tags",), "a")
    assert Set(("Tags",), "a") != Rename(("Tags",), "a")
    assert len({Client("a"), Client("a"), Advice("a")}) == 2


def test_a_value_takes_its_fields_in_order_or_by_name_and_knows_its_defaults() -> None:
    assert Source("a.json", text="{}") == Source("a.json", "{}", bom=False, format=None)
    assert repr(Rename(("a",), "b")) == "Rename(route=('a',), name='b')"
    assert Source("a.json", "{}")._replace(text="[]") == Source("a.json", "[]")


@pytest.mark.parametrize(
    ("values", "named"),
    [(("a",), {}), (("a", "b", False, None, 0, "utf-8", 6), {}), (("a", "b"), {"x": 1}), (("a", "b"), {"path": "c"})],
)
def test_a_value_refuses_fields_that_are_wrong_or_missing(values: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="Source takes path, text, bom, format"):
        Source(*values, **named)  # type: ignore[arg-type]


def test_a_value_is_frozen_and_can_be_pickled() -> None:
    source = Source("a.json", "{}")
    with pytest.raises(AttributeError):
        source.text = "[]"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del source.text
    assert pickle.loads(pickle.dumps(source)) == source  # noqa: S301  made here


def test_faults_are_equal_whatever_stands_in_place_of_a_spec() -> None:
    one = Fault(FaultKind.NOT_A_MAPPING, "found a list", Span(0, 1), data=[1])
    assert one == one._replace(data=[2])
    assert len({one, one._replace(data=[2])}) == 1
