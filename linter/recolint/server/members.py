"""The text about a member of the request in an editor: its type, its bounds, AWS's text in short, and a link to it."""

from __future__ import annotations

from recolint.base.finding import Route, dotted
from recolint.request import contract
from recolint.request.contract import Shape
from recolint.request.contract.texts import member_text
from recolint.request.job import ContainerConfig, LatencyThreshold, ServerlessConfig

_REFERENCE = "https://docs.aws.amazon.com/sagemaker/latest/APIReference"
_OPERATION = "CreateInferenceRecommendationsJob"
_REQUEST = f"{_OPERATION}Request"


def described(route: Route) -> str | None:
    """Markdown on the member at ``route``; ``None`` where the request has none."""
    shape = contract.shape(route)
    owner = _owner(route)
    if shape is None or owner is None:
        return None
    structure, member = owner
    lines = [f"**{dotted(route)}** · {summary(shape)}{_required(route)}"]
    text = member_text(structure, member)
    if text:
        lines.append(text)
    lines.append(f"[AWS API reference]({link(structure, member)})")
    return "\n\n".join(lines)


def summary(shape: Shape) -> str:
    """Type and bounds in a few words: ``integer, 1 or more``."""
    if shape.kind == "structure":
        return "structure"
    if shape.item is not None:
        return f"list of {_plural(shape.item)}{_range(shape, 'items')}"
    if shape.kind == "integer":
        return f"integer{_range(shape, '')}"
    if shape.values and len(shape.values) <= _SHOWN_VALUES:
        return f"string: {', '.join(shape.values)}"
    return f"string{_range(shape, 'characters')}"


_SHOWN_VALUES = 8


def link(structure: str, member: str) -> str:
    """The address of AWS's reference of ``member``."""
    if structure == _REQUEST:
        return f"{_REFERENCE}/API_{_OPERATION}.html#sagemaker-{_OPERATION}-request-{member}"
    return f"{_REFERENCE}/API_{structure}.html#sagemaker-Type-{structure}-{member}"


def values(route: Route) -> tuple[str, ...]:
    """The values that the model or its documentation lists for the member at ``route``."""
    shape = contract.shape(route)
    if shape is None or shape.kind not in {"string", "integer"}:
        return ()
    owner = _owner(route)
    name = owner[1] if owner else ""
    if name == ContainerConfig.instance_types.name:  # AWS allows any text here: it adds types between releases
        return contract.instance_types()
    return shape.values or tuple(contract.DOCUMENTED.get(name, _TOLD.get(name, ())))


_TOLD = {
    LatencyThreshold.percentile.name: ("P95", "P99"),
    ServerlessConfig.memory.name: ("1024", "2048", "3072", "4096", "5120", "6144"),
}
"""Values that AWS lists only in a sentence of the member's documentation."""


def _owner(route: Route) -> tuple[str, str] | None:
    """The structure that has the member at ``route``, and its name; of an item, those of its list."""
    while route and isinstance(route[-1], int):
        route = route[:-1]
    above = contract.shape(route[:-1]) if route else None
    return (above.name, str(route[-1])) if above is not None and above.kind == "structure" else None


def _required(route: Route) -> str:
    above = contract.shape(route[:-1]) if route else None
    return " · required" if above is not None and route[-1] in above.required else ""


def _plural(item: Shape) -> str:
    return {"string": "strings", "integer": "integers", "structure": "structures", "list": "lists"}[item.kind]


def _range(shape: Shape, unit: str) -> str:
    low, high = shape.minimum, shape.maximum
    if low is None and high is None:
        return ""
    words = (
        f"{low} to {high}"
        if low is not None and high is not None
        else f"{low} or more"
        if high is None
        else f"at most {high}"
    )
    return f", {words} {unit}".rstrip()
