"""Whether recolint can call the method ``check`` of a rule class."""

from __future__ import annotations

from math import inf
from types import FunctionType
from typing import Any

from recolint.rule.kinds import TAKES_MORE, BaseRule, CollectionRule, OnlineRule, Rule

_CALLS: dict[type, tuple[str, ...]] = {
    Rule: ("self, job", "self, job, context"),
    CollectionRule: ("self, specs",),
    OnlineRule: ("self, spec, account",),
}
"""The arguments that recolint passes by position, by kind of rule: one of these."""


def parameter_fault(rule: type[BaseRule[Any]]) -> str | None:
    """The fault of the parameters of ``check``; ``None`` if they fit or cannot be seen.

    A decorator hides them, and so does an object that is not a plain function.
    """
    check = rule.__dict__.get("check")
    calls = next((calls for kind, calls in _CALLS.items() if issubclass(rule, kind)), ())
    if not isinstance(check, FunctionType) or hasattr(check, "__wrapped__"):
        return None
    if not calls or any(_accepts(check, call.count(",") + 1) for call in calls):
        return None
    code = check.__code__
    found = ", ".join(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
    return f"check: expected the parameters ({') or ('.join(calls)}), found ({found})"


def _accepts(check: FunctionType, number: int) -> bool:
    """Whether ``check`` can be called with ``number`` arguments by position."""
    code = check.__code__
    least = code.co_argcount - len(check.__defaults__ or ())
    most = inf if code.co_flags & TAKES_MORE else code.co_argcount
    return least <= number <= most and code.co_kwonlyargcount == len(check.__kwdefaults__ or ())
