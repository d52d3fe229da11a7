"""``recolint``'s own ``NamedTuple`` does what that of ``typing`` does."""

from __future__ import annotations

import inspect
import pickle
import re
import typing
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest

import recolint
import recolint_rules
from recolint.base.finding import Severity
from recolint.base.named_tuple import NamedTuple


class Own(NamedTuple):
    """A place."""

    line: int
    name: str = "a"
    severity: Severity | None = None

    @property
    def next(self) -> int:
        """The next line."""
        return self.line + 1


class Usual(typing.NamedTuple):
    """A place."""

    line: int
    name: str = "a"
    severity: Severity | None = None

    @property
    def next(self) -> int:
        """The next line."""
        return self.line + 1


class Below(Own):
    """A named tuple may have subclasses."""


T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A value and its place."""

    value: T
    place: Own = Own(0)


BOTH = (Own, Usual)


@pytest.mark.parametrize("kind", [*BOTH, Below])
def test_a_named_tuple_has_its_fields_by_name_and_by_place(kind: type[Own]) -> None:
    place: Any = kind(1, severity=Severity.ERROR)
    assert place == (1, "a", Severity.ERROR)
    assert (place.line, place.name, place.severity, place.next) == (1, "a", Severity.ERROR, 2)
    assert repr(kind(1)) == f"{kind.__name__}(line=1, name='a', severity=None)"
    assert (kind(1)._replace(name="b"), kind(1)._asdict()) == (
        (1, "b", None),
        {"line": 1, "name": "a", "severity": None},
    )
    assert kind._make([1, "b", None]) == (1, "b", None)
    assert type(kind(1)._replace(line=2)) is kind
    match place:
        case kind(1, name, severity=Severity.ERROR):
            assert name == "a"
        case _:
            pytest.fail("does not match")


@pytest.mark.parametrize("kind", BOTH)
def test_a_named_tuple_can_be_pickled_and_cannot_be_changed(kind: type[Own]) -> None:
    assert type(pickle.loads(pickle.dumps(kind(1)))) is kind  # noqa: S301  made here
    for name in ("line", "other"):
        with pytest.raises(AttributeError):
            setattr(kind(1), name, 2)


def test_tools_see_the_same_in_both_kinds_of_named_tuples() -> None:
    def seen(kind: Any) -> tuple[object, ...]:
        of_class = (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__, kind.__module__, type(kind))
        return (*of_class, typing.get_type_hints(kind), str(inspect.signature(kind.next.fget)))

    assert seen(Own) == seen(Usual)
    assert str(inspect.signature(Own)) == "(line: 'int', name: 'str' = 'a', severity: 'Severity | None' = None)"


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, "a", None, 2), {}), ((1,), {"x": 1}), ((1,), {"line": 1})]
)
def test_a_named_tuple_refuses_the_same_values(values: tuple[object, ...], named: dict[str, object]) -> None:
    messages = []
    for kind in BOTH:
        with pytest.raises(TypeError) as caught:
            kind(*values, **named)  # type: ignore[arg-type]
        messages.append(str(caught.value).replace("Usual", "Own"))
    assert messages[0] == messages[1]
    with pytest.raises(TypeError):
        Own._make([1])
    with pytest.raises(TypeError):
        Own(1)._replace(x=1)  # type: ignore[call-arg]


def test_nothing_uses_that_of_typing() -> None:
    houses = (Path(recolint.__file__).parent, Path(recolint_rules.__file__).parent)
    of_typing = re.compile(r"from typing import .*\bNamedTuple\b|\(typing\.NamedTuple")
    found = {path.name for house in houses for path in house.rglob("*.py") if of_typing.search(path.read_text("utf-8"))}
    assert found == {"named_tuple.py"}
