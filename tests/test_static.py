"""The names of ``typing`` that recolint has without ``typing`` do what annotations and rule packages need."""

from __future__ import annotations

import ast
import typing
from pathlib import Path

from recolint.base import static
from recolint.plugin import Annotated, BaseRule, Finding, Generic, Globs, Job, NamedTuple, Rule, Structure, TypeVar
from recolint.rule.options import declared


class Options(NamedTuple):
    """How long."""

    length: Annotated[int, "the length"] = 40


T = typing.TypeVar("T")


class Base(Rule[Options], typing.Generic[T]):
    """A base of rules with arguments of its own."""


class Own(Base[int]):
    """A rule that takes its options from its base."""

    def check(self, job: Job) -> typing.Iterator[Finding]:  # noqa: ARG002  as declared
        """No fault."""
        yield from ()


def test_the_checker_sees_the_names_that_exist() -> None:
    nodes = ast.walk(ast.parse(Path(static.__file__).read_text("utf-8")))
    seen = {
        one.asname
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "typing"
        for one in node.names
    }
    names = {name for name in vars(static) if name[0].isalpha()} - {"annotations", "GenericAlias"}
    assert seen - {None} == names - {"TYPE_CHECKING"}
    assert all(hasattr(typing, name) for name in names)


def test_options_are_described_as_with_typing() -> None:
    assert [(one.name, one.type, one.default, one.description) for one in declared(Base)] == [
        ("length", int, 40, "the length")
    ]
    assert typing.get_type_hints(Options, include_extras=True)["length"] == typing.Annotated[int, "the length"]


def test_a_rule_may_be_generic_as_with_typing() -> None:
    assert Base.options_type is Options
    assert Base[int].__origin__ is Base  # type: ignore[attr-defined]
    assert issubclass(Own, Rule)


def test_annotations_of_rules_can_be_evaluated() -> None:
    assert typing.get_type_hints(BaseRule)["examples"] is not None
    for function in (BaseRule.__init__, Structure.__get__):
        assert typing.get_type_hints(function)


U = TypeVar("U")


class Pair(NamedTuple, Generic[U]):
    """A value and perhaps another."""

    one: U
    other: U | None = None


def test_type_variables_stand_where_those_of_typing_may() -> None:
    for kind in (U, Globs):
        for other in (None, int, list[int], U):
            assert kind | other is not None
            assert other | kind is not None
    assert Pair[int](1) == (1, None)
