"""Each finding in a request with gaps is correct for every value that may fill them."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from properties import examples
from recolint.base.finding import Finding, Route, SpecId, pointer
from recolint.base.text import Source
from recolint.check import engine
from recolint.document import read
from recolint.plan.planning import Plan, plan_job
from recolint.plan.summary import facts
from recolint.request import contract
from recolint.request.gaps import Gaps
from recolint.request.job import InputConfig, Job, Phase, TrafficPattern
from recolint.rule import registry
from recolint.rule.kinds import Rule
from recolint.rule.rule_set import RuleSet
from recolint.testing import SETTINGS
from recolint.testing.gaps import Placed, Told, ungrounded, walk, with_some_gaps
from request_faults import faults
from requests_strategy import requests
from specs import ADVANCED, changed
from test_grounds import BASES, laid, overlays

RULES = Path(__file__).parents[1] / "rules" / "recolint_rules"
INPUT = ("InputConfig",)
TRAFFIC = (*INPUT, "TrafficPattern")
PHASES = (*TRAFFIC, "Phases")


@cache
def all_rules() -> RuleSet:
    return RuleSet.of(*(rule() for rule in registry.load().rules if issubclass(rule, Rule)))


def checked(told: Told) -> engine.Checked:
    done, crashes = engine.check_document(told.document("a.json"), all_rules(), SETTINGS)
    assert not crashes, told
    return done


def placed(done: engine.Checked) -> list[Placed]:
    """What is found, and what would be found if another finding were called wrong."""
    return [(SpecId("a.json", 0), one) for one in (*done.findings, *done.unfounded)]


def codes(told: Told) -> set[str]:
    return {one.code for one in checked(told).findings}


def has_contract_finding_at(route: Route, whole: engine.Checked) -> bool:
    """Whether the complete request has a refused value at ``route``: other rules then skip it."""
    refused = {one.route for one in whole.findings if one.code.startswith("RL1") and one.route}
    return any(route[:length] in refused for length in range(len(route) + 1))


def not_in_the_whole(told: Told, whole: engine.Checked) -> Finding | None:
    found = ungrounded(placed(checked(told)), told, placed(whole))
    return None if found is None or has_contract_finding_at(found.route, whole) else found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_hiding_parts_of_a_request_brings_no_finding(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  picks examples and gaps
    for _ in range(60):
        one, other = (example.data for example in chance.sample(overlays(), 2))
        request = Told.of(laid(one, laid(other, chance.choice(BASES)) if chance.random() < 0.5 else {}))
        whole = checked(request)
        for _ in range(6):
            told = with_some_gaps(request, chance.randint(1, 4), chance)
            assert not_in_the_whole(told, whole) is None, told


@pytest.mark.slow
@examples(40, suppress_health_check=[HealthCheck.too_slow])
@given(request=requests(), seed=st.integers(0, 2**16))
def test_hiding_parts_of_any_request_brings_no_finding(request: dict[str, Any], seed: int) -> None:
    chance, whole = random.Random(seed), checked(Told(request))  # noqa: S311  picks gaps
    for number in (1, 3, 8):
        told = with_some_gaps(Told(request), number, chance)
        assert not_in_the_whole(told, whole) is None, told


@pytest.mark.slow
@pytest.mark.parametrize("base", BASES)
def test_of_each_fault_the_contract_says_no_more_when_parts_are_hidden(base: dict[str, Any]) -> None:
    chance = random.Random(1)  # noqa: S311  picks gaps
    for fault in faults(base):
        request = Told.of(fault.within(base))
        if not isinstance(request.data, dict):
            continue
        told = with_some_gaps(request, chance.randint(1, 3), chance)
        known = {(one.kind, one.route) for one in contract.check(request.data)}
        said = {(one.kind, one.route) for one in contract.check(told.data, told.gaps)}
        assert said <= known, told


@pytest.mark.slow
@pytest.mark.parametrize("name", ["default-job.yaml", "load-test.yaml", "serverless-load-test.json"])
def test_nothing_is_found_in_a_clean_spec_of_which_one_value_is_hidden(name: str) -> None:
    path = RULES.parents[1] / "examples" / name
    (document,) = read(Source(name, path.read_text())).documents
    request = Told.of(document.data)
    whole = checked(request)
    for route, _ in walk(request.data):
        for told in (request.opening(route), *((request.hiding(route), request.without(route)) if route else ())):
            assert not_in_the_whole(told, whole) is None, told


@pytest.mark.parametrize(
    ("request_", "told", "code"),
    [
        pytest.param({**ADVANCED, "JobType": 1}, lambda told: told.hiding(("JobType",)), "RL104", id="a wrong type"),
        pytest.param(changed(*INPUT, to={}), lambda told: told.opening(INPUT), "RL401", id="a missing source"),
        pytest.param(changed(*PHASES, to=[{}]), lambda told: told.hiding((*PHASES, 0)), "RL211", id="an empty item"),
        pytest.param(changed(*PHASES, to=[]), lambda told: told.opening(PHASES), "RL107", id="an empty list"),
        pytest.param(
            {**ADVANCED, "OutputConfig": {}},
            lambda told: told.opening(("OutputConfig",)),
            "RL630",
            id="an empty structure",
        ),
    ],
)
def test_what_is_hidden_is_not_judged_and_what_is_open_lacks_nothing(request_: Any, told: Any, code: str) -> None:
    assert code in codes(Told(request_))
    assert code not in codes(told(Told(request_)))


@pytest.mark.parametrize(
    ("gaps", "gives", "lacks"),
    [
        pytest.param(Gaps(), True, False, id="told"),
        pytest.param(Gaps(unknown=frozenset({(*INPUT, "JobDurationInSeconds")})), False, False, id="unknown"),
        pytest.param(Gaps(unknown=frozenset({INPUT})), False, False, id="in an unknown structure"),
        pytest.param(Gaps(unknown=frozenset({()})), False, False, id="in a request of which nothing is known"),
        pytest.param(Gaps(open=frozenset({INPUT})), True, False, id="shown in an open structure"),
    ],
)
def test_a_member_is_given_lacking_or_neither(gaps: Gaps, gives: bool, lacks: bool) -> None:
    config = Job.of({"InputConfig": {"JobDurationInSeconds": 600}}, gaps=gaps).input
    assert (config.gives(InputConfig.duration), config.lacks(InputConfig.duration)) == (gives, lacks)
    assert config.hides(InputConfig.duration) is not (gives or lacks)


@pytest.mark.parametrize(
    ("open_", "lacks"),
    [((), False), (INPUT, False), (("StoppingConditions",), True)],
    ids=["root", "parent", "elsewhere"],
)
def test_a_structure_that_is_not_there_lacks_its_members_unless_it_may_be_there(open_: Route, lacks: bool) -> None:
    job = Job.of({"InputConfig": {}} if open_ != () else {}, gaps=Gaps(open=frozenset({open_})))
    assert job.input.traffic.lacks(TrafficPattern.type) is lacks
    assert job.input.traffic.stairs.is_unknown is not lacks


def test_a_structure_whose_only_member_is_misspelled_and_unknown_is_not_empty() -> None:
    request = Told({**ADVANCED, "OutputConfig": {"CompiledOutputConfig": {"S3OutputLocation": "s3://out/models/"}}})
    told = request.hiding(("OutputConfig", "CompiledOutputConfig", "S3OutputLocation"))
    assert "RL101" in codes(told) <= codes(request)


def test_a_refused_member_is_given_though_its_value_is_not() -> None:
    job = Job.of({"InputConfig": 5}, refused=frozenset({INPUT}))
    assert job.gives(Job.input)
    assert not job.lacks(Job.input)
    assert not job.input


def test_a_list_is_whole_when_no_item_is_unknown_and_none_may_follow() -> None:
    def phases(*, unknown: Iterator[Route] | tuple[Route, ...] = (), open_: tuple[Route, ...] = ()) -> Any:
        return Job.of(ADVANCED, gaps=Gaps(frozenset(unknown), frozenset(open_))).input.traffic.phases

    assert phases().whole
    assert phases(open_=((*PHASES, 0),)).whole
    assert not phases(open_=(PHASES,)).whole
    assert len(phases(open_=(PHASES,))) == 2
    assert not phases(unknown=((*PHASES, 1),)).whole
    assert not phases(unknown=(TRAFFIC,)).whole
    hidden = phases(unknown=((*PHASES, 1),))[1]
    assert not hidden
    assert not hidden.lacks(Phase.users)


def test_structures_are_compared_as_far_as_they_are_known() -> None:
    def first_two(**gaps: Any) -> Any:
        phase = {"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 120}
        job = Job.of(changed(*PHASES, to=[phase, {**phase}]), gaps=Gaps(**gaps))
        return job.input.traffic.phases[:2]

    one, other = first_two()
    assert one.same(other) is True
    one, other = first_two(unknown=frozenset({(*PHASES, 0, "SpawnRate")}))
    assert one.same(other) is None
    one, other = first_two(open=frozenset({(*PHASES, 1)}))
    assert one.same(other) is None
    one, other = Job.of(ADVANCED).input.traffic.phases
    assert one.same(other) is False


@pytest.mark.parametrize(
    ("data", "gaps", "kinds"),
    [
        pytest.param({"InputConfig": {}}, Gaps(), ["missing"] * 3, id="told"),
        pytest.param({"InputConfig": {}}, Gaps(open=frozenset({()})), [], id="an open structure lacks nothing"),
        pytest.param({**ADVANCED, "Tags": [{}]}, Gaps(open=frozenset({()})), ["missing"] * 2, id="open above"),
        pytest.param({**ADVANCED, "RoleArn": None}, Gaps(), ["null"], id="null"),
        pytest.param({**ADVANCED, "RoleArn": None}, Gaps(unknown=frozenset({("RoleArn",)})), [], id="unknown"),
        pytest.param(changed(*PHASES, to=[]), Gaps(), ["few"], id="few"),
        pytest.param(changed(*PHASES, to=[]), Gaps(open=frozenset({PHASES})), [], id="few or more"),
        pytest.param(
            changed(*PHASES, to=[{"SpawnRate": -1}]), Gaps(open=frozenset({PHASES})), ["minimum"], id="an item"
        ),
        pytest.param({**ADVANCED, "Bogus": 1}, Gaps(open=frozenset({()})), ["unknown"], id="an unknown name"),
        pytest.param(
            {**ADVANCED, "Bogus": None}, Gaps(unknown=frozenset({("Bogus",)})), ["unknown"], id="with a hidden value"
        ),
        pytest.param(
            {**ADVANCED, "StoppingCondition": {"MaxInvocations": "x"}},
            Gaps(open=frozenset({()})),
            ["unknown"],
            id="the content of what may not be the member that it seems to be",
        ),
    ],
)
def test_the_contract_reports_what_is_wrong_whatever_fills_the_gaps(data: Any, gaps: Gaps, kinds: list[str]) -> None:
    assert [one.kind.value for one in contract.check(data, gaps)] == kinds


def plan(told: Told) -> Plan:
    spec = checked(told).spec
    assert spec is not None
    return plan_job(spec.job)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_figure_of_a_plan_is_that_of_the_whole_request_or_unknown(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  picks gaps
    whole = plan(Told(ADVANCED))
    assert whole.load_test is not None
    assert whole.bound is not None
    for _ in range(150):
        told = with_some_gaps(Told(ADVANCED), chance.randint(1, 3), chance)
        part = plan(told)
        if part.load_test is None:
            continue
        tests, all_tests = part.load_test.tests, whole.load_test.tests
        for name in ("planned", "limit", "parallel"):
            assert getattr(tests, name) in {None, getattr(all_tests, name)}, told
        assert {reading.curve for reading in part.load_test.readings} <= {
            reading.curve for reading in whole.load_test.readings
        }, told
        if part.bound is not None:  # at most this, so more where a limit is hidden
            assert part.bound.instance_seconds >= whole.bound.instance_seconds, told


@pytest.mark.parametrize(
    ("gap", "route", "why"),
    [
        (Told.hiding, PHASES, "Phases is unknown"),
        (Told.hiding, TRAFFIC, "TrafficPattern is unknown"),
        (Told.opening, PHASES, "Phases is not fully known"),
        (Told.hiding, (*INPUT, "ResourceLimit", "MaxParallelOfTests"), "MaxParallelOfTests is unknown"),
        (Told.without, (*INPUT, "JobDurationInSeconds"), "JobDurationInSeconds is unknown"),
        (Told.hiding, (*INPUT, "EndpointConfigurations"), "EndpointConfigurations is unknown"),
        (Told.opening, (*INPUT, "EndpointConfigurations"), "EndpointConfigurations is not fully known"),
        (Told.hiding, (*INPUT, "EndpointConfigurations", 0), "EndpointConfigurations is not fully known"),
    ],
    ids=lambda value: pointer(value) if isinstance(value, tuple) else None,
)
def test_a_plan_says_why_a_figure_is_unknown(gap: Any, route: Route, why: str) -> None:
    reasons = [one.why for one in plan(gap(Told(ADVANCED), route)).unknown]
    assert any(reason.endswith(why) for reason in reasons), reasons


CONTAINER = (*INPUT, "ContainerConfig")


@pytest.mark.parametrize(
    ("gap", "route", "what"),
    [
        (Told.hiding, (*CONTAINER, "SupportedInstanceTypes"), "instance types"),
        (Told.opening, (*CONTAINER, "SupportedInstanceTypes"), "instance types"),
        (Told.hiding, (*CONTAINER, "SupportedEndpointType"), "kind of endpoint"),
        (Told.opening, INPUT, None),
    ],
)
def test_the_plan_of_a_default_job_says_what_is_unknown(gap: Any, route: Route, what: str | None) -> None:
    container = {"SupportedInstanceTypes": ["ml.c5.large"], "SupportedEndpointType": "RealTime"}
    default = {**ADVANCED, "JobType": "Default", "InputConfig": {"ModelName": "m", "ContainerConfig": container}}
    shown = {fact.label: (fact.text, fact.spelled) for fact in facts(plan(gap(Told(default), route)))}
    assert ("instance types" in shown) is (what != "instance types")
    assert shown["endpoints"][0] == ("unknown" if what == "kind of endpoint" else "RealTime")


def test_an_endpoint_configuration_that_is_unknown_is_not_said_to_name_no_type() -> None:
    part = plan(Told(ADVANCED).hiding((*INPUT, "EndpointConfigurations", 1, "InstanceType")))
    assert part.load_test is not None
    assert [row.endpoint for row in part.load_test.tests.rows] == ["ml.c5.large", "unknown"]


LISTS = frozenset(
    {"categorical", "configurations", "content_types", "endpoints", "instance_types", "phases", "response_types"}
    | {"security_groups", "subnets", "tags", "thresholds", "values"}
)
"""The attributes of views that are lists."""
NO_VIEWS = frozenset({"planned", "value"})
"""What rules call numbers of tests, and mappings of plain data: no views."""
ASKS_IF_WHOLE = frozenset({"whole", "lists_all", "is_complete"})


def is_list(node: ast.AST, names: set[str]) -> bool:
    """Whether ``node`` mentions a list of a view, or one of ``names``, which hold some."""
    return any(
        (isinstance(one, ast.Attribute) and one.attr in LISTS and ast.unparse(one.value) not in NO_VIEWS)
        or (isinstance(one, ast.Name) and one.id in names)
        for one in ast.walk(node)
    )


def _names(target: ast.AST) -> Iterator[ast.Name]:
    for one in target.elts if isinstance(target, ast.Tuple) else (target,):
        if isinstance(one, ast.Name):
            yield one


def judged_as_whole(function: ast.FunctionDef) -> Iterator[str]:
    """The calls of ``function`` that hold only for whole lists, where it does not ask if they are."""
    nodes = list(ast.walk(function))
    if any(isinstance(node, ast.Attribute) and node.attr in ASKS_IF_WHOLE for node in nodes):
        return
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Assign) and is_list(node.value, set()):
            names |= {one.id for target in node.targets for one in _names(target)}
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name("all" | "len" | "sum"), args=[argument, *_]) if is_list(argument, names):
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.UnaryOp(op=ast.Not(), operand=ast.Attribute(attr=name)) if name in LISTS:
                yield f"{node.lineno}: {ast.unparse(node)}"


def guessed(tree: ast.AST) -> Iterator[str]:
    """The parts of a rule's source that treat an unknown value as absent."""
    for node in ast.walk(tree):
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=ast.Call(func=ast.Attribute(attr="gives"))):
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.Call(func=ast.Attribute(attr="data" | "has")) | ast.Attribute(attr="given"):
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.FunctionDef():
                yield from judged_as_whole(node)


@pytest.mark.slow
@pytest.mark.parametrize("family", sorted(path.name for path in RULES.iterdir() if path.is_dir()))
def test_no_rule_takes_what_is_not_told_for_absent(family: str) -> None:
    found = {
        f"{path.name}:{one}"
        for path in (RULES / family).rglob("*.py")
        for one in guessed(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert not found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("if not job.gives(Job.tags): pass", 1),
        ("if job.lacks(Job.tags) or job.gives(Job.name): pass", 0),
        ("x = job.data()", 1),
        ("def f(job):\n    tags = job.tags\n    return len(tags) > 3", 1),
        ("def f(job):\n    tags = job.tags\n    return tags.whole and len(tags) > 3", 0),
        ("def f(job):\n    return all(one.key for one in job.tags)", 1),
        ("def f(job):\n    return any(one.key for one in job.tags)", 0),
        ("def f(job):\n    return not job.tags", 1),
        ("def f(job):\n    return job.tags.whole and not job.tags", 0),
    ],
)
def test_the_test_of_rules_sees_a_guess(text: str, count: int) -> None:
    assert len(list(guessed(ast.parse(text)))) == count
