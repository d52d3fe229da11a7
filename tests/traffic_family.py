"""What the tests of the rules about traffic, job type, stopping conditions and limits share."""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from recolint import engine
from recolint.document import read
from recolint.finding import Finding, pointer
from recolint.rule import Preset, Rule
from recolint.testing import SETTINGS
from recolint.text import Source
from recolint_rules import traffic

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
