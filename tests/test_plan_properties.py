"""For any spec: the plan's curves, its bounds against simulated schedules, and safe reports."""

from __future__ import annotations

import heapq
import json
import random
import unicodedata
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans import PRICES, load_test, on, phase, plan, stairs
from properties import examples
from recolint.base.finding import SpecId
from recolint.check.plans import PlannedSpec
from recolint.plan.curve import MAX_STEPS
from recolint.plan.difference import differences
from recolint.plan.planning import Plan
from recolint.report.plan import FORMATS, PlanReport, renderer
from recolint.report.plan.chart import ASCII
from recolint.report.plan.text import short
from request_faults import faults
from requests_strategy import requests
from xml_reading import parsed

PHASES = st.lists(
    st.builds(phase, st.integers(1, 60), st.integers(0, 60), st.integers(1, 3600)), min_size=1, max_size=6
)
STAIRS = st.builds(stairs, st.integers(1, 3600), st.integers(1, 20), st.integers(1, 3))


def tried_on(instance_type: str, counts: list[int]) -> dict[str, Any]:
    """A configuration with as many values for each variable as ``counts`` says."""
    return on(instance_type, **{f"V{index}": [str(n) for n in range(many)] for index, many in enumerate(counts)})


TYPES = st.sampled_from(["ml.m5.xlarge", "ml.g4dn.xlarge"])
CONFIGURATIONS = st.lists(st.builds(tried_on, TYPES, st.lists(st.integers(1, 3), max_size=2)), min_size=1, max_size=4)


def made(of: Any) -> Plan:
    result = plan(of, PRICES)
    assert result.load_test
    return result


@given(PHASES)
def test_phases_grow_evenly_never_below_zero_and_the_peak_is_the_most(phases: list[dict[str, int]]) -> None:
    load = made(load_test(phases=phases)).load_test
    assert load
    (reading,) = load.readings
    curve = reading.curve
    at = 0
    most = Fraction(0)
    for given_, stretch in zip(phases, curve.stretches, strict=True):
        users, rate, seconds = given_.values()
        assert (stretch.start, stretch.end) == (at, at + seconds)
        ends = users + Fraction(rate * seconds, 60)
        most = max(most, ends)
        samples = [curve.users_at(at + seconds * share / 7) for share in range(1, 8)]
        assert all(0 < before <= after for before, after in pairwise([stretch.users_start, *samples]))
        assert abs(samples[-1] - ends) < 1e-6
        at += seconds
    assert curve.seconds == at
    assert curve.peak == ceil(most)
    assert curve.total >= curve.peak
    assert curve.users_at(-1) == curve.users_at(at + 1) == 0


@given(STAIRS)
def test_stairs_rise_by_the_same_users_at_each_step(given_: dict[str, int]) -> None:
    load = made(load_test(stairs=given_)).load_test
    assert load
    seconds, steps, each = given_.values()
    for reading, length in zip(load.readings, (seconds, seconds * steps), strict=False):
        curve = reading.curve
        assert curve.seconds == length
        middles = [curve.users_at(length * (step + 0.5) / steps) for step in range(steps)]
        assert middles == [each * (step + 1) for step in range(steps)]
        assert curve.peak == curve.total == max(middles)


@given(st.integers(MAX_STEPS + 1, 2**31 - 1), st.integers(1, 2**31 - 1))
def test_stairs_of_billions_of_steps_cost_nothing_to_draw(steps: int, seconds: int) -> None:
    result = made(load_test(stairs=stairs(seconds, steps, 3)))
    for form in FORMATS:
        assert len(renderer(form)(PlanReport((PlannedSpec(SpecId("a", 0), result),)))) < 20_000


@examples(75)
@given(
    traffic=PHASES | STAIRS,
    configurations=CONFIGURATIONS,
    limit=st.none() | st.integers(1, 12),
    parallel=st.none() | st.integers(1, 5),
    duration=st.none() | st.integers(1, 18_000),
    seed=st.integers(0, 2**32),
)
def test_no_schedule_takes_more_than_the_bounds(
    traffic: Any, configurations: list[Any], limit: int | None, parallel: int | None, duration: int | None, seed: int
) -> None:
    shape = {"phases": traffic} if isinstance(traffic, list) else {"stairs": traffic}
    result = made(load_test(*configurations, tests=limit, parallel=parallel, duration=duration, **shape))
    load, bound, cost = result.load_test, result.bound, result.cost
    assert load
    assert bound
    assert cost
    chance = random.Random(seed)  # noqa: S311  a simulation, not a secret
    for reading in load.readings:
        for _ in range(5):
            end, hours, money = simulated(
                configurations, reading.curve.seconds, limit, parallel or chance.randint(1, 9), duration, chance
            )
            assert end <= bound.seconds
            assert hours <= bound.instance_seconds
            assert money / 3600 <= cost.amount


def simulated(
    configurations: list[Any],
    traffic: int,
    limit: int | None,
    parallel: int,
    duration: int | None,
    chance: random.Random,
) -> tuple[int, int, Decimal]:
    """One way the tests might run: any of them, in any order, each as long as it likes up to what a test can take."""
    prices = [PRICES.hourly[one["InstanceType"]] for one in configurations for _ in range(count_of(one))]
    chance.shuffle(prices)
    free = [0] * parallel
    end = used = 0
    money = Decimal(0)
    for price in prices[:limit]:
        start = heapq.heappop(free)
        if duration is not None and start >= duration:
            break
        takes = (traffic + 900) if chance.random() < 0.7 else chance.randint(1, traffic + 900)
        heapq.heappush(free, start + takes)
        end = max(end, start + takes)
        used += takes
        money += price * takes
    return end, used, money


def count_of(configuration: Any) -> int:
    count = 1
    for one in configuration.get("EnvironmentParameterRanges", {}).get("CategoricalParameterRanges", []):
        count *= len(one["Value"])
    return count


def harmless(text: str) -> bool:
    return all(
        character in "\n" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in text
    )


@pytest.mark.slow
@examples(60)
@given(spec=requests(), data=st.data())
def test_any_request_and_any_fault_in_it_is_planned_and_shown(spec: dict[str, Any], data: st.DataObject) -> None:
    fault = data.draw(st.sampled_from([fault for fault in faults(spec) if fault.place]))
    old, new = plan(spec, PRICES), plan(json.loads(json.dumps(fault.within(spec), default=str)), PRICES)
    specs = tuple(PlannedSpec(SpecId("job\x1b\u202e.json", number), one) for number, one in enumerate((old, new)))
    for report in (
        PlanReport(specs),
        PlanReport(specs, glyphs=ASCII),
        PlanReport(specs[1:], specs[0], differences(old, new)),
    ):
        for form in FORMATS:
            shown = renderer(form)(report)
            assert harmless(shown)
            if form == "svg":
                parsed(shown)
            if form == "json":
                json.loads(shown)
    assert harmless(short(new))
    assert differences(new, new) == ()
