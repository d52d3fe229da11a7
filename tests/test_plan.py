"""Plans calculated by hand: tests, traffic, bounds, cost, children, and unknown facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from plans import PRICES, default_job, load_test, on, phase, plan, stairs
from recolint.plan.curve import EACH, WHOLE
from recolint.plan.load_test import Starts
from recolint.plan.planning import Plan

TRITON = {
    **load_test(
        *(on(f"ml.p3.{size}") for size in ("8xlarge", "2xlarge", "16xlarge")),
        *(on(f"ml.g4dn.{size}xlarge") for size in ("", "8", "4", "2", "16", "12")),
        phases=[phase(2, 3, 900)],
        parallel=5,
    ),
    "JobName": "pt-triton-benchmark-advanced-job-2022-04-07-16-11-37",
}
"""Nine instance types, five in parallel: from a notebook of AWS."""

OMP = load_test(on("ml.m5.xlarge", OMP_NUM_THREADS=["2", "4", "10"]))
"""One instance type with three values of a variable, one test after the other: from another notebook."""

TWO_PHASES = [phase(2, 2, 300), phase(14, 2, 300)]

RIGHT_SIZE = load_test(
    on("ml.m5.xlarge", OMP_NUM_THREADS=["1", "2"]),
    on("ml.g4dn.xlarge", OMP_NUM_THREADS=["1", "2"]),
    phases=TWO_PHASES, duration=3600, tests=5, parallel=5,
)  # fmt: skip
"""What the SDK's right_size() sends."""

TOO_MANY = {
    **load_test(
        on("ml.m5.xlarge", OMP_NUM_THREADS=["1", "2", "3"]),
        on("ml.g4dn.xlarge", OMP_NUM_THREADS=["1", "2", "3"]),
        phases=TWO_PHASES, duration=3600, tests=5, parallel=5,
    ),
    "JobName": "sample-notebook-inference-recommendation-job-load-test-1675300000",
}  # fmt: skip
"""The same with a value more each: six tests where five may run, and a name that is refused."""


def bounds(of: Plan) -> tuple[int, int]:
    """Seconds from start to end, and seconds of instances."""
    assert of.bound
    return of.bound.seconds, of.bound.instance_seconds


def unknown(of: Plan) -> dict[str, str]:
    return {one.what: f"{one.why} {one.spelled}".rstrip() for one in of.unknown}


@pytest.mark.parametrize(
    ("request_", "planned", "users", "seconds", "most"),
    [
        # 9 x (900 + 900) s, in two rounds
        pytest.param(TRITON, 9, (47, 47), 900, (3600, 16_200), id="nine types, five at a time"),
        # 3 x (120 + 900) s, one after the other
        pytest.param(OMP, 3, (3, 3), 120, (3060, 3060), id="three values, one at a time"),
        # 4 x (600 + 900) s, all at once
        pytest.param(RIGHT_SIZE, 4, (24, 24), 600, (1500, 6000), id="two types times two values"),
        # 6 tests, of which 5 run
        pytest.param(TOO_MANY, 6, (24, 24), 600, (1500, 7500), id="more tests than allowed"),
        # 2 x (600 + 900) s, at once
        pytest.param(
            load_test(on("ml.m5.xlarge", P=["A", "B"]), phases=TWO_PHASES, duration=3600, tests=5, parallel=5),
            2, (24, 24), 600, (1500, 3000), id="one type, two values",
        ),
        # the first phase ends with 301 users, the second starts with 5 and gains 5
        pytest.param(
            load_test(phases=[phase(1, 60, 300), phase(5, 1, 300)]),
            1, (301, 306), 600, (1500, 1500), id="users that fall between phases",
        ),
    ],
)  # fmt: skip
def test_a_plan_is_what_the_request_comes_to_by_hand(
    request_: Any, planned: int, users: tuple[int, int], seconds: int, most: tuple[int, int]
) -> None:
    made = plan(request_)
    assert made.load_test
    assert made.load_test.tests.planned == planned
    (reading,) = made.load_test.readings
    assert (reading.curve.peak, reading.curve.total) == users
    assert reading.curve.seconds == seconds
    assert bounds(made) == most


def test_the_bounds_say_how_they_were_worked_out() -> None:
    assert plan(TRITON).working == (
        "a test: 15 min of traffic + up to 15 min for its endpoint to start and stop = 30 min",
        "the job: 9 tests, 5 in parallel = 2 rounds, x 30 min = 1 h",
        "instances: 9 tests x 30 min = 16,200 s = 4.5 instance-hours",
    )


