"""An answer in the making, with the statement or the layer that stands behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recolint.iam.policy import PolicyType, ResourceKind, Statement
from recolint.iam.truth import Truth


@dataclass(frozen=True, slots=True)
class By:
    """What decided: a statement and its file, or a layer, none of whose statements allows the request, and its files.

    ``unknown`` is what the statement reads and nobody knows: context keys, and parts of the resource in words.
    ``left_to`` is whose own policy decides, where nobody gave that policy.
    """

    layer: PolicyType
    files: tuple[str, ...]
    statement: Statement | None = None
    unknown: tuple[str, ...] = ()
    left_to: ResourceKind | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Whether something holds, and why."""

    truth: Truth
    by: By


def strongest(grounds: Iterable[Ground], otherwise: By) -> Ground:
    """*Or*: the first ground that holds, else the first that may; ``otherwise`` when none may."""
    best = max(grounds, key=_truth, default=None)
    return best if best is not None and best.truth is not Truth.FALSE else Ground(Truth.FALSE, otherwise)


def weakest(grounds: Iterable[Ground]) -> Ground:
    """*And*: the first ground that does not hold, else the first that may not; the first when all hold."""
    return min(grounds, key=_truth)


def _truth(ground: Ground) -> Truth:
    return ground.truth
