"""What tells the answer of a describe call from the request."""

from __future__ import annotations

from recolint.contract import RESPONSE_ONLY, Kind, Violation

_ADDED_BY_CLIENT = "ResponseMetadata"


def is_of_answer(violation: Violation) -> bool:
    """Whether ``violation`` is an unknown member of the root that an answer has, and no request."""
    if violation.kind is not Kind.UNKNOWN or len(violation.route) != 1 or violation.meant is not None:
        return False
    name = violation.route[0]
    return name in RESPONSE_ONLY or name == _ADDED_BY_CLIENT
