"""What the tests of the rules about traffic, job type, stopping conditions and limits share."""

from __future__ import annotations

import json
from typing import Any

from recolint.base.finding import Finding, pointer
from recolint.rule.kinds import Preset
from rule_runs import block, found

PHASES = "/InputConfig/TrafficPattern/Phases"
LIMIT = "/InputConfig/ResourceLimit"


def findings(spec: Any, *, preset: Preset = Preset.RECOMMENDED) -> list[Finding]:
    """What the family says of ``spec``, which need not be whole."""
    rules = [rule() for rule in block("RL2") if rule.preset <= preset]
    return sorted(found(json.dumps(spec), *rules, path="spec.json"), key=lambda finding: finding.code)


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
