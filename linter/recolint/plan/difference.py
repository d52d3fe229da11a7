"""The differences between the plans of two specs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from recolint.base.text import plural
from recolint.plan.amounts import change
from recolint.plan.planning import Plan
from recolint.plan.summary import LABELS, Fact, facts, phases


@dataclass(frozen=True, slots=True)
class Difference:
    """A term in which two plans differ, and its value in each (``None``: no value). All three may hold spec text.

    ``change`` is the difference of the numbers in them, such as ``+10, +5 min``; empty if no number differs.
    """

    term: str
    old: str | None
    new: str | None
    change: str = ""


def differences(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """The differences from ``old`` to ``new``, in order of the plan; none if both are equal."""
    return (*_of_terms(_terms(old), _terms(new)), *_of_lists(_listed(old), _listed(new)))


def _of_terms(old: dict[str, Fact], new: dict[str, Fact]) -> Iterator[Difference]:
    for term in dict.fromkeys([*LABELS, *new, *old]):
        before, after = old.get(term), new.get(term)
        texts = _text(before), _text(after)
        if texts[0] != texts[1]:
            yield Difference(term, *texts, _change(before, after))


def _text(fact: Fact | None) -> str | None:
    return None if fact is None else f"{fact.text} {fact.spelled}".rstrip()


def _change(old: Fact | None, new: Fact | None) -> str:
    if old is None or new is None:
        return ""
    both = (name for name in new.amounts if name in old.amounts)
    return ", ".join(filter(None, (change(old.amounts[name], new.amounts[name]) for name in both)))


def _terms(plan: Plan) -> dict[str, Fact]:
    terms = {"name": Fact("name", plan.name)} if plan.name is not None else {}
    terms |= {fact.label: fact for fact in facts(plan)}
    for reading in plan.load_test.readings[:1] if plan.load_test else ():
        terms |= {fact.label: fact for fact in phases(reading.curve)}
    return terms


def _of_lists(old: Counter[str], new: Counter[str]) -> Iterator[Difference]:
    for text in (new - old).elements():
        yield Difference("configuration", None, text)
    for text in (old - new).elements():
        yield Difference("configuration", text, None)


def _listed(plan: Plan) -> Counter[str]:
    """The endpoint configurations in words: their order makes no difference."""
    if plan.load_test is None:
        return Counter()
    tests = plan.load_test.tests
    rows = [", ".join(filter(None, (row.endpoint, row.environment, _count(row.tests)))) for row in tests.rows]
    return Counter([*rows, *(f"existing endpoint {name or '?'}" for name in tests.endpoints)])


def _count(tests: int | None) -> str:
    return "tests unknown" if tests is None else plural(tests, "test")
