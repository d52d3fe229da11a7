"""The HTML report, in a real browser: what a reader sees, does, prints; and what a hostile spec cannot do."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from browser import Browser, browser
from command_line import process, recolint
from recolint.report.findings.html.page import LONG

LOAD_TEST = """\
JobName: ranker
JobType: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/ranker/3
  JobDurationInSeconds: 900
  TrafficPattern:
    TrafficType: PHASES
    Phases:
      - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 300}
      - {InitialNumberOfUsers: 6, SpawnRate: 4, DurationInSeconds: 700}
  ResourceLimit: {MaxNumberOfTests: 10, MaxParallelOfTests: 2}
  EndpointConfigurations:
    - InstanceType: ml.c5.xlarge
      EnvironmentParameterRanges:
        CategoricalParameterRanges:
          - Name: OMP_NUM_THREADS
            Value: ["1", "2", "4"]
    - InstanceType: c5.xlarge
"""

STAIRS = re.sub(
    r"TrafficType: PHASES(.|\n)*?  ResourceLimit",
    "TrafficType: STAIRS\n    Stairs: {DurationInSeconds: 600, NumberOfSteps: 5, UsersPerStep: 3}\n  ResourceLimit",
    LOAD_TEST,
)

DEFAULT = """\
JobName: churn
JobType: default
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
Tags: [{Key: "aws:team", Value: b}]  # recolint: ignore[RL322] until the keys move
"""

PAYLOAD = "<script>pwned=1</script><img src=x onerror=pwned=1>"

HOSTILE = f"""\
JobName: "{PAYLOAD}"
JobType: Advanced
RoleArn: "</pre></code><svg onload=pwned=1> \\" onfocus=pwned=1 autofocus \\x1b[31m"
InputConfig:
  JobDurationInSeconds: 900
  JobName\u202egnp.exe: x\u200b\u2066
  "&lt;b&gt;": {"y" * 3000}
  TrafficPattern:
    TrafficType: PHASES
    Phases: [{{InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 300}}]
  EndpointConfigurations:
    - InstanceType: "<script>pwned=1</script>"
      EnvironmentParameterRanges:
        CategoricalParameterRanges: [{{Name: "<b>{"N" * 500}", Value: ["</table><script>pwned=1</script>"]}}]
"""

FEW = ("--select", "RL108,RL202,RL204,RL322,RL504")
"""Each of these rules has a finding in these files. With a fixed list, a new rule does not change the counts."""

FILES = {"a/ranker.yaml": LOAD_TEST, "b/stairs.yaml": STAIRS, "churn.yaml": DEFAULT}


def report(folder: Path, files: dict[str, str], *options: str) -> Path:
    """The report on ``files``, written to ``folder``."""
    for name, text in files.items():
        path = folder / "specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    outcome = recolint("check", "--isolated", "--report", "html=../report.html", *options, cwd=folder / "specs")
    assert (outcome.code, outcome.err) == (1, "")
    return folder / "report.html"


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report on a few specs with faults."""
    return report(tmp_path_factory.mktemp("ordinary"), FILES, *FEW).as_uri()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report on a spec that would be something else."""
    names = (f"{PAYLOAD.replace('/', '')}.yaml", "\u202ecod\n.yaml", f"{'x' * 200}.yaml")
    files = dict.fromkeys(names, HOSTILE)
    return report(tmp_path_factory.mktemp("hostile"), files, "--preset", "strict").as_uri()


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def chromium(window: Browser) -> Browser:
    """A browser as it is before somebody chooses anything."""
    window.scripts(run=True)
    window.look()
    return window


def shown(chromium: Browser) -> list[tuple[str, str, str]]:
    """Severity, rule and file of the visible findings, with the suppressed ones if these are open."""
    paths = [path.text for path in chromium.all("#findings section.file > h3 code")]
    visible = [one for one in chromium.all("article.finding") if one.is_displayed()]
    attributes = ("data-severity", "data-rule", "data-file")
    found = [tuple(one.get_attribute(name) or "" for name in attributes) for one in visible]
    assert len({file for *_, file in found}) == len([path for path in paths if path])
    return [(severity, rule, file) for severity, rule, file in found]


@pytest.mark.slow
def test_the_findings_stand_on_the_page_with_their_source_rule_and_help(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    assert chromium.one("h1").text == "recolint report"
    assert [tile.text.split("\n")[:2] for tile in chromium.all(".tiles li")][:4] == [
        ["4", "errors"], ["1", "warning"], ["0", "infos"], ["1", "suppressed"],
    ]  # fmt: skip
    first = chromium.one("[data-rule=RL204]")
    message = "the phases last 1000 s in total, but JobDurationInSeconds is 900 s"
    assert first.find_element("css selector", "h4").text == f"error {message}"
    assert first.find_element("css selector", "figcaption").text == "a/ranker.yaml:6:25"
    assert first.find_element("css selector", "mark.main").text == "900"
    assert "the longest of 2 phases" in first.find_element("css selector", "pre").text
    assert "raise JobDurationInSeconds" in first.find_element("css selector", "dl").text


@pytest.mark.slow
def test_the_filter_works_by_mouse(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    everything = shown(chromium)
    chromium.one("input[value=error]").click()
    assert {severity for severity, *_ in shown(chromium)} == {"warning"}
    assert chromium.one("#shown").text == "1 of 6 findings are shown."
    chromium.one("form button").click()
    assert shown(chromium) == everything
    assert chromium.one("#shown").text == ""
    Select(chromium.one("#file")).select_by_visible_text("churn.yaml (2)")
    assert shown(chromium) == [("error", "RL108", "2")]
    assert [plan.is_displayed() for plan in chromium.all(".plan")] == [False, False, True]
    Select(chromium.one("#file")).select_by_index(0)
    Select(chromium.one("#rule")).select_by_value("RL504")
    assert {rule for _, rule, _ in shown(chromium)} == {"RL504"}
    assert [page.get_attribute("data-code") for page in chromium.all(".rule") if page.is_displayed()] == ["RL504"]


@pytest.mark.slow
def test_the_tiles_filter(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    everything = shown(chromium)
    errors, warnings, *_ = chromium.all(".tiles [role=button]")
    warnings.click()
    assert {severity for severity, *_ in shown(chromium)} == {"warning"}
    assert [one.get_attribute("aria-pressed") for one in (errors, warnings)] == ["false", "true"]
    assert [box.is_selected() for box in chromium.all("form input")] == [False, True]
    errors.send_keys(Keys.SPACE)
    assert {severity for severity, *_ in shown(chromium)} == {"error"}
    errors.send_keys(Keys.ENTER)
    assert shown(chromium) == everything
    chromium.one(".tiles [href='#suppressed']").click()
    assert chromium.js("return location.hash") == "#suppressed"


@pytest.fixture(scope="module")
def repeated(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report on twelve specs with the same fault; one of them has a second fault."""
    files = {f"{number:02}.yaml": LOAD_TEST.replace("c5.xlarge", "ml.c5.xlarge").replace("ml.ml", "ml")
             for number in range(12)}  # fmt: skip
    files["05.yaml"] = LOAD_TEST
    return report(tmp_path_factory.mktemp("repeated"), files, "--select", "RL204,RL504").as_uri()


@pytest.mark.slow
def test_the_overview_counts_findings_by_file_and_rule(chromium: Browser, repeated: str) -> None:
    chromium.open(repeated)
    assert [cell.text for cell in chromium.all("#overview thead th")] == ["file", "all", "RL204", "RL504"]
    rows = [
        [cell.text for cell in row.find_elements("css selector", "th, td")]
        for row in chromium.all("#overview tbody tr")
    ]
    assert rows[:2] == [["05.yaml", "2", "1", "1"], ["00.yaml", "1", "1", ""]]
    assert len(rows) == 12
    chromium.one("#overview a[href='#file-7']").click()
    assert chromium.one(":target").text == "07.yaml:6:25"
    assert chromium.one(":target").is_displayed()


def test_an_overview_of_one_file_or_one_rule_is_left_out(chromium: Browser, tmp_path: Path) -> None:
    chromium.open(report(tmp_path, {"a.yaml": LOAD_TEST}).as_uri())
    assert chromium.all("#overview, a[href='#overview']") == []


@pytest.mark.slow
def test_the_same_finding_of_several_files_is_shown_once(chromium: Browser, repeated: str) -> None:
    chromium.open(repeated)
    together, alone = chromium.all("#findings article")
    assert together.find_element("css selector", "summary").text == "12 places in 12 files"
    assert alone.get_attribute("data-file") == "5"
    Select(chromium.one("#file")).select_by_visible_text("03.yaml (1)")
    assert [one.is_displayed() for one in (together, alone)] == [True, False]
    assert chromium.one("#shown").text == "1 of 13 findings are shown."
    chromium.js(OPEN)
    assert [place.text for place in chromium.all(".places li") if place.is_displayed()] == ["03.yaml:6:25"]
    assert "".join(together.find_element("css selector", "h4").text.split()) in chromium.printed()


def test_suppressed_findings_are_apart_with_their_reason_and_are_filtered_too(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    hidden = chromium.one("#suppressed article")
    assert not hidden.is_displayed()
    chromium.one("#suppressed summary").click()
    assert "until the keys move" in hidden.text
    Select(chromium.one("#rule")).select_by_value("RL504")
    assert not hidden.is_displayed()
    Select(chromium.one("#rule")).select_by_value("RL322")
    assert hidden.is_displayed()


def press(chromium: Browser, *keys: str) -> None:
    chromium.driver.switch_to.active_element.send_keys(*keys)


def focused(chromium: Browser) -> str:
    """What has the focus, which must be plain to see: its text, or its name in the form."""
    style = "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]"
    assert chromium.js(style) == ["solid", "3px"]
    element = chromium.driver.switch_to.active_element
    return element.get_attribute("value" if element.tag_name == "input" else "name") or element.text


OVERVIEW = [
    "file all RL504 RL204 RL108 RL202 a/ranker.yaml 3 1 1 1 b/stairs.yaml 1 1 churn.yaml 1 1",
    "RL504", "RL204", "RL108", "RL202", "a/ranker.yaml", "b/stairs.yaml", "churn.yaml",
]  # fmt: skip
"""The elements of the overview in the order of the Tab key; the first is the whole table, since it scrolls."""


@pytest.mark.slow
def test_the_keyboard_goes_through_the_page_in_its_order_and_filters(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    order = []
    for _ in range(24):
        press(chromium, Keys.TAB)
        order.append(focused(chromium).replace("\n", " "))
    assert order == [
        "Skip to the findings", "4 errors", "1 warning", "1 suppressed", "3 specs",
        "Overview", "Findings", "Suppressed", "Plans", "Rules",
        "error", "warning", "file", "rule", "Show all",
        *OVERVIEW, "RL204 traffic-outlasts-job",
    ]  # fmt: skip
    chromium.open(ordinary)
    press(chromium, *[Keys.TAB] * 11)
    press(chromium, Keys.SPACE)
    assert {severity for severity, *_ in shown(chromium)} == {"warning"}
    press(chromium, Keys.TAB, Keys.TAB)
    press(chromium, Keys.ARROW_DOWN)
    assert {file for *_, file in shown(chromium)} == {"0"}
    press(chromium, Keys.TAB, Keys.TAB)
    press(chromium, Keys.ENTER)
    assert chromium.one("#shown").text == ""


def test_the_first_key_leads_past_the_filter(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    press(chromium, Keys.TAB)
    press(chromium, Keys.ENTER)
    press(chromium, Keys.TAB)
    assert focused(chromium) == "RL204 traffic-outlasts-job"


def test_a_finding_leads_to_the_page_of_its_rule(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    page = chromium.one("#rule-RL504")
    assert not page.is_displayed()
    chromium.one("[data-rule=RL504] a").send_keys(Keys.ENTER)
    assert page.is_displayed()
    for heading in ("What it checks", "Why it matters", "What to do", "Examples"):
        assert heading in page.text


def test_the_plan_of_a_spec_has_its_curve_and_matrix(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    ranker, stairs, churn = chromium.all(".plan")
    assert ranker.find_element("css selector", "svg").get_attribute("aria-label") == (
        "users of each test over time: ranker"
    )
    rows = [row.text for row in ranker.find_elements("css selector", "tbody tr")]
    assert rows == ["0 ml.c5.xlarge OMP_NUM_THREADS = 1 | 2 | 4 3", "1 c5.xlarge 1"]
    assert "truncates the traffic of 16 min 40 s" in ranker.text
    assert len(stairs.find_elements("css selector", ".roomy polyline")) == 2
    assert churn.find_elements("css selector", "svg") == []


def test_the_plan_of_a_spec_uses_the_prices_of_its_config(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "recolint.toml").write_text('prices = "prices.toml"')
    prices = 'currency = "USD"\ndate = 2026-11-01\n[instances]\n"ml.c5.xlarge" = 0.25\n'
    (tmp_path / "specs" / "prices.toml").write_text(prices)
    spec = LOAD_TEST.replace("InstanceType: c5.xlarge", "InstanceType: ml.c5.xlarge")
    (tmp_path / "specs" / "job.yaml").write_text(spec)
    outcome = recolint("check", *FEW, "--output-format", "html", cwd=tmp_path / "specs")
    assert "at most USD 0.39 with prices of 2026-11-01" in outcome.out
    assert re.findall("<th scope=\"col\">([^<]*)</th>", outcome.out.partition("Tests by endpoint")[2]) == [
        "no.", "endpoint", "environment", "USD an hour", "tests",
    ]  # fmt: skip
    assert outcome.out.count("<td>0.25</td>") == 2


def test_without_scripts_the_page_is_a_plain_list(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    everything = shown(chromium)
    chromium.scripts(run=False)
    chromium.open(ordinary)
    assert not chromium.one("#filter").is_displayed()
    assert shown(chromium) == everything
    chromium.one("[data-rule=RL504] a").click()
    assert chromium.one("#rule-RL504").is_displayed()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ordinary", "hostile", "repeated"])
def test_all_text_stands_out_from_what_is_behind_it(
    chromium: Browser, name: str, scheme: str, request: pytest.FixtureRequest
) -> None:
    chromium.look(scheme=scheme)
    chromium.open(request.getfixturevalue(name))
    texts = chromium.js(OPEN + CONTRAST)
    assert len(texts) > 100
    assert [text for text in texts if text[0] < 4.5] == []
    page = chromium.js("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", page)[:3])) < 384) == (scheme == "dark")


OPEN = "for (const one of document.querySelectorAll('details')) one.open = true;"

CONTRAST = """
const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
const light = (color) => {
  const [r, g, b] = color.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (element) => {
  const layers = [];
  for (let one = element; one; one = one.parentElement) layers.push(parse(getComputedStyle(one).backgroundColor));
  return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
};
const found = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const element = walk.currentNode.parentElement;
  const text = walk.currentNode.data.trim();
  if (!text || !element.checkVisibility() || element.closest("script, style, title")) continue;
  const style = getComputedStyle(element);
  const ink = parse(element.closest("svg") ? style.fill : style.color);
  let opacity = ink[3];
  for (let one = element; one; one = one.parentElement) opacity *= Number(getComputedStyle(one).opacity);
  const back = behind(element);
  const [a, b] = [light(over([...ink.slice(0, 3), opacity], back)), light(back)];
  found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), text.slice(0, 60), element.tagName]);
}
return found;
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ordinary", "hostile", "repeated"])
@pytest.mark.parametrize("width", [320, 390, 768, 1400])
def test_no_screen_is_too_narrow(chromium: Browser, name: str, width: int, request: pytest.FixtureRequest) -> None:
    chromium.look(width=width, phone=width < 500)
    chromium.open(request.getfixturevalue(name))
    chromium.js(OPEN)
    assert chromium.js("return document.documentElement.scrollWidth") <= width
    for part in ("article.finding", ".plan", ".rule"):
        for element in chromium.all(part):
            assert element.rect["x"] + element.rect["width"] <= width


@pytest.mark.parametrize("width", [390, 1400])
def test_no_cell_of_the_overview_covers_its_neighbour(chromium: Browser, hostile: str, width: int) -> None:
    chromium.look(width=width, phone=width < 500)
    chromium.open(hostile)
    for cell in chromium.all("#overview tr > *"):
        assert chromium.js("return arguments[0].scrollWidth <= arguments[0].clientWidth + 1", cell), cell.text


@pytest.mark.slow
def test_what_is_touched_on_a_phone_is_large_enough(chromium: Browser, ordinary: str) -> None:
    chromium.look(width=390, phone=True)
    chromium.open(ordinary)
    for control in chromium.all("nav a, .tiles a, form label:has(input), select, form button, summary"):
        assert control.rect["height"] >= 40, control.text


@pytest.mark.slow
def test_all_of_it_can_be_printed(chromium: Browser, ordinary: str) -> None:
    chromium.look(scheme="dark")
    chromium.open(ordinary)
    everything = [one.get_attribute("textContent") or "" for one in chromium.all("article.finding h4")]
    plans = [one.get_attribute("textContent") or "" for one in chromium.all(".plan li, .plan td")]
    assert len(everything) == 6
    chromium.js("for (const one of document.querySelectorAll('details')) one.open = false")
    paper = chromium.printed()
    for text in (*everything, *plans, "until the keys move"):
        assert "".join(text.split()) in paper, text
    assert "Showall" not in paper


@pytest.mark.slow
def test_what_is_printed_is_what_the_filter_shows(chromium: Browser, ordinary: str) -> None:
    chromium.open(ordinary)
    Select(chromium.one("#rule")).select_by_value("RL504")
    paper = chromium.printed()
    assert "invalidinstancetype" in paper
    assert "thejobstopsafter" not in paper
    assert "2of6findingsareshown." in paper


@pytest.mark.slow
def test_a_long_page_is_whole_on_the_screen_and_on_paper(chromium: Browser, tmp_path: Path) -> None:
    kinds = "".join(f"    - InstanceType: kind{number}\n" for number in range(LONG + 1))
    spec = re.sub(r"EndpointConfigurations:\n[\s\S]*", "EndpointConfigurations:\n", LOAD_TEST) + kinds
    chromium.open(report(tmp_path, {"a.yaml": spec, "churn.yaml": DEFAULT}, "--select", "RL108,RL504").as_uri())
    last = f"invalid instance type 'kind{LONG}'; expected"
    assert last in chromium.all("[data-rule=RL504]")[-1].text
    laid_out = "return getComputedStyle(document.querySelector('article')).contentVisibility"
    assert chromium.js(laid_out) == "auto"
    # To print it takes longer than a test may; what decides is whether paper has all of it laid out.
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert chromium.js(laid_out) == "visible"
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    chromium.one("[data-rule=RL504] a").send_keys(Keys.ENTER)
    assert 0 <= chromium.js("return document.getElementById('rule-RL504').getBoundingClientRect().top") < 900
    Select(chromium.one("#rule")).select_by_value("RL108")
    assert chromium.one("#shown").text == f"1 of {LONG + 2} findings are shown."
    assert chromium.one("[data-rule=RL108]").is_displayed()


def test_hostile_text_does_nothing_and_is_plain_to_see(chromium: Browser, hostile: str) -> None:
    chromium.complaints()
    chromium.open(hostile)
    chromium.js(OPEN)
    assert chromium.js("return typeof pwned") == "undefined"
    assert len(chromium.all("script")) == 1
    assert chromium.all("img, b:not(.tiles b), [onerror], [onload], [onfocus], [autofocus], iframe, object") == []
    assert len(chromium.all("main")) == 1
    text = chromium.one("body").text
    for spelled in (PAYLOAD, "\\u202egnp.exe", "x\\u200b\\u2066", "\\u202ecod\\n.yaml", "</pre></code>", "&lt;b&gt;"):
        assert spelled in text, spelled
    assert not re.search("[\x00-\x09\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert chromium.complaints() == []


class Recorder(SimpleHTTPRequestHandler):
    """Serves a folder and writes down what was asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: Any) -> None:
        """Nothing: the test reads ``asked``."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of a server for ``tmp_path`` on loopback, and what it was asked for."""
    Recorder.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Recorder, directory=tmp_path)) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}", Recorder.asked
        finally:
            listening.shutdown()
            thread.join()


