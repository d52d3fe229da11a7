"""The rules that count the tests of a job, the time that they take, and what its users send."""

from __future__ import annotations

from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolint.base.finding import Safety, Severity, pointer
from recolint.plan import planned_tests, schedule
from recolint.request.job import InputConfig
from recolint.rule.kinds import Preset
from traffic_family import LIMIT, codes, configuration, findings, phase, said, with_phases


@given(st.lists(st.lists(st.integers(1, 3), max_size=3), max_size=10), st.integers(0, 1), st.integers(1, 40))
def test_a_limit_is_exceeded_by_one_test_for_each_combination(
    counts: list[list[int]], endpoints: int, limit: int
) -> None:
    config: dict[str, Any] = {"ResourceLimit": {"MaxNumberOfTests": limit}}
    if counts:
        config["EndpointConfigurations"] = [configuration(*each) for each in counts]
    if endpoints:
        config["Endpoints"] = [{"EndpointName": "churn"}]
    tests = sum(prod(each) for each in counts) + endpoints
    found = codes({"InputConfig": config}, preset=Preset.STRICT)
    assert ("RL262" in found) is (tests > limit)
    # More than 10 is RL260's to say.
    assert ("RL264" in found) is (0 < tests < limit <= 10)


@pytest.mark.parametrize(
    "configurations",
    [
        pytest.param([configuration(4)], id="too many values"),
        pytest.param([configuration()] * 11, id="too many configurations"),
        pytest.param([configuration(0)], id="no values"),
        pytest.param([{"EnvironmentParameterRanges": {"CategoricalParameterRanges": [{"Name": "A"}]}}], id="no list"),
        pytest.param([{"EnvironmentParameterRanges": "A=1"}], id="text"),
        pytest.param("ml.c5.large", id="no configurations"),
        pytest.param(["ml.c5.large"], id="a configuration that is text"),
    ],
)
def test_tests_are_not_counted_where_the_contract_refuses_what_is_counted(configurations: Any) -> None:
    config = {"EndpointConfigurations": configurations}
    assert said({"InputConfig": config}, preset=Preset.STRICT) == []
    assert said({"InputConfig": {**config, "ResourceLimit": {"MaxNumberOfTests": 2}}}, preset=Preset.STRICT) == []


@pytest.mark.parametrize(
    ("config", "severity"),
    [
        ({"EndpointConfigurations": [configuration()] * 3}, Severity.ERROR),
        ({"EndpointConfigurations": [configuration(3)]}, Severity.WARNING),
        (
            {"EndpointConfigurations": [configuration()] * 2, "Endpoints": [{"EndpointName": "churn"}]},
            Severity.WARNING,
        ),
    ],
)
def test_configurations_alone_beyond_the_limit_are_an_error(config: dict[str, Any], severity: Severity) -> None:
    (finding,) = findings({"InputConfig": {**config, "ResourceLimit": {"MaxNumberOfTests": 2}}})
    assert (finding.code, finding.severity) == ("RL262", severity)


def test_values_that_should_be_strings_count_as_values() -> None:
    ranges = [{"Name": "OMP_NUM_THREADS", "Value": [1, 2, 4]}]
    environment = {"EnvironmentParameterRanges": {"CategoricalParameterRanges": ranges}}
    config = {"EndpointConfigurations": [environment], "ResourceLimit": {"MaxNumberOfTests": 2}}
    assert said({"InputConfig": config}) == [("RL262", f"{LIMIT}/MaxNumberOfTests")]


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        pytest.param(None, ["RL263"], id="no limit"),
        pytest.param({"MaxParallelOfTests": 2}, ["RL263"], id="no limit on their number"),
        pytest.param({"MaxNumberOfTests": 10}, ["RL262"], id="a limit below"),
        pytest.param({"MaxNumberOfTests": 12}, ["RL260"], id="a limit that fits them"),
    ],
)
def test_more_than_ten_tests_are_said_once(limit: dict[str, Any] | None, wanted: list[str]) -> None:
    config: dict[str, Any] = {"EndpointConfigurations": [configuration(3, 2), configuration(3, 2)]}
    if limit:
        config["ResourceLimit"] = limit
    assert [code for code, _ in said({"InputConfig": config})] == wanted


