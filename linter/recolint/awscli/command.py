"""A request as the command that sends it: ``aws sagemaker create-inference-recommendations-job ...``."""

from __future__ import annotations

import shlex
from typing import Any

from recolint.base.json_text import readable_json
from recolint.base.text import visible
from recolint.request.contract.shapes import REQUEST

_LOADED = ("file://", "fileb://", "http://", "https://")
"""How values begin that a version of the AWS CLI takes for the place of the value."""
_TYPES: dict[str, type] = {"string": str, "structure": dict, "list": list}


def option_of(member: str) -> str:
    """``--input-config`` for ``InputConfig``."""
    return "-" + "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in member)


def command(request: dict[str, Any]) -> str:
    """The command for any POSIX shell, an option a line.

    A request that options cannot express, such as one with an unknown member, goes to ``--cli-input-json``.
    ``request`` has only what JSON has.
    """
    if request and all(_fits(name, value) for name, value in request.items()):
        options = [(option_of(name), _written(value)) for name, value in request.items()]
    else:
        options = [("--cli-input-json", readable_json(request, indent=2))]
    words = [f"  {option} {_indented(shlex.quote(text))}" for option, text in options]
    return " \\\n".join(["aws sagemaker create-inference-recommendations-job", *words]) + "\n"


def _fits(name: str, value: Any) -> bool:
    """Whether the option for the member ``name`` takes ``value`` exactly as it is."""
    shape = REQUEST.members.get(name)
    if shape is None or not isinstance(value, _TYPES.get(shape.kind, ())):
        return False
    return not isinstance(value, str) or (visible(value) == value and not value.startswith(("-", *_LOADED)))


def _written(value: Any) -> str:
    return value if isinstance(value, str) else readable_json(value, indent=2)


def _indented(text: str) -> str:
    """``text`` with its lines, if it is JSON, further to the right: no string in JSON has a line end."""
    return text.replace("\n", "\n  ")
