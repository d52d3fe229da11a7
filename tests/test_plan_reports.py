"""How plans are shown: as text, Markdown, JSON and SVG, in short, and against an older plan."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from plans import PRICES, default_job, load_test, on, phase, plan, stairs
from recolint.base.finding import SpecId
from recolint.check.plans import PlannedSpec
from recolint.plan.difference import differences
from recolint.plan.planning import Plan
from recolint.report.plan import FORMATS, PlanReport, renderer
from recolint.report.plan.chart import ASCII, BLOCKS, chart
from recolint.report.plan.plot import CHARACTER, count_ticks, time_ticks
from recolint.report.plan.svg import NARROW, WIDTH, curve_svg
from recolint.report.plan.text import short
from xml_reading import parsed

SVG = "{http://www.w3.org/2000/svg}"

CUT = load_test(
    on("ml.m5.xlarge", OMP_NUM_THREADS=["1", "2"]),
    phases=[phase(1, 2, 240), phase(9, 0, 240)], duration=360, tests=2, parallel=2,
)  # fmt: skip

HOSTILE = "</text><script>`|@x\x1b[31m\u202e\n::error::"


def shown(form: str, *plans: Plan, **members: Any) -> str:
    specs = tuple(PlannedSpec(SpecId("jobs/churn.yaml", number), one) for number, one in enumerate(plans))
    return renderer(form)(PlanReport(specs, **members))


def against(form: str, old: Any, new: Any) -> str:
    before, after = plan(old), plan(new)
    old_spec = PlannedSpec(SpecId("old.yaml", 0), before)
    return shown(form, after, old=old_spec, differences=differences(before, after))


def hostile() -> dict[str, Any]:
    """A spec with what a terminal, a browser or GitHub would act on wherever the contract leaves room."""
    return {
        **load_test(
            {**on(HOSTILE, **{HOSTILE: [HOSTILE]}), "InferenceSpecificationName": HOSTILE},
            Endpoints=[{"EndpointName": HOSTILE}],
        ),
        "JobName": HOSTILE,
        "StoppingConditions": {"ModelLatencyThresholds": [{"Percentile": HOSTILE, "ValueInMilliseconds": 1}]},
    }


def test_a_plan_as_text() -> None:
    assert (
        shown("text", plan(CUT, PRICES))
        == """\
jobs/churn.yaml: churn

  kind            load test (Advanced)
  tests           2 (MaxNumberOfTests 2), 2 in parallel
  traffic         2 phases in 8 min
  users           at most 9 in parallel, 9 in total
  job's duration  6 min; truncates the traffic of 8 min at 9 users
  at most         0.77 instance-hours, 23 min from start to end
  a test stops    when invocations stop growing (FlatInvocations is Stop by default)
  cost            at most USD 0.18 with prices of 2026-11-01 in us-west-2 in prices.toml
  child names     complete: churn

  endpoint configurations
    0  ml.m5.xlarge  OMP_NUM_THREADS = 1 | 2  2 tests  0.23 an hour

  users of each test

  9 ┤                           ▁▃▄▆█████████████████░░░░░░░░░░░░░░░░
    │                       ▂▄▅▇█████████████████████░░░░░░░░░░░░░░░░
    │                  ▁▃▄▆██████████████████████████░░░░░░░░░░░░░░░░
    │              ▂▄▅▇██████████████████████████████░░░░░░░░░░░░░░░░
    │         ▁▃▄▆███████████████████████████████████░░░░░░░░░░░░░░░░
    │     ▂▄▅▇███████████████████████████████████████░░░░░░░░░░░░░░░░
    │▁▃▄▆████████████████████████████████████████████░░░░░░░░░░░░░░░░
    │████████████████████████████████████████████████░░░░░░░░░░░░░░░░
  0 └───────────────────────────────┴───────────────────────────────┴
    0                             4 min                         8 min
                           the job ends after 6 min ▲

    1. 1 to 9 users in 4 min
    2. 9 users in 4 min

  how this was calculated
    - a test: 8 min of traffic + up to 15 min for its endpoint to start and stop = 23 min
    - the job: 2 tests, 2 in parallel = 1 round, x 23 min = 23 min
    - instances: 2 tests x 23 min = 2,760 s = 0.77 instance-hours, rounded up
    - money: 46 min at 0.23 an hour = USD 0.18

  not certain
    - the traffic takes 8 min, the job 6 min: SageMaker rejects traffic that is longer than the job
    - an endpoint takes 600 to 900 s to start and stop in the runs that AWS published; AWS documents
      no maximum, and large models may take longer
    - each test is counted as one instance; AWS does not say how many a test uses
