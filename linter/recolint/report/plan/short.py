"""A plan in a few lines, for a question before a submit."""

from __future__ import annotations

from recolint.base.text import visible
from recolint.plan.planning import Plan
from recolint.plan.summary import facts

_LABELS = ("kind", "tests", "instance types", "users", "time", "at most", "cost", "prices", "child names")


def short(plan: Plan) -> str:
    """What ``plan`` comes to, a line each for tests, time, cost and names of children; ended by a line feed.

    Text of the spec is made harmless. What is unknown is said to be.
    """
    shown = {fact.label: f"{fact.text} {visible(fact.spelled)}".rstrip() for fact in facts(plan)}
    if plan.price_doubts:
        shown["prices"] = "; ".join(plan.price_doubts)
    if plan.bound is None and plan.recommendation is None:
        shown["at most"] = "unknown"
    if plan.children is None:
        shown["child names"] = "unknown"
    width = max(map(len, _LABELS))
    return "".join(f"  {label.ljust(width)}  {shown[label]}\n" for label in _LABELS if label in shown)
