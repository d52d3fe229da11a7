"""A Cerberus schema compiled to functions that only say yes or no, some fifty times as fast as Cerberus."""

from __future__ import annotations

from collections.abc import Callable

from recolint.base.static import Any
from recolint.request.contract.pattern import matcher
from recolint.request.contract.placeholder import FINDERS
from recolint.request.contract.schema import Rules

FastValidator = Callable[[Any], bool]
"""Whether a value is valid."""

_INFINITE = float("inf")
_KEPT = 256
"""Values of each member that are known to be valid: specs of one team name the same roles, keys and types."""
_LONGEST_KEPT = 300
"""Characters."""


class _Accepted(set[str | int]):
    """Values of a member that its validator accepted. Only strings and integers may be looked up."""

    def note(self, value: str | int) -> bool:
        """Keep ``value``; true."""
        if len(self) == _KEPT:
            self.clear()
        self.add(value)
        return True


def fast_validator(rules: Rules) -> FastValidator:
    """A function that accepts the values that Cerberus accepts by ``rules``."""
    return _compiled(rules)[0]


def _compiled(rules: Rules) -> tuple[FastValidator, _Accepted]:
    """The validator for ``rules``, and the values that it need not be called for."""
    accepted = _Accepted()
    return _VALIDATORS[rules["type"]](rules, accepted), accepted


def _structure(rules: Rules, _: _Accepted) -> FastValidator:
    members = {name: _compiled(member) for name, member in rules["schema"].items()}
    required = frozenset(name for name, member in rules["schema"].items() if member.get("required"))

    def accepts(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        for name, member in value.items():
            if name in members:
                member_accepts, accepted = members[name]
                kind = type(member)
                if (kind is str or kind is int) and member in accepted:
                    continue
                if not member_accepts(member):
                    return False
            # A key that is not a string is a fault of the file, not of the request.
            elif isinstance(name, str):
                return False
        return not required or required <= value.keys()

    return accepts


def _list(rules: Rules, _: _Accepted) -> FastValidator:
    item_accepts, accepted = _compiled(rules["schema"])
    low, high = rules.get("minlength", 0), rules.get("maxlength", _INFINITE)

    def accepts(value: object) -> bool:
        if not isinstance(value, list) or not low <= len(value) <= high:
            return False
        for item in value:
            if type(item) is str and item in accepted:
                continue
            if not item_accepts(item):
                return False
        return True

    return accepts


def _integer(rules: Rules, accepted: _Accepted) -> FastValidator:
    low, high = rules.get("min", -_INFINITE), rules.get("max", _INFINITE)
    return lambda value: type(value) is int and low <= value <= high and accepted.note(value)


def _string(rules: Rules, accepted: _Accepted) -> FastValidator:
    low, high = rules.get("minlength", 0), rules.get("maxlength", _INFINITE)
    allowed, pattern = rules.get("allowed"), rules.get("regex")
    placeholder = FINDERS[rules["placeholder"]]

    def accepts(value: object) -> bool:
        return (
            isinstance(value, str)
            and low <= len(value) <= high
            and (allowed is None or value in allowed)
            # Patterns are compiled when first met: a spec uses few of them.
            and (pattern is None or bool(matcher(pattern)(value)))
            and placeholder(value) is None
            and (len(value) > _LONGEST_KEPT or accepted.note(value))
        )

    return accepts


_VALIDATORS: dict[str, Callable[[Rules, _Accepted], FastValidator]] = {
    "dict": _structure,
    "list": _list,
    "integer": _integer,
    "string": _string,
}
