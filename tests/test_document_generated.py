"""Properties of reading and of places, on YAML that is written here and read by ruamel too."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import ReusedAnchorWarning

from properties import examples
from recolint.base.finding import Part, Route
from recolint.base.text import Source
from recolint.document import Document, Entry, read
from recolint.document.yaml import events
from recolint.document.yaml.builder import Builder
from recolint.document.yaml.locator import Locator

PLAIN = (
    "Default", "two words", "a-b", "a:b", "a#b", "s3://bucket/key?x=1", "it's", 'say "hi"', "50%", "a&b*c!d", "x|y>z",
    "-x", "é🙂漢", "1.10", "017", "0x1f", "1_000", "1e3", ".5", "-1", "true", "no", "null", "~", "2024-01-01",
    "2024-01-01 10:00:00", "12:30", "123456789012", ".inf", "<<x", "=x", "a\u00a0b",
)  # fmt: skip
BLOCK_PLAIN = (*PLAIN, "a, b", "x]y", "a{b}", "?x", ":x", "one\n{indent}two", "one\n\n{indent}two")
LINES = ("text", "a # no comment", "key: value", "- item", '"quoted', "é🙂", "", "trailing  ", "*x &y !z")
NAMES = (
    "JobName",
    "two words",
    "a-b",
    "é🙂",
    "'single'",
    '"double \\u00e9"',
    "a#b",
    "'#'",
    "? |-\n{indent}  block\n{indent}",
)
EDITS = (
    " ", "\n", "\n  ", "\t", ": ", ":", "- ", ", ", "[", "]", "{", "}", "#", " # ", "'", '"', "&n1 ", "*n1", "<<: ",
    "!x ", "!!int ", "|\n", ">", "---\n", "...\n", "? ", "%", "\\", "\u2028", "name0: ", "1: ",
)  # fmt: skip
LETTERS = "aZ09 é漢🙂 -_.:,;?!#&*|>'\"%@`[]{}<=/\\\u00a0"


@dataclass
class Writer:
    """Writes random YAML, never two keys alike, and remembers the comments that it wrote."""

    random: Random
    comments: list[str] = field(default_factory=list)
    mappings: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    names: int = 0
    tags: bool = False

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def step(self, *choices: int) -> int:
        return self.random.choice(choices)

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def document(self) -> str:
        self.mappings, self.anchors = [], []
        return self.noise() + self.block_mapping(0, 2) + self.noise()

    def word(self) -> str:
        return "".join(self.random.choices(LETTERS, k=self.random.randrange(7)))

    def comment(self) -> str:
        text = f"# note {len(self.comments)}" + self.pick("", ' "x', ": y", " # z", " 'é🙂")
        self.comments.append(text)
        return text

    def trailing(self) -> str:
        return "  " + self.comment() if self.chance(6) else ""

    def noise(self) -> str:
        kind = self.pick("none", "none", "empty line", "blank line", "comment")
        return {"none": "", "empty line": "\n", "blank line": "  \n"}.get(kind) or (
            self.comment() + "\n" if kind == "comment" else ""
        )

    def tag(self, text: str) -> str:
        return text if self.tags and self.chance(2) else ""

    def anchor(self, kind: list[str]) -> str:
        if not self.chance(5):
            return ""
        self.names += 1
        kind.append(f"n{self.names}")
        return f"&n{self.names} "

    def block_mapping(self, indent: int, depth: int) -> str:
        text = ""
        for number in range(self.random.randint(1, 3)):
            if number:
                text += self.noise()
            text += " " * indent + self.name(indent, number) + ":" + self.value(indent, depth)
        if self.mappings and self.chance(5):
            text += " " * indent + f"<<: {self.merged()}\n"
        return text

    def merged(self) -> str:
        one, two = self.pick(*self.mappings), self.pick(*self.mappings)
        return self.pick(f"*{one}", f"[*{one}, *{two}]", f"{{inline: *{one}}}")

    def name(self, indent: int, number: int) -> str:
        name = self.pick(*NAMES) if self.chance(3) else "name"
        if name.startswith("?"):
            return str(name.format(indent=" " * indent).replace("block", f"block{number}"))
        quote = name[-1] if name[-1] in "'\"" else ""
        return f"{name[: -1 if quote else None]}{number}{quote}" + self.pick("", "", " ")

    def value(self, indent: int, depth: int) -> str:
        """What follows a colon, to the end of its last line."""
        kind = self.pick("scalar", "scalar", "flow", "empty", "alias", "block scalar", "mapping", "list")
        if kind == "mapping" and depth:
            made: list[str] = []
            head = self.tag("!!map ") + self.anchor(made)
            text = (
                f" {head}{self.trailing()}\n"
                + self.noise()
                + self.block_mapping(indent + self.step(1, 2, 4), depth - 1)
            )
            self.mappings += made
            return text
        if kind == "list" and depth:
            made = []
            head = self.anchor(made)
            text = f" {head}{self.trailing()}\n" + self.block_list(indent + self.step(0, 0, 2), depth - 1)
            self.anchors += made
            return text
        return self.leaf(kind, indent, depth)

    def leaf(self, kind: str, indent: int, depth: int) -> str:
        if kind == "block scalar":
            return " " + self.anchor(self.anchors) + self.block_scalar(indent)
        if kind == "flow":
            made: list[str] = []
            head = self.anchor(made)
            text = f" {head}{self.flow(max(depth, 1), indent + 1)}{self.trailing()}\n"
            self.anchors += made
            return text
        if kind == "alias" and self.anchors + self.mappings:
            return f" *{self.pick(*self.anchors, *self.mappings)}{self.trailing()}\n"
        if kind == "empty":
            return self.tag(self.pick(" !!null", " !!str")) + self.trailing() + "\n"
        made = []
        head = self.anchor(made)
        scalar = self.scalar(BLOCK_PLAIN, indent + 1)
        self.anchors += made
        return f" {head}{scalar}{self.trailing()}\n"

    def block_list(self, indent: int, depth: int) -> str:
        text = ""
        for number in range(self.random.randint(1, 3)):
            if number:
                text += self.noise()
            text += " " * indent + "-" + self.item(indent, depth)
        return text

    def item(self, indent: int, depth: int) -> str:
        kind = self.pick("compact", "nested", "other", "other")
        if kind == "compact" and depth:
            return " " + self.block_mapping(indent + 2, depth - 1).lstrip(" ")
        if kind == "nested" and depth:
            return " " + self.block_list(indent + 2, depth - 1).lstrip(" ")
        return self.value(indent, depth)

    def scalar(self, plain: tuple[str, ...], indent: int) -> str:
        style = self.pick("plain", "plain", "single", "double", "folded", "tagged")
        if style == "plain":
            return self.pick(*plain).replace("{indent}", " " * indent)
        words = [self.word() for _ in range(self.random.randint(0, 3))]
        if style == "single":
            return "'" + " ".join(words).replace("'", "''") + "'"
        escaped = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words]
        if style == "double":
            return '"' + self.pick(" ", "\\n", "\\U0001f642", "\\x41\\ ").join(escaped) + '"'
        if style == "tagged":
            return self.tag("!!str ") + self.pick("12", "'x'", "null")
        return '"a' + f"\n{' ' * indent}".join(["", *escaped, "b"]) + '"'

    def flow(self, depth: int, indent: int) -> str:
        line = self.pick("", " ", f"\n{' ' * indent}", f"  COMMENT\n{' ' * indent}")
        if "COMMENT" in line:
            line = line.replace("COMMENT", self.comment())
        count = self.random.randint(0, 3)
        if self.chance(2):
            items = [self.pick("", "", "p: ") + self.flow_value(depth - 1, indent) for _ in range(count)]
            return "[" + line + ", ".join(items) + self.pick("", " ") + "]"
        return "{" + line + ", ".join(self.flow_member(number, depth - 1, indent) for number in range(count)) + "}"

    def flow_member(self, number: int, depth: int, indent: int) -> str:
        name = f"k{number}"
        if self.chance(3):
            return self.pick(name, f"{name}: ")
        return self.pick(f"{name}: ", f'"{name}":', f"? {name} : ") + self.flow_value(depth, indent)

    def flow_value(self, depth: int, indent: int) -> str:
        if depth and self.chance(3):
            return self.flow(depth, indent)
        if self.anchors and self.chance(6):
            return f"*{self.pick(*self.anchors)} "
        return self.scalar(PLAIN, indent)

    def block_scalar(self, indent: int) -> str:
        step = self.step(1, 2, 4)
        lines = [self.pick(*LINES) for _ in range(self.random.randint(0, 4))]
        digit = str(step) if self.chance(4) else ""
        lead = "  " if digit and self.chance(2) else ""
        header = self.pick("|", ">") + self.pick(digit, digit + self.pick("-", "+"))
        body = "".join(" " * (indent + step) + lead + line + "\n" if line else "\n" for line in ["first", *lines])
        blank = self.pick("", "", "\n", "\n\n", " " * (indent + step) + "\n")
        return header + self.trailing() + "\n" + body + blank


@dataclass(frozen=True)
class Written:
    """A YAML text, and the comments in it."""

    text: str
    comments: list[str]


def write_yaml(seed: int) -> Written:
    """One to three documents."""
    random = Random(seed)  # noqa: S311  a text for a test
    writer = Writer(random, tags=random.choice([True, False, False, False]))
    text = writer.document()
    for _ in range(random.choice([0, 0, 1, 2])):
        text += random.choice(["---\n", "---\n---\n"]) + writer.document()
    return Written(text.replace("\n", random.choice(["\n", "\n", "\r\n"])), writer.comments)


written_yaml = st.integers(0, 2**32).map(write_yaml)
"""From a number, not drawn piece by piece: a text has hundreds of choices, and drawing them takes most of a test."""

thorough = examples(75)
AS_THE_CLI = YAML(typ="safe", pure=True)


def _oracle(text: str) -> list[Any]:
    with warnings.catch_warnings(action="ignore", category=ReusedAnchorWarning):
        loaded = list(AS_THE_CLI.load_all(text))
    return [data for data in loaded if data is not None]


def _same(one: Any, other: Any) -> bool:
    """Equal, types and order included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def _documents(text: str) -> tuple[Document, ...]:
    reading = read(Source("job.yaml", text))
    assert reading.faults == ()
    return reading.documents