"""
    )


def test_a_default_job_as_text() -> None:
    assert (
        shown("text", plan(default_job(SupportedInstanceTypes=["ml.c5.large"])))
        == """\
jobs/churn.yaml: churn

  kind            instance recommendation (Default)
  instance types  1: ml.c5.large
  endpoints       RealTime and Serverless
  time            about 45 min (developer guide)
  cost            unknown: instance-hours unknown
  child names     complete: churn

  unknown
    - tests and traffic: SageMaker selects them, and tunes environment variables
    - instance-hours: AWS documents no bound for a Default job
    - cost: instance-hours unknown

  not certain
    - about 45 min (developer guide) is not a limit
"""
    )


def test_stairs_as_text_have_both_readings_and_a_chart_of_their_own_where_one_is_cut_off() -> None:
    text = shown("text", plan(load_test(stairs=stairs(600, 5, 2), duration=1800)))
    assert (
        """
  traffic         5 steps in 10 min if DurationInSeconds is the length of all steps (developer
                  guide)
  or traffic      5 steps in 50 min if DurationInSeconds is the length of each step (API reference)
  users           at most 10 in parallel, 10 in total
  job's duration  30 min; all tests start in it; or truncates the traffic of 50 min at 6 users
  at most         1.09 instance-hours, 1 h 5 min from start to end; 0.42 instance-hours, 25 min by
                  the developer guide's reading
"""
        in text
    )
    assert text.count("  0 └") == 2
    longer = shown("text", plan(load_test(stairs=stairs(600, 5, 2), duration=3600)))
    assert longer.count("  0 └") == 1
    assert (
        """
    5 steps of 2 min, 2 users more at each

    or 5 steps of 10 min, 2 users more at each, if DurationInSeconds is the length of each step (API
    reference)
