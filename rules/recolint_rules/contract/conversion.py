"""The value of the wanted type that a value of another type surely means."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from recolint.contract import Shape
from recolint.job import Tag


class Conversion(NamedTuple):
    """A value of the right type, and what to do in words."""

    value: Any
    how: str


def converted(value: Any, wanted: Shape, written: str) -> Conversion | None:
    """What to put in place of ``value`` where ``wanted`` is due, or ``None`` when that is not certain.

    ``written`` is the value as the file has it.
    """
    if isinstance(value, list) and wanted.kind != "list":
        return _only_item(value, wanted)
    match wanted.kind:
        case "string":
            return _string(value, wanted, written)
        case "integer":
            return _integer(value)
        case "list":
            return _list(value, wanted)
        case "structure":
            return None


def _only_item(value: list[Any], wanted: Shape) -> Conversion | None:
    if wanted.name == "RecommendationJobDataInputConfig":
        return _json(value)
    item = value[0] if len(value) == 1 else None
    fits = {"string": str, "integer": int, "structure": dict}[wanted.kind]
    return Conversion(item, "take it out of the list") if type(item) is fits else None


def _string(value: Any, wanted: Shape, written: str) -> Conversion | None:
    if isinstance(value, dict):
        return _json(value) if wanted.name == "RecommendationJobDataInputConfig" else None
    # What else may stand for a plain value (an alias, a tag, a block) is better written anew by its author.
    plain = re.fullmatch(r"[\w.+-][\w.+: -]*", written, re.ASCII)
    return Conversion(written, f'quote it: "{written}"') if plain else None


def _json(value: Any) -> Conversion | None:
    try:
        text = json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return None
    return Conversion(text, "write it as a string that holds JSON")


def _integer(value: Any) -> Conversion | None:
    if isinstance(value, float) and value.is_integer():
        return Conversion(int(value), f"write {int(value)}")
    if isinstance(value, str) and re.fullmatch(r"0|-?[1-9][0-9]{0,17}", value, re.ASCII):
        return Conversion(int(value), f"write {value} without quotes")
    return None


def _list(value: Any, wanted: Shape) -> Conversion | None:
    item = wanted.item
    if item is None:
        return None
    if isinstance(value, str) and item.kind == "string" and not re.search(r"[,\s]", value):
        return Conversion([value], "make it a list of one")
    if isinstance(value, dict) and value.keys() & item.members.keys():
        return Conversion([value], "make it a list of one")
    if isinstance(value, dict) and item.name == "Tag" and all(isinstance(text, str) for text in value.values()):
        tags = [{Tag.key.name: key, Tag.value.name: text} for key, text in value.items()]
        return Conversion(tags, "write a list of Key and Value")
    return None
