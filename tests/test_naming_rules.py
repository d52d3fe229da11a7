"""Names and tags: what the examples of the rules leave open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from recolint.base.finding import Safety, Set, Severity, pointer
from recolint.base.text import Source
from recolint.check import engine
from recolint.check.together import check_together
from recolint.document import read
from recolint.rule import options
from recolint.rule.kinds import Assignments, BaseRule
from recolint.rule.rule_set import RuleSet
from recolint.testing import SETTINGS
from recolint_rules.naming import missing_required_tag, name_breaks_policy
from recolint_rules.naming.duplicate_tag_key import DuplicateTagKey
from recolint_rules.naming.missing_description import MissingDescription
from recolint_rules.naming.missing_required_tag import MissingRequiredTag
from recolint_rules.naming.name_breaks_policy import NameBreaksPolicy
from recolint_rules.naming.reserved_tag_key import ReservedTagKey
from recolint_rules.naming.reserved_tag_value import ReservedTagValue
from recolint_rules.naming.same_name import SameName
from recolint_rules.naming.same_request import SameRequest
from recolint_rules.naming.same_truncated_name import SameTruncatedName
from recolint_rules.naming.static_name import StaticName
from recolint_rules.naming.tag_keys_differ_by_case import TagKeysDifferByCase
from recolint_rules.naming.tag_with_outer_space import TagWithOuterSpace
from rule_runs import found

TAG_RULES = (DuplicateTagKey(), TagKeysDifferByCase(), ReservedTagKey(), ReservedTagValue(), TagWithOuterSpace())


def places(text: str, *rules: BaseRule[Any]) -> list[tuple[str, str]]:
    """Codes and pointers of what ``rules`` say of the one spec in ``text``, sorted."""
    return sorted((finding.code, pointer(finding.route)) for finding in found(text, *rules))


def together(texts: Sequence[str], *rules: BaseRule[Any], accounts: Sequence[str | None] = ()) -> list[tuple[str, str]]:
    """Codes and paths of what ``rules`` say of specs in files 0, 1, ..., each for its account."""
    specs = []
    for number, text in enumerate(texts):
        (document,) = read(Source(str(number), text)).documents
        settings = SETTINGS._replace(account=accounts[number]) if accounts else SETTINGS
        checked, _ = engine.check_document(document, RuleSet.of(), settings)
        assert checked.spec
        specs.append(checked.spec)
    findings, crashes = check_together(specs, rules)
    assert not crashes
    return [(finding.code, spec.path) for spec, finding in findings]


LONG = "n" * 40


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param([LONG + "-a", LONG + "-b"], [("RL303", "1")], id="differ after character 40"),
        pytest.param([LONG, LONG + "-b"], [("RL303", "1")], id="one is cut, the other just not"),
        pytest.param(["a" + LONG, "b" + LONG], [], id="differ at the front"),
        pytest.param([LONG[1:] + "a", LONG[1:] + "b"], [], id="differ at character 40 itself"),
        pytest.param([LONG + "-a", LONG + "-a"], [("RL302", "1")], id="equal names are another rule's"),
        pytest.param(
            [LONG + "-a", LONG + "-b", LONG + "-b", LONG + "-c"],
            [("RL302", "2"), ("RL303", "1"), ("RL303", "3")],
            id="equal and cut names at once",
        ),
    ],
)
def test_names_that_are_cut_alike_are_found_once_each(names: list[str], expected: list[tuple[str, str]]) -> None:
    texts = [f"JobName: {name}" for name in names]
    assert sorted(together(texts, SameName(), SameTruncatedName())) == expected


def test_names_of_different_accounts_do_not_meet() -> None:
    texts = [f"JobName: {LONG}-a", f"JobName: {LONG}-b"]
    assert together(texts, SameTruncatedName(), accounts=["111122223333", "123456789012"]) == []
    assert together(texts, SameTruncatedName(), accounts=["111122223333", "111122223333"]) == [("RL303", "1")]


PACKAGE = "InputConfig: {{ModelPackageVersionArn: 'arn:aws:sagemaker:{}:111122223333:model-package/m/1'}}\n"
ROLE = "RoleArn: arn:aws:iam::{}:role/Jobs\n"


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        pytest.param(PACKAGE.format("us-east-1"), PACKAGE.format("us-east-1"), True, id="one Region"),
        pytest.param(PACKAGE.format("us-east-1"), PACKAGE.format("eu-west-1"), False, id="two Regions"),
        pytest.param(PACKAGE.format("us-east-1"), "", True, id="a Region and an unknown one"),
        pytest.param(ROLE.format("111122223333"), ROLE.format("123456789012"), False, id="two accounts"),
    ],
)
def test_names_meet_where_their_specs_may_run_in_one_place(first: str, second: str, *, meet: bool) -> None:
    equal = together([f"JobName: a\n{first}", f"JobName: a\n{second}"], SameName(), SameTruncatedName())
    assert equal == ([("RL302", "1")] if meet else [])
    cut = together([f"JobName: {LONG}-a\n{first}", f"JobName: {LONG}-b\n{second}"], SameName(), SameTruncatedName())
    assert cut == ([("RL303", "1")] if meet else [])


BASE = "JobName: a\nJobType: Default\nInputConfig: {ModelName: m, Endpoints: [{EndpointName: e}, {EndpointName: f}]}\n"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(BASE.replace("JobName: a", "JobName: b"), True, id="another name"),
        pytest.param(
            BASE.replace("JobName: a", "JobName: b\nTags: []\nJobDescription: copy"), True, id="tags and description"
        ),
        pytest.param(
            "InputConfig: {Endpoints: [{EndpointName: e}, {EndpointName: f}], ModelName: m}\n"
            "JobType: Default\nJobName: b\n",
            True,
            id="another order of members",
        ),
        pytest.param(BASE, False, id="the same name is RL302's"),
        pytest.param(BASE.replace("JobName: a", "JobName: b").replace("Default", "Advanced"), False, id="another type"),
        pytest.param(
            BASE.replace("JobName: a", "JobName: b").replace("e}, {EndpointName: f}", "f}, {EndpointName: e}"),
            False,
            id="another order of items",
        ),
        pytest.param(BASE.replace("JobName: a", "JobName: ${NAME}"), False, id="a name that is not known"),
    ],
)
def test_a_request_is_the_same_whatever_it_is_called(other: str, *, same: bool) -> None:
    assert together([BASE, other], SameRequest()) == ([("RL304", "1")] if same else [])


def test_specs_that_ask_for_nothing_are_not_the_same_request() -> None:
    assert together(["JobName: a", "JobName: b"], SameRequest()) == []
    assert together(["JobName: a\nInputConfig: {}", "JobName: b\nInputConfig: {}"], SameRequest()) == []


@pytest.mark.parametrize(
    ("name", "static"),
    [
        ("nightly", True),
        ("ranker-v12", True),
        ("ranker-2026", True),
        ("decade-facade", True),
        ("ranker-20261123", False),
        ("ranker-2026-11-23", False),
        ("ranker-1732320000", False),
        ("c6d3a7b0-5be6-11ec-85b5-8a4c27210d85", False),
        ("ranker-0a1b2c3", False),
    ],
)
def test_a_name_is_static_without_date_number_or_hash(name: str, *, static: bool) -> None:
    assert places(f"JobName: {name}", StaticName()) == ([("RL305", "/JobName")] if static else [])


def test_a_name_that_templating_was_to_fill_is_not_called_static() -> None:
    assert places("JobName: ranker-${BUILD}", StaticName()) == []


def test_a_naming_policy_looks_at_the_whole_name() -> None:
    rule = NameBreaksPolicy(name_breaks_policy.Options("team-[a-z]+"))
    assert places("JobName: team-search", rule) == []
    assert places("JobName: team-search-2", rule) == [("RL306", "/JobName")]
    assert places("JobName: a-team-search", rule) == [("RL306", "/JobName")]


@pytest.mark.parametrize("pattern", ["(", "[a-", "*", "(?P<n>a)(?P<n>b)", "a{99999999999999999999}"])
def test_a_pattern_that_is_no_regular_expression_is_said_to_be_wrong(pattern: str) -> None:
    for rule, table in (
        (NameBreaksPolicy, {"pattern": pattern}),
        (MissingRequiredTag, {"required": [f"team={pattern}"]}),
    ):
        _, (problem,) = options.parse(rule, table)
        assert problem.text.startswith(f"expected a regular expression, found {pattern!r}: ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JobName: a", [("RL307", "")]),
        ("JobDescription: ''", [("RL307", "/JobDescription")]),
        ("JobDescription: null", []),
        ("jobDescription: what and why", []),
        ("JobDescription: ${DESCRIPTION}", []),
    ],
)
def test_a_description_is_missing_only_where_none_was_tried(text: str, expected: list[tuple[str, str]]) -> None:
    assert places(text, MissingDescription()) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(["a", "b"], [], id="different"),
        pytest.param(["a", "a", "a"], [("RL320", 1), ("RL320", 2)], id="thrice"),
        pytest.param(["a", "A", "a"], [("RL320", 2), ("RL321", 1)], id="in other case and again"),
        pytest.param(["a", "A", "A"], [("RL320", 2), ("RL321", 1)], id="the other case twice"),
        pytest.param(["straße", "STRASSE"], [("RL321", 1)], id="case beyond ASCII"),
        pytest.param(["aws:a", "AWS:b", "Aws:", "xaws:c"], [("RL322", 0), ("RL322", 1), ("RL322", 2)], id="reserved"),
        pytest.param(["a ", "\u3000b", "c d"], [("RL325", 0), ("RL325", 1)], id="white space at an end"),
        pytest.param(["a", "a "], [("RL325", 1)], id="a space makes another key"),
        pytest.param(["${TAG}", "${TAG}"], [], id="what the contract refuses is not compared"),
    ],
)
def test_tag_keys_are_found_wrong_where_they_are(keys: list[str], expected: list[tuple[str, int]]) -> None:
    tags = ", ".join(f"{{Key: '{key}', Value: v}}" for key in keys)
    assert places(f"Tags: [{tags}]", *TAG_RULES) == [(code, f"/Tags/{number}/Key") for code, number in expected]


def test_a_tag_value_may_be_empty_and_may_not_be_reserved() -> None:
    assert places("Tags: [{Key: a, Value: ''}]", *TAG_RULES) == []
    assert places("Tags: [{Key: a, Value: 'AWS:x '}]", *TAG_RULES) == [
        ("RL323", "/Tags/0/Value"),
        ("RL325", "/Tags/0/Value"),
    ]


def test_only_a_tag_that_repeats_key_and_value_is_dropped_by_a_fix() -> None:
    same, other = found("Tags: [{Key: a, Value: x}, {Value: x, Key: a}, {Key: a, Value: y}]", DuplicateTagKey())
    assert same.fix is not None
    assert other.fix is None


def test_white_space_is_taken_from_tags_only_when_asked() -> None:
    key, blank, value = found("Tags: [{Key: ' a', Value: x}, {Key: ' ', Value: ' '}]", TagWithOuterSpace())
    assert key.fix is not None
    assert key.fix.safety is Safety.UNSAFE
    assert blank.fix is None, "a key needs a character"
    assert value.fix is not None
    assert value.fix.edits == (Set(("Tags", 1, "Value"), ""),)


REQUIRED = MissingRequiredTag(missing_required_tag.Options(Assignments(("team", r"cost=[A-Z]\d+=\d"))))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param(
            "[{Key: team, Value: ''}, {Key: cost, Value: C1=2}]", [], id="any value, and one with an equals sign"
        ),
        pytest.param("[]", ["/Tags", "/Tags"], id="both missing"),
        pytest.param("[{Key: team, Value: a}, {Key: cost, Value: C1}]", ["/Tags/1/Value"], id="wrong value"),
        pytest.param(
            "[{Key: team, Value: a}, {Key: cost, Value: xC1=2}]", ["/Tags/1/Value"], id="the whole value counts"
        ),
        pytest.param("[{Key: team, Value: a}, {Key: cost, Value: '${COST}'}]", [], id="a value that is not known"),
        pytest.param("[{Key: team, Value: a}, {key: cost, Value: C1=2}]", [], id="a misspelled member"),
        pytest.param("[{Key: team, Value: a}, {Value: C1=2}]", [], id="a tag without key"),
        pytest.param("{team: a}", [], id="a mapping in place of a list"),
        pytest.param("[{Key: TEAM, Value: a}, {Key: cost, Value: C1=2}]", ["/Tags/0/Key"], id="wrong case"),
    ],
)
def test_required_tags_are_missed_where_the_contract_is_content(tags: str, expected: list[str]) -> None:
    assert places(f"Tags: {tags}", REQUIRED) == [("RL324", place) for place in expected]


def test_without_tags_each_required_one_is_missed_at_the_root() -> None:
    findings = found("JobName: a", REQUIRED)
    assert [pointer(finding.route) for finding in findings] == ["", ""]
    assert ["'team'" in findings[0].message, "'cost'" in findings[1].message] == [True, True]
    assert all(finding.severity is Severity.ERROR for finding in findings)
