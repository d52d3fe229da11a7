"""Values of options, as the AWS CLI reads them: text, JSON, shorthand, or the content of a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from recolint.awscli import shorthand
from recolint.awscli.shorthand import Load
from recolint.base.errors import UserError
from recolint.base.text import visible
from recolint.request.contract import Shape


class ValueProblemError(UserError):
    """A value of an option that cannot be read; the message names the option."""


def unpack(option: str, shape: Shape, words: Sequence[str], load: Load) -> Any:
    """The value of ``option``, of ``shape``, from ``words`` on the command line.

    A list accepts several words, any other value one. Raises ``ValueProblemError``.
    """
    if shape.kind == "list" and len(words) != 1:
        return [_one(option, shape.item or shape, word, load) for word in words]
    text = load(words[0])
    if shape.kind in ("string", "integer"):
        return _scalar(option, shape, text)
    if shape.kind == "list" and not text.strip().startswith("["):
        return [_one(option, shape.item or shape, text, load)]
    return _one(option, shape, text, load)


def _one(option: str, shape: Shape, text: str, load: Load) -> Any:
    """One structure or JSON list."""
    if text.strip()[:1] in ("{", "["):
        return _json(option, text)
    if not text.strip():
        raise ValueProblemError(f"{option}: expected JSON, shorthand or file://..., found nothing")
    try:
        return typed(option, shape, shorthand.parse(text, load))
    except shorthand.ShorthandError as error:
        raise ValueProblemError(f"{option}: {error}") from error


def _json(option: str, text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refused)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ValueProblemError(f"{option}: is not JSON at {where}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        # Beside syntax: the hooks below, numbers too long, nesting too deep.
        raise ValueProblemError(f"{option}: is not JSON: {error}") from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"duplicate member {visible(repeated)}")
    return members


def _refused(word: str) -> Any:
    raise ValueError(f"{word} is not a JSON number")


def typed(option: str, shape: Shape | None, value: Any) -> Any:
    """``value`` from shorthand, all text, with the types that ``shape`` asks for.

    A single value stands for a list of one. What does not fit is left as it is, for the check to report.
    """
    if shape is None:
        return value
    if shape.kind == "structure" and isinstance(value, dict):
        return {name: typed(option, shape.members.get(name), one) for name, one in value.items()}
    if shape.kind == "list":
        items = value if isinstance(value, list) else [value]
        return [typed(option, shape.item, one) for one in items]
    return _scalar(option, shape, value) if isinstance(value, str) else value


def _scalar(option: str, shape: Shape, text: str) -> str | int:
    if shape.kind != "integer":
        return text
    try:
        return int(text)
    except ValueError:
        raise ValueProblemError(f"{option}: expected an integer, found {visible(text[:40])!r}") from None
