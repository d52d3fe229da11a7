"""The request as a Cerberus schema: the single description, which the fast validator and Cerberus both read.

Beside Cerberus' own rules it has ``placeholder``: where to look for one (see ``contract.placeholder``).
"""

from __future__ import annotations

from functools import cache

from recolint.base.static import Any
from recolint.request.contract.placeholder import place
from recolint.request.contract.shapes import REQUEST, Shape

LARGEST_INTEGER = 2**31 - 1
"""The maximum of an integer of the service's model, which is of 32 bits."""

Rules = dict[str, Any]
"""The rules of one value, as Cerberus writes them."""


@cache
def request() -> Rules:
    """The rules of the whole request."""
    return rules(REQUEST)


def rules(shape: Shape) -> Rules:
    """The rules of a value of ``shape``."""
    if shape.kind == "structure":
        members = {name: rules(member) for name, member in shape.members.items()}
        for name in shape.required:
            members[name]["required"] = True
        return {"placeholder": "text", "type": "dict", "schema": members}
    if shape.kind == "integer":
        return {"placeholder": "number", "type": "integer", "max": LARGEST_INTEGER} | _bounds(shape, "min", "max")
    lengths = _bounds(shape, "minlength", "maxlength")
    if shape.item:
        return {"placeholder": "text", "type": "list"} | lengths | {"schema": rules(shape.item)}
    found: Rules = {"placeholder": place(shape), "type": "string"} | lengths
    if shape.is_closed:
        found["allowed"] = shape.values
    if shape.pattern:
        found["regex"] = shape.pattern
    return found


def _bounds(shape: Shape, low: str, high: str) -> Rules:
    bounds = {low: shape.minimum, high: shape.maximum}
    return {rule: bound for rule, bound in bounds.items() if bound is not None}
