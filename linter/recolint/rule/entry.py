"""A rule as the registry knows it before it is loaded: what decides whether it runs, and the way to its class."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cache
from importlib import import_module

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any, Literal
from recolint.document import FaultKind
from recolint.request.contract import homes, shape
from recolint.request.job import Job
from recolint.rule.kinds import BaseRule, CollectionRule, FaultRule, OnlineRule, Preset

RuleClass = type[BaseRule[Any]]

Kind = Literal["spec", "across", "online", "fault"]
"""The subject of a rule: one spec, all specs of a run, a spec and its account, or a fault of reading a file."""

FORM = "RL204 recommended traffic.traffic_outlasts_job"
"""A line that lists a rule: code, preset, module; then ``across``, ``online`` or ``fault:KIND``, and ``required``.

A rule about one spec may end with ``if`` and its needs, with ``and`` between them, and words of one need with ``or``:
``if Advanced and no TrafficPattern``. A word is a member, ``no`` and a member that must be missing, or a type of job.
A rule that says nothing until a config sets its options ends with ``if options``.
"""

VIOLATIONS, POLICIES, OPTIONS, EMPTY = "violations", "policies", "options", "empty"
"""The needs of a rule beside members of the request: a breach of the contract, policies in the config, its options, an
empty value."""

NO = "no "
"""Before a member that must be missing."""

_FAULTS = {f"fault:{fault.value}": fault for fault in FaultKind}
_PRESETS = {preset.name.lower(): preset for preset in Preset}
_LISTED_KINDS: dict[str, Kind] = {"across": "across", "online": "online"}
_KINDS: dict[type, Kind] = {CollectionRule: "across", OnlineRule: "online", FaultRule: "fault"}


class Entry(NamedTuple):
    """A rule that may not be loaded yet. ``load`` returns its class."""

    code: str
    name: str
    preset: Preset
    required: bool
    kind: Kind
    fault: FaultKind | None
    """The kind of fault that it describes."""
    needs: tuple[frozenset[str], ...]
    """It says nothing of a spec that has nothing of one of these: members at any place of it, and the words above."""
    load: Callable[[], RuleClass]

    def may_speak(self, given: Set[str]) -> bool:
        """Whether a spec that has ``given`` meets all needs."""
        for need in self.needs:  # noqa: SIM110  a run asks it of each rule, and all() takes twice as long
            if need.isdisjoint(given):
                return False
        return True

    def with_options(self) -> Entry:
        """The entry of the rule with its options set: a rule that needs options then looks at each spec."""
        return self._replace(needs=()) if any(OPTIONS in need for need in self.needs) else self


def of_class(rule: RuleClass) -> Entry:
    """The entry of ``rule``, which is loaded already."""
    return Entry(rule.code, rule.name, rule.preset, rule.required, _kind(rule), _fault(rule), (), lambda: rule)


def of_line(package: str, line: str) -> Entry:
    """The entry of a line of ``package``, with its modules; raises ``ValueError`` for a line of another form.

    The module ``traffic.traffic_outlasts_job`` has the class ``TrafficOutlastsJob`` of the rule
    ``traffic-outlasts-job``. ``load`` raises ``ValueError`` if the class and its line disagree.
    """
    head, _, tail = line.partition(" if ")
    code, preset, module, *flags = words if len(words := head.split()) >= 3 else ("", "", "")
    kind, fault = _kind_of_line(flags) if flags else ("spec", None)
    smallest = _PRESETS.get(preset.lower())
    if smallest is None or kind is None:
        raise ValueError(f"expected a line such as {FORM!r}, found {line!r}")
    needs = _needs(tail) if tail else ()
    if needs is None or (needs and kind != "spec"):
        raise ValueError(f"expected members of the request after 'if', found {tail!r} in {line!r}")
    stem = module.rpartition(".")[2]
    loaded: list[RuleClass] = []

    def load() -> RuleClass:
        if not loaded:
            name = stem.title().replace("_", "")
            rule: RuleClass = getattr(import_module(f"{package}.{module}"), name)
            found = (rule.code, rule.name, rule.preset, rule.required, _kind(rule), _fault(rule))
            if found != entry[:-2]:  # a class says neither what it needs nor how it is loaded
                raise ValueError(f"expected the line {line_of(rule)!r} for the class {rule.__name__}, found {line!r}")
            loaded.append(rule)
        return loaded[0]

    entry = Entry(code, stem.replace("_", "-"), smallest, "required" in flags, kind, fault, needs, load)
    return entry


def _kind_of_line(flags: list[str]) -> tuple[Kind | None, FaultKind | None]:
    """The kind and the fault that the ``flags`` of a line name; no kind for other flags."""
    named = [flag for flag in flags if flag != "required"]
    if not named:
        return "spec", None
    fault = _FAULTS.get(named[0])
    kind = "fault" if fault else _LISTED_KINDS.get(named[0])
    return kind if len(named) == 1 else None, fault


@cache
def _needs(text: str) -> tuple[frozenset[str], ...] | None:
    """The needs that ``text`` lists; ``None`` if it has another word."""
    needs = tuple(frozenset(need.split(" or ")) for need in text.split(" and "))
    return needs if all(_is_need(word) for need in needs for word in need) else None


@cache
def _is_need(word: str) -> bool:
    """Whether a rule may need ``word``. A member that must be missing has one place in the request."""
    if word.startswith(NO):
        return len(homes(word.removeprefix(NO))) == 1
    return word in (VIOLATIONS, POLICIES, OPTIONS, EMPTY, *_job_types()) or bool(homes(word))


def _job_types() -> tuple[str, ...]:
    of = shape((Job.type.name,))
    return of.values if of else ()


def line_of(rule: RuleClass) -> str:
    """The line that lists ``rule`` in its package, without the members that it needs: only the line has those."""
    entry = of_class(rule)
    kind = f"fault:{entry.fault.value}" if entry.fault else entry.kind
    flags = [kind] * (kind != "spec") + ["required"] * entry.required
    return " ".join([entry.code, entry.preset.name.lower(), rule.__module__.partition(".")[2], *flags])


def _kind(rule: RuleClass) -> Kind:
    for base, kind in _KINDS.items():
        if issubclass(rule, base):
            return kind
    return "spec"


def _fault(rule: RuleClass) -> FaultKind | None:
    return rule.kind if issubclass(rule, FaultRule) else None