"""
        in longer
    )


def test_a_terminal_without_unicode_gets_a_chart_in_ascii() -> None:
    made = plan(load_test(stairs=stairs(400, 4, 3), duration=1200))
    assert made.load_test
    _, each = made.load_test.readings
    assert chart(each.curve, each.cut_at, ASCII) == [
        "12 +                                                ////////////////",
        "   |                                                ////////////////",
        "   |                                ################////////////////",
        "   |                                ################////////////////",
        " 6 +                ################################////////////////",
        "   |                ################################////////////////",
        "   |################################################////////////////",
        "   |################################################////////////////",
        " 0 +---------------+---------------+---------------+---------------+",
        "   0          6 min 40 s      13 min 20 s       20 min   26 min 40 s",
        "                         the job ends after 20 min ^",
    ]
    assert shown("text", made, glyphs=ASCII).isascii()


@pytest.mark.parametrize("duration", [1, 60, 300, 479])
def test_the_chart_shades_what_comes_after_the_end_of_the_job(duration: int) -> None:
    made = plan({**CUT, "InputConfig": {**CUT["InputConfig"], "JobDurationInSeconds": duration}})
    assert made.load_test
    (reading,) = made.load_test.readings
    floor = chart(reading.curve, reading.cut_at, BLOCKS)[7]
    assert floor.count("█") + floor.count("░") == 64
    assert floor.count("█") == round(64 * duration / 480)
    assert f"{'1 s' if duration == 1 else ''}" in chart(reading.curve, reading.cut_at, BLOCKS)[-1]


def test_several_plans_stand_below_each_other() -> None:
    both = shown("text", plan(CUT), plan(default_job()))
    assert both.index("\n\njobs/churn.yaml (document 1): churn\n") > both.index("jobs/churn.yaml: churn\n")
    assert len(json.loads(shown("json", plan(CUT), plan(CUT)))["plans"]) == 2
    assert len(parsed(shown("svg", plan(CUT), plan(default_job()))).findall(f".//{SVG}svg")) == 2


def test_a_plan_as_json() -> None:
    (given,) = json.loads(shown("json", plan(CUT, PRICES)))["plans"]
    assert given.pop("not_certain")
    assert given == {
        "path": "jobs/churn.yaml",
        "spec": 0,
        "name": "churn",
        "type": "Advanced",
        "job_seconds": 360,
        "tests": {
            "planned": 2,
            "limit": 2,
            "run": 2,
            "parallel": 2,
            "configurations": [
                {
                    "instance_type": "ml.m5.xlarge",
                    "serverless": None,
                    "inference_specification": None,
                    "environment": [{"name": "OMP_NUM_THREADS", "values": ["1", "2"]}],
                    "tests": 2,
                }
            ],
            "existing_endpoints": [],
            "each": [
                {
                    "configuration": 0,
                    "existing_endpoint": None,
                    "environment": [{"name": "OMP_NUM_THREADS", "value": value}],
                }
                for value in ("1", "2")
            ],
        },
        "traffic": [
            {
                "reading": None,
                "seconds": 480,
                "peak_users": 9,
                "total_users": 9,
                "steps": None,
                "stretches": [{"from": [0, 1], "to": [240, 9]}, {"from": [240, 9], "to": [480, 9]}],
                "cut_at": 360,
                "tests_started": {"fewest": 2, "most": 2},
                "wall_seconds": 1380,
                "instance_seconds": 2760,
            }
        ],
        "stops": ["when invocations stop growing (FlatInvocations is Stop by default)"],
        "recommendation": None,
        "bound": {
            "test_seconds": 1380,
            "wall_seconds": 1380,
            "instance_seconds": 2760,
            "instance_hours": 2760 / 3600,
            "not_counted": [],
            "working": list(plan(CUT).working),
        },
        "cost": {
            "at_most": "0.1764",
            "currency": "USD",
            "date": "2026-11-01",
            "region": "us-west-2",
            "source": None,
            "prices": "prices.toml",
            "working": "money: 46 min at 0.23 an hour = USD 0.18",
        },
        "children": {"kept": "churn", "cut": ""},
        "unknown": [],
    }


def test_a_default_job_and_what_is_unknown_as_json() -> None:
    (given,) = json.loads(shown("json", plan(default_job(SupportedEndpointType="Serverless"))))["plans"]
    assert given["recommendation"] == {
        "instance_types": None,
        "endpoint_type": "Serverless",
        "existing_endpoints": [],
        "documented_seconds": 2700,
    }
    assert (given["tests"], given["traffic"], given["bound"], given["cost"]) == (None, None, None, None)
    assert {"what": "cost", "why": "instance-hours unknown"} in given["unknown"]


@pytest.mark.parametrize("number", [1, 2])
def test_markdown_shows_text_of_a_spec_in_code_alone(number: int) -> None:
    text = shown("markdown", *[plan(hostile())] * number)
    # Outside code spans, folds and the chart, the report has no text of the spec.
    chart_removed = re.sub(r"```text\n.*?\n```", "", text, flags=re.DOTALL)
    prose = re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", chart_removed)
    prose = re.sub(r"</?details>|</?summary>|<code>[^<]+</code>", "", prose)
    assert "script" in chart_removed
    assert not any(piece in prose for piece in ("<", "`", "@", "script", "error", "\x1b", "\u202e"))


def test_markdown_says_what_matters_in_a_line_and_folds_the_details() -> None:
    alone = shown("markdown", plan(CUT, PRICES))
    assert alone.startswith("### recolint plan: 1 job, at most 0.77 instance-hours; cost at most USD 0.18\n")
    assert re.findall("<summary>(.*)</summary>", alone) == [
        "Tests", "Users of each test", "How this was calculated", "Not certain",
    ]  # fmt: skip
    compared = against("markdown", load_test(phases=[phase(1, 2, 240)], duration=300), CUT)
    first, _, second, *_ = compared.splitlines()
    assert first == "### recolint plan: at most +0.45 instance-hours, +4 min"
    assert second == "From `old.yaml` to `jobs/churn.yaml`."
    assert against("markdown", CUT, CUT).startswith("### recolint plan: 0 differences\n")
    both = shown("markdown", plan(CUT, PRICES), plan(default_job()))
    assert (
        "| `jobs/churn.yaml` | `churn` | 2 (MaxNumberOfTests 2), 2 in parallel | 0.77 instance-hours | USD 0.18 |"
        in both
    )
    assert "| `jobs/churn.yaml` (document 1) | `churn` | unknown | unknown | unknown |" in both
    assert re.findall("<summary>(.*)</summary>", both) == [
        "<code>jobs/churn.yaml</code>: <code>churn</code>",
        "<code>jobs/churn.yaml</code> (document 1): <code>churn</code>",
    ]


def test_markdown_fits_in_a_comment_and_counts_what_it_leaves_out() -> None:
    many = shown("markdown", *[plan(hostile())] * 500)
    assert len(many) < 65_000
    folds = many.count("<details>")
    assert many.endswith(f"\n\nThis report omits {500 - folds} plans.\n")
    assert many.count("</details>") == folds > 10
    configurations = [on(f"ml.c5.{'x' * 250}{number}") for number in range(500)]
    compared = against("markdown", load_test(), load_test(*configurations))
    rows = sum(line.startswith("| `") for line in compared.splitlines())
    assert len(compared) < 65_000
    left = int(re.search(r"The table omits (\d+) differences", compared)[1])  # type: ignore[index]  # fails well
    assert left + rows > 500


def test_a_table_in_markdown_keeps_its_columns_whatever_stands_in_it() -> None:
    for text in (shown("markdown", plan(hostile())), against("markdown", load_test(), hostile())):
        for line in text.splitlines():
            if line.startswith("|"):
                assert len(re.findall(r"(?<!\\)\|", line)) in (3, 4, 5), line


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_passes_on_what_a_terminal_or_a_log_would_act_on(form: str) -> None:
    for text in (shown(form, plan(hostile())), against(form, load_test(), hostile()), short(plan(hostile()))):
        assert not any(character in text for character in "\x1b\u202e")
        assert not any(line.startswith("::") for line in text.splitlines())


def test_an_svg_holds_no_markup_of_the_spec() -> None:
    root = parsed(shown("svg", plan(hostile())))
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "style", "g", "rect", "title", "text", "line", "polygon", "polyline", "circle"}
    assert any("</text><script>" in (element.text or "") for element in root.iter())
    assert shown("svg", plan(hostile())).isascii()


def points(root: Any, tag: str = "polyline") -> list[list[tuple[float, float]]]:
    """The points of each line of an SVG."""
    return [
        [(float(x), float(y)) for x, y in (pair.split(",") for pair in element.attrib["points"].split())]
        for element in root.iter(f"{SVG}{tag}")
    ]


def test_an_svg_draws_the_curve_and_where_the_job_ends() -> None:
    root = parsed(curve_svg(plan(CUT), WIDTH))
    ((first, second, third, last),) = points(root)
    assert first[1] > second[1] == third[1] == last[1]
    assert first[0] < second[0] == third[0] < last[0]
    assert second[0] == (first[0] + last[0]) / 2
    (shade,) = root.findall(f"{SVG}rect")
    assert float(shade.attrib["x"]) == pytest.approx((second[0] + last[0]) / 2)
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert "the job ends after 6 min" in texts
    assert "peak 9" in texts
    assert [text for text in texts if text and text.startswith("phase")] == ["phase 1", "phase 2"]
    (border,) = [line for line in root.findall(f"{SVG}line") if line.get("class") == "phase"]
    assert float(border.attrib["x1"]) == second[0]


@pytest.mark.parametrize(
    ("duration", "said", "inside"),
    [(480, "the job ends after 8 min", True), (600, "the job ends after 10 min", True),
     (7200, "the job ends after 2 h →", False)],
)  # fmt: skip
def test_an_svg_says_where_a_job_ends_that_outlasts_its_traffic(duration: int, said: str, inside: bool) -> None:
    config = {**CUT["InputConfig"], "JobDurationInSeconds": duration}
    root = parsed(curve_svg(plan({**CUT, "InputConfig": config}), WIDTH))
    assert said in [element.text for element in root.iter(f"{SVG}text")]
    assert root.findall(f"{SVG}rect") == []
    ((*_, last),) = points(root)
    assert any(line.get("stroke-dasharray") == "3 3" for line in root.findall(f"{SVG}line")) == inside
    assert (last[0] < WIDTH - 100) == (duration == 600)


def test_an_svg_draws_both_readings_of_stairs() -> None:
    root = parsed(curve_svg(plan(load_test(stairs=stairs(600, 5, 2))), WIDTH))
    whole, each = points(root)
    assert whole[-1][0] < each[-1][0]
    assert min(y for _, y in whole) == min(y for _, y in each)
    assert sum("DurationInSeconds" in (element.text or "") for element in root.iter(f"{SVG}text")) == 2


def test_no_line_of_an_svg_is_longer_than_the_picture_is_wide() -> None:
    root = parsed(shown("svg", plan(load_test(stairs=stairs(600, 5, 2))), plan(default_job())))
    lines = [text.text or "" for text in root.iter(f"{SVG}text") if text.get("x") == "16.0"]
    assert any(line.endswith("by the developer guide's reading") for line in lines)
    assert max(16 + CHARACTER * len(line) for line in lines) <= WIDTH


def test_an_svg_of_a_job_without_known_traffic_has_what_is_known_and_no_plot() -> None:
    default = parsed(shown("svg", plan(default_job())))
    said = [element.text for element in default.iter(f"{SVG}text")]
    assert "time: about 45 min (developer guide)" in said
    assert "unknown: tests and traffic: SageMaker selects them, and tunes environment variables" in said
    config = {**load_test()["InputConfig"], "TrafficPattern": {}}
    unknown = parsed(shown("svg", plan({**load_test(), "InputConfig": config})))
    said = [element.text for element in unknown.iter(f"{SVG}text")]
    assert "unknown: traffic: InputConfig.TrafficPattern.Phases is not set" in said
    for root in (default, unknown):
        assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
            "svg",
            "style",
            "g",
            "rect",
            "title",
            "text",
        }
        assert int(root.attrib["height"]) < 200


def test_an_older_plan_is_drawn_into_the_same_picture_and_what_differs_is_marked_and_said() -> None:
    earlier = load_test(phases=[phase(1, 2, 240)], duration=300)
    root = parsed(against("svg", earlier, CUT))
    first, second = points(root)
    assert first[-1][0] < second[-1][0]
    (differs,) = [one for one in root.iter(f"{SVG}polygon") if one.get("class") == "differs"]
    left = min(float(pair.split(",")[0]) for pair in differs.attrib["points"].split())
    assert left == pytest.approx(first[-1][0], abs=0.2), "the first phases are equal"
    said = [element.text for element in root.iter(f"{SVG}text")]
    assert "old: old.yaml" in said
    assert "the job ends after 6 min (old: 5 min)" in said
    assert any(text and text.startswith("at most: +0.") for text in said)
    same = parsed(against("svg", CUT, CUT))
    assert [one for one in same.iter(f"{SVG}polygon") if one.get("class") == "differs"] == []
    assert "no difference in tests, traffic, time or cost" in [one.text for one in same.iter(f"{SVG}text")]


@pytest.mark.parametrize("width", [WIDTH, NARROW])
@pytest.mark.parametrize(
    "seconds", [1, 59, 120, 900, 3599, 5025, 18_000, 90_061, 10**9], ids=lambda seconds: f"{seconds} s"
)
def test_the_names_on_the_time_axis_do_not_run_into_each_other(seconds: int, width: int) -> None:
    root = parsed(curve_svg(plan(load_test(phases=[phase(1, 1, seconds)])), width))
    floor = [element for element in root.iter(f"{SVG}text") if element.attrib.get("y") == "242.0"]
    assert len(floor) >= 2
    ends = 0.0
    for element in floor:
        x, half = float(element.attrib["x"]), 3.4 * len(element.text or "")
        left, right = (x - 2 * half, x) if element.attrib["text-anchor"] == "end" else (x - half, x + half)
        assert left >= ends
        assert right <= width
        ends = right


def test_ticks_are_round_and_few() -> None:
    assert list(count_ticks(47)) == [0, 10, 20, 30, 40]
    assert list(count_ticks(3)) == [0, 1, 2, 3]
    assert list(count_ticks(301)) == [0, 100, 200, 300]
    assert list(time_ticks(900)) == [0, 120, 240, 360, 480, 600, 720, 840]
    assert list(time_ticks(7200)) == [0, 900, 1800, 2700, 3600, 4500, 5400, 6300, 7200]
    for most in (1, 7, 99, 12_345, 10**12):
        assert len(count_ticks(most)) <= 6
        assert len(time_ticks(most)) <= 9


def test_a_plan_in_short_says_tests_hours_and_children() -> None:
    assert (
        short(plan(CUT))
        == """\
  kind            load test (Advanced)
  tests           2 (MaxNumberOfTests 2), 2 in parallel
  users           at most 9 in parallel, 9 in total
  at most         0.77 instance-hours, 23 min from start to end
  cost            unknown: no price table (--prices FILE, or prices in the config)
  child names     complete: churn
