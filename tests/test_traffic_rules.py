"""The rules about traffic, where one example a branch is not enough."""

from __future__ import annotations

import json
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolint.base.finding import Finding, pointer
from recolint.rule.kinds import Preset
from rule_runs import block, found
from specs import changed
from traffic_family import LIMIT, PHASES, codes, configuration, findings, phase, said, with_phases

# Joining


def joints(spec: Any) -> list[Finding]:
    """What the rules about joints say, when no other rule calls a value of the phases wrong."""
    return found(json.dumps(spec), *(rule() for rule in block("RL202", "RL203")))


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
def test_a_phase_joins_within_three_users(before: tuple[int, int, int], start: int, joins: bool) -> None:
    spec = with_phases(phase(*before), phase(start, 0, 300))
    assert (("RL203", f"{PHASES}/1/InitialNumberOfUsers") not in said(spec)) is joins


@pytest.mark.slow
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
        for finding in joints(with_phases(phase(users, rate, seconds), phase(start, 1, 300)))
        if pointer(finding.route) == f"{PHASES}/1/InitialNumberOfUsers"
    }
    assert later == ({"RL203"} if unjoined else {"RL202"} if start > 3 else set())


def test_the_message_names_the_users_that_the_phase_before_ends_with() -> None:
    (finding,) = joints(with_phases(phase(1, 60, 300), phase(5, 1, 300)))
    assert "301" in finding.message
    assert [pointer(label.route) for label in finding.labels] == [f"{PHASES}/0"]
    assert "298 to 304" in (finding.help or "")


def test_the_message_names_both_numbers_where_the_phase_before_ends_with_half_a_user() -> None:
    (finding,) = findings(with_phases(phase(1, 3, 130), phase(30, 1, 300)))
    assert "ends with 7 or 8" in finding.message
    assert "4 to 11" in (finding.help or "")


def test_no_phase_is_told_to_start_without_users() -> None:
    (finding,) = joints(with_phases(phase(1, 1, 60), phase(9, 1, 300)))
    assert finding.help == "set InitialNumberOfUsers to a value from 1 to 5"


@pytest.mark.parametrize("member", ["InitialNumberOfUsers", "SpawnRate", "DurationInSeconds"])
@pytest.mark.parametrize("value", [None, "3", -1, 2.5])
def test_a_phase_after_one_that_the_contract_refuses_is_not_judged(member: str, value: Any) -> None:
    spec = with_phases({**phase(1, 1, 300), member: value}, phase(50, 1, 300))
    assert said(spec) == []


def test_each_phase_is_compared_with_the_one_before_it_and_not_with_the_first() -> None:
    spec = with_phases(phase(1, 1, 300), phase(5, 2, 300), phase(10, 3, 600), phase(40, 0, 300))
    assert said(spec, preset=Preset.STRICT) == [
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
        pytest.param((3601, 1), ["RL215"], id="neither fits, which is said once"),
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


def test_steps_that_may_outlast_the_job_are_told_with_the_reading_that_does() -> None:
    config = {
        "JobDurationInSeconds": 1800,
        "TrafficPattern": {"Stairs": {"DurationInSeconds": 600, "NumberOfSteps": 5}},
    }
    (finding,) = (f for f in findings({"InputConfig": config}) if f.code == "RL216")
    assert finding.message == "5 steps of 600 s exceed the job's 1800 s if DurationInSeconds is per step"
    assert "3000 s" in (finding.help or "")


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


def test_a_sound_load_test_is_warned_about_its_second_phase_by_the_strict_preset_alone() -> None:
    spec = advanced(EndpointConfigurations=[configuration(2), configuration(2)])
    assert said(spec) == []
    assert ("RL202", f"{PHASES}/1/InitialNumberOfUsers") in said(spec, preset=Preset.STRICT)


def test_three_values_for_two_types_are_six_tests_where_five_may_run() -> None:
    spec = advanced(EndpointConfigurations=[configuration(3), configuration(3)])
    assert said(spec) == [("RL262", f"{LIMIT}/MaxNumberOfTests")]


def test_a_spawn_rate_taken_per_second_is_no_ground_to_judge_the_join() -> None:
    pattern = {"TrafficType": "PHASES", "Phases": [phase(1, 60, 300), phase(5, 1, 300)]}
    assert said(advanced(TrafficPattern=pattern)) == [
        ("RL213", f"{PHASES}/0/SpawnRate"),
    ]
    (finding,) = (f for f in findings(advanced(TrafficPattern=pattern)) if f.code == "RL213")
    assert "300 in this phase" in finding.message
    assert "per minute, not per second" in (finding.help or "")


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
        ("RL213", f"{PHASES}/1/SpawnRate"),
        ("RL213", f"{PHASES}/2/SpawnRate"),
    ]


def test_a_fall_from_fifteen_to_ten_users_does_not_join_but_from_six_to_five_does() -> None:
    phases = [phase(1, 1, 300), phase(5, 2, 300), phase(10, 5, 600)]
    spec = advanced(TrafficPattern={"TrafficType": "PHASES", "Phases": phases})
    assert said(spec) == [
        ("RL203", f"{PHASES}/2/InitialNumberOfUsers"),
        ("RL213", f"{PHASES}/2/SpawnRate"),
    ]


@pytest.mark.parametrize(
    "traffic",
    [
        pytest.param({"TrafficType": "PHASES", "Phases": [phase(9, 5, 60), phase(50, 1, 9000), {}]}, id="phases"),
        pytest.param({"Phases": [phase(1, 1, 3600), phase(61, 0, 3600)]}, id="no type"),
        pytest.param(
            {
                "TrafficType": "STAIRS",
                "Stairs": {"DurationInSeconds": 9000, "NumberOfSteps": 7, "UsersPerStep": 1},
                "Phases": [phase(1, 1, 300)],
            },
            id="stairs, and phases too",
        ),
        pytest.param({"TrafficType": "STAIRS"}, id="no body"),
        pytest.param({"TrafficType": "STAIRS", "Stairs": {"UsersPerStep": 1}}, id="half of the stairs"),
    ],
)
def test_a_default_job_hears_that_its_traffic_and_limits_are_not_tested_and_nothing_else_of_them(traffic: Any) -> None:
    limit = {"MaxNumberOfTests": 1, "MaxParallelOfTests": 30}
    config = {
        "JobDurationInSeconds": 3600,
        "TrafficPattern": traffic,
        "ResourceLimit": limit,
        "EndpointConfigurations": [configuration(3), configuration()],
    }
    assert codes({"JobType": "Default", "InputConfig": config}, preset=Preset.STRICT) == {"RL230", "RL231", "RL238"}
    assert len(codes({"JobType": "Advanced", "InputConfig": config}) - {"RL230", "RL231"}) > 1
