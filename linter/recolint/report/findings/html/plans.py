"""The plans of the specs: the figures of each job, its traffic as a curve, its tests as a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recolint.check.plans import PlannedSpec
from recolint.check.run import Run
from recolint.plan.load_test import Tests
from recolint.plan.matrix import Row
from recolint.plan.planning import Plan
from recolint.plan.prices import Prices
from recolint.plan.summary import facts
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, items, join, terms, words
from recolint.report.plan.svg import NARROW, WIDTH, curve_svg

OPEN = 3
"""Plans are open at first if there are at most this many."""

SHOWN = 100
"""How many rows of a matrix are shown. The API allows a job ten; an invalid spec may have any number."""

_PICTURES = ((WIDTH, "roomy"), (NARROW, "narrow"))
"""The style sheet shows the picture that fits the screen."""


def plans(run: Run) -> Markup:
    """A section with the plan of each spec that can be read; nothing without such a spec."""
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
        yield _matrix(plan.load_test.tests, plan.prices)
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


def _matrix(tests: Tests, prices: Prices | None) -> Markup:
    """The endpoint configurations, each with the price of one instance where there are prices."""
    rows = [_row(str(number), row, prices) for number, row in enumerate(tests.rows[:SHOWN])]
    endpoints = tests.endpoints[: max(0, SHOWN - len(rows))]
    rows += [(NOTHING, _with("existing endpoint", name or "?"), NOTHING, NOTHING, words("1")) for name in endpoints]
    if not rows:
        return NOTHING
    columns = [0, 1, 2, 3, 4] if prices is not None else [0, 1, 2, 4]
    head = ("no.", "endpoint", "environment", f"{prices.currency} an hour" if prices else "", "tests")
    table = element(
        "table",
        element("caption", words("Tests by endpoint configuration")),
        element("thead", element("tr", *(element("th", words(head[column]), scope="col") for column in columns))),
        element("tbody", *(element("tr", *(element("td", row[column]) for column in columns)) for row in rows)),
        class_="tests",
    )
    left = len(tests.rows) + len(tests.endpoints) - len(rows)
    more = element("p", words(f"and {left:,} more")) if left else NOTHING
    return join([table, more])


def _row(number: str, row: Row, prices: Prices | None) -> tuple[Markup, Markup, Markup, Markup, Markup]:
    environment = code(row.environment) if row.environment else NOTHING
    price = prices.hourly.get(row.instance_type or "") if prices is not None else None
    tests = "unknown" if row.tests is None else f"{row.tests:,}"
    cost = NOTHING if price is None else words(f"{price:f}")
    return words(number), code(row.endpoint), environment, cost, words(tests)