def test_a_finding_about_too_many_tests_says_how_they_were_counted() -> None:
    config = {
        "EndpointConfigurations": [configuration(3), configuration(2, 2)],
        "Endpoints": [{"EndpointName": "churn"}],
        "ResourceLimit": {"MaxNumberOfTests": 5},
    }
    (finding,) = findings({"InputConfig": config})
    assert "8 tests (3 + 4 + 1)" in finding.message
    assert [pointer(label.route) for label in finding.labels] == ["/InputConfig/EndpointConfigurations"]


def test_a_limit_is_raised_by_a_fix_only_as_far_as_the_documents_allow() -> None:
    def fixable(tests: int) -> bool:
        single = [configuration() | {"InferenceSpecificationName": f"v{number}"} for number in range(tests - 6)]
        config = {"EndpointConfigurations": [*single, configuration(3, 2)], "ResourceLimit": {"MaxNumberOfTests": 1}}
        (finding,) = findings({"InputConfig": config})
        return finding.fix is not None and finding.fix.safety is Safety.UNSAFE

    assert fixable(10)
    assert not fixable(11)


def timed(tests: int, parallel: int, traffic_seconds: int, job_seconds: int, limit: int = 10) -> dict[str, Any]:
    return {
        "JobDurationInSeconds": job_seconds,
        "TrafficPattern": {"TrafficType": "PHASES", "Phases": [phase(1, 1, traffic_seconds)]},
        "ResourceLimit": {"MaxNumberOfTests": limit, "MaxParallelOfTests": parallel},
        "EndpointConfigurations": [configuration()] * tests,
    }


@pytest.mark.parametrize(
    ("config", "started"),
    [
        pytest.param(timed(10, 1, 120, 3600), "5 of 10", id="ten after each other in an hour"),
        pytest.param(timed(10, 1, 120, 6481), None, id="the last starts in time"),
        pytest.param(timed(10, 1, 120, 6480), "9 of 10", id="the last does not"),
        pytest.param(timed(10, 2, 900, 6000), "8 of 10", id="in pairs"),
        pytest.param(timed(10, 10, 3600, 3600), None, id="all at once"),
        pytest.param(timed(2, 1, 600, 600), "1 of 2", id="one takes the whole job"),
        pytest.param(timed(10, 1, 120, 3600, limit=5), None, id="only five may run"),
        pytest.param(timed(2, 1, 700, 600), None, id="traffic is longer than the job, which is another finding"),
    ],
)
def test_a_job_is_too_short_when_tests_would_not_start(config: dict[str, Any], started: str | None) -> None:
    found = [finding for finding in findings({"InputConfig": config}) if finding.code == "RL220"]
    if started is None:
        assert found == []
        return
    (finding,) = found
    assert finding.message.startswith(f"only {started} tests can start")
    assert pointer(finding.route) == "/InputConfig/JobDurationInSeconds"


def test_a_schedule_takes_as_many_waves_as_it_has_tests_to_start() -> None:
    def planned(config: dict[str, Any]) -> tuple[int, int] | None:
        plan = schedule(InputConfig(config, ("InputConfig",), frozenset()))
        return (plan.waves, plan.seconds) if plan else None

    assert planned(timed(10, 3, 300, 7200)) == (4, 3600)
    assert planned(timed(9, 3, 300, 7200)) == (3, 2700)
    assert planned({**timed(9, 3, 300, 7200), "ResourceLimit": {}}) is None
    assert planned({**timed(9, 3, 300, 7200), "EndpointConfigurations": []}) is None


def test_nothing_to_test_is_no_test() -> None:
    planned = planned_tests(InputConfig({}, ("InputConfig",), frozenset()))
    assert planned is not None
    assert planned.total == 0


@pytest.mark.parametrize(
    ("users", "invocations", "wanted"),
    [
        pytest.param(3, 1800, {"RL218"}, id="flat, yet enough"),
        pytest.param(3, 1801, {"RL219"}, id="flat and too few is said once"),
        pytest.param(4, 2400, set(), id="flat, but more than three"),
    ],
)
def test_flat_traffic_is_held_to_the_invocations(users: int, invocations: int, wanted: set[str]) -> None:
    conditions = {
        "MaxInvocations": invocations,
        "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 100}],
    }
    spec = {**with_phases(phase(users, 0, 300)), "StoppingConditions": conditions}
    assert codes(spec, preset=Preset.STRICT) - {"RL201"} == wanted


def test_a_latency_that_cannot_be_kept_does_not_count_invocations() -> None:
    conditions = {"MaxInvocations": 300, "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 0}]}
    spec = {**with_phases(phase(1, 1, 300)), "StoppingConditions": conditions}
    assert codes(spec, preset=Preset.STRICT) == {"RL255"}
