"""The rules on the contract: one finding for each breach, at its place, with a helpful message and a correct fix."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rule_runs
from command_line import recolint
from properties import examples
from recolint.base.finding import Finding, Part, Rename, Route, Safety, Set, pointer
from recolint.base.text import Source
from recolint.check import engine
from recolint.document import read
from recolint.fix import FixRequest, apply_fixes
from recolint.request import contract
from recolint.request.contract import ViolationKind
from recolint.request.contract.shapes import REQUEST
from recolint.rule import registry
from recolint.rule.kinds import BaseRule, Rule
from recolint.rule.rule_set import RuleSet
from recolint.testing import SETTINGS
from recolint_rules.contract.describe_answer import DescribeAnswer
from recolint_rules.contract.missing_member import MissingMember
from recolint_rules.contract.null_value import NullValue
from recolint_rules.contract.number_out_of_range import NumberOutOfRange
from recolint_rules.contract.pattern_mismatch import PatternMismatch
from recolint_rules.contract.unknown_member import Options as UnknownOptions
from recolint_rules.contract.unknown_member import UnknownMember
from recolint_rules.contract.unknown_value import UnknownValue
from recolint_rules.contract.wrong_count import WrongCount
from recolint_rules.contract.wrong_length import WrongLength
from recolint_rules.contract.wrong_type import WrongType
from recolint_rules.file.unfilled_placeholder import UnfilledPlaceholder
from recolint_rules.traffic.percentile_not_p95 import PercentileNotP95
from request_faults import Fault, faults
from requests_strategy import requests
from specs import ADVANCED, as_json

ON_THE_CONTRACT: tuple[BaseRule[Any], ...] = (
    UnfilledPlaceholder(),
    UnknownMember(),
    MissingMember(),
    NullValue(),
    WrongType(),
    NumberOutOfRange(),
    WrongLength(),
    WrongCount(),
    UnknownValue(),
    PatternMismatch(),
    DescribeAnswer(),
)
CODES = {
    ViolationKind.UNKNOWN: "RL101",
    ViolationKind.MISSING: "RL102",
    ViolationKind.NULL: "RL103",
    ViolationKind.TYPE: "RL104",
    ViolationKind.MINIMUM: "RL105",
    ViolationKind.MAXIMUM: "RL105",
    ViolationKind.SHORT: "RL106",
    ViolationKind.LONG: "RL106",
    ViolationKind.FEW: "RL107",
    ViolationKind.MANY: "RL107",
    ViolationKind.ENUM: "RL108",
    ViolationKind.PATTERN: "RL109",
    ViolationKind.PLACEHOLDER: "RL030",
}
CHECKED_BY_CLIENT = {
    ViolationKind.UNKNOWN,
    ViolationKind.MISSING,
    ViolationKind.NULL,
    ViolationKind.TYPE,
    ViolationKind.MINIMUM,
    ViolationKind.SHORT,
    ViolationKind.FEW,
}


def found(text: str, *rules: BaseRule[Any]) -> list[Finding]:
    """What ``rules``, or all rules on the contract, say of the one spec in ``text``."""
    return rule_runs.found(text, *(rules or ON_THE_CONTRACT), path="spec")


def after_fix(text: str, finding: Finding) -> str:
    """``text`` after the fix of ``finding``."""
    assert finding.fix
    done = apply_fixes(Source("spec", text), [FixRequest(finding.fix, 0)])
    assert not done.refused
    return done.source.text


@st.composite
def broken(draw: st.DrawFn) -> tuple[dict[str, Any], Fault]:
    """A request that is valid except for one breach."""
    request = draw(requests())
    # A date is a value of YAML alone; a root of another type is a fault of the file.
    possible = [one for one in faults(request) if one.route and not isinstance(one.value, date)]
    fault = draw(st.sampled_from(possible))
    return fault.within(request), fault


@pytest.mark.slow
@examples(80)
@given(broken())
def test_each_breach_is_one_finding_at_its_place(case: tuple[dict[str, Any], Fault]) -> None:
    request, fault = case
    (finding,) = found(json.dumps(request))
    assert (finding.code, finding.route) == (CODES[fault.kind], fault.route)
    assert finding.basis.kind == ("client" if fault.kind in CHECKED_BY_CLIENT else "model")
    assert "\n" not in finding.message


@pytest.mark.slow
@examples(80)
@given(broken())
def test_a_safe_fix_leaves_a_request_without_that_breach(case: tuple[dict[str, Any], Fault]) -> None:
    request, fault = case
    text = json.dumps(request, indent=2)
    for finding in found(text):
        if finding.fix is not None and finding.fix.safety is Safety.SAFE:
            before = {(violation.kind, violation.route) for violation in contract.check(json.loads(text))}
            after = {(one.kind, one.route) for one in contract.check(json.loads(after_fix(text, finding)))}
            assert (fault.kind, fault.route) in before - after


def test_every_kind_of_breach_has_its_rule_in_the_smallest_preset() -> None:
    assert set(CODES) == set(ViolationKind)
    assert all(rule.preset == rule.preset.MINIMAL for rule in ON_THE_CONTRACT)
    installed = {rule.code for rule in registry.load().rules if issubclass(rule, Rule)}
    assert set(CODES.values()) <= installed


# What the first published guide called its members; the service never took these names.
FIRST_GUIDE = """\
InputConfig:
  JobDuration: 7200
  TrafficPattern:
    Phases:
      - {InitialNumberOfUser: 1, SpawnRate: 1, Duration: 300}
  ResourceLimits: {MaxParallelTests: 3}
