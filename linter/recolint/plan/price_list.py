"""Rows of AWS's Price List as prices of an hour of real-time hosting. Trusts no row, and reads no file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from recolint.plan.prices import MAX_HOURLY_PRICE

SOURCE = "AWS Price List, AmazonSageMaker, on demand"

_HOSTING = re.compile(r"(?:[A-Z0-9]{1,16}-)?Host:(ml\.[a-z0-9-]{1,40}\.[a-z0-9-]{1,40})", re.ASCII)
"""The usage type of an instance behind a real-time endpoint: ``EUC1-Host:ml.c5.xlarge``."""
_HOUR = ("Hrs", "Hour", "Hours")
_PRICE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,20})?", re.ASCII)
_LONGEST_ROW = 256 * 1024
"""Characters. A row of AWS takes a hundredth of it."""
_CHINA = "cn-"


@dataclass(frozen=True, slots=True)
class HostingPrices:
    """Prices by instance type, sorted; for each type that is skipped, the reason; the number of unreadable rows."""

    hourly: Mapping[str, Decimal]
    skipped: Mapping[str, str]
    unreadable: int


@dataclass(slots=True)
class _Offers:
    """The prices in the rows of one instance type."""

    prices: set[Decimal] = field(default_factory=set)
    problems: set[str] = field(default_factory=set)


def currency_of(region: str) -> str:
    """The currency in which AWS bills ``region``."""
    return "CNY" if region.startswith(_CHINA) else "USD"


def hosting_prices(rows: Iterable[str], region: str) -> HostingPrices:
    """The prices in ``rows``, each a JSON text, for ``region``. Never raises.

    A type has a price only if all its rows agree on one price above 0 for each hour, in the currency of the Region.
    """
    offers: dict[str, _Offers] = {}
    unreadable = 0
    for text in rows:
        row = _row(text)
        if row is None:
            unreadable += 1
            continue
        attributes = row["product"]["attributes"]
        match = _HOSTING.fullmatch(attributes["usagetype"])
        if match is None or attributes.get("regionCode") != region:
            continue
        found = offers.setdefault(match[1], _Offers())
        for price in _prices(row, currency_of(region)):
            if isinstance(price, Decimal):
                found.prices.add(price)
            else:
                found.problems.add(price)
    skipped = {name: why for name, found in sorted(offers.items()) if (why := _problem(found)) is not None}
    hourly = {name: min(found.prices) for name, found in sorted(offers.items()) if name not in skipped}
    return HostingPrices(hourly, skipped, unreadable)


def _row(text: object) -> dict[str, Any] | None:
    """The row in ``text``; ``None`` for what does not have the form of a row."""
    if not isinstance(text, str) or len(text) > _LONGEST_ROW:
        return None
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    attributes = _table(_table(row, "product"), "attributes")
    return row if isinstance(attributes.get("usagetype"), str) else None


def _prices(row: dict[str, Any], currency: str) -> Iterator[Decimal | str]:
    """The price of each term on demand, or what is wrong with it."""
    terms = _table(_table(row, "terms"), "OnDemand")
    if not terms:
        yield "the Price List has no on-demand price"
    for number in terms:
        dimensions = _table(_table(terms, number), "priceDimensions")
        if len(dimensions) == 1:
            yield _price(_table(dimensions, next(iter(dimensions))), currency)
        else:
            yield f"expected one price, found {len(dimensions)} (the price depends on the usage)"


def _price(dimension: dict[str, Any], currency: str) -> Decimal | str:
    if dimension.get("unit") not in _HOUR:
        return "the price is not per hour"
    if dimension.get("beginRange", "0") != "0" or dimension.get("endRange", "Inf") != "Inf":
        return "the price depends on the usage"
    text = _table(dimension, "pricePerUnit").get(currency)
    if text is None:
        return f"the price is not in {currency}"
    if not isinstance(text, str) or not _PRICE.fullmatch(text) or (price := Decimal(text)) > MAX_HOURLY_PRICE:
        return "the price is not a valid amount"
    return price if price else "the price is 0"


def _problem(found: _Offers) -> str | None:
    if found.problems:
        return min(found.problems)
    if len(found.prices) > 1:
        low, high = (f"{one.normalize():f}" for one in (min(found.prices), max(found.prices)))
        return f"the Price List has different prices: {low} and {high}"
    return None


def _table(value: object, key: str) -> dict[str, Any]:
    """The object at ``key`` of ``value``; empty if missing."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}
