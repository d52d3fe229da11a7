"""What differs between the plans of two specs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from recolint.plan.planning import Plan
from recolint.plan.summary import LABELS, facts, phases
from recolint.plan.wording import plural


@dataclass(frozen=True, slots=True)
class Difference:
    """A term in which two plans differ, and what each has of it (``None``: nothing). All three may hold spec text."""

    term: str
    old: str | None
    new: str | None


def differences(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """What differs from ``old`` to ``new``, in order of the plan; none when both come to the same."""
    return (*_of_terms(_terms(old), _terms(new)), *_of_lists(_listed(old), _listed(new)))


def _of_terms(old: dict[str, str], new: dict[str, str]) -> Iterator[Difference]:
    for term in dict.fromkeys([*LABELS, *new, *old]):
        if old.get(term) != new.get(term):
            yield Difference(term, old.get(term), new.get(term))


def _terms(plan: Plan) -> dict[str, str]:
    terms = {"name": plan.name} if plan.name is not None else {}
    terms |= {fact.label: f"{fact.text} {fact.spelled}".rstrip() for fact in facts(plan)}
    readings = plan.load_test.readings if plan.load_test else ()
    if readings:
        curve = readings[0].curve
        shape = "phase" if curve.steps is None else "stairs"
        terms |= {f"{shape} {number}": text for number, text in enumerate(phases(curve), 1)}
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