@pytest.mark.slow
def test_the_page_asks_nobody_for_anything(chromium: Browser, tmp_path: Path, server: tuple[str, list[str]]) -> None:
    address, asked = server
    report(tmp_path, {"hostile.yaml": HOSTILE, **FILES})
    chromium.open("about:blank")
    chromium.requested()
    chromium.open(f"{address}/report.html")
    chromium.js(OPEN)
    chromium.one("input[value=error]").click()
    chromium.one("form button").click()
    assert [url for url in chromium.requested() if not url.startswith("data:")] == [f"{address}/report.html"]
    assert chromium.js("return performance.getEntriesByType('resource').map((one) => one.name)") == []
    assert asked == ["/report.html"]


@pytest.mark.slow
def test_the_policy_stops_what_would_get_in_all_the_same(
    chromium: Browser, tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    report(tmp_path, FILES)
    chromium.open(f"{address}/report.html")
    chromium.js(
        "const add = (tag, members) => document.body.append(Object.assign(document.createElement(tag), members));"
        "add('script', {textContent: 'pwned = 1'}); add('img', {src: '/leak.png'}); add('script', {src: '/leak.js'});"
        "add('button', {id: 'bad'}); bad.setAttribute('onclick', 'pwned = 1'); bad.click();"
    )
    assert chromium.js("return typeof pwned") == "undefined"
    assert chromium.js("return fetch('/leak').then(() => 'sent', () => 'stopped')") == "stopped"
    assert asked == ["/report.html"]
    assert len([one for one in chromium.complaints() if "Content Security Policy" in one]) >= 5


@pytest.mark.slow
def test_the_same_run_gives_the_same_page(tmp_path: Path) -> None:
    first = report(tmp_path, FILES).read_text("utf-8")
    process("check", "--isolated", "--report", "html=../again.html", cwd=tmp_path / "specs")
    assert (tmp_path / "again.html").read_text("utf-8") == first


def test_a_credential_is_not_on_the_page(tmp_path: Path) -> None:
    secret = "AKIAQWERTYUIOPASDFGH"  # noqa: S105  the form of a key ID, not a real one
    text = report(tmp_path, {"job.yaml": LOAD_TEST.replace('"4"', f'"{secret}"')}).read_text("utf-8")
    assert "RL033" in text
    assert "1 | 2 | ****" in text
    assert secret not in text


def test_a_spec_that_would_mislead_has_no_plan(tmp_path: Path) -> None:
    text = report(tmp_path, {"job.yaml": f"{LOAD_TEST}JobName: again\n"}).read_text("utf-8")
    assert "RL003" in text
    assert 'class="plan' not in text


def test_a_run_without_findings_has_a_page_too(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT.replace("default", "Default").partition("Tags")[0])
    outcome = recolint("check", "--isolated", "--preset", "minimal", "--output-format", "html", cwd=tmp_path)
    assert outcome.code == 0
    assert "Nothing to report." in outcome.out
    assert "<form" not in outcome.out