def _routes(data: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    yield route, data
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _routes(value, (*route, step))


@thorough
@given(written_yaml)
def test_the_data_is_what_the_aws_cli_reads(written: Written) -> None:
    documents = _documents(written.text)
    assert _same([document.data for document in documents], _oracle(written.text))
    assert [document.index for document in documents] == list(range(len(documents)))


@thorough
@given(written_yaml)
def test_the_c_parser_and_the_pure_one_give_the_same_data_and_places(written: Written) -> None:
    pytest.importorskip("_ruamel_yaml", reason="ruamel.yaml.clib is not installed: all is read by the pure parser")
    text = written.text
    if not events.surely_agree(text):
        return
    try:
        of_c = _built(text, events.c_stream)
    except events.RefusedError:
        return  # The pure parser decides.
    assert of_c == _built(text, events.pure_stream)


def _built(text: str, stream: Callable[[str], events.Stream]) -> object:
    builder = Builder(text, stream(text))
    builder.run()
    return builder.documents, builder.faults, Locator(text, stream(text), len(builder.documents)).run()


@thorough
@given(written_yaml, st.integers(0, 2**32))
def test_broken_or_not_a_text_is_read_as_the_aws_cli_reads_it_or_has_a_fault(written: Written, seed: int) -> None:
    text = _edited(written.text, Random(seed))  # noqa: S311  a text for a test
    reading = read(Source("job.yaml", text))
    assert all(0 <= fault.span.start <= fault.span.end <= len(text) for fault in reading.faults)
    if not reading.faults:
        assert _same([document.data for document in reading.documents], _oracle(text))


def _edited(text: str, random: Random) -> str:
    for _ in range(random.randint(1, 3)):
        start = random.randrange(len(text) + 1)
        inserted = random.choice(["", *EDITS])
        text = text[:start] + inserted + text[start + random.randrange(4) :]
    return text


@thorough
@given(written_yaml)
def test_the_text_at_a_place_reads_back_as_the_value_and_that_at_a_key_as_the_name(written: Written) -> None:
    source = Source("job.yaml", written.text)
    for document in _documents(written.text):
        values = dict(_routes(document.data))
        for entry in document.entries():
            text = document.written(entry.route)
            assert entry.value == document.place(entry.route)
            if _stands_alone(text):
                column = source.position(entry.value.start).column - 1
                assert _same(AS_THE_CLI.load(" " * column + text + "\n"), values[entry.route])
            if entry.key is not None:
                assert entry.key == document.place(entry.route, Part.KEY)
                name = source.text[entry.key.start : entry.key.end]
                assert AS_THE_CLI.load(name) == entry.route[-1]


def _stands_alone(text: str) -> bool:
    """Whether a value needs neither an anchor nor the indentation of what is around it to be read."""
    return "*n" not in text and "|" not in text and ">" not in text


@pytest.mark.slow
@thorough
@given(written_yaml)
def test_every_route_of_the_data_has_a_place_and_entries_come_in_order_of_the_text(written: Written) -> None:
    for document in _documents(written.text):
        for route, _ in _routes(document.data):
            span = document.place(route)
            assert 0 <= span.start <= span.end <= len(written.text)
            assert document.place(route, Part.KEY).end <= len(written.text)
        entries = document.entries()
        starts = [_start(entry) for entry in entries]
        assert starts == sorted(starts)
        assert len({entry.route for entry in entries}) == len(entries)


def _start(entry: Entry) -> int:
    return entry.key.start if entry.key is not None else entry.value.start


@thorough
@given(written_yaml)
def test_all_comments_are_found_and_nothing_else(written: Written) -> None:
    found = [comment for document in _documents(written.text) for comment in document.comments()]
    assert [comment.text for comment in found] == written.comments
    for comment in found:
        assert written.text[comment.span.start : comment.span.end] == comment.text
        line = written.text[: comment.span.start].rpartition("\n")[2]
        assert comment.own_line == (not line.strip())
