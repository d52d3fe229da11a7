"""Requests as Python that sends them with boto3."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from typing import Any

from recolint.base.text import LOG_COMMAND, visible

_INDENT = "    "
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def render(requests: Sequence[dict[str, Any]]) -> str:
    """A program that makes one client and sends each of ``requests``."""
    calls = "".join(f"\n{_call(one)}" for one in requests)
    return f'import boto3\n\nclient = boto3.client("sagemaker")\n{calls}'


def _call(request: dict[str, Any]) -> str:
    if all(name.isidentifier() and name.isascii() and not keyword.iskeyword(name) for name in request):
        arguments = "".join(f"{_INDENT}{name}={_literal(value, _INDENT)},\n" for name, value in request.items())
    else:
        arguments = f"{_INDENT}**{_literal(request, _INDENT)},\n"
    return f'response = client.create_inference_recommendations_job(\n{arguments})\nprint(response["JobArn"])\n'


def _literal(value: Any, indent: str) -> str:
    """``value`` as a display or literal of Python, an entry a line."""
    inner = indent + _INDENT
    if isinstance(value, dict) and value:
        entries = "".join(f"{inner}{_text(name)}: {_literal(one, inner)},\n" for name, one in value.items())
        return f"{{\n{entries}{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + "".join(f"{inner}{_literal(one, inner)},\n" for one in value) + f"{indent}]"
    return _text(value) if isinstance(value, str) else repr(value)


def _text(value: str) -> str:
    written = "".join(_ESCAPES.get(character) or visible(character) for character in value)
    return '"' + re.sub(LOG_COMMAND, r"#\\x23", written) + '"'
