"""The page of results, in a real browser: what a reader sees, does, prints; and what a hostile answer cannot do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selenium.webdriver.common.keys import Keys

from browser import Browser, browser
from command_line import recolint
from recolint.report.results.html import render
from recolint.report.results.model import ResultsReport
from recolint.results.job import job_results
from test_html import CONTRAST

PAYLOAD = "<script>pwned=1</script><img src=x onerror=pwned=1>\x1b[31m\u202egnp"


def row(instance: str, million: float, latency: float, *, environment: str = "") -> dict[str, Any]:
    """A row of an answer that costs ``million`` dollars for a million inferences."""
    metrics = {"CostPerHour": 0.2, "CostPerInference": million / 1e6, "MaxInvocations": 9, "ModelLatency": latency}
    parameters = [{"Key": "OMP_NUM_THREADS", "ValueType": "string", "Value": environment}] if environment else []
    return {
        "Metrics": metrics,
        "EndpointConfiguration": {"InstanceType": instance, "InitialInstanceCount": 1},
        "ModelConfiguration": {"EnvironmentParameters": parameters},
    }


def answer(name: str, *rows: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"JobName": name, "Status": "COMPLETED", "InferenceRecommendations": [*rows], **members}


CHURN = answer(
    "churn", row("ml.g5.xlarge", 40, 8), row("ml.m5.large", 4, 120), row("ml.c5.large", 3, 60),
    row("ml.c5.large", 5, 30, environment="2"), CreationTime=1664922919.2,
)  # fmt: skip
RANKER = answer("ranker", row("ml.c6i.large", 2, 300))
FAILED = {"JobName": "broken", "Status": "FAILED", "FailureReason": "ResourceLimitExceeded when calling CreateEndpoint"}
HOSTILE = answer(PAYLOAD, row(PAYLOAD, 1, 1, environment=PAYLOAD), row(PAYLOAD, 1, 1), JobDescription=PAYLOAD)
BROKEN = {"JobName": "y" * 64, "Status": "FAILED", "FailureReason": PAYLOAD}


def page(folder: Path, *answers: dict[str, Any], command: str = "results", sort: str = "cost-per-inference") -> str:
    """The address of the page on ``answers``."""
    for number, one in enumerate(answers):
        (folder / f"{number}.json").write_text(json.dumps(one))
    outcome = recolint("jobs", command, "--from", ".", "--sort", sort, "--report", "html=page.html", cwd=folder)
    assert (outcome.code in (0, 6), outcome.err) == (True, "")
    return (folder / "page.html").as_uri()


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page(tmp_path_factory.mktemp("ordinary"), CHURN, RANKER, FAILED)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> str:
    near = [row("ml.c5.large", 5 + number / 5, 100 - number) for number in range(4)]
    return page(
        tmp_path_factory.mktemp("crowded"), answer("near", *near, row("ml.g5.xlarge", 12, 12), row("x", 6, 130))
    )


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> str:
    later = answer(
        "later", row("ml.c5.large", 2.7, 66), row("ml.m5.large", 4.4, 110), row("ml.c7i.large", 9, 60), Status="STOPPED"
    )
    return page(tmp_path_factory.mktemp("compared"), CHURN, later, command="compare")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page(tmp_path_factory.mktemp("hostile"), HOSTILE, BROKEN)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def chromium(window: Browser) -> Browser:
    """A browser as it is before somebody chooses anything."""
    window.look()
    return window


def cells(chromium: Browser, section: str, *numbers: int) -> list[list[str]]:
    """The cells of each row of the table in ``section`` that have these ``numbers``."""
    found = [[cell.text for cell in line.find_elements("css selector", "td")]
             for line in chromium.all(f"#{section} tbody tr")]  # fmt: skip
    return [[line[number] for number in numbers] for line in found]


def test_rows_are_in_order_and_the_best_trade_offs_are_marked(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    assert cells(chromium, "job-0", 0, 1, 2) == [
        ["1 ✓", "ml.c5.large", "3.00"],
        ["2", "ml.m5.large", "4.00"],
        ["3 ✓", "ml.c5.large\nOMP_NUM_THREADS=2", "5.00"],
        ["4 ✓", "ml.g5.xlarge", "40.00"],
    ]
    assert [tile.text.split("\n") for tile in chromium.all(".tiles li")] == [
        ["3", "jobs"], ["5", "results"], ["4", "best trade-offs"], ["1", "failed or stopped"],
    ]  # fmt: skip
    assert "2022-10-04 22:35:19 +0000" in str(chromium.one("#job-0 dl").get_attribute("textContent"))


def test_the_picture_shows_cost_against_latency(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    places = {}
    for link in chromium.all("#job-0 svg.roomy a"):
        circle, text = link.find_element("css selector", "circle"), link.find_element("css selector", "text")
        kind = link.get_attribute("class")
        places[text.text.split(" ")[0]] = kind, circle.rect["x"], circle.rect["y"]
    assert {number: kind for number, (kind, *_) in places.items()} == {
        "1": "best", "2": "other", "3": "best", "4": "best",
    }  # fmt: skip
    assert sorted(places, key=lambda number: places[number][1]) == ["1", "2", "3", "4"]  # more expensive to the right
    assert sorted(places, key=lambda number: -places[number][2]) == ["4", "3", "1", "2"]  # slower upwards
    title = chromium.one("#job-0 svg a title").get_attribute("textContent")
    assert title == (
        "1: best trade-off, churn, ml.c5.large: 9 requests a minute at 60 ms for $3.00 per million; $0.20 an hour"
    )


def test_the_answer_comes_first(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    said = "ml.c6i.large: 9 requests a minute at 300 ms for $2.00 per million"
    assert chromium.one("header .answer").text == said
    assert chromium.one("header .summary").text == (
        "The lowest cost per inference of 5 results, from ranker."
        " ml.g5.xlarge has the lowest latency: 8 ms (-97%) for $40.00 (20 times) per million."
    )
    tops = [chromium.one(f"{selector}").rect["y"] for selector in (".answer", ".summary", ".tiles", "#all svg")]
    assert tops == sorted(tops)


@pytest.mark.parametrize(
    ("sort", "said", "why"),
    [
        ("cost-per-hour", "ml.g5.xlarge: 9 requests a minute at 8 ms for $0.10 an hour", "lowest cost per hour"),
        ("latency", "ml.g5.xlarge: 9 requests a minute at 8 ms for $40.00 per million", "lowest latency"),
        ("cpu", None, None),
        ("instance", None, None),
    ],
)
def test_the_answer_is_by_what_rows_are_sorted_by(
    chromium: Browser, tmp_path: Path, sort: str, said: str | None, why: str | None
) -> None:
    cheap = row("ml.g5.xlarge", 40, 8)
    cheap["Metrics"]["CostPerHour"] = 0.1
    chromium.open(page(tmp_path, answer("churn", cheap, row("ml.m5.large", 4, 120)), sort=sort))
    assert [one.text for one in chromium.all(".answer")] == ([said] if said else [])
    assert [one.text.partition(".")[0] for one in chromium.all("header .summary")] == (
        [f"The {why} of 2 results"] if why else []
    )


def test_the_best_trade_offs_are_said_in_words_too(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    assert [item.text for item in chromium.all("#job-0 .chart li")] == [
        "ml.c5.large: 60 ms for $3.00",
        "ml.c5.large, OMP_NUM_THREADS=2: 30 ms (-50%) for $5.00 (+67%)",
        "ml.g5.xlarge: 8 ms (-87%) for $40.00 (13 times)",
    ]
    assert chromium.all("#job-1 .chart li") == [], "one result is no choice"


BOXES = """
return [...document.querySelectorAll(arguments[0])].map((one) => one.getBoundingClientRect()).map(
  (box) => [box.left, box.top, box.right, box.bottom]);
