"""A team's price table: what an instance costs an hour. Reads no file; recolint ships no prices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from re import ASCII, fullmatch
from typing import Any

from recolint.base.errors import UserError
from recolint.base.spelling import did_you_mean

KEYS = ("currency", "date", "region", "source", "instances")
MAX_HOURLY_PRICE = 1_000_000
"""No instance costs as much an hour, in any currency; a larger number is a slip."""


class PriceError(UserError):
    """Everything that is wrong with a price table, a line each: file, key, expected and actual value."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of one hour of one instance, by instance type, in ``currency``, as they were on ``date``."""

    path: str
    currency: str
    date: date
    hourly: Mapping[str, Decimal]
    region: str | None = None
    source: str | None = None


def parse(path: str, table: Mapping[str, Any]) -> Prices:
    """The price table in ``table``, plain data of the file ``path``; raises ``PriceError`` with all that is wrong."""
    problems = [f"{path}: {problem}" for problem in _problems(table)]
    if problems:
        raise PriceError("\n".join(problems))
    return Prices(
        path=path,
        currency=table["currency"],
        date=_date(table["date"]) or date.min,
        hourly={name: Decimal(str(price)) for name, price in table["instances"].items()},
        region=table.get("region"),
        source=table.get("source"),
    )


def for_region(tables: Sequence[Prices], region: str | None) -> Prices | None:
    """The table for ``region``: one that names it, else one that names none, else the first; ``None``: no tables."""
    for wanted in (region, None):
        found = next((one for one in tables if one.region == wanted), None)
        if found is not None:
            return found
    return tables[0] if tables else None


def as_table(prices: Prices) -> dict[str, Any]:
    """``prices`` as the plain data that ``parse`` reads."""
    return {
        "currency": prices.currency,
        "date": prices.date,
        "region": prices.region,
        "source": prices.source,
        "instances": {name: float(price) for name, price in prices.hourly.items()},
    }


def _problems(table: Mapping[str, Any]) -> Iterator[str]:
    for key in table:
        if key not in KEYS:
            yield f"{key}: unknown key{did_you_mean(str(key), KEYS)} (expected: {', '.join(KEYS)})"
    if not _matches("[A-Z]{3}", table.get("currency")):
        yield _wrong("currency", table, "the three letters of a currency, as in USD")
    if _date(table.get("date")) is None:
        yield _wrong("date", table, "the day of the prices, as in 2026-11-01")
    if "region" in table and not _matches("[a-z0-9-]{4,32}", table["region"]):
        yield _wrong("region", table, "a Region, as in eu-central-1")
    if "source" in table and not isinstance(table["source"], str):
        yield _wrong("source", table, "a string")
    instances = table.get("instances")
    if isinstance(instances, dict):
        yield from _problems_of_instances(instances)
    else:
        yield _wrong("instances", table, 'a table of prices an hour, as in "ml.c5.xlarge" = 0.25')


def _problems_of_instances(instances: Mapping[str, Any]) -> Iterator[str]:
    for name, price in instances.items():
        if not (isinstance(name, str) and name.startswith("ml.")):
            yield f"instances: {name!r} is not a SageMaker instance type such as ml.c5.xlarge"
        elif type(price) not in (int, float) or not 0 <= price <= MAX_HOURLY_PRICE:
            yield _wrong(name, instances, f"a price per hour from 0 to {MAX_HOURLY_PRICE:,}", "instances.")


def _wrong(key: str, table: Mapping[str, Any], expected: str, above: str = "") -> str:
    found = f"expected {expected}, found {table[key]!r}" if key in table else f"missing; expected {expected}"
    return f"{above}{key}: {found}"


def _date(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not _matches(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _matches(pattern: str, value: object) -> bool:
    return isinstance(value, str) and fullmatch(pattern, value, ASCII) is not None