def test_no_test_starts_after_the_job_has_ended() -> None:
    # 10 tests of 900 + 900 s, two at a time: the last two start before 3600 s at the latest and end before 5400 s.
    many = [on("ml.m5.xlarge", A=["1", "2", "3"], B=["1", "2", "3"]), on("ml.g4dn.xlarge")]
    made = plan(load_test(*many, phases=[phase(1, 1, 900)], duration=3600, parallel=2), PRICES)
    assert bounds(made) == (5400, 10_800)
    assert made.working[1:] == (
        "the job: 10 tests, 2 in parallel = 5 rounds, x 30 min = 2 h 30 min",
        "but no test starts after the job's 1 h: + 30 min = 1 h 30 min",
        "instances: 10 tests x 30 min = 18,000 s = 5 instance-hours",
        "but only 2 in parallel for 1 h 30 min = 10,800 s = 3 instance-hours",
        "money: 30 min at 0.736 an hour + 2 h 30 min at 0.23 an hour = USD 0.95",
    )


@pytest.mark.parametrize(
    ("duration", "starts"),
    [
        # a test takes 1020 s at most and 720 s at least
        pytest.param(3060, Starts(3, 3), id="in time by both"),
        pytest.param(2040, Starts(2, 3), id="in time if endpoints start quickly"),
        pytest.param(720, Starts(1, 1), id="only the first"),
    ],
)
def test_the_tests_that_start_in_time_are_counted_for_slow_and_quick_endpoints(duration: int, starts: Starts) -> None:
    config = {**OMP["InputConfig"], "JobDurationInSeconds": duration}
    made = plan({**OMP, "InputConfig": config})
    assert made.load_test
    (reading,) = made.load_test.readings
    assert reading.starts == starts


def test_traffic_longer_than_the_job_is_cut_off() -> None:
    made = plan(load_test(phases=[phase(3, 3, 400), phase(23, 0, 400)], duration=600))
    assert made.load_test
    (reading,) = made.load_test.readings
    assert reading.cut_at == 600
    assert any("the traffic takes 13 min 20 s, the job 10 min" in caveat for caveat in made.caveats)
    on_time = plan(load_test(phases=[phase(3, 3, 400)], duration=400))
    assert on_time.load_test
    assert on_time.load_test.readings[0].cut_at is None


def test_stairs_are_read_in_both_ways_and_bounded_by_the_longer() -> None:
    made = plan(load_test(stairs=stairs(600, 5, 2), duration=1800, parallel=None))
    assert made.load_test
    whole, each = made.load_test.readings
    assert (whole.curve.reading, whole.curve.seconds, whole.cut_at) == (WHOLE, 600, None)
    assert (each.curve.reading, each.curve.seconds, each.cut_at) == (EACH, 3000, 1800)
    assert whole.curve.peak == each.curve.peak == whole.curve.total == 10
    assert whole.bound
    assert whole.bound.instance_seconds == 1500
    assert bounds(made) == (3900, 3900)
    assert sum("stairs" in caveat or "per step" in caveat for caveat in made.caveats) == 2


def test_stairs_of_one_step_have_one_reading() -> None:
    made = plan(load_test(stairs=stairs(600, 1, 2)))
    assert made.load_test
    (reading,) = made.load_test.readings
    assert (reading.curve.reading, reading.curve.peak) == (None, 2)


def test_a_test_alone_needs_no_limit_of_parallel_tests() -> None:
    made = plan(load_test(parallel=None))
    assert bounds(made) == (1020, 1020)
    assert "parallel tests" not in unknown(made)
    assert made.load_test
    assert made.load_test.readings[0].starts == Starts(1, 1)


def test_tests_of_unknown_parallelism_may_run_one_after_the_other() -> None:
    made = plan(load_test(on("ml.m5.xlarge"), on("ml.m5.2xlarge"), parallel=None))
    assert bounds(made) == (2040, 2040)
    assert unknown(made)["parallel tests"] == "InputConfig.ResourceLimit.MaxParallelOfTests is not set"