"""
CORNERS = """
const line = document.querySelector(`${arguments[0]} .front`), matrix = line.getScreenCTM();
return [...line.points].map((point) => point.matrixTransform(matrix)).map((point) => [point.x, point.y]);
"""


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> str:
    rows = [row(f"ml.c{number % 7}.xlarge", 5 + number % 9 / 3, 100 - number % 11 * 2) for number in range(60)]
    return page(tmp_path_factory.mktemp("dense"), answer("dense", *rows))


@pytest.mark.parametrize(("width", "svg"), [(1400, "#job-0 svg.roomy"), (390, "#job-0 svg.narrow")])
@pytest.mark.parametrize(("name", "fewest"), [("crowded", 6), ("ordinary", 4), ("dense", 10)])
def test_names_in_the_picture_cover_nothing(
    chromium: Browser, request: pytest.FixtureRequest, name: str, fewest: int, width: int, svg: str
) -> None:
    chromium.look(width=width, phone=width < 500)
    chromium.open(request.getfixturevalue(name))
    names = chromium.js(BOXES, f"{svg} a text")
    assert len(names) >= fewest
    assert "1 ml.c" in chromium.one(svg).text
    corners = chromium.js(CORNERS, svg)
    lines = [[min(a, c), min(b, d), max(a, c), max(b, d)] for (a, b), (c, d) in pairwise(corners)]
    others = lines + chromium.js(BOXES, f"{svg} circle")
    for number, box in enumerate(names):
        for other in [*others, *names[:number]]:
            apart = box[0] >= other[2] or other[0] >= box[2] or box[1] + 2 >= other[3] or other[1] + 2 >= box[3]
            assert apart, (box, other)


def test_no_point_is_at_an_edge_and_none_far_from_it(chromium: Browser, tmp_path: Path) -> None:
    near = [row(f"ml.c5.{number}xlarge", 9 + number / 10, 98 + number / 2) for number in range(1, 5)]
    chromium.open(page(tmp_path, answer("near", *near)))
    grid, circles = (chromium.js(BOXES, f"#job-0 svg.roomy {part}") for part in (".grid", "circle"))
    left, top, right, bottom = (pick(box[side] for box in grid) for side, pick in enumerate((min, min, max, max)))
    for box in circles:
        assert left < box[0]
        assert box[2] < right
        assert top < box[1]
        assert box[3] < bottom
    spread = [max(box[side] for box in circles) - min(box[side] for box in circles) for side in (0, 1)]
    assert spread[0] > (right - left) / 3
    assert spread[1] > (bottom - top) / 3


@pytest.mark.parametrize("highest", [99, 118, 1195])
def test_above_the_highest_point_is_room_for_a_name(chromium: Browser, tmp_path: Path, highest: int) -> None:
    chromium.open(page(tmp_path, answer("high", row("ml.c5.large", 3, 90), row("ml.m5.large", 4, highest))))
    grid, circles = (chromium.js(BOXES, f"#job-0 svg.roomy {part}") for part in (".grid", "circle"))
    top, bottom = min(box[1] for box in grid), max(box[3] for box in grid)
    assert min(box[1] for box in circles) > top + (bottom - top) * 0.03


def test_a_long_name_of_a_variable_breaks_only_if_it_is_wider_than_a_line(chromium: Browser, tmp_path: Path) -> None:
    rows = [row("ml.c5.large", 3, 60, environment="2"), row("ml.m5.large", 4, 50, environment="4")]
    for one in rows:
        one["ModelConfiguration"]["EnvironmentParameters"].append(
            {"Key": "TS_DEFAULT_WORKERS_PER_MODEL", "ValueType": "string", "Value": "2"}
        )
    address = page(tmp_path, answer("long", *rows))
    for width in (390, 1100, 1400):
        chromium.look(width=width, phone=width < 500)
        chromium.open(address)
        for part in (".answer", ".chart li"):
            word, whole = chromium.one(f"{part} .word").rect, chromium.one(part).rect
            assert word["height"] < 35 or word["width"] > whole["width"] * 0.5, (width, part)
            assert word["x"] + word["width"] <= whole["x"] + whole["width"] + 1, (width, part)


def test_changes_from_the_first_job_are_marked(chromium: Browser, tmp_path: Path) -> None:
    later = answer("later", row("ml.c5.large", 2.7, 66), row("ml.m5.large", 4, 120), row("ml.c7i.large", 9, 60))
    chromium.open(page(tmp_path, CHURN, later, command="compare"))
    found = {(one[0], one[1]): one[2] for one in cells(chromium, "all", 1, 2, 4)}
    assert found["ml.c5.large\nlater", "2.70\n-10.0%"] == "66\n+10.0%"
    assert found["ml.m5.large\nlater", "4.00\n="] == "120\n="
    assert found["ml.c7i.large new\nlater", "9.00"] == "60"
    assert found["ml.c5.large\nchurn", "3.00"] == "60"
    kinds = [one.get_attribute("class") for one in chromium.all("#all tbody tr:first-child .change")]
    assert kinds == ["change better", "change", "change worse"]
    assert [item.text for item in chromium.all("#all h3 + ul")[0].find_elements("css selector", "li")] == [
        "$/million: 1 better, 1 unchanged", "invocations/min: 2 unchanged", "latency ms: 1 worse, 1 unchanged",
        "1 new configuration",
        "only in churn: ml.c5.large, OMP_NUM_THREADS=2", "only in churn: ml.g5.xlarge",
    ]  # fmt: skip
    chromium.look(width=390, phone=True)
    for heading in chromium.all("#all th")[1:5]:
        assert heading.rect["x"] + heading.rect["width"] <= 390, heading.text


def test_on_a_phone_the_columns_that_matter_are_in_sight(chromium: Browser, ordinary: str) -> None:
    chromium.look(width=390, phone=True)
    chromium.open(ordinary)
    for heading in chromium.all("#job-0 th")[1:5]:
        assert heading.rect["x"] + heading.rect["width"] <= 390, heading.text
    assert chromium.one("#job-0 td.text b").rect["height"] < 30, "an instance type is on one line"


def test_jobs_stand_together_too_and_a_failure_is_explained(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    assert cells(chromium, "all", 0, 1)[0] == ["1 ✓", "ml.c6i.large\nranker"]
    assert len(chromium.all("#all svg.roomy a")) == 5
    failed = chromium.one("#job-2").text
    for said in ("FAILED", "ResourceLimitExceeded", "Service Quotas", "broken/execution"):
        assert said in failed
    assert chromium.all("#job-2 svg, #job-2 table") == []


def test_one_job_stands_alone_and_one_without_results_says_so(chromium: Browser, tmp_path: Path) -> None:
    chromium.open(page(tmp_path, answer("waiting", Status="PENDING")))
    assert "No results." in chromium.one("#job-0").text
    assert chromium.all("#all, nav, svg") == []


def test_what_is_compared_says_how_requests_differ(chromium: Browser, tmp_path: Path) -> None:
    chromium.open(page(tmp_path, CHURN, {**RANKER, "JobDescription": "second"}, command="compare"))
    assert '/JobDescription: nothing against "second"' in chromium.one("#all").text


def test_the_keyboard_leads_from_a_point_to_its_row(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    names = []
    for _ in range(7):
        chromium.driver.switch_to.active_element.send_keys(Keys.TAB)
        style = "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]"
        assert chromium.js(style) == ["solid", "3px"]
        names.append(chromium.js("return document.activeElement.getAttribute('href')"))
    assert names == ["#main", "#all", "#job-0", "#job-1", "#job-2", "#all-row-1", "#all-row-2"]
    chromium.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert chromium.js("return document.querySelector(':target').id") == "all-row-2"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ordinary", "compared", "dense", "hostile"])
def test_all_text_stands_out_from_what_is_behind_it(
    chromium: Browser, name: str, scheme: str, request: pytest.FixtureRequest
) -> None:
    chromium.look(scheme=scheme)
    chromium.open(request.getfixturevalue(name))
    texts = chromium.js(CONTRAST)
    assert len(texts) > 40
    assert [text for text in texts if text[0] < 4.5] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ordinary", "compared", "dense", "hostile"])
@pytest.mark.parametrize("width", [320, 390, 768, 1400])
def test_no_screen_is_too_narrow(chromium: Browser, name: str, width: int, request: pytest.FixtureRequest) -> None:
    chromium.look(width=width, phone=width < 500)
    chromium.open(request.getfixturevalue(name))
    assert chromium.js("return document.documentElement.scrollWidth") <= width


def test_what_is_touched_on_a_phone_is_large_enough(chromium: Browser, ordinary: str) -> None:
    chromium.look(width=390, phone=True)
    chromium.open(ordinary)
    for control in chromium.all("nav a"):
        assert control.rect["height"] >= 40, control.text


def test_all_of_it_can_be_printed(chromium: Browser, ordinary: str) -> None:
    chromium.look(scheme="dark")
    chromium.open(ordinary)
    paper = chromium.printed()
    for text in ("churn", "ml.g5.xlarge", "OMP_NUM_THREADS=2", "ServiceQuotas", "dollarspermillioninferences"):
        assert text in paper, text
    for heading in ("$/million", "latencyms"):
        assert heading in paper, heading


def test_hostile_text_does_nothing_and_nobody_is_asked(chromium: Browser, hostile: str) -> None:
    chromium.complaints()
    chromium.open("about:blank")
    chromium.requested()
    chromium.open(hostile)
    assert [url for url in chromium.requested() if not url.startswith("data:")] == [hostile]
    assert chromium.js("return typeof pwned") == "undefined"
    assert chromium.all("script, img, [onerror]") == []
    text = chromium.one("body").text
    assert text.count("<script>pwned=1</script><img src=x onerror=pwned=1>\\x1b[31m\\u202egnp") >= 5
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", Path(hostile.removeprefix("file://")).read_text("utf-8"))
    assert chromium.complaints() == []


NUMBERS = st.one_of(st.floats(allow_nan=True), st.sampled_from([0, 1e-15, 1e12, 1e-300, 1e308, "NaN", 10**400]))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=6))
def test_any_numbers_make_a_page(numbers: list[tuple[Any, Any, Any]]) -> None:
    metrics = [{"CostPerHour": a, "CostPerInference": b, "ModelLatency": c} for a, b, c in numbers]
    text = render(ResultsReport((job_results(answer("any", *({"Metrics": one} for one in metrics))),)))
    for x, y in re.findall(r'<circle cx="([^"]+)" cy="([^"]+)"', text):
        assert 0 < float(x) < 720
        assert 0 < float(y) < 400


def test_the_same_answers_give_the_same_page(tmp_path: Path) -> None:
    page(tmp_path, CHURN, FAILED)
    first = (tmp_path / "page.html").read_text("utf-8")
    page(tmp_path, CHURN, FAILED)
    assert (tmp_path / "page.html").read_text("utf-8") == first


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("pdf=page.pdf", "unknown format 'pdf'"),
        ("html", "missing file; expected --report html=FILE"),
        ("html=nowhere/page.html", "--report html=nowhere/page.html: cannot be written: No such file"),
    ],
)
def test_a_page_that_cannot_be_written_is_wrong_use(tmp_path: Path, value: str, message: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(CHURN))
    outcome = recolint("jobs", "results", "--from", "a.json", "--report", value, cwd=tmp_path)
    assert outcome.code == 2
    assert message in outcome.err
