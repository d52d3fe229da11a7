"""The options that rules declare, and values for them from a config.

A rule declares its options as a ``NamedTuple``: each field has a default and is ``Annotated`` with its description.
The types are ``bool``, ``int``, ``float``, ``str``, ``tuple[int, ...]`` and ``tuple[str, ...]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from recolint.registry import RuleClass
from recolint.spelling import did_you_mean


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a rule. ``type`` is one of the six of this module, ``wanted`` its name in words."""

    name: str
    type: Any
    default: Any
    description: str

    @property
    def wanted(self) -> str:
        """The type in words."""
        return _WORDS[self.type]


_WORDS: dict[Any, str] = {
    bool: "true or false",
    int: "an integer",
    float: "a number",
    str: "a string",
    tuple[int, ...]: "a list of integers",
    tuple[str, ...]: "a list of strings",
}


def declared(rule: RuleClass) -> tuple[Option, ...]:
    """The options of ``rule``, in the order of their declaration."""
    if rule.options_type is type(None):
        return ()
    defaults = getattr(rule.options_type, "_field_defaults", {})
    hints = get_type_hints(rule.options_type, include_extras=True)
    return tuple(_option(name, hint, defaults[name]) for name, hint in hints.items())


def _option(name: str, hint: Any, default: Any) -> Option:
    if get_origin(hint) is not Annotated:
        return Option(name, hint, default, "")
    kind, *descriptions = get_args(hint)
    return Option(name, kind, default, " ".join(descriptions))


def parse(rule: RuleClass, table: dict[str, Any]) -> tuple[Any, list[tuple[str, str]]]:
    """The options of ``rule`` with the values of ``table`` (plain TOML data), and what is wrong with the table.

    What the rule's own ``problems`` says of the values counts too. Keys may be written with hyphens or underscores.
    Each problem is the key and a text; a wrong key keeps its default.
    """
    options = {option.name: option for option in declared(rule)}
    values: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    for key, value in table.items():
        option = options.get(key.replace("-", "_"))
        if option is None:
            known = ", ".join(options) or "none"
            problems.append((key, f"unknown option{did_you_mean(key, options)} (options of {rule.name}: {known})"))
        elif _fits(value, option.type):
            values[option.name] = tuple(value) if isinstance(value, list) else value
        else:
            problems.append((key, f"got {value!r}, wanted {option.wanted}"))
    options_made = rule.options_type(**values)
    if not problems:
        problems += [(key.replace("_", "-"), text) for key, text in rule.problems(options_made)]
    return options_made, problems


def _fits(value: Any, kind: Any) -> bool:
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return isinstance(value, list) and all(type(element) is item for element in value)
    return type(value) is kind or (kind is float and type(value) is int)