def test_serverless_and_existing_endpoints_are_tests_without_instances() -> None:
    serverless = {"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}
    made = plan(load_test(on("ml.m5.xlarge"), serverless, Endpoints=[{"EndpointName": "churn"}]), PRICES)
    assert made.load_test
    assert made.load_test.tests.planned == 3
    assert bounds(made) == (3060, 1020)
    assert unknown(made)["cost"] == "a serverless endpoint is billed by its invocations, not by the hour"
    existing = plan(load_test(EndpointConfigurations=[], Endpoints=[{"EndpointName": "churn"}]), PRICES)
    # An empty list of configurations is refused, so how many tests there are is not known.
    assert existing.bound is None
    config = load_test(Endpoints=[{"EndpointName": "churn"}])["InputConfig"]
    del config["EndpointConfigurations"]
    existing = plan({**load_test(), "InputConfig": config}, PRICES)
    assert bounds(existing) == (1020, 0)
    assert unknown(existing)["cost"] == "no test starts an instance"


@pytest.mark.parametrize(
    ("request_", "amount"),
    [
        # 4 x 1500 s: two at 0.23 and two at 0.736 an hour
        pytest.param(RIGHT_SIZE, "0.805", id="all tests"),
        # of six, the five that may run are taken to be the dearest: three at 0.736 and two at 0.23
        pytest.param(TOO_MANY, "1.111666", id="the dearest that may run"),
        # 10 tests of 1800 s one after the other, but none starts after 3600 s: one lane of the dearest for 5400 s
        pytest.param(
            load_test(
                on("ml.g4dn.xlarge", A=["1", "2", "3"], B=["1", "2", "3"]), on("ml.m5.xlarge"),
                phases=[phase(1, 1, 900)], duration=3600,
            ),
            "1.104", id="one at a time, until the job ends",
        ),
    ],
)  # fmt: skip
def test_the_cost_is_that_of_the_dearest_tests_that_can_run(request_: Any, amount: str) -> None:
    made = plan(request_, PRICES)
    assert made.cost
    assert Decimal(amount) <= made.cost.amount < Decimal(amount) + Decimal("0.00001")


@pytest.mark.parametrize(
    ("configuration", "why"),
    [
        (on("ml.c5.large"), "the price table has no price for ml.c5.large"),
        ({}, "an endpoint configuration names no instance type"),
    ],
)
def test_the_cost_is_unknown_where_a_price_is(configuration: Any, why: str) -> None:
    made = plan(load_test(on("ml.m5.xlarge"), configuration), PRICES)
    assert made.cost is None
    assert unknown(made)["cost"] == why


def test_the_cost_is_unknown_without_a_price_table() -> None:
    assert unknown(plan(RIGHT_SIZE))["cost"] == "no price table (--prices FILE, or prices in the config)"


def test_prices_of_another_region_are_said_to_be() -> None:
    elsewhere = load_test(ModelPackageVersionArn="arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3")
    assert "the prices are for us-west-2, but the job runs in eu-central-1" in plan(elsewhere, PRICES).caveats
    assert not any("prices" in caveat for caveat in plan(RIGHT_SIZE, PRICES).caveats)


@pytest.mark.parametrize(
    ("name", "kept", "cut"),
    [
        ("churn", "churn", ""),
        ("a" * 40, "a" * 40, ""),
        ("a" * 40 + "b", "a" * 40, "b"),
        (TRITON["JobName"], "pt-triton-benchmark-advanced-job-2022-04", "-07-16-11-37"),
    ],
)
def test_children_keep_forty_characters_of_the_name(name: str, kept: str, cut: str) -> None:
    children = plan({**OMP, "JobName": name}).children
    assert children
    assert (children.kept, children.cut) == (kept, cut)


def test_children_of_a_name_that_is_refused_are_unknown() -> None:
    made = plan(TOO_MANY)
    assert made.children is None
    assert unknown(made)["child names"] == "JobName is refused"


@pytest.mark.parametrize(
    ("changes", "what", "why"),
    [
        pytest.param(
            {"TrafficPattern": {"Phases": [phase(1, 1, 120), phase(1, "2", 120)]}},
            "traffic", "InputConfig.TrafficPattern.Phases[1].SpawnRate is refused", id="a number in quotes",
        ),
        pytest.param(
            {"TrafficPattern": {"Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 1}]}},
            "traffic", "InputConfig.TrafficPattern.Phases[0].DurationInSeconds is not set", id="no duration",
        ),
        pytest.param(
            {"TrafficPattern": {"Stairs": stairs(600, 5, 16)}},
            "traffic", "InputConfig.TrafficPattern.Stairs.UsersPerStep is refused", id="too many users a step",
        ),
        pytest.param(
            {"TrafficPattern": {"Phases": [phase(1, 1, 120)], "Stairs": stairs(600, 5, 2)}},
            "traffic", "Phases and Stairs are both set, and TrafficType does not select one", id="both",
        ),
        pytest.param({"TrafficPattern": {}}, "traffic", "InputConfig.TrafficPattern.Phases is not set", id="nothing"),
        pytest.param({"TrafficPattern": "x"}, "traffic", "InputConfig.TrafficPattern is refused", id="text"),
        pytest.param(
            {"EndpointConfigurations": [on("ml.c5.large", OMP=["1", "2", "3", "4"])]},
            "tests",
            "InputConfig.EndpointConfigurations[0].EnvironmentParameterRanges.CategoricalParameterRanges[0].Value"
            " is refused", id="four values",
        ),
        pytest.param(
            {"EndpointConfigurations": [on("ml.c5.large")] * 11},
            "tests", "InputConfig.EndpointConfigurations is refused", id="eleven configurations",
        ),
        pytest.param({"ResourceLimits": {}}, "parallel tests", "InputConfig.ResourceLimit is refused", id="old name"),
    ],
)  # fmt: skip
def test_what_the_contract_refuses_is_named_as_unknown(changes: dict[str, Any], what: str, why: str) -> None:
    job = load_test(on("ml.c5.large"), on("ml.c5.xlarge"))
    config = {**job["InputConfig"], **changes}
    if "ResourceLimits" in changes:
        del config["ResourceLimit"]
    made = plan({**job, "InputConfig": config})
    assert unknown(made)[what] == why
    if what in {"traffic", "tests"}:
        assert made.bound is None
        assert unknown(made)["time and instance-hours"] == "they need the tests and the traffic"


def test_a_job_without_anything_to_test_has_no_bound() -> None:
    config = load_test()["InputConfig"]
    del config["EndpointConfigurations"]
    made = plan({**load_test(), "InputConfig": config})
    assert made.bound is None
    assert unknown(made)["tests"] == "EndpointConfigurations and Endpoints are missing"


def test_a_spec_whose_type_is_refused_is_planned_as_what_its_members_say() -> None:
    made = plan({**OMP, "JobType": "ADVANCED"})
    assert made.kind is None
    assert bounds(made) == (3060, 3060)
    assert unknown(made)["kind of job"] == "JobType is refused"
    bare = plan({**default_job(), "JobType": "DEFAULT"})
    assert (bare.load_test, bare.recommendation) == (None, None)
    assert unknown(bare)["tests and traffic"] == "the spec does not say which kind of job it is"


def test_of_a_default_job_the_types_the_kind_and_the_documented_time_are_known() -> None:
    made = plan(default_job(SupportedInstanceTypes=["ml.g5.xlarge", "ml.c5.large"], SupportedEndpointType="RealTime"))
    assert made.recommendation
    assert made.recommendation.types == ("ml.g5.xlarge", "ml.c5.large")
    assert made.recommendation.endpoint_type == "RealTime"
    assert (made.bound, made.cost, made.load_test) == (None, None, None)
    assert set(unknown(made)) == {"tests and traffic", "instance-hours", "cost"}
    open_ = plan(default_job())
    assert open_.recommendation
    assert open_.recommendation.types is None
    assert "instance types" in unknown(open_)


def test_members_of_a_load_test_are_not_planned_for_a_default_job() -> None:
    made = plan({**RIGHT_SIZE, "JobType": "Default"})
    assert made.load_test is None
    (first, members, duration) = made.caveats
    assert first.startswith("about 45 min")
    assert members.startswith("TrafficPattern, ResourceLimit, EndpointConfigurations: for Advanced jobs")
    assert "JobDurationInSeconds" in duration


@pytest.mark.parametrize(
    ("conditions", "stops"),
    [
        ({}, ["when invocations stop growing (FlatInvocations is Stop by default)"]),
        ({"FlatInvocations": "Stop"}, ["when invocations stop growing"]),
        ({"FlatInvocations": "Continue"}, []),
        (
            {
                "MaxInvocations": 30_000,
                "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 500}],
                "FlatInvocations": "Continue",
            },
            ["at 30,000 invocations a minute", "when P95 of the model latency is above 500 ms"],
        ),
    ],
)
def test_what_ends_a_test_early_is_said(conditions: dict[str, Any], stops: list[str]) -> None:
    made = plan({**OMP, "StoppingConditions": conditions})
    assert made.load_test
    assert list(made.load_test.stops) == stops


def test_more_tests_than_allowed_are_said_to_be_uncertain() -> None:
    (caveat,) = [caveat for caveat in plan(TOO_MANY).caveats if "allows 5" in caveat]
    assert caveat.endswith("which tests it skips; all of them would take up to 2.5 instance-hours")
    assert not any("allows" in caveat for caveat in plan(RIGHT_SIZE).caveats)
