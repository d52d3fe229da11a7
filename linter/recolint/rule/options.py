"""The options that rules declare, and values for them from a config.

A rule declares its options as a ``NamedTuple``: each field has a default and is ``Annotated`` with its description.
The types are ``bool``, ``int``, ``float``, ``str``, ``tuple[int, ...]``, ``tuple[str, ...]``, ``Assignments``,
``Globs``, ``Maximum`` and ``MaximumAmount``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from recolint.base import name_glob, toml
from recolint.base.foreign import said, shown
from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import did_you_mean
from recolint.base.stops import is_stop
from recolint.rule.kinds import NO_MAXIMUM, Assignments, BaseRule, Globs, Maximum, MaximumAmount


class DeclarationError(Exception):
    """Options that a rule cannot have. The message names the option, what was expected, and what was found."""

    def __init__(self, option: str, expected: str, found: str) -> None:
        """Take the name of the option (empty: all of them), and words for the rest."""
        super().__init__(f"{f'option {option}' if option else 'options'}: expected {expected}, found {found}")


_MAX_PROBLEMS = 1_000


class Problem(NamedTuple):
    """A fault in the value of ``option``, or in one ``item`` of it; ``None``: in all of it."""

    option: str
    text: str
    item: int | None = None


class Option(NamedTuple):
    """An option of a rule. ``type`` is one of the ten of this module, ``wanted`` its name in words."""

    name: str
    type: Any
    default: Any
    description: str

    @property
    def key(self) -> str:
        """The name as a config writes it: ``max-gpus``."""
        return self.name.replace("_", "-")

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
    Assignments: "a list of strings, or a table of strings",
    Globs: "a list of globs",
    Maximum: "an integer of at least 0, or -1 for any",
    MaximumAmount: "a number of at least 0, or -1 for any",
}
_TYPES = "bool, int, float, str, tuple[int, ...], tuple[str, ...], Assignments, Globs, Maximum, MaximumAmount"


def declared(rule: type[BaseRule[Any]]) -> tuple[Option, ...]:
    """The options of ``rule``, in the order of their declaration; raises ``DeclarationError``."""
    kind = getattr(rule, "options_type", None)
    if kind is type(None):
        return ()
    if kind is None:
        raise DeclarationError("", "Rule[None], or Rule[Options] with a NamedTuple", "no type argument")
    if not (issubclass(kind, tuple) and hasattr(kind, "_field_defaults")):
        raise DeclarationError("", "None or a NamedTuple", shown(kind))
    try:
        hints = get_type_hints(kind, include_extras=True)
    except Exception as error:
        raise DeclarationError("", "types that can be read", said(error)) from error
    return tuple(_option(name, hints.get(name), kind._field_defaults) for name in kind._fields)


def _option(name: str, hint: Any, defaults: dict[str, Any]) -> Option:
    kind, *descriptions = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if not any(kind == known for known in _WORDS):
        raise DeclarationError(name, f"one of the types {_TYPES}", shown(kind))
    if not all(isinstance(text, str) for text in descriptions):
        raise DeclarationError(name, "a description of text", shown(descriptions))
    if name not in defaults:
        raise DeclarationError(name, "a default", "none")
    if not _is_default(defaults[name], kind):
        raise DeclarationError(name, f"{_WORDS[kind]} as default", shown(defaults[name]))
    return Option(name, kind, defaults[name], " ".join(descriptions))


def _is_default(value: Any, kind: Any) -> bool:
    kind = getattr(kind, "__supertype__", kind)
    if get_origin(kind) is tuple:
        return type(value) is tuple and _fits(list(value), kind)
    return _fits(value, kind) and (type(value) is not float or math.isfinite(value))


def parse(rule: type[BaseRule[Any]], table: dict[str, Any]) -> tuple[Any, list[Problem]]:
    """The options of ``rule`` with the values of ``table`` (plain TOML data), and what is wrong with the table.

    What the rule's own ``problems`` says of the values counts too. Keys may be written with hyphens or underscores.
    A wrong key keeps its default. Raises ``DeclarationError`` for a rule with options or ``problems`` that fail.
    """
    options = {option.name: option for option in declared(rule)}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in table.items():
        option = options.get(key.replace("-", "_"))
        if option is None:
            names = [one.key for one in options.values()]
            hint, known = did_you_mean(key, names), ", ".join(names) or "none"
            problems.append(Problem(key, f"unknown option{hint} (options of {rule.name}: {known})"))
        elif not _fits(value, option.type):
            problems.append(
                Problem(key, f"expected {option.wanted}, found {toml.shown(value)}{_hint(value, option.type)}")
            )
        else:
            values[option.name] = _value(value)
            faults = [name_glob.fault(one) for one in value] if option.type is Globs else ()
            problems += (Problem(key, text, number) for number, text in enumerate(faults) if text is not None)
    try:
        options_made = rule.options_type(**values)
        wrong = {one.option.replace("_", "-") for one in problems}
        told = [one for one in _told(rule.problems(options_made)) if one.option not in wrong]
    except BaseException as error:
        if is_stop(error):
            raise
        raise DeclarationError("", "a method problems that returns pairs of texts", said(error)) from error
    return options_made, problems + told


def _hint(value: Any, kind: Any) -> str:
    """The right form of ``value`` where it lacks brackets or quotes only."""
    items = value if isinstance(value, list) else [value]
    right = [str(one) for one in items]
    is_right = all(type(one) in (str, int) for one in items) and _fits(right, kind)
    return f"; write {right!r}" if is_right else ""


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(f"{name}={text}" for name, text in value.items())
    return tuple(value) if isinstance(value, list) else value


def _told(found: Iterable[tuple[str, str]]) -> Iterable[Problem]:
    """The problems that a rule reports in its options; raises ``TypeError`` for anything but a few pairs of texts."""
    for number, (key, text) in enumerate(found):
        if not (isinstance(key, str) and isinstance(text, str)) or number == _MAX_PROBLEMS:
            raise TypeError(shown((key, text)))
        yield Problem(key.replace("_", "-"), text)


def _fits(value: Any, kind: Any) -> bool:
    if kind is Maximum:
        return type(value) is int and value >= NO_MAXIMUM
    if kind is MaximumAmount:
        return type(value) in (int, float) and (0 <= value < math.inf or value == NO_MAXIMUM)
    if kind is Globs:
        kind = tuple[str, ...]
    if kind is Assignments:
        if isinstance(value, dict):
            # The first "=" ends the name.
            return all(type(text) is str and "=" not in name for name, text in value.items())
        kind = tuple[str, ...]
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return isinstance(value, list) and all(type(element) is item for element in value)
    return type(value) is kind or (kind is float and type(value) is int)
