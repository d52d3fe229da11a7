"""A partial answer, with the statement or the layer that is its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recolint.iam.policy import PolicyType, ResourceKind, Statement
from recolint.iam.truth import Truth


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason of a decision: a statement and its file, or a layer that does not allow the request, and its files.

    ``unknown`` lists what the statement depends on and is unknown: context keys, and parts of the resource in words.
    ``left_to`` is the kind of the resource, if its policy decides and is missing.
    """

    layer: PolicyType
    files: tuple[str, ...]
    statement: Statement | None = None
    unknown: tuple[str, ...] = ()
    left_to: ResourceKind | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something is true, and why."""

    truth: Truth
    by: Reason

    @classmethod
    def any_of(cls, verdicts: Iterable[Verdict], otherwise: Reason) -> Verdict:
        """*Or*: the first verdict that is true, else the first that may be; ``otherwise`` when none may."""
        best = max(verdicts, key=_truth, default=None)
        return best if best is not None and best.truth is not Truth.FALSE else cls(Truth.FALSE, otherwise)

    @classmethod
    def all_of(cls, verdicts: Iterable[Verdict]) -> Verdict:
        """*And*: the first verdict that is false, else the first that may be; the first when all are true."""
        return min(verdicts, key=_truth)


def _truth(verdict: Verdict) -> Truth:
    return verdict.truth
