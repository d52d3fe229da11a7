"""An open pack: its faults, the keys and values that fit, and what each key means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from recolint.base.finding import Part, Route
from recolint.base.text import Source, Span
from recolint.document import read as read_document
from recolint.packs import PackError, json_schema, read
from recolint.request import contract
from recolint.request.contract import Shape
from recolint.rule.registry import Registry
from recolint.server.completion import Item, ItemKind
from recolint.server.config_file import Wrong
from recolint.server.cursor import Context, context
from recolint.server.hover import Hover
from recolint.server.siblings import siblings
from recolint.server.spec_file import document_at, entry_at

_KEY = re.compile(r"^(pack|prefix|rules)[ \t]*:", re.MULTILINE)
_JSON = re.compile(r"""\s*\{\s*"pack"\s*:.*"(?:prefix|rules)"\s*:""", re.DOTALL)

SKELETON = """\
pack: ${1:acme}
prefix: ${2:ACME}
url: ${3:https://wiki.example.com/ml-jobs}
rules:
  - code: ${2}001
    name: ${4:too-many-parallel-tests}
    severity: error
    at: ${5:InputConfig.ResourceLimit.MaxParallelOfTests}
    must: {max: ${6:2}}
    message: "${7:{value\\} tests run in parallel; the maximum is 2}"
    help: ${8:set MaxParallelOfTests to 2 or less}
    examples:
      valid:
        - "InputConfig: {ResourceLimit: {MaxParallelOfTests: 2}}"
      invalid:
        - text: "InputConfig: {ResourceLimit: {MaxParallelOfTests: 3}}"
          at: /InputConfig/ResourceLimit/MaxParallelOfTests
"""
"""A whole pack for an empty file, as a snippet."""


def is_pack(text: str) -> bool:
    """Whether ``text`` has ``pack`` and another key of a pack, finished or not. Other files may have one of them."""
    keys = set(_KEY.findall(text))
    return ("pack" in keys and len(keys) > 1) or _JSON.match(text) is not None


def faults(path: str, text: str, registry: Registry) -> list[Wrong]:
    """All faults of the pack ``text``. Codes that ``registry`` has from this very file are not duplicates."""
    try:
        read(Source(path, text), registry.taken(str(Path(path).absolute())))
    except PackError as error:
        return [Wrong(message, _visible(text, span)) for span, message in error.faults]
    return []


def complete(source: Source, offset: int, *, is_json: bool) -> list[Item]:
    """The keys of a mapping that it does not have yet, the values of a key, and member paths for ``at``."""
    here = context(source.text, offset, is_json=is_json)
    if here is None:
        return []
    schema = _schema_at(here.route)
    if here.part is Part.VALUE:
        return list(_values(here, schema, is_json=is_json))
    return list(_keys(here, schema, siblings(source, here, None), is_json=is_json))


def hover(path: str, text: str, offset: int) -> Hover | None:
    """The meaning of the key at ``offset``; ``None``: it is not a key of a pack, or the text cannot be read."""
    document = document_at(read_document(Source(path, text)), offset)
    entry = entry_at(document, offset) if document is not None else None
    if entry is None or entry.key is None or not entry.key.start <= offset <= entry.key.end:
        return None
    schema = _schema_at(entry.route)
    told = schema.get("description")
    words = [f"**{entry.route[-1]}**", *([str(told)] if told else []), *_listed(schema)]
    return Hover(" · ".join(words), entry.key) if len(words) > 1 else None


def skeleton(text: str) -> Iterator[Item]:
    """A whole pack, for a file without text."""
    if not text.strip():
        whole = Span(0, len(text))
        yield Item("pack", ItemKind.SPEC, whole, SKELETON, "recolint: a whole pack", is_snippet=True, rank=2000)


def _visible(text: str, span: Span) -> Span:
    """``span``, or the rest of its line where it is empty, so that an editor can mark it."""
    if span.end > span.start:
        return span
    end = text.find("\n", span.start)
    return Span(span.start, max(len(text) if end < 0 else end, span.start))


@cache
def _schema() -> dict[str, Any]:
    return json_schema.pack()


def _schema_at(route: Route) -> dict[str, Any]:
    """The part of the schema for the value at ``route``; empty if missing."""
    found = _schema()
    for step in route:
        below = found.get("items") if isinstance(step, int) else found.get("properties", {}).get(step)
        found = _resolved(below) if isinstance(below, dict) else {}
    return found


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        rule_set: dict[str, Any] = _schema()["$defs"]["rule-set"]
        return rule_set | {key: value for key, value in schema.items() if key != "$ref"}
    mapping = next((one for one in schema.get("anyOf", ()) if "properties" in one), None)
    return schema if mapping is None else schema | mapping


def _listed(schema: dict[str, Any]) -> list[str]:
    values = schema.get("enum")
    return [f"one of {', '.join(map(str, values))}"] if values else []


def _keys(here: Context, schema: dict[str, Any], taken: frozenset[str], *, is_json: bool) -> Iterator[Item]:
    required = schema.get("required", ())
    for number, (name, of) in enumerate(schema.get("properties", {}).items()):
        if name in taken:
            continue
        key = f'"{name}"' if is_json else name
        told = "required" if name in required else ""
        yield Item(
            name, ItemKind.MEMBER, here.word, key if here.follows else f"{key}: ", told,
            str(_resolved(of).get("description", "")), rank=number if name in required else 100 + number,
        )  # fmt: skip


def _values(here: Context, schema: dict[str, Any], *, is_json: bool) -> Iterator[Item]:
    quote = here.quoted or ('"' if is_json else "")
    words = schema.get("enum", ())
    if len(here.route) == len(_AT) and here.route[-1] == _AT[-1]:
        words = tuple(_paths())
    for number, word in enumerate(words):
        yield Item(str(word), ItemKind.VALUE, here.word, f"{quote}{word}{quote}", rank=number)


_AT = ("rules", 0, "at")
"""A route of the key that takes a member path."""


@cache
def _paths() -> tuple[str, ...]:
    """All member paths of the request: ``Tags[*].Value``."""
    return tuple(_below(contract.shape(()), ""))


def _below(shape: Shape | None, path: str) -> Iterator[str]:
    if shape is None:
        return
    if path:
        yield path
    for name, member in shape.members.items() if shape.kind == "structure" else ():
        yield from _below(member, f"{path}.{name}" if path else name)
    if shape.item is not None:
        yield from _below(shape.item, f"{path}[*]")
