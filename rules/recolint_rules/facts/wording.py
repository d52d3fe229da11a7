"""How the rules on the contract name members, values and bounds."""

from __future__ import annotations

from collections.abc import Iterable

from recolint.plugin import Client, Context, Job, Model, Route, Tag, contract, dotted
from recolint_rules.facts import sources

CLIENT = Client("botocore validates parameters before any call: required and unknown members, types, minimum values")
_SHOWN, _MESSAGE, MAX_HELP = 40, 100, 140
"""The maximum of a value, of a message and of a help, in characters."""
_SIZES = range(_SHOWN, 7, -1)
"""The sizes of a value from which a long message takes the largest that fits."""

MODEL = Model(sources.SERVICE_MODEL)


def member(route: Route) -> str:
    """How to speak of the value at ``route``: ``JobName``; ``an item of Subnets`` for an item of a list."""
    name = next((step for step in reversed(route) if isinstance(step, str)), "the spec")
    return f"an item of {name}" if route and isinstance(route[-1], int) else name


def structures(route: Route) -> tuple[str, ...]:
    """How to speak of the structure at ``route``, shorter ones later: ``InputConfig.VpcConfig``, ``VpcConfig``.

    The top level is ``the spec``.
    """
    last = max((depth for depth, step in enumerate(route) if isinstance(step, str)), default=0)
    return dotted(route) or "the spec", dotted(route[last:]) or "the spec"


def is_tag_value(route: Route) -> bool:
    """Whether ``route`` is the value of a tag, which AWS's prose calls optional, but its model requires."""
    return route[:1] == (Job.tags.name,) and route[2:] == (Tag.value.name,)


def cut(text: str, most: int = _SHOWN) -> str:
    """``text``, truncated to ``most`` characters."""
    return text if len(text) <= most else text[: most - 3] + "..."


def shown(value: str) -> str:
    """``value`` in quotes, truncated."""
    return repr(cut(value))


def quoting(*parts: str) -> str:
    """The message of ``parts``: text, value, text and so on.

    Values are in quotes, truncated so that the message has at most 100 characters.
    """
    return fitted(*(_joined(parts, most) for most in _SIZES))


def _joined(parts: tuple[str, ...], most: int) -> str:
    return "".join(repr(cut(part, most)) if number % 2 else part for number, part in enumerate(parts))


def fitted(*texts: str, most: int = _MESSAGE) -> str:
    """The first of ``texts`` with at most ``most`` characters, else the last; shorter ones come later."""
    return next((text for text in texts if len(text) <= most), texts[-1])


def first_of(words: Iterable[str], most: int = 5) -> str:
    """``a, b and 3 more``: at most ``most`` of ``words``, each truncated."""
    known = [cut(word) for word in words]
    left = len(known) - most
    return f"{', '.join(known[:most])} and {left} more" if left > 0 else ", ".join(known)


def listed(words: Iterable[str], conjunction: str = "and") -> str:
    """``a, b and c``."""
    *rest, last = words
    return f"{', '.join(rest)} {conjunction} {last}" if rest else last


def meant_route(route: Route, context: Context) -> Route:
    """``route`` with the intended members instead of misspelled ones."""
    return tuple(context.meant.get(route[: depth + 1], step) for depth, step in enumerate(route))


def shape(route: Route, context: Context) -> contract.Shape | None:
    """The shape at ``route``; misspelled members on the way count as the intended ones."""
    return contract.shape(meant_route(route, context))


def bounds(low: int | None, high: int | None) -> str:
    """``1 to 3``, ``1 or more``, ``at most 3``."""
    if low and high is not None:
        return str(low) if low == high else f"{low} to {high}"
    return f"at most {high}" if high is not None else f"{low} or more"
