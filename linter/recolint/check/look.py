"""The first half of checking a file: what its documents are, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolint.base.finding import Finding, Severity
from recolint.check import engine, no_specs
from recolint.check.context import Context, Unrecognized
from recolint.check.discover import Input, Skipped
from recolint.check.looked import Looked
from recolint.document import Document, read
from recolint.request.recognition import is_meant_as_spec, is_spec
from recolint.suppress import comments as suppress

_SEVERITY = {Unrecognized.ERROR: Severity.ERROR, Unrecognized.WARN: Severity.WARNING}


def look(context: Context, item: Input) -> Looked | Skipped:
    """``item`` with its findings, or why it is skipped as not a job spec."""
    rules = item.config.rules(context.registry, item.relative)
    is_named = item.named and context.unrecognized is not Unrecognized.SKIP
    if item.fault is None:
        recognizes = is_meant_as_spec if is_named else is_spec
        reading = item.reading or read(item.source)
        settings = context.settings(item.config)
        result = engine.check(item.source, reading, rules, settings, recognizes, _Objecting(context, item))
    else:
        result = engine.Result(item.source, (), (item.fault,), ())
    found: dict[int, list[Finding]] = {}
    crashes = list(result.crashes)
    for checked in result.checked:
        theirs = checked.findings if is_named else no_specs.findings(checked)
        found.setdefault(checked.document.index, []).extend(theirs)
    for fault in (*result.faults, *result.remarks):
        found.setdefault(fault.index, []).extend(engine.describe([fault], rules, crashes))
    looked = Looked(item, rules if context.is_online else rules.offline(), result, found, crashes)
    if any(checked.spec for checked in result.checked):
        no_specs.warn_of_wrapped(looked)
        return looked
    return no_specs.described(looked, _SEVERITY[context.unrecognized]) if is_named else no_specs.skipped(looked)


@dataclass(frozen=True)
class _Objecting:
    """Of findings those that nothing hides: what is hidden is a value that other rules may judge by."""

    context: Context
    item: Input

    def __call__(self, document: Document, findings: Sequence[Finding]) -> Sequence[Finding]:
        config = self.item.config
        tables = self.context.tables(config)
        of_file = [tables[number] for number in config.suppressions_of(self.item.relative)] if tables else []
        comments = suppress.suppressions(document, self.context.registry).items
        cover = suppress.Cover((*comments, *of_file), self.context.today)
        return [finding for finding in findings if cover.hidden(finding) is None]
