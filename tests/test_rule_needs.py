"""A rule is silent on a spec without the members in its line: the selected rules find the same as all rules."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache, reduce
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties import examples
from recolint.base.text import Source
from recolint.check import engine
from recolint.document import Document, read
from recolint.rule import registry
from recolint.rule.entry import Entry, line_of, of_line
from recolint.rule.kinds import BaseRule, Rule
from recolint.rule.rule_set import RuleSet
from recolint.testing import SETTINGS, check_rule
from request_faults import faults, replaced, walk
from requests_strategy import requests
from specs import ADVANCED, DEFAULT

REGISTRY = registry.load()
ENTRIES = {entry.code: entry for entry in REGISTRY.entries if entry.kind == "spec"}


def by_lines(*rules: BaseRule[Any]) -> RuleSet:
    """The set of ``rules`` as a run has it: their lines say which of them look at a spec."""
    made = {rule.code: rule for rule in rules}
    entries = (
        ENTRIES[code] if rule.options == type(rule)().options else ENTRIES[code].with_options()
        for code, rule in made.items()
    )
    return RuleSet(entries, lambda entry: made[entry.code])


@cache
def _all() -> tuple[BaseRule[Any], ...]:
    return tuple(entry.load()() for entry in ENTRIES.values())


@cache
def _sets() -> tuple[RuleSet, RuleSet]:
    return RuleSet.of(*_all()), by_lines(*_all())


def assert_same(document: Document) -> None:
    """All rules and the chosen ones say the same of ``document``."""
    (every, _), (chosen, _) = (engine.check_document(document, rules, SETTINGS) for rules in _sets())
    assert (chosen.findings, chosen.unfounded) == (every.findings, every.unfounded)


def _document(data: Any) -> Document:
    (document,) = read(Source("a.json", json.dumps(data, default=str))).documents
    return document


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry.code)
def test_the_examples_of_a_rule_hold_where_its_line_decides(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RuleSet, "of", by_lines)
    check_rule(entry.load())


@pytest.mark.slow
def test_all_rules_find_in_all_examples_what_the_chosen_ones_find() -> None:
    for entry in ENTRIES.values():
        for example in entry.load().examples:
            for document in read(Source("a.yaml", example.text)).documents:
                assert_same(document)


@pytest.mark.slow
@pytest.mark.parametrize("base", [ADVANCED, read(Source("default.yaml", DEFAULT)).documents[0].data], ids=["a", "d"])
def test_all_rules_find_in_a_broken_request_what_the_chosen_ones_find(base: Any) -> None:
    whole = (fault.within(base) for fault in faults(base))
    for broken in (data for data in whole if isinstance(data, dict)):
        assert_same(_document(broken))


@pytest.mark.slow
@given(requests())
@examples(100)
def test_all_rules_find_in_any_request_what_the_chosen_ones_find(request: dict[str, Any]) -> None:
    assert_same(_document(request))


@cache
def _examples() -> tuple[Any, ...]:
    texts = (example.text for entry in ENTRIES.values() for example in entry.load().examples)
    return tuple(document.data for text in texts for document in read(Source("a.yaml", text)).documents)


def _merged(one: Any, other: Any) -> Any:
    """A request with the faults of both, except those at the same place."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one | {name: _merged(one[name], value) if name in one else value for name, value in other.items()}
    return one + other if isinstance(one, list) and isinstance(other, list) else other


@pytest.mark.slow
@given(st.data())
@examples(200)
def test_all_rules_find_in_examples_put_together_what_the_chosen_ones_find(data: st.DataObject) -> None:
    together: Any = reduce(_merged, data.draw(st.lists(st.sampled_from(_examples()), min_size=1, max_size=6)), {})
    routes = [route for route, _ in walk(together, ()) if route]
    less = data.draw(st.sampled_from(routes)) if routes else None
    assert_same(_document(together if less is None else replaced(together, less, None)))


def test_rules_about_members_that_a_spec_lacks_are_not_even_loaded() -> None:
    made: list[str] = []

    def make(entry: Entry) -> BaseRule[Any]:
        made.append(entry.name)
        return entry.load()()

    RuleSet(ENTRIES.values(), make).about({"JobName", "JobType", "InputConfig", "Phases"})
    assert "first-phase-users-above-three" in made
    assert not {"stairs-outlast-job", "wrong-type", "unbounded-role"} & set(made)


def test_rules_about_missing_members_and_another_type_of_job_are_not_loaded() -> None:
    def made(given: set[str]) -> set[str]:
        found: list[str] = []

        def make(entry: Entry) -> BaseRule[Any]:
            found.append(entry.name)
            return entry.load()()

        RuleSet(ENTRIES.values(), make).about(given)
        return set(found) & {"advanced-without-traffic", "bounds-on-default"}

    assert made({"JobType", "Default", "StoppingConditions"}) == {"bounds-on-default"}
    assert made({"JobType", "Advanced", "TrafficPattern"}) == set()
    assert made({"JobType", "Advanced"}) == {"advanced-without-traffic"}
    assert made({"JobType", "Advanced", "TrafficPattern", "violations"}) == {"advanced-without-traffic"}


@pytest.mark.parametrize(
    "tail",
    [
        "if Stair",
        "if",
        "if Stairs, Phases",
        "if no Stair",
        "if no DurationInSeconds",
        "if Stairs and",
        "fault:syntax if Stairs",
    ],
)
def test_a_line_that_needs_what_no_request_has_is_refused(tail: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        of_line("acme", f"AC101 recommended traffic.steep {tail}")


def test_a_line_that_its_class_contradicts_is_refused_with_the_right_one() -> None:
    entry = of_line("recolint_rules", "RL212 strict traffic.incomplete_stairs")
    right = re.escape(f"expected the line '{line_of(ENTRIES['RL212'].load())}'")
    with pytest.raises(ValueError, match=right):
        entry.load()


def test_a_rule_that_is_given_as_a_class_looks_at_each_spec() -> None:
    rule = ENTRIES["RL212"].load()
    assert issubclass(rule, Rule)
    chosen = RuleSet.of(rule()).about(set())
    assert [one.code for one in (*chosen.refusing, *chosen.judging)] == ["RL212"]


def test_a_rule_that_waits_for_options_is_not_loaded_before_a_config_sets_them(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT)
    module = "recolint_rules.naming.name_breaks_policy"
    code = (
        "import sys; from recolint.cli.main import main; from recolint.cli.streams import Streams\n"
        f"print(main(['check', 'a.yaml'], Streams.of_process()), {module!r} in sys.modules)"
    )

    def seen() -> str:
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()[-1]

    assert seen() == "0 False"
    (tmp_path / "recolint.toml").write_text("[rules.name-breaks-policy]\npattern = 'team-.*'\n")
    assert seen() == "1 True"