StoppingConditions: {MaximumInvocations: 1000, ModelLatencyThresholds: [{Value: 100}]}
OutputConfig: {CompiledOutputConfig: {S3OutputLocation: 's3://models/compiled'}}
"""


def test_the_names_of_the_first_guide_are_renamed() -> None:
    findings = found(FIRST_GUIDE, UnknownMember())
    names = {
        finding.fix.edits[0].name for finding in findings if finding.fix and isinstance(finding.fix.edits[0], Rename)
    }
    assert len(findings) == 8
    assert names == {
        "JobDurationInSeconds",
        "InitialNumberOfUsers",
        "DurationInSeconds",
        "ResourceLimit",
        "MaxParallelOfTests",
        "MaxInvocations",
        "ValueInMilliseconds",
        "S3OutputUri",
    }


def test_all_names_of_the_first_guide_are_renamed_at_once() -> None:
    wanted = [FixRequest(finding.fix, 0) for finding in found(FIRST_GUIDE, UnknownMember()) if finding.fix]
    done = apply_fixes(Source("spec", FIRST_GUIDE), wanted)
    assert not found(done.source.text, UnknownMember())
    assert done.source.text.count("\n") == FIRST_GUIDE.count("\n")


@pytest.mark.parametrize(
    ("text", "at", "home"),
    [
        ("InputConfig: {SupportedEndpointType: RealTime}", "/InputConfig/SupportedEndpointType", "ContainerConfig"),
        (
            "InputConfig: {StoppingConditions: {}}",
            "/InputConfig/StoppingConditions",
            "at the top level, beside InputConfig",
        ),
        ("Endpoints: []", "/Endpoints", "InputConfig"),
        ("VpcConfig: {}", "/VpcConfig", "InputConfig"),
        (
            "InputConfig: {ContainerConfig: {SamplePayloadUrl: 's3://b/k'}}",
            "/InputConfig/ContainerConfig/SamplePayloadUrl",
            "InputConfig.ContainerConfig.PayloadConfig",
        ),
    ],
)
def test_a_name_in_the_wrong_place_is_told_where_it_belongs(text: str, at: str, home: str) -> None:
    (finding,) = found(text, UnknownMember())
    assert (pointer(finding.route), finding.part) == (at, Part.KEY)
    name = home.rpartition(".")[2]
    assert len(finding.message) <= 100
    assert finding.message.endswith(name)
    place = "the top level" if "top level" in home else name
    assert finding.advice is not None
    assert finding.advice.startswith(f"move {finding.route[-1]} to ")
    assert finding.advice.endswith(place)


@pytest.mark.parametrize(
    ("text", "member", "home"),
    [
        ("Endpoint: [{EndpointName: churn}]", "Endpoints", "InputConfig"),
        ("endpoint-configurations: []", "EndpointConfigurations", "InputConfig"),
        (
            "OutputConfig: {S3OutputLocation: 's3://b-1/o', CompiledOutputConfig: {}}",
            "S3OutputUri",
            "OutputConfig.CompiledOutputConfig",
        ),
    ],
)
def test_a_wrong_name_in_the_wrong_place_is_told_both(text: str, member: str, home: str) -> None:
    (finding,) = found(text, UnknownMember())
    assert len(finding.message) <= 100
    assert finding.message.endswith((f"{member} belongs in {home}", f"{member} belongs in {home.rpartition('.')[2]}"))
    assert finding.advice == f"move {member} to {home}"


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        pytest.param(
            "InputConfig: {SupportedEndpointType: RealTime, ContainerConfig: {}}",
            {"InputConfig": {"ContainerConfig": {"SupportedEndpointType": "RealTime"}}},
            id="into a structure that is there",
        ),
        pytest.param(
            "MaximumInvocations: 300\nInputConfig: {JobType: Default}",
            {"StoppingConditions": {"MaxInvocations": 300}, "InputConfig": {}, "JobType": "Default"},
            id="into one that is not, and to the root",
        ),
        pytest.param(
            "InputConfig: {SupportedContentTypes: [text/csv]}",
            {"InputConfig": {"ContainerConfig": {"PayloadConfig": {"SupportedContentTypes": ["text/csv"]}}}},
            id="a list, with all above it",
        ),
        pytest.param(
            "InputConfig: {MaxNumberOfTests: 4, max-parallel-tests: 2}",
            {"InputConfig": {"ResourceLimit": {"MaxNumberOfTests": 4, "MaxParallelOfTests": 2}}},
            id="two to one place",
        ),
        pytest.param(
            "InputConfig: {resourceLimit: {MaxNumberOfTests: 4}, MaxParallelOfTests: 2}",
            {"InputConfig": {"ResourceLimit": {"MaxNumberOfTests": 4, "MaxParallelOfTests": 2}}},
            id="into one that is misspelled",
        ),
        pytest.param(
            "StoppingConditions: {Percentile: P95, ModelLatencyThresholds: [{ValueInMilliseconds: 100}]}",
            {"StoppingConditions": {"ModelLatencyThresholds": [{"ValueInMilliseconds": 100, "Percentile": "P95"}]}},
            id="into the only item",
        ),
    ],
)
def test_a_member_is_moved_to_the_one_place_for_it(text: str, moved: dict[str, Any]) -> None:
    source = Source("spec", text)
    while wanted := [FixRequest(finding.fix) for finding in found(source.text, UnknownMember()) if finding.fix]:
        source = apply_fixes(source, wanted).source
    assert read(source).documents[0].data == moved


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        pytest.param(
            "InputConfig: {SupportedEndpointType: RealTime, ContainerConfig: {SupportedEndpointType: Serverless}}",
            "move SupportedEndpointType to InputConfig.ContainerConfig",
            id="the place is taken",
        ),
        pytest.param(
            "InputConfig: {TrafficPattern: {DurationInSeconds: 120, Phases: [{SpawnRate: 1}]}}",
            "move DurationInSeconds to InputConfig.TrafficPattern.Phases[] or InputConfig.TrafficPattern.Stairs",
            id="two places",
        ),
        pytest.param(
            "InputConfig: {KmsKeyId: alias/volumes}\nOutputConfig: {}",
            "move KmsKeyId to OutputConfig, or write VolumeKmsKeyId",
            id="the end of a name that is due here",
        ),
        pytest.param(
            "InputConfig: {TrafficPattern: {SpawnRate: 1, Phases: [{}, {}]}}",
            "move SpawnRate to InputConfig.TrafficPattern.Phases[]",
            id="two items",
        ),
        pytest.param(
            "InputConfig: {TrafficPattern: {SpawnRate: 1}}",
            "move SpawnRate to InputConfig.TrafficPattern.Phases[]",
            id="no items",
        ),
    ],
)
def test_a_member_stays_where_more_than_one_place_can_be_meant(text: str, help_: str) -> None:
    (finding,) = found(text, UnknownMember())
    assert (finding.help, finding.fix) == (help_, None)


def test_of_two_values_for_one_place_neither_is_moved() -> None:
    text = "MaxNumberOfTests: 4\nInputConfig: {MaxNumberOfTests: 3}"
    assert [finding.fix for finding in found(text, UnknownMember())] == [None, None]


def test_nothing_is_moved_beside_a_misspelled_structure_before_that_is_renamed() -> None:
    renamed, moved = found("InputConfig: {resourceLimit: {}, MaxParallelOfTests: 2}", UnknownMember())
    assert renamed.fix
    assert moved.fix is None


def test_a_name_beside_the_one_that_it_misspells_is_no_rename() -> None:
    (finding,) = found("JobName: a\njobName: b\n", UnknownMember())
    assert finding.fix is None
    assert finding.message == "the spec has no member 'jobName'; did you mean JobName?"
    assert finding.help == "remove it; JobName is set too"


def test_an_allowed_member_is_passed_over_wherever_it_stands() -> None:
    rule = UnknownMember(UnknownOptions(allow=("Warmth",)))
    text = "Warmth: 1\nInputConfig: {Warmth: 1, TrafficPattern: {Warmth: {Cold: 1}, Cold: 1}}"
    assert [pointer(finding.route) for finding in found(text, rule)] == ["/InputConfig/TrafficPattern/Cold"]


def test_the_value_of_a_misspelled_member_is_judged_by_the_right_name() -> None:
    text = "InputConfig: {ResourceLimits: {MaxNumberOfTests: 0}, VolumeKmsKey: a.b}"
    messages = {finding.code: finding.message for finding in found(text, NumberOutOfRange(), PatternMismatch())}
    assert messages == {
        "RL105": "MaxNumberOfTests is 0; the minimum is 1",
        "RL109": "VolumeKmsKey is 'a.b': '.' is not allowed in a KMS key",
    }


def test_an_answer_is_one_finding_and_its_request_is_checked_all_the_same() -> None:
    text = (
        "JobName: a_b\nJobArn: x\nStatus: COMPLETED\nInferenceRecommendations: [{Metrics: {}}]\nResponseMetadata: {}\n"
    )
    codes = sorted(finding.code for finding in found(text) if finding.code != "RL102")
    assert codes == ["RL109", "RL110"]


@pytest.mark.parametrize(
    ("text", "safety"),
    [
        ("JobDescription: ~", Safety.SAFE),
        ("InputConfig: {ModelName: ~}", Safety.SAFE),
        ("InputConfig: {JobDurationInSeconds: ~}", Safety.UNSAFE),
        ("InputConfig: {ResourceLimit: {MaxNumberOfTests: ~}}", Safety.UNSAFE),
        ("InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, ~]}", Safety.UNSAFE),
        ("InputConfig: {ContainerConfig: {SupportedInstanceTypes: ~}}", Safety.UNSAFE),
        ("StoppingConditions: {MaxInvocations: ~}", Safety.UNSAFE),
        ("stopping-conditions: {MaxInvocations: ~}", Safety.UNSAFE),
        ("InputConfig: {EndpointConfigurations: []}", Safety.UNSAFE),
        ("StoppingConditions: {ModelLatencyThresholds: []}", Safety.UNSAFE),
    ],
)
def test_a_bound_of_the_tests_is_not_deleted_unasked(text: str, safety: Safety) -> None:
    (finding,) = found(text, NullValue(), WrongCount())
    assert finding.fix
    assert finding.fix.safety is safety


def test_what_a_flag_gives_may_be_absent_from_the_root_alone() -> None:
    rule = MissingMember(MissingMember.options_type(allow=("RoleArn", "JobName", "JobType", "InputConfig", "Key")))
    assert [pointer(finding.route) for finding in found("Tags: [{Value: a}]", rule)] == ["/Tags/0"]


def test_a_missing_member_comes_with_the_values_it_may_have() -> None:
    findings = found("JobName: probe", MissingMember())
    assert "add JobType: Advanced or Default" in {finding.help for finding in findings}
    assert all(finding.route == () for finding in findings)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("JobName: 2026-01-31", "JobName must be a string, found the date 2026-01-31"),
        ("JobName: 123456789012", "JobName must be a string, found the number 123456789012"),
        ("JobName: 017", "JobName must be a string, found the number 17 (written 017)"),
        ("JobName: 7_200", "JobName must be a string, found the number 7200 (written 7_200)"),
        ("JobName: 1.10", "JobName must be a string, found the decimal number 1.1 (written 1.10)"),
        ("JobName: 1e3", "JobName must be a string, found the decimal number 1000.0 (written 1e3)"),
        ("JobName: true", "JobName must be a string, found the boolean true"),
        ("JobName: {name: a}", "JobName must be a string, found a mapping"),
        ("JobName: [probe]", "JobName must be a string, found a list"),
        ('{"JobName": {"a": 1}}', "JobName must be a string, found an object"),
        ("Tags: team", "Tags must be a list, found the string 'team'"),
        ("InputConfig: {JobDurationInSeconds: 2x}", "JobDurationInSeconds must be an integer, found the string '2x'"),
        ("InputConfig: {JobDurationInSeconds: on}", "JobDurationInSeconds must be an integer, found the string 'on'"),
        (
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [1]}}",
            "an item of SupportedInstanceTypes must be a string, found the number 1",
        ),
    ],
)
def test_a_wrong_type_is_told_as_it_was_read(text: str, message: str) -> None:
    assert [finding.message for finding in found(text, WrongType())] == [message]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("JobName: 123456789012\n", 'JobName: "123456789012"\n'),
        ("JobName: 017\n", 'JobName: "017"\n'),
        ("JobName: 2026-01-31  # a day\n", 'JobName: "2026-01-31"  # a day\n'),
        ("JobName: true\n", 'JobName: "true"\n'),
        ("JobName: [probe]\n", "JobName: probe\n"),
        ('{"JobDescription": 1.50}', '{"JobDescription": "1.50"}'),
        ('{"JobDescription": true}', '{"JobDescription": "true"}'),
        ("InputConfig: {JobDurationInSeconds: '7200'}\n", "InputConfig: {JobDurationInSeconds: 7200}\n"),
        ("InputConfig: {JobDurationInSeconds: 7.2e3}\n", "InputConfig: {JobDurationInSeconds: 7200}\n"),
        ('{"InputConfig": {"JobDurationInSeconds": "7200"}}', '{"InputConfig": {"JobDurationInSeconds": 7200}}'),
        ("InputConfig: {EndpointConfigurations: {InstanceType: ml.c5.large}}\n",
         "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}]}\n"),
        ("InputConfig: {ContainerConfig: {SupportedInstanceTypes: ml.c5.large}}\n",
         "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.c5.large]}}\n"),
        ("InputConfig: [{ModelName: churn}]\n", "InputConfig: {ModelName: churn}\n"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_written_in_the_right_one(text: str, fixed: str) -> None:
    (finding,) = found(text, WrongType())
    assert finding.fix
    assert finding.fix.safety is Safety.SAFE
    assert after_fix(text, finding) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "InputConfig: {JobDurationInSeconds: 2x}",
        "InputConfig: {JobDurationInSeconds: 1m 1h}",
        "InputConfig: {JobDurationInSeconds: 1h 1h}",
        "InputConfig: {JobDurationInSeconds: 0.1s}",
        "InputConfig: {JobDurationInSeconds: 0s}",
        "InputConfig: {JobDurationInSeconds: 900000000h}",
        "InputConfig: {ResourceLimit: {MaxNumberOfTests: 2h}}",
        '{"JobName": 1.50}',
        "RoleArn: 111122223333",
        "InputConfig: {JobDurationInSeconds: '007'}",
        "InputConfig: {JobDurationInSeconds: '٧٢٠٠'}",
        "InputConfig: {JobDurationInSeconds: 0.5}",
        "InputConfig: {JobDurationInSeconds: .inf}",
        "InputConfig: {JobDurationInSeconds: .nan}",
        "InputConfig: {JobDurationInSeconds: true}",
        "InputConfig: {ContainerConfig: {SupportedInstanceTypes: 'ml.c5.large, ml.c5.xlarge'}}",
        "InputConfig: {ContainerConfig: {DataInputConfig: {input: 2026-01-31}}}",
        "InputConfig: {ContainerConfig: {DataInputConfig: {input: .nan}}}",
        "InputConfig: {JobDurationInSeconds: [true]}",
        "JobName: [5]",
        "JobName: [a, b]",
        "JobName: {name: a}",
        "JobName: !!int 5",
        "Tags: {team: [search]}",
        "Tags: [[Key, team]]",
        "InputConfig: []",
    ],
)
def test_what_is_not_certain_is_not_fixed(text: str) -> None:
    (finding,) = found(text, WrongType())
    assert finding.fix is None
    assert finding.help


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("1h", 3600),
        ("5m", 300),
        ("3600s", 3600),
        ("1h30m", 5400),
        ("1h 30 min", 5400),
        ("60 min", 3600),
        ("1 hour", 3600),
        ("0.5h", 1800),
        ("PT1H", 3600),
        ("90000ms", 90),
        ("'1_000'", 1000),
        ("' 3600 '", 3600),
        ("'3600.0'", 3600),
        ("\u201c3600\u201d", 3600),
    ],
)
def test_a_duration_is_written_in_seconds(written: str, seconds: int) -> None:
    text = "InputConfig:\n  JobDurationInSeconds: {}  # as agreed\n"
    (finding,) = found(text.format(written), WrongType())
    assert finding.fix
    assert finding.fix.safety is Safety.SAFE
    assert after_fix(text.format(written), finding) == text.format(seconds)


def test_a_comma_between_thousands_may_be_a_decimal_one() -> None:
    (finding,) = found("InputConfig: {JobDurationInSeconds: '3,600'}", WrongType())
    assert finding.fix
    assert (finding.fix.title, finding.fix.safety) == ("write 3600", Safety.UNSAFE)


LATENCY = "StoppingConditions: {ModelLatencyThresholds: [{Percentile: P95, ValueInMilliseconds: %s}]}"


@pytest.mark.parametrize("written", ["200ms", "0.2s", "200 milliseconds", '"200"'])
def test_a_latency_is_written_in_milliseconds(written: str) -> None:
    (finding,) = found(LATENCY % written, WrongType())
    assert after_fix(LATENCY % written, finding) == LATENCY % 200


@pytest.mark.parametrize(("written", "words"), [("99.5", "write 99 or 100"), ("0.5", "write 1")])
def test_a_number_between_two_integers_is_for_its_author_to_round(written: str, words: str) -> None:
    (finding,) = found(LATENCY % written, WrongType())
    assert (finding.help, finding.fix) == (words, None)


PERCENTILE = "JobType: %s\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: %s}]}\n"


@pytest.mark.parametrize(
    ("kind", "written", "right", "safety"),
    [
        ("Advanced", "95", "P95", Safety.SAFE),
        ("Advanced", "95.0", "P95", Safety.SAFE),
        ("Advanced", "0.95", "P95", Safety.SAFE),
        ("Advanced", "99", "P95", Safety.UNSAFE),
        ("Default", "99", "P99", Safety.SAFE),
    ],
)
def test_a_percentile_that_is_a_number_becomes_one_that_the_job_takes(
    kind: str, written: str, right: str, safety: Safety
) -> None:
    (finding,) = found(PERCENTILE % (kind, written), WrongType())
    assert finding.fix
    assert finding.fix.safety is safety
    assert after_fix(PERCENTILE % (kind, written), finding) == PERCENTILE % (kind, right)


@pytest.mark.parametrize("written", ['"95"', "p95", "'P95 '", "95%", "P-95", "95th"])
def test_other_ways_to_write_p95_are_put_in_its_form(written: str) -> None:
    text = PERCENTILE % ("Advanced", written)
    (finding,) = found(text, PercentileNotP95())
    assert finding.fix
    assert finding.fix.title == "write P95"


def test_the_percentile_99_9_is_nothing_that_aws_knows() -> None:
    (finding,) = found(PERCENTILE % ("Default", "99.9"), WrongType())
    assert (finding.help, finding.fix) == ("write P95 or P99", None)


def test_a_blank_that_is_missing_behind_a_colon_or_dash_is_named() -> None:
    (colon,) = found("StoppingConditions:\n  MaxInvocations:1000\n", WrongType())
    (dash,) = found("InputConfig: {EndpointConfigurations: {-InstanceType: ml.c5.large}}\n", WrongType())
    assert colon.help == "write a space after the colon: MaxInvocations: 1000"
    assert dash.help == "write a space after each dash"


def test_a_number_given_by_an_alias_is_not_rewritten() -> None:
    findings = found("JobName: &x 5\nJobDescription: *x\n", WrongType())
    assert [finding.fix is None for finding in findings] == [False, True]


@pytest.mark.parametrize(
    ("member", "value", "words"),
    [
        ("RoleArn", "InferenceRecommenderJobsRole", "expected the ARN of a role"),
        ("RoleArn", "arn:aws:iam::111122223333:user/somebody", "found a user; expected a role"),
        ("RoleArn", "arn:aws:iam::111122223333:root", "found an account; expected a role"),
        ("RoleArn", "arn:aws:iam::111122223333:instance-profile/x", "found an instance profile; expected a role"),
        ("RoleArn", "arn:aws:sts::111122223333:assumed-role/Jobs/me", "found a session of a role; expected a role"),
        ("RoleArn", "arn:aws:iam::11112222333:role/Jobs", "'11112222333' is not an account ID; expected 12 digits"),
        ("RoleArn", "arn:aws:iam::1111-2222-3333:role/Jobs",
         "'1111-2222-3333' is not an account ID; expected 12 digits"),
        ("RoleArn", "arn:aws:iam:eu-west-1:111122223333:role/Jobs", "the ARN of a role has no Region"),
        ("RoleArn", "arn:aws:iam::111122223333:role/Jöbs", "'ö' is not allowed in the name of a role"),
        ("RoleArn", "arn:aws:iam::111122223333:role/*", "found several roles; expected one"),
        ("RoleArn", "arn:aws:iam::١١١١٢٢٢٢٣٣٣٣:role/Jobs", "'١١١١٢٢٢٢٣٣٣٣' is not an account ID; expected 12 digits"),
        ("RoleArn", "arn:aws:s3:::models-of-the-team", "found an ARN of s3; expected a role"),
        ("InputConfig.ModelPackageVersionArn", "churn", "expected the ARN of a model package's version"),
        ("InputConfig.ModelPackageVersionArn", "arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/churn",
         "found a model package group; expected a version"),
        ("InputConfig.ModelPackageVersionArn", "arn:aws:sagemaker:eu-west-1:111122223333:model/churn",
         "found a model"),
        ("InputConfig.ModelPackageVersionArn", "arn:aws:sagemaker:us-east1:111122223333:model-package/churn/1",
         "unknown Region 'us-east1'"),
        ("InputConfig.ModelPackageVersionArn", "arn:aws:sagemaker:us-eas-1:111122223333:model-package/churn/1",
         "unknown Region 'us-eas-1'; did you mean us-east-1?"),
        ("InputConfig.ModelName", "my_model", "'_' is not allowed in a name"),
        ("InputConfig.ModelName", "arn:aws:sagemaker:eu-west-1:111122223333:model/churn",
         "expected the name, found the ARN"),
        ("InputConfig.ModelName", "", "expected a name"),
        ("InputConfig.VolumeKmsKeyId", "alias/team.ml", "'.' is not allowed in an alias"),
        ("InputConfig.ContainerConfig.FrameworkVersion", "10.1", "the service accepts one digit before the first dot"),
        ("InputConfig.ContainerConfig.FrameworkVersion", "2.0+cu118", "'+' is not allowed in a version"),
        ("InputConfig.ContainerConfig.FrameworkVersion", "latest", "not a valid version"),
        ("InputConfig.ContainerConfig.PayloadConfig.SamplePayloadUrl", "http://b/k.tar.gz",
         "the scheme http: is not supported"),
        ("InputConfig.ContainerConfig.PayloadConfig.SamplePayloadUrl", "b/k.tar.gz", "the scheme is missing"),
        ("InputConfig.ContainerConfig.PayloadConfig.SamplePayloadUrl", "./k.tar.gz",
         "a local file cannot be read by the job"),
        ("InputConfig.ContainerConfig.PayloadConfig.SamplePayloadUrl", "s3://", "the bucket is missing"),
        ("InputConfig.ContainerConfig.PayloadConfig.SamplePayloadUrl", "s3://b/k\n.tar.gz",
         "a line break is not allowed in a URI"),
        ("OutputConfig.CompiledOutputConfig.S3OutputUri", "S3://models/compiled",
         "the scheme must be s3, in lower case"),
        ("JobName", "my job", "a space is not allowed in a name"),
        ("JobName", "-job", "a hyphen is not allowed at the start of a name"),
        ("JobName", "job-", "a hyphen is not allowed at the end of a name"),
        ("JobName", "jo\u200bb", "the character U+200B is not allowed in a name"),
        ("JobName", "job\n", "a line feed is not allowed in a name"),
    ],
)  # fmt: skip
def test_a_pattern_is_told_in_words(member: str, value: str, words: str) -> None:
    data: Any = value
    for name in reversed(member.split(".")):
        data = {name: data}
    (finding,) = found(json.dumps(data), PatternMismatch(), WrongLength())
    assert finding.message.endswith((f": {words}", f"; {words}"))
    assert finding.advice


def test_the_session_of_a_role_is_answered_with_the_role() -> None:
    (finding,) = found("RoleArn: arn:aws:sts::111122223333:assumed-role/Jobs/me", PatternMismatch())
    assert finding.help == "write the role's own: arn:aws:iam::111122223333:role/Jobs, with its path if any"


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("arn:aws:sagemaker:us-east1:111122223333:model-package/churn/1",
         "arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/1"),
        ("arn:aws:sagemaker:us-eas-1:111122223333:model-package/churn/1", None),
    ],
)  # fmt: skip
def test_a_region_is_written_anew_where_only_its_hyphens_are_wrong(value: str, right: str | None) -> None:
    (finding,) = found(json.dumps({"InputConfig": {"ModelPackageVersionArn": value}}), PatternMismatch())
    assert (finding.fix.edits if finding.fix else None) == (right and (Set(finding.route, right),))


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("S3://models/a", "s3://models/a"),
        ("s3a://models/a", "s3://models/a"),
        ("s3:/models/a", "s3://models/a"),
        ("s3:///models/a", "s3://models/a"),
        ("HTTPS://models.s3.amazonaws.com/a", "https://models.s3.amazonaws.com/a"),
        ("arn:aws:s3:::models/a", "s3://models/a"),
        (" s3://models/a", "s3://models/a"),
        ("arn:aws:s3:::models/*", None),
        ("models/a", None),
        ("gs://models/a", None),
    ],
)
def test_an_s3_uri_is_written_anew_where_it_is_plain(value: str, right: str | None) -> None:
    text = json.dumps({"OutputConfig": {"CompiledOutputConfig": {"S3OutputUri": value}}})
    (finding,) = found(text, PatternMismatch())
    assert finding.fix is None if right is None else right in after_fix(text, finding)


def leaves(route: Route, shape: contract.Shape) -> Iterator[tuple[Route, str]]:
    """The strings of the request that have a pattern: routes and patterns."""
    if shape.item:
        yield from leaves((*route, 0), shape.item)
    for name, member in shape.members.items():
        yield from leaves((*route, name), member)
    if shape.pattern is not None:
        yield route, shape.pattern


@pytest.mark.parametrize(
    ("route", "pattern"),
    [leaf for leaf in leaves((), REQUEST) if leaf[1] != r"[\S\s]+"],  # which takes any text
)
def test_nobody_is_left_alone_with_a_regular_expression(route: Route, pattern: str) -> None:
    value: Any = "~\n\u0001"
    for step in reversed(route):
        value = [value] if isinstance(step, int) else {step: value}
    (finding,) = found(json.dumps(value), PatternMismatch(), WrongLength())
    assert pattern not in f"{finding.message} {finding.help}"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("JobType: ADVANCED", "Advanced"),
        ("JobType: default", "Default"),
        ("InputConfig: {TrafficPattern: {TrafficType: phases}}", "PHASES"),
        ("InputConfig: {ContainerConfig: {SupportedEndpointType: real-time}}", "RealTime"),
        ("StoppingConditions: {FlatInvocations: stop}", "Stop"),
    ],
)
def test_the_wrong_case_is_put_right(text: str, right: str) -> None:
    (finding,) = found(text, UnknownValue())
    assert finding.message.endswith("case matters")
    assert after_fix(text, finding).rstrip("}").endswith(f" {right}")


def test_a_value_that_is_merely_near_is_not_put_right() -> None:
    (finding,) = found("JobType: Advancd", UnknownValue())
    assert finding.fix is None
    assert finding.message == "JobType must be Advanced or Default, found 'Advancd'; did you mean Advanced?"


def test_the_sample_of_the_guide_is_owned_up_to() -> None:
    (finding,) = found("JobType: ADVANCED", UnknownValue())
    assert "AWS's guide has a sample with ADVANCED" in str(finding.help)


def test_an_empty_value_of_yaml_is_explained() -> None:
    (finding,) = found("InputConfig:\n", NullValue())
    assert finding.message == "InputConfig has no value, which YAML reads as null"
    assert [finding.message for finding in found("InputConfig: ~", NullValue())] == ["InputConfig is null"]


def test_a_long_value_is_cut_in_a_message() -> None:
    (finding,) = found(f"InputConfig: {{ModelName: '{'_' * 63}'}}", PatternMismatch())
    assert len(finding.message) < 200


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("InputConfig: {JobDurationInSeconds: 0}", "client"),
        ("InputConfig: {TrafficPattern: {Stairs: {UsersPerStep: 4}}}", "model"),
        ("JobName: ''", "client"),
        (f"JobDescription: {'x' * 129}", "model"),
        ("Tags: [{Key: a}]", "client"),
        ("InputConfig: {EndpointConfigurations: []}", "client"),
        ("InputConfig: {Endpoints: [{}, {}]}", "model"),
    ],
)
def test_what_the_client_refuses_is_told_from_what_only_the_service_does(text: str, basis: str) -> None:
    findings = [finding for finding in found(text) if finding.route]
    assert [finding.basis.kind for finding in findings] == [basis]


def test_settings_do_not_reach_the_contract() -> None:
    (document,) = read(Source("spec", "JobName: a_b")).documents
    elsewhere = SETTINGS._replace(region="us-gov-west-1", account="111122223333")
    here, _ = engine.check_document(document, RuleSet.of(*ON_THE_CONTRACT), SETTINGS)
    there, _ = engine.check_document(document, RuleSet.of(*ON_THE_CONTRACT), elsewhere)
    assert here.findings == there.findings


def members(value: Any, route: Route = ()) -> Iterator[Route]:
    """The routes of all members in ``value``, except those in lists."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*route, name)
            yield from members(inner, (*route, name))


@pytest.mark.parametrize("route", [route for route in members(ADVANCED) if len(route) > 1], ids=pointer)
def test_a_member_in_the_root_is_one_fault_and_its_fix_brings_it_home(tmp_path: Path, route: Route) -> None:
    spec = json.loads(json.dumps(ADVANCED))
    holder = spec
    for step in route[:-1]:
        holder = holder[step]
    spec[route[-1]] = holder.pop(route[-1])
    (tmp_path / "job.json").write_text(as_json(spec))
    outcome = recolint("check", "--output-format", "concise", cwd=tmp_path)
    assert [line.split()[1] for line in outcome.out.splitlines()[:-1]] == ["error[RL101]"]
    assert recolint("check", "--fix", cwd=tmp_path).code == 0
    assert json.loads((tmp_path / "job.json").read_text()) == ADVANCED
