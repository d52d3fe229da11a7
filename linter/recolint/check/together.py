"""Rules across specs: what each says of the specs that it compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from recolint.base.finding import Finding, SpecId
from recolint.base.foreign import shown
from recolint.base.landing import landed
from recolint.base.text import Source
from recolint.check import engine, keys
from recolint.document import read
from recolint.rule.kinds import CollectionRule, Settings, Spec
from recolint.rule.rule_set import ActiveRule, RuleSet
from recolint.rule.soundness import bounded, require_placed


def check_together(
    specs: Sequence[Spec], rules: Iterable[ActiveRule]
) -> tuple[list[tuple[SpecId, Finding]], list[engine.Crash]]:
    """The findings of rules across specs on ``specs``: each rule compares the specs that share its ``key``."""
    found: list[tuple[SpecId, Finding]] = []
    crashes: list[engine.Crash] = []
    data = {spec.id: spec.job.data() for spec in specs}
    for rule in rules:
        if isinstance(rule, CollectionRule):
            compared = _sharing(rule, specs, crashes)
            if not compared and rule.compares():
                continue
            pairs = engine.guarded(rule, None, partial(_found_together, rule, compared), crashes)
            found += [(spec, landed(finding, spec, data)) for spec, finding in pairs]
    return found, crashes


def rehearse(rule: ActiveRule, settings: Settings) -> Iterator[engine.Crash]:
    """The first crash of ``rule`` on its own examples: a rule that fails there may fail on any spec.

    Rules that need more than a text, an account or a fault, are not tried.
    """
    crashes: list[engine.Crash] = []
    for example in rule.examples:
        specs = []
        for document in read(Source("example", example.text)).documents:
            one, crashed = engine.check_document(document, RuleSet.of(rule), settings)
            specs += [one.spec] if one.spec is not None else []
            crashes += crashed
        crashes += check_together(specs, [rule])[1]
        for crash in crashes:
            yield engine.Crash(rule.code, None, f"with its example {shown(example.text)}: {crash.error}")
            return


def _found_together(rule: CollectionRule[Any], specs: Sequence[Spec]) -> list[tuple[SpecId, Finding]]:
    ids = frozenset(spec.id for spec in specs)
    most = engine.MAX_FINDINGS * (1 + len(specs))
    return [require_placed(one, rule, ids) for one in bounded(rule.check(specs), most)]


def _sharing(rule: CollectionRule[Any], specs: Sequence[Spec], crashes: list[engine.Crash]) -> list[Spec]:
    """Those of ``specs`` that ``rule`` is to look at: that share its key with another."""
    if not rule.compares():
        return list(specs)
    found = [(spec, tuple(keys.key(rule, spec, crashes))) for spec in specs]
    counts = Counter(shared for _, shared in found if shared)
    return [spec for spec, shared in found if counts[shared] > 1]
