"""The request's shapes, as botocore's service model has them.

``request.json`` is generated: ``python scripts/refresh_contract.py``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from recolint.base.finding import Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any, Literal


class Shape(NamedTuple):
    """The model of the request at a route; ``name`` is the shape's name in the service model.

    ``minimum`` and ``maximum`` bound an integer's value, a string's length in code points, and a list's length.
    ``pattern`` is a regular expression that the whole string must match; ``values`` are the strings that the model
    lists (empty: any). ``members`` are in the model's order.
    """

    kind: Literal["string", "integer", "list", "structure"]
    name: str
    members: Mapping[str, Shape]
    required: tuple[str, ...]
    item: Shape | None
    minimum: int | None
    maximum: int | None
    pattern: str | None
    values: tuple[str, ...]

    @property
    def is_closed(self) -> bool:
        """Whether ``values`` are all values that there are."""
        return bool(self.values) and self.name not in OPEN_ENUMS


OPEN_ENUMS = frozenset({"ProductionVariantInstanceType"})
"""AWS adds values to these shapes between releases of botocore. A rule judges them by what it knows."""


def shape(route: Route) -> Shape | None:
    """The shape of the request at ``route``, or ``None``. Any index stands for the items of a list."""
    found: Shape | None = REQUEST
    for step in route:
        if found is None:
            return None
        found = found.item if isinstance(step, int) else found.members.get(step)
    return found


def homes(name: str) -> tuple[Route, ...]:
    """The structures of the request that have a member ``name``; an item of a list is shown as its first."""
    return _homes().get(name, ())


def members() -> Collection[str]:
    """The names of all members of all structures."""
    return _homes().keys()


@cache
def instance_types() -> tuple[str, ...]:
    """The instance types that the service model lists, sorted. AWS adds more between its releases."""
    variant = shape(("InputConfig", "EndpointConfigurations", 0, "InstanceType"))
    return variant.values if variant else ()


@cache
def _homes() -> Mapping[str, tuple[Route, ...]]:
    found: dict[str, tuple[Route, ...]] = {}
    for route, structure in _structures(REQUEST, ()):
        for member in structure.members:
            found[member] = (*found.get(member, ()), route)
    return found


def _structures(found: Shape, route: Route) -> Iterator[tuple[Route, Shape]]:
    if found.item:
        yield from _structures(found.item, (*route, 0))
    if found.kind == "structure":
        yield route, found
        for name, member in found.members.items():
            yield from _structures(member, (*route, name))


def _built(shapes: Mapping[str, Any], name: str) -> Shape:
    data = shapes[name]
    return Shape(
        kind=data["type"],
        name=name,
        members={member: _built(shapes, part) for member, part in data.get("members", {}).items()},
        required=tuple(data.get("required", ())),
        item=_built(shapes, data["item"]) if "item" in data else None,
        minimum=data.get("min"),
        maximum=data.get("max"),
        pattern=data.get("pattern"),
        values=tuple(data.get("enum", ())),
    )


with open(f"{os.path.dirname(__file__)}/request.json", encoding="utf-8") as _file:  # noqa: PTH120, PTH123  pathlib takes 2 ms to import
    _MODEL = json.load(_file)

REQUEST = _built(_MODEL["shapes"], _MODEL["request"])
"""The request itself."""

RESPONSE_ONLY: frozenset[str] = frozenset(_MODEL["response_only"])
"""Members of the answer to a describe call that the request lacks."""

DOCUMENTED: Mapping[str, tuple[str, ...]] = {name: tuple(words) for name, words in _MODEL["documented"].items()}
"""The values that the model's documentation lists for members that take any text, by the member's name."""

botocore_version: str = _MODEL["botocore"]
"""The botocore version of this service model."""

MODEL_DATE: str = _MODEL["date"]
"""The day on which it was read, as an ISO date."""
