"""A rule as the registry knows it before it is loaded: what decides whether it runs, and the way to its class."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal, NamedTuple, get_args

from recolint.rule.kinds import BaseRule, CollectionRule, FaultRule, OnlineRule, Preset

RuleClass = type[BaseRule[Any]]

Kind = Literal["spec", "across", "online", "fault"]
"""What a rule looks at: one spec, all specs of a run, a spec and its account, or a fault of reading a file."""

FORM = "RL204 recommended traffic.traffic_outlasts_job"
"""A line that lists a rule: code, preset, module; then ``across``, ``online`` or ``fault``, and ``required``."""

_KINDS: dict[type, Kind] = {CollectionRule: "across", OnlineRule: "online", FaultRule: "fault"}


class Entry(NamedTuple):
    """A rule that may not be loaded yet. ``load`` gives its class."""

    code: str
    name: str
    preset: Preset
    required: bool
    kind: Kind
    load: Callable[[], RuleClass]


def of_class(rule: RuleClass) -> Entry:
    """The entry of ``rule``, which is loaded already."""
    return Entry(rule.code, rule.name, rule.preset, rule.required, _kind(rule), lambda: rule)


def of_line(package: str, line: str) -> Entry:
    """The entry of a line of ``package``, whose modules it names; raises ``ValueError`` for a line of another form.

    The module ``traffic.traffic_outlasts_job`` has the class ``TrafficOutlastsJob`` of the rule
    ``traffic-outlasts-job``. ``load`` raises ``ValueError`` where the class and its line disagree.
    """
    code, preset, module, *flags = words if len(words := line.split()) >= 3 else ("", "", "")
    kinds = [flag for flag in flags if flag in get_args(Kind)]
    if preset.upper() not in Preset.__members__ or len(kinds) > 1 or set(flags) - {*kinds, "required"}:
        raise ValueError(f"expected a line such as {FORM!r}, found {line!r}")
    stem = module.rpartition(".")[2]
    kind: Any = kinds[0] if kinds else "spec"
    loaded: list[RuleClass] = []

    def load() -> RuleClass:
        if not loaded:
            rule: RuleClass = getattr(import_module(f"{package}.{module}"), stem.title().replace("_", ""))
            if of_class(rule)[:-1] != entry[:-1]:
                raise ValueError(f"the line {line!r} and the class {rule.__name__} disagree")
            loaded.append(rule)
        return loaded[0]

    entry = Entry(code, stem.replace("_", "-"), Preset[preset.upper()], "required" in flags, kind, load)
    return entry


def line_of(rule: RuleClass) -> str:
    """The line that lists ``rule`` in the package that it is in."""
    entry = of_class(rule)
    flags = [entry.kind] * (entry.kind != "spec") + ["required"] * entry.required
    return " ".join([entry.code, entry.preset.name.lower(), rule.__module__.partition(".")[2], *flags])


def _kind(rule: RuleClass) -> Kind:
    return next((kind for base, kind in _KINDS.items() if issubclass(rule, base)), "spec")
