"""Whether a rule class has what recolint reads of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from recolint.base.finding import Severity
from recolint.base.foreign import said, shown
from recolint.base.stops import is_stop
from recolint.document import FaultKind
from recolint.rule import options
from recolint.rule.examples import Invalid, Valid
from recolint.rule.kinds import BaseRule, CollectionRule, FaultRule, OnlineRule, Preset, Rule
from recolint.rule.making import UnsoundError, made
from recolint.rule.soundness.claims import (
    BASIS,
    NOTHING,
    PART,
    SEVERITY,
    Claim,
    broken,
    is_table,
    is_text,
    is_text_or_none,
)
from recolint.rule.soundness.parameters import parameter_fault

_KINDS = (Rule, CollectionRule, OnlineRule, FaultRule)

_CODE = r"(?a)[A-Z]{2,8}[0-9]{3,4}"
_NAME = r"(?a)[a-z][a-z0-9]*(-[a-z0-9]+)*"


def _is_code(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(_CODE, value))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(_NAME, value))


def _is_weight(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and value is not True and 0.1 <= value <= 10)


def _is_docstring(value: object) -> bool:
    # Python leaves docstrings out with -OO.
    return is_text(value) or (value is None and not __debug__)


_NEEDED = ("role", "trust", "caller", "account", "region")


def _is_needed(value: object) -> bool:
    return isinstance(value, tuple) and all(one in _NEEDED for one in value)


_OF_CLASS = (
    Claim("code", _is_code, "letters and digits such as ACME101"),
    Claim("name", _is_name, "words such as traffic-outlasts-job"),
    SEVERITY,
    BASIS,
    Claim("strict_severity", lambda it: it is None or isinstance(it, Severity), "INFO, WARNING, ERROR or None"),
    Claim("preset", lambda it: isinstance(it, Preset), "a Preset"),
    Claim("judges_by", _is_needed, f"a tuple of {', '.join(_NEEDED[:-1])} and {_NEEDED[-1]}"),
    Claim("required", lambda it: isinstance(it, bool), "True or False"),
    Claim("refuses", lambda it: isinstance(it, bool), "True or False"),
    Claim("security_severity", _is_weight, "a number from 0.1 to 10, or None"),
    Claim("problems", callable, "a class method"),
    Claim("__doc__", _is_docstring, "a docstring that begins with what is wrong"),
    Claim("examples", lambda it: isinstance(it, tuple | list), "a tuple of Valid and Invalid"),
)
_OF_FAULT_RULE = (
    Claim("kind", lambda it: isinstance(it, FaultKind), "a FaultKind"),
    Claim("describe", callable, "a method"),
)
_CHECK = Claim("check", callable, "a method")
_OF_EXAMPLE = (
    Claim("text", lambda it: isinstance(it, str), "a text"),
    Claim("title", lambda it: isinstance(it, str), "a text"),
    Claim("options", is_table, "a dict of data, or None"),
    Claim("settings", lambda it: is_table(it) and all(map(is_text, (it or {}).values())), "a dict of texts, or None"),
    Claim("answers", is_table, "a dict of data, or None"),
    Claim("policies", is_table, "a dict of data, or None"),
)
_OF_INVALID = (
    *_OF_EXAMPLE,
    Claim("at", lambda it: isinstance(it, str) and it[:1] in ("", "/"), "a JSON pointer"),
    PART,
    Claim("spec", lambda it: type(it) is int and it >= 0, "the number of a document, from 0"),
    Claim("fixed", lambda it: it is None or isinstance(it, str), "a text, or None"),
    Claim("severity", lambda it: it is None or isinstance(it, Severity), "INFO, WARNING, ERROR or None"),
    Claim("message", is_text_or_none, "a text, or None"),
    Claim("help", is_text_or_none, "a text, or None"),
)


def named(rule: object) -> str:
    """The name of ``rule`` in a message: its class and, where it has one, its code."""
    code = getattr(rule, "code", None) if isinstance(rule, type) else None
    return shown(rule) + (f" ({code})" if _is_code(code) else "")


def faults(rule: object) -> tuple[str, ...]:
    """The faults of ``rule`` as a rule class, each with the attribute; nothing where it can be used."""
    try:
        return tuple(map(str, _faults(rule)))
    except BaseException as error:
        if is_stop(error):
            raise
        # A metaclass or a descriptor may raise whenever an attribute is read.
        return (f"cannot be read: {said(error)}",)


def _faults(rule: object) -> Iterator[object]:
    if not (isinstance(rule, type) and issubclass(rule, _KINDS)):
        yield "is not a subclass of Rule, CollectionRule, OnlineRule or FaultRule"
        return
    wrong: list[object] = list(broken(_OF_CLASS, rule))
    if not wrong:
        wrong += [error for number, one in enumerate(rule.examples) for error in _of_example(number, one)]
    wrong += broken(_OF_FAULT_RULE, rule) if issubclass(rule, FaultRule) else _of_check(rule)
    try:
        options.declared(rule)
    except options.DeclarationError as error:
        wrong.append(error)
    if not wrong:
        try:
            made(rule, None)
        except UnsoundError as error:
            wrong.append(error)
    yield from wrong


def _of_check(rule: type[BaseRule[Any]]) -> Iterator[UnsoundError]:
    if any(getattr(rule, "check", None) is kind.__dict__.get("check", NOTHING) for kind in _KINDS):
        yield UnsoundError.of("check", "a method of its own", NOTHING)
        return
    yield from broken([_CHECK], rule)
    fault = parameter_fault(rule)
    if fault is not None:
        yield UnsoundError(fault)


def _of_example(number: int, example: object) -> Iterator[UnsoundError]:
    where = f"examples[{number}]"
    if isinstance(example, Valid | Invalid):
        yield from broken(_OF_INVALID if isinstance(example, Invalid) else _OF_EXAMPLE, example, f"{where}.")
    else:
        yield UnsoundError.of(where, "a Valid or an Invalid", example)
