"""The requests of AWS's operations, made from botocore's service models, in the spellings that people use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import botocore.session

FOUR = frozenset({"jobname", "jobtype", "rolearn", "inputconfig"})
OURS = "CreateInferenceRecommendationsJob"


class Request(NamedTuple):
    """What an operation takes: the required members alone, and all of them."""

    service: str
    operation: str
    minimal: dict[str, Any]
    whole: dict[str, Any]


@cache
def of_others() -> tuple[Request, ...]:
    """The requests of all operations but ours that have one of our four names at their root, in any spelling."""
    return tuple(_requests())


def _requests() -> Iterator[Request]:
    session = botocore.session.Session()
    for service in session.get_available_services():
        model = session.get_service_model(service)
        for operation in model.operation_names:
            shape = model.operation_model(operation).input_shape
            if operation != OURS and shape is not None and FOUR & set(map(_bare, shape.members)):
                minimal = {
                    name: _value(member, 0, whole=False)
                    for name, member in shape.members.items()
                    if name in shape.required_members or _bare(name) in FOUR
                }
                yield Request(service, operation, minimal, _value(shape, 0, whole=True))


def _bare(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


def _value(shape: Any, depth: int, *, whole: bool) -> Any:
    match shape.type_name:
        case "structure":
            if depth > 3:
                return {}
            members = shape.members if whole else {name: shape.members[name] for name in shape.required_members}
            return {name: _value(member, depth + 1, whole=whole) for name, member in members.items()}
        case "list":
            return [_value(shape.member, depth + 1, whole=whole)] if depth <= 3 else []
        case "map":
            return {"key": _value(shape.value, depth + 1, whole=whole)} if depth <= 3 else {}
        case "string" | "blob" | "timestamp":
            return shape.enum[0] if getattr(shape, "enum", None) else "text"
        case "boolean":
            return True
    return 1


def pascal(name: str) -> str:
    return name[:1].upper() + name[1:]


def camel(name: str) -> str:
    return name[:1].lower() + name[1:]


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", pascal(name)).lower()


def kebab(name: str) -> str:
    return snake(name).replace("_", "-")


SPELLINGS: tuple[Callable[[str], str], ...] = (pascal, camel, snake, kebab)


def spelled(data: Any, spelling: Callable[[str], str]) -> Any:
    """``data`` with each name in another spelling."""
    if isinstance(data, dict):
        return {spelling(name): spelled(value, spelling) for name, value in data.items()}
    if isinstance(data, list):
        return [spelled(item, spelling) for item in data]
    return data
