"""An open config or policy in TOML: what is wrong with it, and what may be written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.config import json_schema, policies_given
from recolint.config.layered import LayeredTable
from recolint.config.layers import ConfigError, Speaker
from recolint.config.pack_files import PackFiles
from recolint.config.reading import extended, parsed, table_of
from recolint.config.table import Where
from recolint.io import repository
from recolint.io.paths import shown
from recolint.rule import pages
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry, UnknownRuleError
from recolint.server.completion import Item, ItemKind
from recolint.server.hover import Hover, rule

_RULE_LIST = re.compile(r"^\s*(?:select|extend-select|ignore|rules)\s*=\s*\[[^\]]*$", re.MULTILINE)
_TABLE = re.compile(r"^\s*\[\[?\s*([\w.\-\"]*)\s*\]?\]?", re.MULTILINE)
_WORD = re.compile(r"[\w\-]*$")
_KEY = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|\[\[[^\]\n]*\]\]|[\w\-]+")
_OWN_KEY = re.compile(r"^[ \t]*(name|url|suppressible|may-exclude)[ \t]*=", re.MULTILINE)
_OF_POLICIES = {"suppressible", "may-exclude"}
"""Those of the keys that other tools do not have."""
_PRESET = re.compile(
    rf"^[ \t]*preset[ \t]*=[ \t]*[\"'](?:{'|'.join(one.name.lower() for one in Preset)})\b", re.MULTILINE
)
_OPTIONS = re.compile(r"^[ \t]*\[rules\.([\w-]+)", re.MULTILINE)


class Wrong(NamedTuple):
    """A fault in a configuration, and where it is."""

    message: str
    span: Span


class ConfigText(NamedTuple):
    """The text of the file ``path``, a config or a policy (``where``), saved or not."""

    path: Path
    text: str
    where: Where


def is_policy(text: str, registry: Registry) -> bool:
    """Whether ``text``, finished or not, has a key that only a policy has, and a word of recolint."""
    keys = set(_OWN_KEY.findall(text))
    return bool(keys & _OF_POLICIES) or bool(keys and (_PRESET.search(text) or _has_options(text, registry)))


def _has_options(text: str, registry: Registry) -> bool:
    return any(_is_rule(name, registry) for name in _OPTIONS.findall(text))


def _is_rule(name: str, registry: Registry) -> bool:
    try:
        registry.find(name)
    except UnknownRuleError:
        return False
    return True


def faults(of: ConfigText, registry: Registry) -> list[Wrong]:
    """The faults of ``of``, of what it extends and of the packs that it names; other files are not read."""
    try:
        _require_valid(of, registry)
    except ConfigError as error:
        return [_wrong(shown(of.path), of.text, problem) for problem in error.problems]
    return []


def _require_valid(of: ConfigText, registry: Registry) -> None:
    if of.where == "policy":
        layer = parsed(of.path, of.text, None, Speaker.POLICY, policies_given.base())
        if layer is not None:
            policies_given.of_layer(layer.path, layer, registry, PackFiles(registry))
        return
    layer = parsed(of.path, of.text, repository.border(of.path.parent))
    if layer is not None:
        layers = extended(layer)
        PackFiles(registry).of(layers, "config")
        LayeredTable(layers, registry, "config")


def _wrong(name: str, text: str, problem: str) -> Wrong:
    """The ``problem`` with the file ``name``, or with one that it names: then it is shown on the first line."""
    found = re.match(re.escape(name) + r":(?:(\d+):(\d+):)? ", problem)
    if found is None:
        return Wrong(problem, _first_line(text))
    message = problem[found.end() :]
    if found[1] is None:
        return Wrong(message, _first_line(text))
    start = min(_offset(text, int(found[1]), int(found[2])), len(text))
    key = _KEY.match(text, start)
    return Wrong(message, Span(start, key.end() if key else min(start + 1, len(text))))


def _first_line(text: str) -> Span:
    return Span(0, len(text.split("\n", 1)[0]))


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1


def complete(of: ConfigText, offset: int, registry: Registry) -> list[Item]:
    """Keys at the start of a line, rules within lists of rules, values that are listed."""
    text = of.text
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:offset]
    word = _WORD.search(line)
    span = Span(start + word.start() if word else offset, offset)
    listed = _RULE_LIST.search(text[:offset])
    if listed is not None and listed.end() == offset:
        quoted = text[span.start - 1 : span.start] in {'"', "'"}
        return list(_rules(span, registry, quoted=quoted))
    properties = _properties(of, start, registry)
    key, equals, _ = line.partition("=")
    if not equals:
        return list(_keys(properties, span, line))
    told = properties.get(key.strip(), {})
    quoted = text[span.start - 1 : span.start] in {'"', "'"}
    values = told.get("enum", ()) if isinstance(told, dict) else ()
    return [Item(one, ItemKind.VALUE, span, one if quoted else f'"{one}"') for one in values if isinstance(one, str)]


def hover(of: ConfigText, offset: int, registry: Registry) -> Hover | None:
    """The rule that the word at ``offset`` names, or what the key there means."""
    text = of.text
    start, end = offset, offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "-_"):
        end += 1
    if end == start:
        return None
    word, span = text[start:end], Span(start, end)
    told = rule(word, span, registry)
    line = text.rfind("\n", 0, start) + 1
    if told is not None or text[line:start].strip() or not text[end : end + 20].lstrip().startswith("="):
        return told
    known = _properties(of, line, registry).get(word)
    meaning = known.get("description") if isinstance(known, dict) else None
    return Hover(f"**{word}** · {meaning}", span) if meaning else None


def _table(text: str) -> str:
    """The table that is open at the end of ``text``."""
    found = _TABLE.findall(text)
    return str(found[-1]).replace('"', "") if found else ""


@lru_cache(2)
def _schema(where: Where, registry: Registry) -> dict[str, object]:
    return json_schema.policy(registry) if where == "policy" else json_schema.config(registry)


def _properties(of: ConfigText, offset: int, registry: Registry) -> dict[str, object]:
    """The keys of the table that is open at ``offset``, with their schemas; empty for a table of another tool."""
    steps = tuple(filter(None, _table(of.text[:offset]).split(".")))
    root = table_of(of.path)
    if steps[: len(root)] != root:
        return {}
    known = _schema(of.where, registry)
    for step in steps[len(root) :]:
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
