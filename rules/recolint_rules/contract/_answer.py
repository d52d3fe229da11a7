"""What tells the answer of a describe call from the request."""

from __future__ import annotations

from recolint.plugin import contract

_ADDED_BY_CLIENT = "ResponseMetadata"
_ROUTES = frozenset((name,) for name in (*contract.RESPONSE_ONLY, _ADDED_BY_CLIENT))


def is_of_answer(violation: contract.Violation) -> bool:
    """Whether ``violation`` is an unknown member of the root that an answer has, and no request."""
    return violation.kind is contract.ViolationKind.UNKNOWN and violation.route in _ROUTES
