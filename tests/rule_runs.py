"""What the tests of rules share: the rules of a block, and what rules say of one spec."""

from __future__ import annotations

from functools import cache
from typing import Any

from recolint.base.finding import Finding
from recolint.base.text import Source
from recolint.check import engine
from recolint.document import read
from recolint.rule import registry
from recolint.rule.kinds import BaseRule, Rule, Settings
from recolint.rule.rule_set import RuleSet
from recolint.testing import SETTINGS


@cache
def block(*beginnings: str) -> tuple[type[Rule[Any]], ...]:
    """The rules on single specs with codes that begin with one of ``beginnings``, in order of code."""
    return tuple(rule for rule in registry.load().rules if issubclass(rule, Rule) and rule.code.startswith(beginnings))


def found(text: str, *rules: BaseRule[Any], path: str = "spec.yaml", settings: Settings = SETTINGS) -> list[Finding]:
    """What ``rules`` say of the one spec in ``text``; none of them crashes."""
    (document,) = read(Source(path, text)).documents
    checked, crashes = engine.check_document(document, RuleSet.of(*rules), settings)
    assert not crashes
    return list(checked.findings)
