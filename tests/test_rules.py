"""Every built-in rule keeps its promises, has one name everywhere, and a page that is up to date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import recolint_rules
from recolint.rule import pages, registry
from recolint.rule.entry import RuleClass, line_of
from recolint.rule.kinds import FaultRule
from recolint.testing import check_rule

REGISTRY = registry.load()
BUILT_IN = tuple(rule for rule in REGISTRY.rules if REGISTRY.package(rule.code) == "recolint")
ROOT = Path(__file__).parent.parent
BLOCKS = {
    "file": "RL0",
    "contract": "RL1",
    "traffic": "RL2",
    "naming": "RL3",
    "model": "RL4",
    "endpoints": "RL5",
    "security": "RL6",
    "iam": "RL7",
    "cost": "RL8",
    "account": "RL9",
}

each_rule = pytest.mark.parametrize("rule", BUILT_IN, ids=lambda rule: rule.code)


@pytest.mark.slow
@each_rule
def test_the_examples_of_a_rule_hold(rule: RuleClass) -> None:
    if issubclass(rule, FaultRule) and not rule.examples:
        return  # its fault needs more than one text; test_file_rules.py brings it about
    check_rule(rule)


@each_rule
def test_code_name_file_and_class_agree(rule: RuleClass) -> None:
    package, family, module = rule.__module__.split(".")
    assert package == "recolint_rules"
    assert rule.code.startswith(BLOCKS[family])
    assert module == rule.name.replace("-", "_")
    assert rule.__name__ == "".join(word.capitalize() for word in rule.name.split("-"))


@each_rule
def test_a_docstring_has_a_headline_and_the_three_paragraphs(rule: RuleClass) -> None:
    assert tuple(pages.sections(rule)) == ("What it checks", "Why it matters", "What to do")
    assert all(pages.sections(rule).values())
    assert re.fullmatch(r"[A-Z].*\.", pages.headline(rule))
    assert len(pages.headline(rule)) <= 100


@each_rule
def test_every_option_is_described_and_has_its_default(rule: RuleClass) -> None:
    for option in pages.summary(rule)["options"]:
        assert option["description"], option["name"]
        assert option["type"]


@each_rule
def test_the_page_is_up_to_date(rule: RuleClass) -> None:
    page = ROOT / "docs" / "rules" / f"{rule.code}.md"
    assert page.is_file(), "run: python scripts/refresh_docs.py"
    assert page.read_text("utf-8") == pages.markdown(rule), "run: python scripts/refresh_docs.py"


def test_there_is_no_page_without_a_rule() -> None:
    written = {path.stem for path in (ROOT / "docs" / "rules").glob("RL*.md")}
    assert written == {rule.code for rule in BUILT_IN}, "run: python scripts/refresh_docs.py"


def test_rules_are_listed_in_order_of_code() -> None:
    codes = [line.split()[0] for line in recolint_rules.rules()]
    assert codes == sorted(codes)


@each_rule
def test_a_line_says_what_the_class_says(rule: RuleClass) -> None:
    assert line_of(rule) in [line.partition(" if ")[0] for line in recolint_rules.rules()]
