"""What the job of each spec would do: its figures, its traffic as a curve, its tests as a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recolint.check.plans import PlannedSpec
from recolint.check.run import Run
from recolint.plan.load_test import Tests
from recolint.plan.matrix import Row
from recolint.plan.planning import Plan
from recolint.plan.summary import facts
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, items, join, terms, words
from recolint.report.plan.svg import NARROW, WIDTH, curve_svg

OPEN = 3
"""Up to so many plans are open at first."""

SHOWN = 100
"""How many rows of a matrix are shown; the contract lets a job have ten, a broken spec has any number."""

_PICTURES = ((WIDTH, "roomy"), (NARROW, "narrow"))
"""The style sheet shows the one that fits."""


def plans(run: Run) -> Markup:
    """A section with the plan of each spec that can be read; nothing where there is none."""
    planned = [(number, one) for number, file in enumerate(run.files) for one in file.also]
    if not planned:
        return NOTHING
    title = element("h2", words("Plans"), id="plans-title")
    note = element("p", words("What each job would do. recolint sends no request to AWS for a plan."), class_="intro")
    each = (_plan(number, one, opened=len(planned) <= OPEN) for number, one in planned)
    return element("section", title, note, *each, id="plans", aria_labelledby="plans-title")


def _plan(file: int, planned: PlannedSpec, *, opened: bool) -> Markup:
    spec, plan = planned.spec, planned.plan
    name = code(plan.name) if plan.name is not None else words("a job without a name")
    number = words(f"document {spec.index}") if spec.index else NOTHING
    summary = element(
        "summary",
        element("strong", name),
        Markup(" "),
        element("span", code(spec.path), Markup(" "), number),
        element("span", words(_headline(plan)), class_="headline"),
    )
    body = element("div", join(_body(plan)), class_="page")
    return element("details", summary, body, class_="plan printed", open=opened, data_file=str(file))


def _headline(plan: Plan) -> str:
    texts = {fact.label: fact.text for fact in facts(plan)}
    tests = f"; tests: {texts['tests']}" if "tests" in texts else ""
    most = f"; at most {texts['at most']}" if "at most" in texts else ""
    return f"{texts['kind']}{tests}{most}"


def _body(plan: Plan) -> Iterator[Markup]:
    if plan.load_test is not None and plan.load_test.readings:
        pictures = [element("div", Markup(curve_svg(plan, width)), class_=kind) for width, kind in _PICTURES]
        yield element("div", *pictures, class_="curve")
    yield terms(((words(fact.label), _with(fact.text, fact.spelled)) for fact in facts(plan)), class_="facts")
    if plan.load_test is not None:
        yield _matrix(plan.load_test.tests)
    yield from _list("How this was calculated", map(words, plan.working))
    yield from _list("Unknown", (_with(f"{one.what}: {one.why}", one.spelled) for one in plan.unknown))
    yield from _list("Not certain", map(words, plan.caveats))


def _with(text: str, spelled: str) -> Markup:
    return join([words(text), Markup(" "), code(spelled)]) if spelled else words(text)


def _list(heading: str, parts: Iterable[Markup]) -> Iterator[Markup]:
    shown = list(parts)
    if shown:
        yield element("h3", words(heading))
        yield items(shown)


def _matrix(tests: Tests) -> Markup:
    rows = [_row(str(number), row) for number, row in enumerate(tests.rows)]
    rows += [(NOTHING, _with("existing endpoint", name or "?"), NOTHING, words("1")) for name in tests.endpoints]
    if not rows:
        return NOTHING
    head = ("no.", "endpoint", "environment", "tests")
    table = element(
        "table",
        element("caption", words("Tests by endpoint configuration")),
        element("thead", element("tr", *(element("th", words(label), scope="col") for label in head))),
        element("tbody", *(_cells(row) for row in rows[:SHOWN])),
        class_="tests",
    )
    more = element("p", words(f"and {len(rows) - SHOWN:,} more")) if len(rows) > SHOWN else NOTHING
    return join([table, more])


def _row(number: str, row: Row) -> tuple[Markup, Markup, Markup, Markup]:
    environment = code(row.environment) if row.environment else NOTHING
    tests = "unknown" if row.tests is None else f"{row.tests:,}"
    return words(number), code(row.endpoint), environment, words(tests)


def _cells(row: Sequence[Markup]) -> Markup:
    return element("tr", *(element("td", cell) for cell in row))
