"""The Region of clients and sessions: hidden unless code shows it or leaves it to the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from recolint.hosts.python.values import Arguments, Opaque, Value
from recolint.hosts.tree import HIDDEN_REGION, HostRequest, Scalar

_LIBRARIES = frozenset({"boto3", "botocore", "aioboto3", "aiobotocore", "sagemaker"})
_MAKERS = frozenset({"client", "create_client", "Session"})
_PASSED = ("sagemaker_session", "sagemaker_client", "boto_session")
"""The parameters of the SageMaker SDK that bring a Region, the nearest first."""
_POSITION, _POSITION_OF_SESSION = 1, 3
"""The position of ``region_name``."""
_VARIABLES = frozenset({"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CONFIG_FILE"})
_WRITERS = frozenset({"setdefault", "putenv", "setenv", "update"})
_DEFAULT_SESSION = "setup_default_session"


def of_import(name: str) -> str | None:
    """The Region of what the import of ``name`` brings, if the file itself does not show it."""
    return None if name.split(".", 1)[0] in _LIBRARIES else HIDDEN_REGION


def of_call(callee: Opaque, arguments: Arguments) -> str | None:
    """The Region of what a call of foreign code returns, such as a client or a session."""
    last = (callee.origin or callee.said).rsplit(".", 1)[-1]
    if callee.origin.startswith("sagemaker."):
        passed = [arguments.keywords[name].value for name in _PASSED if name in arguments.keywords]
        passed += arguments.positional[:1] if last == "Session" else ()
        return _passed(passed[0], callee.region) if passed else _otherwise(callee, arguments)
    if last not in _MAKERS:
        return callee.region
    slot = arguments.keywords.get("region_name")
    position = _POSITION_OF_SESSION if last == "Session" else _POSITION
    if slot is None and len(arguments.positional) > position:
        return _named(arguments.positional[position], callee.region)
    if slot is None:
        return _otherwise(callee, arguments)
    return _named(slot.value, callee.region) if slot.sure else HIDDEN_REGION


def _named(value: Value, default: str | None) -> str | None:
    if isinstance(value, Scalar) and isinstance(value.value, str):
        return value.value
    return default if isinstance(value, Scalar) and value.value is None else HIDDEN_REGION


def _passed(value: Value, default: str | None) -> str | None:
    if isinstance(value, Opaque):
        return value.region
    return default if isinstance(value, Scalar) and value.value is None else HIDDEN_REGION


def _otherwise(callee: Opaque, arguments: Arguments) -> str | None:
    return callee.region if arguments.whole else HIDDEN_REGION


def in_environment(requests: Iterable[HostRequest], statements: Iterable[ast.stmt]) -> list[HostRequest]:
    """``requests`` with a hidden Region instead of that of the environment if ``statements`` may change it."""
    found = list(requests)
    if not any(one.region is None for one in found) or not any(map(_changes_region, _nodes(statements))):
        return found
    return [one._replace(region=HIDDEN_REGION) if one.region is None else one for one in found]


def _nodes(statements: Iterable[ast.stmt]) -> Iterable[ast.AST]:
    return (node for statement in statements for node in ast.walk(statement))


def _changes_region(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        return _is_variable(node.slice)
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == _DEFAULT_SESSION:
        return True
    return name in _WRITERS and any(
        _is_variable(one) or (isinstance(one, ast.keyword) and one.arg in _VARIABLES) for one in ast.walk(node)
    )


def _is_variable(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value in _VARIABLES
