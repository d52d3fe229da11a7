"""No finding rests on a value that another finding reports, and each fault is still found by itself."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from command_line import Outcome, recolint
from properties import examples
from recolint.base.finding import Part, pointer
from recolint.base.text import Source
from recolint.check import engine
from recolint.document import read
from recolint.rule import options, registry
from recolint.rule.examples import Invalid
from recolint.rule.kinds import BaseRule, Rule
from recolint.rule.rule_set import RuleSet
from recolint.testing import SETTINGS
from recolint.testing.policies import permissions
from request_faults import faults, replaced, walk
from requests_strategy import requests
from specs import ADVANCED, DEFAULT, changed

PHASES = ("InputConfig", "TrafficPattern", "Phases")
BASES = (ADVANCED, read(Source("default.yaml", DEFAULT)).documents[0].data)

JUSTIFIED = {
    "RL031": "it counts empty values, and the first of them may be reported for another reason",
    "RL215": "the length of the stairs and that of the job contradict each other",
    "RL216": "the length of the steps and that of the job contradict each other",
    "RL218": "flat traffic is left to RL219 only while the stopping conditions are known",
    "RL252": "it takes the place of RL253 where the type of the job is unknown",
    "RL402": "both sources are there, whatever is wrong with one of them",
    "RL438": "the member is of no use, whatever is in it",
    "RL515": "the two lists contradict each other; each of their types is right by itself",
    "RL606": "the type has local storage, whatever else is wrong with it",
    "RL633": "an Advanced job compiles no model, wherever to",
}
"""What may be found of two faults together and of neither alone, though a value of it is reported, and why."""


@cache
def rules() -> tuple[BaseRule[Any], ...]:
    return tuple(rule() for rule in registry.load().rules if issubclass(rule, Rule))


def checked(spec: Any, refused: tuple[str, ...] = ()) -> engine.Checked:
    (document,) = read(Source("a.json", json.dumps(spec, default=str))).documents
    routes = frozenset(route for route, _ in walk(document.data, ()) if pointer(route) in refused)
    done, crashes = engine.check_document(document, RuleSet.of(*rules()), SETTINGS, unread=routes)
    assert not crashes
    return done


def found(spec: Any) -> Counter[tuple[str, str]]:
    return Counter((one.code, pointer(one.route)) for one in checked(spec).findings)


def rests_on_another(spec: Any, code: str, at: str) -> bool:
    """Whether ``code`` is no longer found at ``at`` when the values that other findings report are unknown."""
    done = checked(spec)
    reported = {
        pointer(one.route)
        for one in done.findings
        if one.code not in {code, "RL032"} and one.part is Part.VALUE and pointer(one.route) != at
        if not isinstance(done.document.value(one.route), dict | list)
    }
    again = checked(spec, tuple(reported)).findings if reported else done.findings
    return all((one.code, pointer(one.route)) != (code, at) for one in again)


class Overlay(NamedTuple):
    """An example of a rule, to be laid over a whole spec."""

    code: str
    data: dict[str, Any]


@cache
def overlays() -> tuple[Overlay, ...]:
    examples = (
        (rule.code, document.data)
        for rule in registry.load().rules
        if issubclass(rule, Rule)
        for example in rule.examples
        if isinstance(example, Invalid) and not (example.options or example.settings or example.policies)
        for document in read(Source("example", example.text)).documents
    )
    return tuple(Overlay(code, data) for code, data in examples if isinstance(data, dict))


def laid(over: Any, below: Any) -> Any:
    if isinstance(over, dict) and isinstance(below, dict):
        return {**below, **{name: laid(value, below.get(name)) for name, value in over.items()}}
    if isinstance(over, list) and isinstance(below, list):
        return [laid(one, other) for one, other in zip(over, below, strict=False)] + (
            over[len(below) :] or below[len(over) :]
        )
    return over


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_two_examples_together_give_no_finding_that_rests_on_a_value_of_the_other(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  picks examples
    for _ in range(60):
        (one, other), base = chance.sample(overlays(), 2), chance.choice(BASES)
        both = laid(other.data, laid(one.data, base))
        more = found(both) - (found(laid(one.data, base)) + found(laid(other.data, base)))
        for code, at in more:
            assert code in JUSTIFIED or not rests_on_another(both, code, at), (one, other, at)


@examples(60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_two_faults_of_a_request_give_no_more_findings_than_each_alone(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(BASES))
    one, other = (data.draw(st.sampled_from(list(faults(base)))) for _ in range(2))
    depth = min(len(one.place), len(other.place))
    if one.place[:depth] == other.place[:depth]:
        return
    more = found(other.within(one.within(base))) - (found(one.within(base)) + found(other.within(base)))
    assert {code for code, _ in more} <= JUSTIFIED.keys()


@pytest.mark.slow
def test_each_fault_is_found_when_all_rules_look() -> None:
    missed = [
        (rule.code, example.text)
        for rule in registry.load().rules
        for example in (rule.examples if issubclass(rule, Rule) else ())
        if isinstance(example, Invalid) and not is_found(rule, example)
    ]
    # The spawn rate is that of RL213, which leaves nothing to say of the joint.
    assert [(code, "SpawnRate: 60" in text) for code, text in missed] == [
        ("RL203", True),
    ]


def is_found(rule: type[BaseRule[Any]], example: Invalid) -> bool:
    said = example.settings or {}
    given_settings = SETTINGS._replace(
        region=said.get("region"),
        account=said.get("account"),
        permissions=permissions(example.policies) if example.policies is not None else None,
    )
    parsed, _ = options.parse(rule, example.options or {})
    active = [rule(parsed) if type(one) is rule else one for one in rules()]
    document = read(Source("example", example.text)).documents[example.spec]
    done, _ = engine.check_document(document, RuleSet.of(*active), given_settings)
    return any((one.code, pointer(one.route)) == (rule.code, example.at) for one in done.findings)


def check(folder: Path, spec: str | dict[str, Any], *argv: str) -> Outcome:
    """What ``check`` says of ``spec``, in JSON."""
    name = "job.yaml" if isinstance(spec, str) else "job.json"
    (folder / name).write_text(spec if isinstance(spec, str) else json.dumps(spec))
    outcome = recolint("check", name, *argv, "--output-format", "json", cwd=folder)
    assert outcome.err == ""
    return outcome


def codes(outcome: Outcome) -> list[str]:
    return [one["code"] for one in json.loads(outcome.out)["findings"]]


BROKEN_JOINT = changed(*PHASES, 1, "InitialNumberOfUsers", to=60)


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("InitialNumberOfUsers", 10, "RL201"),
        ("DurationInSeconds", 7300, "RL205"),
        ("DurationInSeconds", 60, "RL206"),
        ("SpawnRate", 50, "RL213"),
        ("SpawnRate", "1", "RL104"),
    ],
)
def test_a_bad_first_phase_says_nothing_of_the_joint(tmp_path: Path, member: str, value: Any, code: str) -> None:
    assert "RL203" in codes(check(tmp_path, BROKEN_JOINT))
    outcome = check(tmp_path, replaced(BROKEN_JOINT, (*PHASES, 0, member), value))
    assert code in codes(outcome)
    assert "RL203" not in codes(outcome)
    if code != "RL104":
        assert "RL203" in codes(check(tmp_path, replaced(BROKEN_JOINT, (*PHASES, 0, member), value), "--ignore", code))


SHORT_RAMP = """\
JobName: probe
JobType: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
  JobDurationInSeconds: 3600
  TrafficPattern:
    TrafficType: PHASES
    Phases:
      - InitialNumberOfUsers: 10{users}
        SpawnRate: 1
        DurationInSeconds: 300
      - InitialNumberOfUsers: 3{joint}
        SpawnRate: 1
        DurationInSeconds: 300
  EndpointConfigurations: [{{InstanceType: ml.c5.large}}]
