"""The rules about what a job of a type needs or cannot have, and about when it stops."""

from __future__ import annotations

from typing import Any

import pytest

from recolint.base.finding import Safety, Set
from recolint.rule.kinds import Preset
from traffic_family import codes, configuration, findings, phase, said


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
    assert "the job has 4 tests" in (finding.help or "")


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
        "Endpoints": [{"EndpointName": "churn"}],
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
        ("95.0", "P95"),
        ("95.5", None),
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
