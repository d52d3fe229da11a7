"""The items that an editor offers at a cursor: members of the structure, values, instance types, rules, whole specs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum
from typing import Any

from recolint.base.finding import Part
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, Span
from recolint.document import Reading
from recolint.request import contract
from recolint.request.contract import Shape
from recolint.request.recognition import foreign
from recolint.rule import pages
from recolint.rule.registry import Registry
from recolint.server import members
from recolint.server.cursor import Context, context, in_rules
from recolint.server.siblings import siblings


class ItemKind(Enum):
    """The kind of an item, for its icon."""

    MEMBER = "member"
    VALUE = "value"
    RULE = "rule"
    SPEC = "spec"


class Item(NamedTuple):
    """One thing to offer: ``text`` takes the place of ``span``; a snippet has places to fill in (``$1``)."""

    label: str
    kind: ItemKind
    span: Span
    text: str
    detail: str = ""
    documentation: str = ""
    is_snippet: bool = False
    rank: int = 0


def complete(
    source: Source, offset: int, *, is_json: bool, last_readable: Reading | None, registry: Registry
) -> list[Item]:
    """The items that fit at ``offset`` of ``source``. ``last_readable`` is the last text without faults, if any."""
    text = source.text
    named = in_rules(text, offset)
    if named is not None:
        return list(_rules(named, registry))
    here = context(text, offset, is_json=is_json)
    if here is None or (is_json and not here.is_flow):
        return list(_specs(Span(0, len(text)), is_json=True)) if is_json and not text.strip() else []
    style = _Style(is_json=is_json, is_flow=here.is_flow, indentation=_indentation(text, here))
    shape = contract.shape(here.route)
    if here.part is Part.VALUE or (shape is not None and shape.kind != "structure"):
        return list(_values(here, style))
    taken = siblings(source, here, last_readable)
    if not here.route and _is_of_another_tool(taken):
        return []
    items = list(_members(here, taken, style))
    if not here.route and not text[: here.word.start].strip() and not text[here.word.end :].strip():
        items += _specs(Span(0, len(text)), is_json=is_json)
    return items


def _is_of_another_tool(names: frozenset[str]) -> bool:
    """Whether a file with ``names`` at its top level is not a spec, finished or not."""
    own = contract.shape(())
    ours = own is not None and any(contract.canonical_name(name) in own.members for name in names)
    return bool(foreign(dict.fromkeys(names))) and not ours


class _Style(NamedTuple):
    """How to write items at the cursor."""

    is_json: bool
    is_flow: bool
    indentation: str

    def name(self, name: str) -> str:
        """The name of a member."""
        return f'"{name}"' if self.is_json else name

    def empty(self, shape: Shape) -> tuple[str, bool]:
        """The text for a value of ``shape``, and whether it has a place to fill in."""
        if shape.kind == "structure":
            return ("{$0}", True) if self.is_flow else (f"\n{self.indentation}  $0", True)
        if shape.item is not None:
            if self.is_flow:
                return ("[{$0}]" if shape.item.kind == "structure" else "[$0]"), True
            return f"\n{self.indentation}  - $0", True
        if shape.kind == "string" and self.is_json:
            return '"$0"', True
        return "$0", True


def _members(here: Context, taken: frozenset[str], style: _Style) -> Iterator[Item]:
    shape = contract.shape(here.route)
    if shape is None or shape.kind != "structure":
        return
    for number, (name, member) in enumerate(shape.members.items()):
        if name in taken:
            continue
        is_required = name in shape.required
        written, has_place = (style.name(name), False) if here.follows else _entry(name, member, style)
        yield Item(
            name, ItemKind.MEMBER, here.word, written, members.summary(member) + (", required" if is_required else ""),
            members.described((*here.route, name)) or "", has_place, number if is_required else 100 + number,
        )  # fmt: skip


def _entry(name: str, member: Shape, style: _Style) -> tuple[str, bool]:
    value, has_place = style.empty(member)
    gap = "" if value.startswith("\n") else " "
    return f"{style.name(name)}:{gap}{value}", has_place


def _values(here: Context, style: _Style) -> Iterator[Item]:
    shape = contract.shape(here.route)
    if shape is not None and shape.kind == "structure" and style.is_flow:
        yield Item("{}", ItemKind.VALUE, here.word, "{$0}", "structure", is_snippet=True)
    is_number = shape is not None and shape.kind == "integer"
    quote = "" if is_number else here.quoted or ('"' if style.is_json else "")
    for number, value in enumerate(members.values(here.route)):
        yield Item(value, ItemKind.VALUE, here.word, f"{quote}{value}{quote}", rank=number)


def _rules(word: Span, registry: Registry) -> Iterator[Item]:
    for number, rule in enumerate(registry.rules):
        yield Item(rule.code, ItemKind.RULE, word, rule.code, rule.name, pages.headline(rule), rank=number)


def _indentation(text: str, here: Context) -> str:
    start = text.rfind("\n", 0, here.word.start) + 1
    return " " * (here.word.start - start)


_PACKAGE: dict[str, object] = {
    "ModelPackageVersionArn": "${3:arn:aws:sagemaker:eu-central-1:111122223333:model-package/name/1}"
}

_DEFAULT: dict[str, object] = {
    "JobName": "${1:name}",
    "JobType": "Default",
    "RoleArn": "${2:arn:aws:iam::111122223333:role/recommender}",
    "InputConfig": _PACKAGE,
}

_PHASES: dict[str, object] = {
    "TrafficType": "PHASES",
    "Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 120}],
}

_STAIRS: dict[str, object] = {
    "TrafficType": "STAIRS",
    "Stairs": {"DurationInSeconds": 600, "NumberOfSteps": 5, "UsersPerStep": 2},
}


def _load_test(traffic: dict[str, object], endpoint: dict[str, object]) -> dict[str, object]:
    inputs = {**_PACKAGE, "JobDurationInSeconds": 7200, "TrafficPattern": traffic, "EndpointConfigurations": [endpoint]}
    stopping = {"MaxInvocations": 500, "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 500}]}
    return {**_DEFAULT, "JobType": "Advanced", "InputConfig": inputs, "StoppingConditions": stopping}


SPECS: dict[str, dict[str, object]] = {
    "Default job": _DEFAULT,
    "load test in phases": _load_test(_PHASES, {"InstanceType": "${4:ml.c5.xlarge}"}),
    "load test in stairs": _load_test(_STAIRS, {"InstanceType": "${4:ml.c5.xlarge}"}),
    "load test of a serverless endpoint": _load_test(
        _PHASES, {"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 10}}
    ),
}
"""Whole specs for an empty file; each passes the check once its places are filled in."""


def _specs(span: Span, *, is_json: bool) -> Iterator[Item]:
    for number, (label, spec) in enumerate(SPECS.items()):
        text = json.dumps(spec, indent=2) + "\n" if is_json else "".join(_yaml(spec, ""))
        yield Item(label, ItemKind.SPEC, span, text, "recolint: a whole spec", "", is_snippet=True, rank=1000 + number)


def _yaml(value: dict[str, Any], indentation: str) -> Iterator[str]:
    for name, of in value.items():
        if isinstance(of, dict):
            yield f"{indentation}{name}:\n"
            yield from _yaml(of, indentation + "  ")
        elif isinstance(of, list):
            yield f"{indentation}{name}:\n"
            for item in of:
                first, *rest = "".join(_yaml(item, indentation + "    ")).splitlines(keepends=True)
                yield f"{indentation}  - {first.lstrip()}" + "".join(rest)
        else:
            yield f"{indentation}{name}: {of}\n"
