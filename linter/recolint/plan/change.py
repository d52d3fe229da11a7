"""The difference between two plans in one line: tests, instance-hours, time and cost."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.base.text import plural
from recolint.plan.amounts import Amount, Unit, change
from recolint.plan.planning import Plan


def change_in_words(old: Plan, new: Plan, differences: int) -> str:
    """``2 more tests, at most 1.2 instance-hours more``; without such a change, the number of ``differences``.

    Instance-hours, time and cost are the difference of the maximum of each plan. An unknown value is not compared.
    """
    parts = list(_changes(old, new))
    return (
        ", ".join(parts)
        or f"{plural(differences, 'difference')}; no known change in tests, instance-hours, time or cost"
    )


def _changes(old: Plan, new: Plan) -> Iterator[str]:
    tests = _tests(old), _tests(new)
    if tests[0] is not None and tests[1] is not None and tests[0] != tests[1]:
        more = tests[1] - tests[0]
        yield plural(abs(more), "more test" if more > 0 else "fewer test")
    if old.bound is not None and new.bound is not None:
        instances = (Amount(one.instance_seconds, Unit.INSTANCE_SECONDS) for one in (old.bound, new.bound))
        time = (Amount(one.seconds, Unit.SECONDS) for one in (old.bound, new.bound))
        yield from _most(change(*instances), "more", "fewer") or _most(change(*time), "longer", "shorter")
    if old.cost is not None and new.cost is not None and old.prices is not None and new.prices is not None:
        before = Amount(old.cost.amount, Unit.MONEY, old.prices.currency)
        yield from _most(change(before, Amount(new.cost.amount, Unit.MONEY, new.prices.currency)), "more", "less")


def _most(signed: str, more: str, less: str) -> list[str]:
    """``at most 2 h more``, for ``+2 h``; nothing for an empty text."""
    return [f"at most {signed[1:]} {more if signed.startswith('+') else less}"] if signed else []


def _tests(plan: Plan) -> int | None:
    """How many tests run; ``None``: unknown."""
    return None if plan.load_test is None else plan.load_test.tests.runs
