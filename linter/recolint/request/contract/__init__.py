"""The contract of the request: its shape, as data, and what a spec breaks of it."""

from __future__ import annotations

from functools import cache

from recolint.base.static import TYPE_CHECKING, Any
from recolint.request.contract.fast_validator import FastValidator, fast_validator
from recolint.request.contract.pattern import matcher
from recolint.request.contract.schema import request, rules
from recolint.request.contract.shapes import (
    DOCUMENTED,
    MODEL_DATE,
    RESPONSE_ONLY,
    Shape,
    botocore_version,
    homes,
    instance_types,
    shape,
)
from recolint.request.gaps import NO_GAPS, Gaps

if TYPE_CHECKING:
    from recolint.request.contract.misplaced import lacking
    from recolint.request.contract.names import canonical_name, joined_to_value
    from recolint.request.contract.violation import Violation, ViolationKind
else:
    _LATE = {
        "Violation": "violation",
        "ViolationKind": "violation",
        "canonical_name": "names",
        "joined_to_value": "names",
        "lacking": "misplaced",
    }
    """Names about breaches, and their modules. A right spec does not need them."""

    def __getattr__(name):
        """One of the names above, loaded when first asked for. Later uses find it in the module."""
        if name not in _LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
        return found


__all__ = [
    "DOCUMENTED",
    "MODEL_DATE",
    "RESPONSE_ONLY",
    "Shape",
    "Violation",
    "ViolationKind",
    "accepts",
    "botocore_version",
    "canonical_name",
    "check",
    "homes",
    "instance_types",
    "joined_to_value",
    "lacking",
    "matcher",
    "shape",
]


def check(data: Any, gaps: Gaps = NO_GAPS) -> tuple[Violation, ...]:
    """All breaches of the contract by ``data`` (plain data), each once, in order of the document; never raises.

    A structure's missing members come before faults within it. Keys that are not strings are skipped. A
    value that ``gaps`` hide is not a breach, nor is one that a value for the gaps may correct.
    """
    if _validator()(data):
        return ()
    # Imported here: a right spec need not pay for cerberus.
    from recolint.request.contract.explain import explain
    from recolint.request.contract.sure import sure

    found = explain(data)
    return tuple(sure(found, gaps)) if gaps else found


def accepts(of: Shape, value: Any) -> bool:
    """Whether the contract takes ``value`` where it has ``of``."""
    return fast_validator(rules(of))(value)


@cache
def _validator() -> FastValidator:
    return fast_validator(request())
