"""The rules about traffic, job type, stopping conditions and limits, where one example a branch is not enough."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from importlib import import_module
from math import ceil, floor, prod
from pkgutil import iter_modules
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolint import engine
from recolint.document import read
from recolint.finding import Finding, Safety, Set, pointer
from recolint.job import InputConfig
from recolint.plan import planned_tests, schedule
from recolint.rule import Preset, Rule
from recolint.testing import SETTINGS
from recolint.text import Source
from recolint_rules import traffic
from specs import changed

PHASES = "/InputConfig/TrafficPattern/Phases"
LIMIT = "/InputConfig/ResourceLimit"


@cache
def family() -> tuple[Rule[Any], ...]:
    """All rules of the family, with their default options, in order of code."""
    modules = [import_module(f"{traffic.__name__}.{module.name}") for module in iter_modules(traffic.__path__)]
    found = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    rules = [value() for value in found if issubclass(value, Rule) and value is not Rule]
    return tuple(sorted(rules, key=lambda rule: rule.code))


def findings(spec: Any, *, preset: Preset = Preset.RECOMMENDED) -> list[Finding]:
    """What the family says of ``spec``, which need not be whole."""
    text = json.dumps(spec)
    (document,) = read(Source("spec.json", text)).documents
    rules = [rule for rule in family() if rule.preset <= preset]
    checked, crashes = engine.check_document(document, rules, SETTINGS)
    assert not crashes
    return sorted(checked.findings, key=lambda finding: finding.code)


def said(spec: Any, *, preset: Preset = Preset.RECOMMENDED) -> list[tuple[str, str]]:
    """Code and pointer of each finding, in order of code."""
    return [(finding.code, pointer(finding.route)) for finding in findings(spec, preset=preset)]


def codes(spec: Any, *, preset: Preset = Preset.RECOMMENDED) -> set[str]:
    return {finding.code for finding in findings(spec, preset=preset)}


def phase(users: Any, rate: Any, seconds: Any) -> dict[str, Any]:
    return {"InitialNumberOfUsers": users, "SpawnRate": rate, "DurationInSeconds": seconds}


def with_phases(*phases: dict[str, Any]) -> dict[str, Any]:
    return {"InputConfig": {"TrafficPattern": {"TrafficType": "PHASES", "Phases": list(phases)}}}


def configuration(*counts: int) -> dict[str, Any]:
    """An endpoint configuration with variables of so many values each."""
    ranges = [{"Name": f"V{index}", "Value": [str(value) for value in range(n)]} for index, n in enumerate(counts)]
    environment = {"EnvironmentParameterRanges": {"CategoricalParameterRanges": ranges}} if ranges else {}
    return {"InstanceType": "ml.c5.large", **environment}


def test_the_whole_family_is_looked_at() -> None:
    assert len(family()) == 43
    assert {rule.code[:3] for rule in family()} == {"RL2"}


# Joining


@pytest.mark.parametrize(
    ("before", "start", "joins"),
    [
        pytest.param((2, 2, 300), 9, True, id="12 users, three fewer"),
        pytest.param((2, 2, 300), 8, False, id="12 users, four fewer"),
        pytest.param((2, 2, 300), 15, True, id="12 users, three more"),
        pytest.param((2, 2, 300), 16, False, id="12 users, four more"),
        pytest.param((1, 3, 130), 11, True, id="7.5 users join as 8"),
        pytest.param((1, 3, 130), 12, False, id="7.5 users end at 8 at the most"),
        pytest.param((1, 3, 130), 4, True, id="7.5 users join as 7"),
        pytest.param((1, 3, 130), 3, False, id="7.5 users end at 7 at the least"),
        pytest.param((3, 0, 900), 6, True, id="no growth"),
        pytest.param((3, 0, 900), 7, False, id="no growth, four more"),
    ],
)
def test_a_phase_joins_within_three_users(before: tuple[int, int, int], start: int, joins: bool) -> None:  # noqa: FBT001  parametrized
    spec = with_phases(phase(*before), phase(start, 0, 300))
    assert (("RL203", f"{PHASES}/1/InitialNumberOfUsers") not in said(spec)) is joins


@given(
    users=st.integers(1, 60),
    rate=st.integers(0, 60),
    seconds=st.integers(1, 4000),
    off=st.integers(-8, 8),
)
def test_a_phase_is_unjoined_when_it_is_off_by_either_rounding(users: int, rate: int, seconds: int, off: int) -> None:
    end = users + Fraction(rate * seconds, 60)
    start = max(1, floor(end) + off)
    unjoined = start < floor(end) - 3 or start > ceil(end) + 3
    later = {
        finding.code
        for finding in findings(with_phases(phase(users, rate, seconds), phase(start, 1, 300)))
        if pointer(finding.route) == f"{PHASES}/1/InitialNumberOfUsers"
    }
    assert later == ({"RL203"} if unjoined else {"RL202"} if start > 3 else set())


def test_the_message_names_the_users_that_the_phase_before_ends_with() -> None:
    (finding,) = (f for f in findings(with_phases(phase(1, 60, 300), phase(5, 1, 300))) if f.code == "RL203")
    assert "301" in finding.message
    assert [pointer(label.route) for label in finding.labels] == [f"{PHASES}/0"]
    assert "298 to 304" in (finding.help or "")


def test_the_message_names_both_numbers_where_the_phase_before_ends_with_half_a_user() -> None:
    (finding,) = findings(with_phases(phase(1, 3, 130), phase(30, 1, 300)))
    assert "7 or 8 users" in finding.message
    assert "4 to 11" in (finding.help or "")


@pytest.mark.parametrize("member", ["InitialNumberOfUsers", "SpawnRate", "DurationInSeconds"])
@pytest.mark.parametrize("value", [None, "3", -1, 2.5])
def test_a_phase_after_one_that_the_contract_refuses_is_not_judged(member: str, value: Any) -> None:
    spec = with_phases({**phase(1, 1, 300), member: value}, phase(50, 1, 300))
    assert said(spec) == []


def test_each_phase_is_compared_with_the_one_before_it_and_not_with_the_first() -> None:
    spec = with_phases(phase(1, 1, 300), phase(5, 2, 300), phase(10, 3, 600), phase(40, 0, 300))
    assert said(spec) == [
        ("RL202", f"{PHASES}/1/InitialNumberOfUsers"),
        ("RL202", f"{PHASES}/3/InitialNumberOfUsers"),
        ("RL203", f"{PHASES}/2/InitialNumberOfUsers"),
    ]


# One fault, one finding


@pytest.mark.parametrize(
    ("traffic_pattern", "wanted"),
    [
        pytest.param({}, ["RL209"], id="empty"),
        pytest.param({"TrafficType": "PHASES"}, ["RL209"], id="no body"),
        pytest.param({"TrafficType": "UNIFORM"}, ["RL209"], id="no body, refused type"),
        pytest.param({"TrafficType": "phases", "Phases": [phase(1, 1, 300)]}, [], id="refused type"),
        pytest.param({"Phases": [phase(1, 1, 300)]}, ["RL208"], id="no type"),
        pytest.param({"Phases": []}, ["RL208"], id="no type, refused body"),
        pytest.param({"TrafficType": "PHASES", "Phases": []}, [], id="refused body"),
        pytest.param({"TrafficType": "PHASES", "Phases": {}}, [], id="body of a wrong type"),
        pytest.param({"TrafficType": "PHASES", "Phase": [phase(1, 1, 300)]}, [], id="misspelled body"),
        pytest.param({"TrafficTyp": "PHASES", "Phases": [phase(1, 1, 300)]}, [], id="misspelled type"),
        pytest.param({"Phases": [phase(1, 1, 300)], "Stairs": {"UsersPerStep": 1}}, ["RL210", "RL212"], id="both"),
        pytest.param(
            {"TrafficType": "PHASES", "Phases": [phase(1, 1, 300)], "Stairs": {}}, ["RL210"], id="superfluous"
        ),
        pytest.param({"TrafficType": "STAIRS", "Phases": [{}]}, ["RL210", "RL211"], id="the other body"),
        pytest.param({"TrafficType": "PHASES", "Phases": [{"InitialNumberOfUser": 1}]}, ["RL211"], id="two missing"),
        pytest.param({"TrafficType": "PHASES", "Phases": [None, "x"]}, [], id="phases that are no mapping"),
    ],
)
def test_a_fault_of_the_traffic_is_said_once(traffic_pattern: Any, wanted: list[str]) -> None:
    assert [code for code, _ in said({"InputConfig": {"TrafficPattern": traffic_pattern}})] == wanted


def test_a_finding_about_a_phase_names_all_members_that_it_lacks() -> None:
    (finding,) = findings(with_phases({"SpawnRate": 1}))
    assert "InitialNumberOfUsers" in finding.message
    assert "DurationInSeconds" in finding.message


@pytest.mark.parametrize(
    ("durations", "wanted"),
    [
        pytest.param((1800, 1800), [], id="just as long"),
        pytest.param((1800, 1801), [("RL204", "/InputConfig/JobDurationInSeconds")], id="together too long"),
        pytest.param((3600, 120), [("RL204", "/InputConfig/JobDurationInSeconds")], id="one takes the whole job"),
        pytest.param((3601, 120), [("RL205", f"{PHASES}/0/DurationInSeconds")], id="one is too long by itself"),
    ],
)
def test_traffic_that_outlasts_the_job_is_said_once(durations: tuple[int, ...], wanted: list[tuple[str, str]]) -> None:
    spec = with_phases(*(phase(1, 0, seconds) for seconds in durations))
    spec["InputConfig"]["JobDurationInSeconds"] = 3600
    assert [(code, at) for code, at in said(spec) if code in {"RL204", "RL205"}] == wanted


@pytest.mark.parametrize(
    ("stairs", "wanted"),
    [
        pytest.param((600, 5), [], id="both readings fit"),
        pytest.param((720, 5), [], id="both readings just fit"),
        pytest.param((721, 5), ["RL216"], id="only the whole fits"),
        pytest.param((3600, 2), ["RL216"], id="the whole takes all of the job"),
        pytest.param((3601, 1), ["RL214", "RL215"], id="neither fits"),
        pytest.param((119, 2), ["RL214"], id="too short"),
    ],
)
def test_stairs_are_held_to_the_job_by_both_readings(stairs: tuple[int, int], wanted: list[str]) -> None:
    body = {"DurationInSeconds": stairs[0], "NumberOfSteps": stairs[1], "UsersPerStep": 1}
    config = {"JobDurationInSeconds": 3600, "TrafficPattern": {"TrafficType": "STAIRS", "Stairs": body}}
    assert [code for code, _ in said({"InputConfig": config})] == wanted


@pytest.mark.parametrize("member", ["DurationInSeconds", "NumberOfSteps", "UsersPerStep"])
@pytest.mark.parametrize("job_seconds", [None, 3600])
def test_stairs_that_lack_a_member_have_one_finding(member: str, job_seconds: int | None) -> None:
    body = {"DurationInSeconds": 240, "NumberOfSteps": 2, "UsersPerStep": 3}
    del body[member]
    config: dict[str, Any] = {"TrafficPattern": {"TrafficType": "STAIRS", "Stairs": body}}
    if job_seconds:
        config["JobDurationInSeconds"] = job_seconds
    wanted = [("RL212", "/InputConfig/TrafficPattern/Stairs")]
    assert said({"InputConfig": config}, preset=Preset.STRICT) == wanted


def test_steps_that_may_outlast_the_job_are_told_with_both_readings() -> None:
    config = {
        "JobDurationInSeconds": 1800,
        "TrafficPattern": {"Stairs": {"DurationInSeconds": 600, "NumberOfSteps": 5}},
    }
    (finding,) = (f for f in findings({"InputConfig": config}) if f.code == "RL216")
    assert "each step" in finding.message
    assert "all steps" in finding.message
    assert "3000 s" in finding.message


# The kind of job


@pytest.mark.parametrize("kind", [None, "ADVANCED", "default", "$JOB_TYPE", 3])
def test_a_job_of_no_known_type_is_not_told_what_its_type_needs(kind: Any) -> None:
    spec = {"JobType": kind, "InputConfig": {"ModelName": "churn", "ResourceLimit": {"MaxNumberOfTests": 1}}}
    assert said(spec, preset=Preset.STRICT) == []


def test_an_advanced_job_of_nothing_but_a_model_lacks_five_things() -> None:
    spec = {"JobType": "Advanced", "InputConfig": {"ModelName": "churn"}}
    wanted = ["RL232", "RL233", "RL234", "RL235", "RL236"]
    assert [code for code, _ in said(spec, preset=Preset.STRICT)] == wanted


def test_a_job_without_limit_is_told_how_many_tests_it_has() -> None:
    config = {"TrafficPattern": {}, "EndpointConfigurations": [configuration(3), configuration()]}
    (finding,) = (
        f for f in findings({"JobType": "Advanced", "InputConfig": config}, preset=Preset.STRICT) if f.code == "RL236"
    )
    assert "it has 4 now" in (finding.help or "")


def test_a_misspelled_member_of_an_advanced_job_is_not_missing() -> None:
    config = {"TrafficPatern": {}, "EndpointConfiguration": [], "JobDuration": 600, "ResourceLimits": {}}
    spec = {"JobType": "Advanced", "InputConfig": config, "StopingConditions": {}}
    assert said(spec, preset=Preset.STRICT) == []


def test_an_advanced_job_without_an_input_config_is_left_to_the_contract() -> None:
    assert said({"JobType": "Advanced", "StoppingConditions": {"MaxInvocations": 1}}, preset=Preset.STRICT) == []


def test_empty_conditions_on_a_default_job_are_said_once() -> None:
    assert said({"JobType": "Default", "StoppingConditions": {}}) == [("RL231", "/StoppingConditions")]


def test_members_that_a_default_job_cannot_have_are_not_judged_as_a_load_test() -> None:
    config = {
        "JobDurationInSeconds": 600,
        "TrafficPattern": {"TrafficType": "PHASES", "Phases": [phase(1, 0, 60)]},
        "ResourceLimit": {"MaxNumberOfTests": 1, "MaxParallelOfTests": 1},
        "EndpointConfigurations": [configuration()] * 3,
    }
    spec = {"JobType": "Default", "InputConfig": config, "StoppingConditions": {"FlatInvocations": "Continue"}}
    assert codes(spec) == {"RL230", "RL231"}
    assert codes(spec, preset=Preset.STRICT) == {"RL230", "RL231", "RL238"}


def test_stairs_and_tests_of_a_default_job_are_not_judged_as_a_load_test() -> None:
    config: dict[str, Any] = {
        "JobDurationInSeconds": 600,
        "TrafficPattern": {
            "TrafficType": "STAIRS",
            "Stairs": {"DurationInSeconds": 60, "NumberOfSteps": 7, "UsersPerStep": 1},
        },
        "ResourceLimit": {"MaxParallelOfTests": 1},
        "EndpointConfigurations": [configuration(3, 2)] * 2,
        "Endpoints": [],
    }
    conditions = {
        "MaxInvocations": 30_000,
        "ModelLatencyThresholds": [{"Percentile": "P99", "ValueInMilliseconds": 1000}],
    }
    spec = {"JobType": "Default", "InputConfig": config, "StoppingConditions": conditions}
    assert codes(spec, preset=Preset.STRICT) == {"RL230", "RL231"}
    config["ResourceLimit"] = {"MaxNumberOfTests": 10}
    config["EndpointConfigurations"] = [configuration()]
    assert codes(spec, preset=Preset.STRICT) == {"RL230", "RL231"}


def test_traffic_on_a_default_job_is_still_judged_in_itself() -> None:
    spec = {"JobType": "Default", **with_phases(phase(9, 5, 60), phase(50, 1, 60), {})}
    assert codes(spec) == {"RL201", "RL203", "RL211", "RL213", "RL230"}


# Stopping conditions


@pytest.mark.parametrize("kind", [None, "Default", "Advanced", "advanced"])
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("p95", "P95"),
        ("95", "P95"),
        (" P95", "P95"),
        ("p99", "P99"),
        ("99%", "P99"),
        ("P99", "P99"),
        ("P90", None),
        ("P995", None),
        ("95.0", None),
        ("", None),
    ],
)
def test_a_wrong_percentile_has_one_finding_and_a_fix_where_its_meaning_is_sure(
    kind: str | None, written: str, meant: str | None
) -> None:
    spec: dict[str, Any] = {"StoppingConditions": {"ModelLatencyThresholds": [{"Percentile": written}]}}
    if kind:
        spec["JobType"] = kind
    found = [finding for finding in findings(spec) if finding.code in {"RL252", "RL253"}]
    advanced = kind == "Advanced"
    if written == "P99" and not advanced:
        assert found == []
        return
    (finding,) = found
    assert finding.code == ("RL253" if advanced else "RL252")
    if meant is None:
        assert finding.fix is None
        return
    assert finding.fix is not None
    (edit,) = finding.fix.edits
    assert isinstance(edit, Set)
    assert edit.value == ("P95" if advanced else meant)
    assert finding.fix.safety is (Safety.UNSAFE if advanced and meant == "P99" else Safety.SAFE)


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ({"MaxInvocations": 1}, set()),
        ({"MaxInvocations": 0}, {"RL250"}),
        ({"MaxInvocations": 30_001}, {"RL251"}),
        ({"MaxInvocations": "0"}, set()),
        ({"ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 59_999}]}, set()),
        ({"ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": 100_000}]}, {"RL256"}),
        ({"ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": -5}]}, {"RL255"}),
        ({"ModelLatencyThresholds": [{"Percentile": 95, "ValueInMilliseconds": "5"}]}, set()),
        ({"ModelLatencyThresholds": [{"Percentile": "P95", "Value": 5}]}, set()),
        ({"ModelLatencyThresholds": []}, set()),
    ],
)
def test_the_bounds_of_stopping_conditions(conditions: dict[str, Any], wanted: set[str]) -> None:
    assert codes({"StoppingConditions": conditions}) == wanted


# Tests and limits


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
    assert ("RL264" in found) is (0 < tests < limit)


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
        ranges = [configuration()] * (tests - 6) + [configuration(3, 2)]
        config = {"EndpointConfigurations": ranges, "ResourceLimit": {"MaxNumberOfTests": 1}}
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
    assert finding.message.startswith(started)
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


# Requests of the kinds that people send


def advanced(**config: Any) -> dict[str, Any]:
    """An Advanced job with two phases that grow from 2 to 12 and from 14 to 24 users."""
    whole: dict[str, Any] = changed("InputConfig", "ResourceLimit", to={"MaxNumberOfTests": 5, "MaxParallelOfTests": 5})
    phases = [phase(2, 2, 300), phase(14, 2, 300)]
    whole["InputConfig"] |= {
        "JobDurationInSeconds": 3600,
        "TrafficPattern": {"TrafficType": "PHASES", "Phases": phases},
        **config,
    }
    return whole


def test_a_sound_load_test_has_no_more_than_a_warning_for_its_second_phase() -> None:
    spec = advanced(EndpointConfigurations=[configuration(2), configuration(2)])
    assert said(spec) == [("RL202", f"{PHASES}/1/InitialNumberOfUsers")]


def test_three_values_for_two_types_are_six_tests_where_five_may_run() -> None:
    spec = advanced(EndpointConfigurations=[configuration(3), configuration(3)])
    assert said(spec)[1:] == [("RL262", f"{LIMIT}/MaxNumberOfTests")]


def test_a_spawn_rate_taken_per_second_breaks_the_join() -> None:
    pattern = {"TrafficType": "PHASES", "Phases": [phase(1, 60, 300), phase(5, 1, 300)]}
    assert said(advanced(TrafficPattern=pattern)) == [
        ("RL203", f"{PHASES}/1/InitialNumberOfUsers"),
        ("RL213", f"{PHASES}/0/SpawnRate"),
    ]
    (finding,) = (f for f in findings(advanced(TrafficPattern=pattern)) if f.code == "RL213")
    assert "300 in this phase" in finding.message
    assert "MINUTE" in (finding.help or "")


def test_a_job_type_in_capitals_leaves_only_what_is_wrong_in_itself() -> None:
    spec = advanced(TrafficPattern={"TrafficType": "PHASES", "Phases": [phase(1, 60, 300)]})
    assert said({**spec, "JobType": "ADVANCED"}) == [("RL213", f"{PHASES}/0/SpawnRate")]


def test_jumps_to_fifty_and_two_hundred_users_do_not_join() -> None:
    phases = [phase(1, 1, 300), phase(50, 10, 600), phase(200, 20, 900)]
    spec = advanced(
        JobDurationInSeconds=7200,
        TrafficPattern={"TrafficType": "PHASES", "Phases": phases},
        EndpointConfigurations=[configuration()] * 5,
        ResourceLimit={"MaxNumberOfTests": 10, "MaxParallelOfTests": 2},
    )
    assert said(spec) == [
        ("RL203", f"{PHASES}/1/InitialNumberOfUsers"),
        ("RL203", f"{PHASES}/2/InitialNumberOfUsers"),
        ("RL213", f"{PHASES}/1/SpawnRate"),
        ("RL213", f"{PHASES}/2/SpawnRate"),
    ]


def test_a_fall_from_fifteen_to_ten_users_does_not_join_but_from_six_to_five_does() -> None:
    phases = [phase(1, 1, 300), phase(5, 2, 300), phase(10, 5, 600)]
    spec = advanced(TrafficPattern={"TrafficType": "PHASES", "Phases": phases})
    assert said(spec) == [
        ("RL202", f"{PHASES}/1/InitialNumberOfUsers"),
        ("RL203", f"{PHASES}/2/InitialNumberOfUsers"),
        ("RL213", f"{PHASES}/2/SpawnRate"),
    ]


def test_a_default_job_with_traffic_hears_of_the_members_and_of_the_rate() -> None:
    spec = {"JobType": "Default", **with_phases(phase(1, 1, 120), phase(5, 5, 120))}
    spec["InputConfig"]["ResourceLimit"] = {"MaxNumberOfTests": 10, "MaxParallelOfTests": 3}
    assert said(spec) == [
        ("RL202", f"{PHASES}/1/InitialNumberOfUsers"),
        ("RL213", f"{PHASES}/1/SpawnRate"),
        ("RL230", "/InputConfig/TrafficPattern"),
        ("RL230", "/InputConfig/ResourceLimit"),
    ]
