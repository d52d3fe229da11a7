"""The total of several jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from recolint.base.text import plural
from recolint.plan.planning import Plan
from recolint.plan.wording import hours, money


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the bounds of ``jobs`` jobs: instance time in seconds, and money by currency.

    ``bounded`` jobs have a bound of their time, ``priced`` jobs one of their cost; the others are in no sum.
    """

    jobs: int
    bounded: int
    instance_seconds: int
    priced: int
    costs: tuple[tuple[str, Decimal], ...]

    def words(self) -> str:
        """``2 jobs, at most 0.67 instance-hours; cost at most USD 1.20``."""
        parts = [f"{plural(self.jobs, 'job')}, {self._time()}"]
        if self.priced:
            sums = " and ".join(money(amount, currency) for currency, amount in self.costs)
            parts.append(f"cost at most {sums}{self._without(self.priced)}")
        return "; ".join(parts)

    def _time(self) -> str:
        if not self.bounded:
            return "instance-hours unknown"
        if not self.instance_seconds:
            return f"no instance-hours{self._without(self.bounded)}"
        return f"at most {hours(self.instance_seconds)}{self._without(self.bounded)}"

    def _without(self, known: int) -> str:
        return f" (unknown for {plural(self.jobs - known, 'job')})" if known < self.jobs else ""


def total(plans: Sequence[Plan]) -> Total:
    """The sum over ``plans``."""
    bounds = [plan.bound for plan in plans if plan.bound is not None]
    costs: dict[str, Decimal] = {}
    priced = 0
    for plan in plans:
        if plan.cost is not None and plan.prices is not None:
            priced += 1
            currency = plan.prices.currency
            costs[currency] = costs.get(currency, Decimal(0)) + plan.cost.amount
    return Total(
        jobs=len(plans),
        bounded=len(bounds),
        instance_seconds=sum(bound.instance_seconds for bound in bounds),
        priced=priced,
        costs=tuple(costs.items()),
    )
