"""Whatever AWS or a file says: rows of the Price List, and saved plans, are read or refused, and never raise."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from properties import examples
from recolint.base import toml
from recolint.plan.price_list import hosting_prices
from recolint.plan.prices import MAX_HOURLY_PRICE, as_table, parse
from recolint.submit import saved_plan
from recolint.submit.saved_plan import Cost, PlannedJob, SavedPlan, SavedPlanError
from recolint.testing.aws.price_list import product

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PRICE = st.sampled_from(["0", "0.0000000000", "1", "0.2350000000", "1000001", "-1", "1e3", "", "0.1"])
TYPE = st.sampled_from(["ml.m5.xlarge", "ml.c5.large", "ml.x9", "\x1b[31m"])


def replaced(value: Any, way: list[int], new: Any) -> Any:
    """``value`` with ``new`` where ``way``, numbers of members, leads to."""
    if not way or not isinstance(value, dict | list) or not value:
        return new
    keys = list(value) if isinstance(value, dict) else range(len(value))
    key = keys[way[0] % len(keys)]
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    changed = {one: replaced(inner, way[1:], new) if one == key else inner for one, inner in entries}
    return changed if isinstance(value, dict) else list(changed.values())


ROW = st.builds(product, TYPE, PRICE, st.sampled_from(["us-east-1", "eu-west-1"]))
SPOILT = st.builds(replaced, ROW, st.lists(st.integers(0, 9), min_size=1, max_size=8), JSON).map(json.dumps)


@pytest.mark.slow
@given(st.lists(ROW.map(json.dumps) | SPOILT | st.text(max_size=20), max_size=8))
@example([json.dumps(replaced(product("ml.m5.large", "0", "us-east-1"), [2, 0, 0, 0, 0, 0], []))])
@examples(150)
def test_every_price_is_one_of_all_rows_of_its_type(rows: list[str]) -> None:
    found = hosting_prices(rows, "us-east-1")
    assert found.hourly.keys().isdisjoint(found.skipped)
    assert list(found.hourly) == sorted(found.hourly)
    for name, price in found.hourly.items():
        assert 0 < price <= MAX_HOURLY_PRICE
        assert any(name in row and str(price) in row for row in rows)
    assert hosting_prices(rows[::-1], "us-east-1") == found


@given(st.lists(ROW.map(json.dumps), max_size=8))
@examples(50)
def test_a_table_of_them_is_read_as_it_was_written(rows: list[str]) -> None:
    table = {"currency": "USD", "date": "2026-11-01", "instances": {}}
    prices = parse("a", table)
    hourly = hosting_prices(rows, "us-east-1").hourly
    again = parse("a", toml.parse(toml.text(as_table(type(prices)("a", "USD", prices.date, hourly, "us-east-1")))))
    assert again.hourly == hourly


DIGEST = "0123456789abcdef" * 4
PLAN = SavedPlan(
    (PlannedJob("job.yaml", 0, DIGEST, {"JobName": DIGEST}, "us-east-1", None, 60, Cost(Decimal("0.5000"), "USD")),),
    {"acme": DIGEST},
)
TEXT = saved_plan.as_text(PLAN)


def test_a_saved_plan_is_read_as_it_was_written() -> None:
    assert saved_plan.parse("a", TEXT.encode()) == PLAN


@pytest.mark.slow
@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), JSON)
@examples(300)
def test_a_spoilt_plan_is_read_or_refused(way: list[int], new: Any) -> None:
    data = json.dumps(replaced(json.loads(TEXT), way, new)).encode()
    if saved_plan.is_saved_plan(data):
        with suppress(SavedPlanError):
            again = saved_plan.parse("a", data)
            assert saved_plan.parse("a", saved_plan.as_text(again).encode()) == again


@given(st.binary(max_size=40))
@examples(100)
def test_no_bytes_are_too_odd_to_be_asked_about(data: bytes) -> None:
    assert saved_plan.is_saved_plan(data + saved_plan.KIND.encode()) in (True, False)
