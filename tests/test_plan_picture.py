"""The picture of a plan, in a real browser: alone in a window, and in the page of a check."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from browser import Browser, browser
from command_line import recolint
from plans import default_job, load_test, on, phase, stairs
from specs import as_json

PHASES = [phase(1, 1, 300), phase(6, 2, 300), phase(16, 0, 300), phase(16, 3, 600)]
OLD = load_test(on("ml.m5.xlarge"), phases=PHASES, duration=7200)
NEW = load_test(on("ml.m5.xlarge"), phases=[*PHASES[:2], phase(15, 0, 420)], duration=900)
STAIRS = load_test(stairs=stairs(600, 5, 2), duration=1800)
MANY = load_test(phases=[phase(1, 1, 120)] * 100, duration=7200)

BOXES = """
const boxes = [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility() && one.textContent);
return boxes.map((one) => { const box = one.getBoundingClientRect();
  return [one.textContent, box.left, box.top, box.right, box.bottom]; });
"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def drawn(folder: Path, new: Any, *more: Any, old: Any = None) -> str:
    """The address of the picture of ``new`` and ``more``, or of ``new`` compared with ``old``."""
    for number, spec in enumerate((new, *more)):
        (folder / f"{number}.json").write_text(as_json(spec))
    against = []
    if old is not None:
        (folder / "old.json").write_text(as_json(old))
        against = ["--against", "old.json"]
    specs = [f"{number}.json" for number in range(1 + len(more))]
    outcome = recolint("plan", *specs, *against, "--output-format", "svg", "--output-file", "plan.svg", cwd=folder)
    assert outcome.code == 0
    return (folder / "plan.svg").as_uri()


def assert_apart(texts: list[tuple[str, float, float, float, float]], width: float) -> None:
    for (one, *a), (other, *b) in combinations(texts, 2):
        apart = a[0] >= b[2] - 1 or b[0] >= a[2] - 1 or a[1] >= b[3] - 4 or b[1] >= a[3] - 4
        assert apart, (one, other)
    for text, left, _, right, _ in texts:
        assert left >= 0, text
        assert right <= width + 1, text


@pytest.mark.slow
@pytest.mark.parametrize("old", [None, OLD], ids=["alone", "against"])
@pytest.mark.parametrize(
    "new", [NEW, OLD, STAIRS, MANY, default_job()], ids=["cut", "long", "stairs", "many", "Default"]
)
def test_no_text_of_a_picture_covers_another_one(chromium: Browser, tmp_path: Path, new: Any, old: Any) -> None:
    chromium.look()
    chromium.open(drawn(tmp_path, new, old=old))
    texts = chromium.js(BOXES, "text")
    assert len(texts) > 5
    assert_apart(texts, 720)


INKS = """
const color = (one, name) => getComputedStyle(one)[name].match(/[\\d.]+/g).slice(0, 3).map(Number);
const paper = color(document.querySelector(".paper"), "fill");
return [paper, [...document.querySelectorAll("text")].map((one) => color(one, "fill")),
  [...document.querySelectorAll("polyline")].map((one) => color(one, "stroke"))];
"""


def contrast(one: list[float], other: list[float]) -> float:
    """The contrast of two colours by WCAG."""

    def light(color: list[float]) -> float:
        parts = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in color]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_follows_the_scheme_of_its_reader(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    chromium.look(scheme=scheme)
    chromium.open(drawn(tmp_path, NEW, STAIRS))
    paper, inks, lines = chromium.js(INKS)
    assert (sum(paper) < 384) == (scheme == "dark")
    assert min(contrast(ink, paper) for ink in inks) >= 4.5
    assert min(contrast(line, paper) for line in lines) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 768, 1400])
def test_a_page_has_a_picture_that_fits_its_window(chromium: Browser, tmp_path: Path, width: int) -> None:
    for number, spec in enumerate((OLD, STAIRS, MANY)):
        (tmp_path / f"{number}.json").write_text(as_json(spec))
    recolint("check", "--isolated", "--report", "html=page.html", cwd=tmp_path)
    chromium.look(width=width, phone=width < 500)
    chromium.open((tmp_path / "page.html").as_uri())
    chromium.js("for (const one of document.querySelectorAll('details')) one.open = true;")
    pictures = [one for one in chromium.all(".curve svg") if one.is_displayed()]
    assert len(pictures) == 3
    for number in range(3):
        assert_apart(chromium.js(BOXES, f"details.plan:nth-of-type({number + 1}) .curve text"), width)
    assert chromium.js("return document.documentElement.scrollWidth") <= width