"""
    )
    unknown = short(plan({**CUT, "JobName": "a_b", "InputConfig": {**CUT["InputConfig"], "TrafficPattern": {}}}))
    assert "  at most         unknown\n" in unknown
    assert "  child names     unknown\n" in unknown


def test_what_differs_is_said_in_terms_of_the_plan() -> None:
    old = load_test(on("ml.m5.xlarge"), on("ml.g4dn.xlarge"), phases=[phase(1, 1, 120)])
    new = load_test(on("ml.g4dn.xlarge"), on("ml.m5.xlarge", OMP=["1", "2"]), phases=[phase(1, 2, 120)], parallel=3)
    assert (
        against("text", old, new)
        == """\
from old.yaml to jobs/churn.yaml

  tests
    - 2 (MaxNumberOfTests 10), 1 in parallel
    + 3 (MaxNumberOfTests 10), 3 in parallel (+1, +2)
  users
    - at most 3 in parallel, 3 in total
    + at most 5 in parallel, 5 in total (+2, +2)
  at most
    - 0.57 instance-hours, 34 min from start to end
    + 0.85 instance-hours, 17 min from start to end (+0.28 instance-hours, -17 min)
  phase 1
    - 1 to 3 users in 2 min
    + 1 to 5 users in 2 min (+2)
  configuration
    + ml.m5.xlarge, OMP = 1 | 2, 2 tests
  configuration
    - ml.m5.xlarge, 1 test

