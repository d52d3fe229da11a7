"""Whatever the spec, a fix changes the data where it says and the text nowhere else."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from properties import examples
from recolint.base.finding import Edit, Fix, Insert, Part, Remove, Rename, Route, Set
from recolint.base.text import Source
from recolint.document import Document, Entry, read
from recolint.fix import CannotFixError, apply, edits, meaning

T = TypeVar("T")


class Draw(Protocol):
    """What hypothesis passes to a composite."""

    def __call__(self, strategy: st.SearchStrategy[T], /) -> T: ...


few = examples(60)
"""A draw is a whole document; the first one imports the parser."""

SCALARS = ["1", "true", "null", "word", "two words", "1.10", "'it''s'", '"a \\" b"', '"# no: comment"', "s3://b/k", "~"]
KEYS = ["a", "b", "c", "Key One", "'d'", '"e: e"']
STRINGS = st.text(alphabet="ab1.:#,-[]{}'\"\\ ~\u00e9\u2028\U0001f600\n\t", max_size=6)
VALUES = st.one_of(
    STRINGS, st.integers(-5, 99), st.booleans(), st.none(), st.sampled_from(["017", "off", "2026-11-23"])
)


class Writer:
    """Writes a document of random shape in random style."""

    def __init__(self, draw: Draw, *, comments: bool) -> None:
        self.draw = draw
        self.comments = comments
        self.count = 0

    def chance(self) -> bool:
        return bool(self.draw(st.booleans()))

    def comment(self) -> list[str]:
        if not (self.comments and self.chance()):
            return []
        self.count += 1
        return [f"# comment {self.count}."]

    def tail(self) -> str:
        return "".join("  " + comment for comment in self.comment())

    def flow(self, depth: int) -> str:
        kind = self.draw(st.sampled_from(["scalar", "scalar", "map", "list"])) if depth else "scalar"
        if kind == "scalar":
            return str(self.draw(st.sampled_from(SCALARS)))
        comma = self.draw(st.sampled_from([", ", ",", " , "]))
        pad = self.draw(st.sampled_from(["", " "]))
        if kind == "list":
            return "[" + pad + comma.join(self.flow(depth - 1) for _ in range(self.draw(st.integers(0, 3)))) + pad + "]"
        names = self.draw(st.lists(st.sampled_from(KEYS), max_size=3, unique=True))
        return "{" + pad + comma.join(f"{name}: {self.flow(depth - 1)}" for name in names) + pad + "}"

    def member(self, key: str, depth: int) -> list[str]:
        if depth and self.chance():
            lines, is_list = self.block(depth - 1)
            indent = " " * self.draw(st.integers(0 if is_list else 1, 4))
            # In the column of its key, a list cannot follow a comment there without belonging to it all the same.
            return [f"{key}:{self.tail()}", *(indent + line for line in lines)]
        if self.chance() and self.chance():
            indent = " " * self.draw(st.integers(1, 3))
            return [
                f"{key}: |{self.draw(st.sampled_from(['', '-']))}",
                indent + "text # no comment",
                "",
                indent + "more",
            ]
        return [f"{key}: {self.flow(depth)}{self.tail()}"]

    def block(self, depth: int) -> tuple[list[str], bool]:
        lines: list[str] = []
        if self.chance():
            for _ in range(self.draw(st.integers(1, 3))):
                inner = self.item(depth)
                lines += [*self.comment(), "- " + inner[0], *("  " + line if line else line for line in inner[1:])]
            return lines, True
        return self.mapping(depth), False

    def item(self, depth: int) -> list[str]:
        if not (depth and self.chance()):
            return [self.flow(depth) + self.tail()]
        lines, _ = self.block(depth - 1)
        return lines if not lines[0].startswith("#") else ["", *lines]

    def mapping(self, depth: int) -> list[str]:
        lines: list[str] = []
        for name in self.draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True)):
            lines += [*self.comment(), *self.member(name, depth), *([""] if self.chance() and self.chance() else [])]
        return lines


@st.composite
def yaml_texts(draw: Draw, *, comments: bool = True) -> str:
    writer = Writer(draw, comments=comments)
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = newline.join(writer.mapping(3))
    # Whether the text of a block scalar ends with a line break hangs on what follows it.
    return text + draw(st.sampled_from([newline, "" if "|" not in text else newline]))


def data(depth: int) -> st.SearchStrategy[Any]:
    if not depth:
        return VALUES
    inner = data(depth - 1)
    names = st.sampled_from(["a", "b", "c", "d e"])
    return st.one_of(VALUES, st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3))


@st.composite
def json_texts(draw: Draw) -> str:
    members = draw(st.dictionaries(st.sampled_from(["A", "B", "C"]), data(2), min_size=1))
    indent = draw(st.sampled_from([None, 2, 4, "\t"]))
    tight = indent is None and draw(st.booleans())
    text = json.dumps(members, indent=indent, ensure_ascii=False, separators=(",", ":") if tight else None)
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))) + draw(st.sampled_from(["", "\n"]))


class Case:
    """A document, one of its entries, and the text around it."""

    def __init__(self, text: str, draw: Draw, wanted: Callable[[Document, Entry], bool]) -> None:
        self.text = text
        reading = read(Source("job.json" if text.startswith("{") and '"' in text[:4] else "job.yaml", text))
        assume(len(reading.documents) == 1 and not reading.faults)
        self.document = reading.documents[0]
        entries = [entry for entry in self.document.entries() if wanted(self.document, entry)]
        assume(entries)
        self.entry: Entry = draw(st.sampled_from(entries))

    def after(self, *changes: Edit) -> str:
        new, _ = apply(self.text, [edits(self.document, Fix("", changes))])
        return new

    def parent(self) -> Any:
        return at(self.document.data, self.entry.route[:-1])


def at(value: Any, route: Route) -> Any:
    for step in route:
        value = value[step]
    return value


def is_scalar(document: Document, entry: Entry) -> bool:
    return bool(entry.route) and not isinstance(at(document.data, entry.route), dict | list)


def is_below(_document: Document, entry: Entry) -> bool:
    return bool(entry.route)


def is_member(_document: Document, entry: Entry) -> bool:
    return bool(entry.route) and isinstance(entry.route[-1], str)


def is_structure(document: Document, entry: Entry) -> bool:
    return isinstance(at(document.data, entry.route), dict)


def reads_as(text: str, like: Document) -> Any:
    reading = read(Source(like.source.path, text))
    assert not reading.faults, text
    return reading.documents[0].data


def comments(text: str) -> set[str]:
    found = re.findall(r"# comment \d+\.", text)
    assert len(found) == len(set(found)), "a comment stands there twice"
    return set(found)


texts = pytest.mark.parametrize("texts", [pytest.param(yaml_texts(), id="YAML"), pytest.param(json_texts(), id="JSON")])


@pytest.mark.slow
@texts
@few
@given(draw=st.data(), value=VALUES)
def test_a_scalar_is_set_and_all_around_it_stays(
    texts: st.SearchStrategy[str], draw: st.DataObject, value: Any
) -> None:
    case = Case(draw.draw(texts), draw.draw, is_scalar)
    route, span = case.entry.route, case.entry.value
    wanted = copy.deepcopy(case.document.data)
    at(wanted, route[:-1])[route[-1]] = value
    try:
        new = case.after(Set(route, value))
    except CannotFixError:
        assert comments(case.document.written(route)), "refused without a reason"
        return
    assert new.startswith(case.text[: span.start])
    assert new.endswith(case.text[span.end :])
    assert reads_as(new, case.document) == wanted


@pytest.mark.slow
@texts
@few
@given(draw=st.data(), value=data(2))
def test_anything_is_set_and_no_comment_is_lost(texts: st.SearchStrategy[str], draw: st.DataObject, value: Any) -> None:
    case = Case(draw.draw(texts), draw.draw, is_below)
    route, span = case.entry.route, case.entry.value
    wanted = copy.deepcopy(case.document.data)
    at(wanted, route[:-1])[route[-1]] = value
    try:
        new = case.after(Set(route, value))
    except CannotFixError:
        assert comments(case.text[span.start : span.end]), "refused without a reason"
        return
    assert reads_as(new, case.document) == wanted
    assert comments(new) == comments(case.text)
    head = case.document.place(route, Part.KEY)
    assert new.startswith(case.text[: head.end if head != span else span.start])
    assert new.endswith(case.text[span.end :])


@pytest.mark.slow
@texts
@few
@given(draw=st.data(), name=STRINGS)
def test_a_member_is_renamed_and_all_around_it_stays(
    texts: st.SearchStrategy[str], draw: st.DataObject, name: str
) -> None:
    case = Case(draw.draw(texts), draw.draw, is_member)
    assume(name not in case.parent())
    route = case.entry.route
    wanted = copy.deepcopy(case.document.data)
    old = at(wanted, route[:-1])
    new_members = {name if key == route[-1] else key: value for key, value in old.items()}
    old.clear()
    old.update(new_members)
    new = case.after(Rename(route, name))
    key = case.document.place(route, Part.KEY)
    assert new.startswith(case.text[: key.start])
    assert new.endswith(case.text[key.end :])
    assert reads_as(new, case.document) == wanted


LINES_OF_SPACES = re.compile(r"\A(?:[ \t]+\r?\n)+")


@pytest.mark.slow
@texts
@few
@given(draw=st.data())
def test_an_entry_is_removed_and_the_others_stay(texts: st.SearchStrategy[str], draw: st.DataObject) -> None:
    case = Case(draw.draw(texts), draw.draw, is_below)
    route, span = case.entry.route, case.entry.value
    wanted = copy.deepcopy(case.document.data)
    del at(wanted, route[:-1])[route[-1]]
    parent = case.document.place(route[:-1])
    line_end = span.end + len(re.split(r"[\r\n]", case.text[span.end :])[0])
    head = case.entry.key.start if case.entry.key else case.text.rfind("-", 0, span.start)
    try:
        new = case.after(Remove(route))
    except CannotFixError:
        assert comments(case.text[parent.start : line_end]), "refused without a reason"
        return
    assert reads_as(new, case.document) == wanted
    assert comments(new) == comments(case.text)
    before = case.text[: parent.start].rstrip()
    assert new.startswith(before)
    rest = case.text[max(parent.end, line_end) :].lstrip("\r\n")
    above = (entry for entry in case.document.entries() if entry.value.end <= head)
    if any(case.text[entry.value.start] in "|>" for entry in above):
        # Below a block scalar, a line of spaces would become part of that.
        assert new.endswith((rest, LINES_OF_SPACES.sub("", rest)))
    else:
        assert new.endswith(rest)
    for sibling in case.document.entries():
        if sibling.route[:-1] == route[:-1] and sibling.route != route and sibling.route:
            assert case.text[sibling.value.start : sibling.value.end] in new


@texts
@few
@given(draw=st.data(), value=data(2))
def test_a_member_is_added_and_all_else_stays(texts: st.SearchStrategy[str], draw: st.DataObject, value: Any) -> None:
    case = Case(draw.draw(texts), draw.draw, is_structure)
    route, span = case.entry.route, case.entry.value
    wanted = copy.deepcopy(case.document.data)
    at(wanted, route)["New"] = value
    new = case.after(Insert(route, "New", value))
    assert reads_as(new, case.document) == wanted
    assert list(at(reads_as(new, case.document), route))[-1] == "New"
    assert comments(new) == comments(case.text)
    assert new.startswith(case.text[: span.start])
    for line in case.text[: span.end].splitlines()[:-1]:
        assert line.rstrip(",") in new
    assert new.endswith(case.text[span.end :].lstrip(" ") if not comments(case.text) else "")


@few
@given(text=yaml_texts(comments=False), draw=st.data())
def test_without_comments_no_removal_is_refused(text: str, draw: st.DataObject) -> None:
    case = Case(text, draw.draw, is_below)
    case.after(Remove(case.entry.route))


@pytest.mark.slow
@texts
@settings(few, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(draw=st.data())
def test_a_structure_becomes_a_list_of_itself_and_what_it_holds_stays(
    texts: st.SearchStrategy[str], draw: st.DataObject
) -> None:
    case = Case(
        draw.draw(texts), draw.draw, lambda document, entry: is_below(document, entry) and is_structure(document, entry)
    )
    change = Set(case.entry.route, [at(case.document.data, case.entry.route)])
    new = case.after(change)
    assert reads_as(new, case.document) == meaning.after(case.document.data, [change])
    frame = re.compile(r"[\s\[\]-]")
    assert frame.sub("", new) == frame.sub("", case.text)


@texts
@few
@given(draw=st.data())
def test_a_member_moves_with_its_comment_or_not_at_all(texts: st.SearchStrategy[str], draw: st.DataObject) -> None:
    case = Case(draw.draw(texts), draw.draw, is_member)
    route = case.entry.route
    value = at(case.document.data, route)
    homes = [
        entry.route
        for entry in case.document.entries()
        if is_structure(case.document, entry) and entry.route[: len(route)] != route
    ]
    move = Insert(draw.draw(st.sampled_from(homes)), "New", value), Remove(route)
    try:
        new = case.after(*move)
    except CannotFixError:
        assert comments(case.text), "refused without a reason"
        return
    assert reads_as(new, case.document) == meaning.after(case.document.data, move)
    assert comments(new) == comments(case.text)