StoppingConditions:
  MaxInvocations: 300
  ModelLatencyThresholds: [{{Percentile: P95, ValueInMilliseconds: 100}}]
"""


@pytest.mark.parametrize(
    ("users", "joint", "wanted"),
    [
        pytest.param("", "", ["RL201"], id="reported"),
        pytest.param("  # recolint: ignore[RL201] agreed", "", ["RL203"], id="called right"),
        pytest.param("", "  # recolint: ignore[RL203] known", ["RL201"], id="a comment that is of use later"),
        pytest.param(
            "  # recolint: ignore[RL201] agreed", "  # recolint: ignore[RL203] known", [], id="both are hidden"
        ),
    ],
)
def test_a_value_that_a_comment_calls_right_is_judged(
    tmp_path: Path, users: str, joint: str, wanted: list[str]
) -> None:
    assert codes(check(tmp_path, SHORT_RAMP.format(users=users, joint=joint))) == wanted


def renamed(spec: dict[str, Any], route: tuple[str | int, ...], name: str) -> dict[str, Any]:
    spec = copy.deepcopy(spec)
    parent: Any = spec
    for step in route[:-1]:
        parent = parent[step]
    parent[name] = parent.pop(route[-1])
    return spec


@pytest.mark.parametrize(
    ("route", "name"),
    [
        ((*PHASES, 0, "InitialNumberOfUsers"), "InitialUsers"),
        ((*PHASES, 0, "DurationInSeconds"), "DurationSecs"),
        (("RoleArn",), "Role"),
        (("StoppingConditions",), "StopCondition"),
        (("InputConfig", "JobDurationInSeconds"), "JobDurationSecs"),
    ],
)
def test_what_may_be_a_misspelled_member_is_not_missing_too(
    tmp_path: Path, route: tuple[str | int, ...], name: str
) -> None:
    (finding,) = json.loads(check(tmp_path, renamed(ADVANCED, route, name), "--ignore", "RL202").out)["findings"]
    assert (finding["code"], finding["pointer"]) == ("RL101", pointer((*route[:-1], name)))
    assert f"did you mean {route[-1]}?" in finding["message"]
    assert finding["help"].startswith(f"rename it to {route[-1]}")


def test_of_two_names_near_a_member_one_may_stand_for_it(tmp_path: Path) -> None:
    spec = renamed(ADVANCED, (*PHASES, 0, "InitialNumberOfUsers"), "InitialUsers")
    spec["InputConfig"]["TrafficPattern"]["Phases"][0]["UsersInitial"] = 1
    helps = [one["help"] for one in json.loads(check(tmp_path, spec, "--select", "RL101,RL211").out)["findings"]]
    assert sorted(text.split()[0] for text in helps) == ["remove", "rename"]


@pytest.mark.parametrize("first", ["JobType: Advanced", "JobType: Nope", "JobType: 1"])
@pytest.mark.parametrize("second", ["Default", "Advanced", "[]"])
def test_a_member_that_is_given_twice_is_unknown(tmp_path: Path, first: str, second: str) -> None:
    text = SHORT_RAMP.format(users="", joint="").replace("JobType: Advanced", f"{first}\nJobType: {second}")
    assert codes(check(tmp_path, text.replace("Users: 10", "Users: 1"))) == ["RL003"]


def test_what_is_below_a_structure_that_is_given_twice_is_unknown(tmp_path: Path) -> None:
    text = SHORT_RAMP.format(users="", joint="") + "StoppingConditions: {MaxInvocations: 0, Percentile: 1}\n"
    assert codes(check(tmp_path, text.replace("Users: 10", "Users: 1"))) == ["RL003"]


def test_what_an_alias_repeats_of_a_member_given_twice_is_unknown_too(tmp_path: Path) -> None:
    text = SHORT_RAMP.format(users="", joint="").replace(
        "[{InstanceType: ml.c5.large}]",
        "[&c {InstanceType: ml.t2.large, InstanceType: ml.t2.medium}, *c, {<<: *c}]",
    )
    assert codes(check(tmp_path, text.replace("Users: 10", "Users: 1"), "--ignore", "RL508")) == ["RL003"]


def test_a_credential_is_found_in_a_member_that_is_given_twice(tmp_path: Path) -> None:
    text = DEFAULT + "JobDescription: a\nJobDescription: AKIAIOSFODNN7ABCDEFG\n"
    assert set(codes(check(tmp_path, text))) == {"RL003", "RL033"}


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("key/abc", "RL601"),
        ("alias/aws/ebs", "RL603"),
        ("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "RL604"),
    ],
)
def test_nothing_more_is_said_of_a_key_that_cannot_be_used(tmp_path: Path, key: str, code: str) -> None:
    spec = changed("InputConfig", "EndpointConfigurations", 0, "InstanceType", to="ml.g5.xlarge")
    spec["InputConfig"]["VolumeKmsKeyId"] = "alias/volumes"
    spec["InputConfig"]["EndpointConfigurations"].pop()
    assert "RL606" in codes(check(tmp_path, spec))
    spec["InputConfig"]["VolumeKmsKeyId"] = key
    assert [one for one in codes(check(tmp_path, spec)) if one.startswith("RL6")] == [code]


# Structures that are not there


def mutants(data: Any, chance: random.Random) -> Iterator[Any]:
    """``data`` with a value moved, removed, given again, wrapped or replaced."""
    while True:
        mutant = copy.deepcopy(data)
        for _ in range(chance.choice([1, 1, 2, 3])):
            mutate(mutant, chance)
        yield mutant


def mutate(data: Any, chance: random.Random) -> None:
    routes = [route for route, _ in walk(data, ()) if route]
    if not routes:
        return
    route = chance.choice(routes)
    parent, step = at(data, route[:-1]), route[-1]
    value = parent[step]
    homes = [home for home in [(), *routes] if isinstance(at(data, home), dict | list)]
    match chance.choice(["remove", "move", "copy", "wrap", "unwrap", "null", "list", "scalar"]):
        case "remove":
            del parent[step]
        case "move":
            del parent[step]
            home = chance.choice([one for one in homes if one[: len(route) - 1] != route[:-1]] or [()])
            put(at(data, home), step, value)
        case "copy":
            put(at(data, chance.choice(homes)), step, copy.deepcopy(value))
        case "wrap":
            parent[step] = chance.choice([[value], {str(step): value}])
        case "unwrap" if isinstance(value, dict | list) and value:
            parent[step] = next(iter(value.values())) if isinstance(value, dict) else value[0]
        case "null":
            parent[step] = None
        case "list":
            parent[step] = chance.choice([[], [None], ["x", 1]])
        case _:
            parent[step] = chance.choice(["", "x", 0, -1, 1.5, True])


def at(data: Any, route: tuple[str | int, ...]) -> Any:
    for step in route:
        data = data[step]
    return data


def put(home: Any, step: str | int, value: Any) -> None:
    if isinstance(home, dict):
        home[str(step)] = value
    else:
        home.append(value)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_rule_crashes_on_a_spec_with_values_out_of_place(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  picks places
    bases = [laid(one.data, base) for one in overlays() for base in BASES]
    for number in range(200):
        mutant = next(mutants(chance.choice(bases), chance))
        (tmp_path / f"{number}.json").write_text(json.dumps(mutant, default=str))
    outcome = recolint("check", "--preset", "strict", "--output-format", "json", cwd=tmp_path)
    assert outcome.err == ""
    assert outcome.code == 1


@examples(40, suppress_health_check=[HealthCheck.too_slow])
@given(spec=requests(), seed=st.integers(0, 1000))
def test_no_rule_crashes_on_any_request_with_values_out_of_place(spec: dict[str, Any], seed: int) -> None:
    mutant = next(mutants(spec, random.Random(seed)))  # noqa: S311  picks places
    if isinstance(mutant, dict):
        for finding in checked(mutant).findings:
            read(Source("a.json", json.dumps(mutant))).documents[0].value(finding.route)


@pytest.mark.parametrize(
    ("spec", "finding"),
    [
        pytest.param(
            {**BASES[1], "JobType": "Advanced", "InputConfig": {**BASES[1]["InputConfig"], "Phases": []}},
            "/InputConfig/Phases",
            id="phases without their pattern",
        ),
        pytest.param(
            {"JobName": "a", "JobType": "Default", "RoleArn": BASES[1]["RoleArn"], "ModelName": "churn"},
            "/ModelName",
            id="a model without InputConfig",
        ),
    ],
)
def test_a_misplaced_member_is_reported_and_its_home_is_not(tmp_path: Path, spec: dict[str, Any], finding: str) -> None:
    outcome = check(tmp_path, spec)
    assert outcome.code == 1
    reported = [(one["code"], one["pointer"]) for one in json.loads(outcome.out)["findings"]]
    assert ("RL101", finding) in reported
    assert not {"RL208", "RL232", "RL403"} & {code for code, _ in reported}


def test_one_finding_says_which_types_a_container_does_not_list(tmp_path: Path) -> None:
    spec = changed("InputConfig", "ContainerConfig", to={"SupportedInstanceTypes": ["ml.m5.large"]})
    (finding,) = (one for one in json.loads(check(tmp_path, spec).out)["findings"] if one["code"] == "RL515")
    assert "ml.c5.large and ml.c5.xlarge" in finding["message"]
    assert [one["pointer"] for one in finding["labels"]] == [
        "/InputConfig/EndpointConfigurations/1/InstanceType",
        "/InputConfig/ContainerConfig/SupportedInstanceTypes",
    ]


@pytest.mark.parametrize(
    ("structure", "member", "part"),
    [
        pytest.param((), "InputConfig", "Input", id="InputConfig"),
        pytest.param((), "JobName", "Name", id="a name that belongs elsewhere too"),
        pytest.param(("InputConfig",), "TrafficPattern", "Traffic", id="TrafficPattern"),
        pytest.param(("InputConfig", "TrafficPattern", "Phases", 0), "InitialNumberOfUsers", "Users", id="a phase"),
        pytest.param(("StoppingConditions",), "MaxInvocations", "Invocations", id="MaxInvocations"),
    ],
)
def test_a_part_of_a_name_stands_for_the_member_which_is_not_missing_too(
    tmp_path: Path, structure: tuple[str | int, ...], member: str, part: str
) -> None:
    spec = copy.deepcopy(ADVANCED)
    home: Any = spec
    for step in structure:
        home = home[step]
    home[part] = home.pop(member)
    (finding,) = json.loads(check(tmp_path, spec).out)["findings"]
    assert (finding["code"], finding["pointer"]) == ("RL101", pointer((*structure, part)))
    assert member in finding["message"]


@pytest.mark.parametrize(
    ("joined", "apart"),
    [
        pytest.param("{InstanceType:ml.c5.large}", "a space after the colon: InstanceType: ml.c5.large", id="colon"),
        pytest.param("{InstanceType ml.c5.large}", "a colon after the name: InstanceType: ml.c5.large", id="space"),
    ],
)
def test_a_member_that_is_joined_to_its_value_is_one_finding(tmp_path: Path, joined: str, apart: str) -> None:
    spec = json.dumps(changed("InputConfig", "EndpointConfigurations", to=["HERE"])).replace('"HERE"', joined)
    (tmp_path / "a.yaml").write_text(spec)
    outcome = recolint("check", "--output-format", "json", cwd=tmp_path)
    (finding,) = json.loads(outcome.out)["findings"]
    assert (finding["code"], finding["help"]) == ("RL101", f"write {apart}")


@pytest.mark.parametrize(
    "route",
    [
        ("InputConfig", "EndpointConfigurations", 0, "InstanceType"),
        ("InputConfig", "JobDurationInSeconds"),
        ("InputConfig", "TrafficPattern", "TrafficType"),
        ("InputConfig", "ModelPackageVersionArn"),
        ("StoppingConditions", "ModelLatencyThresholds", 0, "Percentile"),
        ("JobName",),
    ],
    ids=lambda route: str(route[-1]),
)
def test_typographic_quotes_are_named_and_removed(tmp_path: Path, route: tuple[str | int, ...]) -> None:
    value: Any = ADVANCED
    for step in route:
        value = value[step]
    outcome = check(tmp_path, replaced(ADVANCED, route, f"\u201c{value}\u201d"))
    (finding,) = json.loads(outcome.out)["findings"]
    assert "typographic quote" in finding["message"]
    assert len(finding["message"]) <= 100
    assert finding["fix"]["safety"] == "safe"