1 more test, at most 0.28 instance-hours more
"""
    )
    given = json.loads(against("json", old, new))
    assert given["against"]["path"] == "old.yaml"
    assert given["differences"][0] == {
        "term": "tests",
        "old": "2 (MaxNumberOfTests 10), 1 in parallel",
        "new": "3 (MaxNumberOfTests 10), 3 in parallel",
        "change": "+1, +2",
    }
    assert "| `configuration` |  | `ml.m5.xlarge, OMP = 1 \\| 2, 2 tests` |  |" in against("markdown", old, new)
    assert "| `phase 1` | `1 to 3 users in 2 min` | `1 to 5 users in 2 min` | (+2) |" in against("markdown", old, new)


def test_specs_that_come_to_the_same_do_not_differ() -> None:
    old = load_test(on("ml.m5.xlarge"), on("ml.g4dn.xlarge"))
    new = {**load_test(on("ml.g4dn.xlarge"), on("ml.m5.xlarge")), "JobDescription": "the other way round"}
    assert against("text", old, new).endswith("\n  no difference in tests, traffic, time or cost\n")
    assert against("markdown", old, new).endswith("\nNo difference in tests, traffic, time or cost.\n")
    assert json.loads(against("json", old, new))["differences"] == []


def test_long_lists_end_in_how_many_are_left_out() -> None:
    many = plan(load_test(phases=[phase(1, 0, 120)] * 30, EndpointConfigurations=[on("ml.c5.large")] * 30))
    text = shown("text", many)
    assert "\n    20. 1 users in 2 min\n    and 10 more\n" in text
    assert "\n    19  ml.c5.large    1 test\n    and 10 more\n" in text
