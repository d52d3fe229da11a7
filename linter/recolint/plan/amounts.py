"""Figures of a plan as numbers, so that two plans can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from recolint.plan.wording import duration, money, users


class Unit(Enum):
    """The unit of an amount. Times are seconds; those of instances are shown in instance-hours."""

    COUNT = "count"
    SECONDS = "s"
    INSTANCE_SECONDS = "instance s"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a plan. ``currency`` belongs to money alone."""

    value: float | Decimal
    unit: Unit = Unit.COUNT
    currency: str = ""

    @property
    def shown(self) -> Decimal:
        """The value as the plan shows it: instance-hours are rounded up to hundredths."""
        if self.unit is Unit.INSTANCE_SECONDS:
            return Decimal(-(-int(self.value) // 36)) / 100
        return Decimal(str(self.value))


def change(old: Amount, new: Amount) -> str:
    """The difference from ``old`` to ``new``, such as ``+10`` or ``-5 min``; empty without a difference."""
    if (old.unit, old.currency) != (new.unit, new.currency) or old.shown == new.shown:
        return ""
    difference = new.shown - old.shown
    return ("+" if difference > 0 else "-") + _worded(abs(difference), new)


def _worded(size: Decimal, like: Amount) -> str:
    match like.unit:
        case Unit.COUNT:
            return users(float(size))
        case Unit.SECONDS:
            return duration(float(size))
        case Unit.INSTANCE_SECONDS:
            return f"{size:,f} instance-hours"
        case Unit.MONEY:
            return money(size, like.currency)
