"""An open ``recolint.toml``: what is wrong with it, and what may be written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from recolint.base import toml
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.config.json_schema import config as schema
from recolint.config.keys import Where, parse
from recolint.config.layers import ConfigError, Layer, merge
from recolint.config.pack_files import PackFiles
from recolint.io import repository
from recolint.rule import pages
from recolint.rule.registry import Registry
from recolint.server.completion import Item, ItemKind
from recolint.server.hover import Hover, rule

_RULE_LIST = re.compile(r"^\s*(?:select|extend-select|ignore|rules)\s*=\s*\[[^\]]*$", re.MULTILINE)
_TABLE = re.compile(r"^\s*\[\[?\s*([\w.\-\"]*)\s*\]?\]?", re.MULTILINE)
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)|line (\d+),? column (\d+)")
_WORD = re.compile(r"[\w\-]*$")
_KEY = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|\[\[[^\]\n]*\]\]|[\w\-]+")


class Wrong(NamedTuple):
    """A fault in a configuration, and where it is."""

    message: str
    span: Span


def faults(path: str, text: str, registry: Registry) -> list[Wrong]:
    """What is wrong with the configuration ``text`` and the packs that it names; other files are not read."""
    try:
        table = toml.parse(text)
        folder = Path(path).absolute().parent
        layer = Layer(path, str(folder), table, text, repository.border(folder))
        PackFiles(registry).of([layer])
        parse(merge([layer]), registry, Where.CONFIG)
    except toml.TomlError as error:
        return [Wrong(str(error), _place(text, str(error)))]
    except ConfigError as error:
        return [_wrong(path, text, line) for line in str(error).splitlines()]
    return []


def _wrong(path: str, text: str, line: str) -> Wrong:
    found = re.match(re.escape(path) + r":(\d+):(\d+): ", line)
    if found is None:
        return Wrong(line.removeprefix(f"{path}: "), Span(0, len(text.split("\n", 1)[0])))
    start = _offset(text, int(found[1]), int(found[2]))
    key = _KEY.match(text, start)
    return Wrong(line[found.end() :], Span(start, key.end() if key else start + 1))


def _place(text: str, message: str) -> Span:
    found = _LINE.search(message)
    if found is None:
        return Span(len(text), len(text))
    line, column = (int(one) for one in found.groups() if one is not None)
    start = _offset(text, line, column)
    return Span(min(start, len(text)), min(start + 1, len(text)))


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1


def complete(text: str, offset: int, registry: Registry) -> list[Item]:
    """Keys at the start of a line, rules within lists of rules, values that are listed."""
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:offset]
    word = _WORD.search(line)
    span = Span(start + word.start() if word else offset, offset)
    listed = _RULE_LIST.search(text[:offset])
    if listed is not None and listed.end() == offset:
        quoted = text[span.start - 1 : span.start] in {'"', "'"}
        return list(_rules(span, registry, quoted=quoted))
    table = _table(text[:start])
    properties = _properties(table, registry)
    key, equals, _ = line.partition("=")
    if not equals:
        return list(_keys(properties, span, line))
    of = properties.get(key.strip(), {})
    quoted = text[span.start - 1 : span.start] in {'"', "'"}
    values = of.get("enum", ()) if isinstance(of, dict) else ()
    return [Item(one, ItemKind.VALUE, span, one if quoted else f'"{one}"') for one in values if isinstance(one, str)]


def hover(text: str, offset: int, registry: Registry) -> Hover | None:
    """The rule that the word at ``offset`` names."""
    start, end = offset, offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "-_"):
        end += 1
    return rule(text[start:end], Span(start, end), registry) if end > start else None


def _table(text: str) -> str:
    """The table that is open at the end of ``text``."""
    found = _TABLE.findall(text)
    return str(found[-1]).replace('"', "") if found else ""


@lru_cache(1)
def _schema(registry: Registry) -> dict[str, object]:
    return schema(registry)


def _properties(table: str, registry: Registry) -> dict[str, object]:
    known = _schema(registry)
    for step in filter(None, table.split(".")):
        properties = known.get("properties")
        below = properties.get(step) if isinstance(properties, dict) else None
        if isinstance(below, dict) and isinstance(below.get("items"), dict):
            below = below["items"]
        known = below if isinstance(below, dict) else {}
    properties = known.get("properties")
    return properties if isinstance(properties, dict) else {}


def _keys(properties: dict[str, object], span: Span, line: str) -> Iterator[Item]:
    if line.strip().startswith(("#", "[")):
        return
    for number, (name, of) in enumerate(properties.items()):
        told = of.get("description", "") if isinstance(of, dict) else ""
        yield Item(name, ItemKind.MEMBER, span, f"{name} = ", documentation=str(told), rank=number)


def _rules(span: Span, registry: Registry, *, quoted: bool) -> Iterator[Item]:
    for number, found in enumerate(registry.rules):
        text = found.code if quoted else f'"{found.code}"'
        yield Item(found.code, ItemKind.RULE, span, text, found.name, pages.headline(found), rank=number)
