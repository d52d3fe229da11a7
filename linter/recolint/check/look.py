"""The first half of checking a file: what its documents are, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from recolint.base.finding import Edit, Finding, Insert, Remove, Rename, Severity
from recolint.base.named_tuple import NamedTuple
from recolint.check import engine, suppressions
from recolint.check.context import Context, Unrecognized
from recolint.check.hosted import NOTHING, Contents, contents
from recolint.check.looked import Looked
from recolint.check.tasks import Input, Skipped
from recolint.document import Document, read
from recolint.request.recognition import is_meant_as_spec, is_spec, is_spelled_so
from recolint.rule.rule_set import RuleSet

_SEVERITY = {Unrecognized.ERROR: Severity.ERROR, Unrecognized.WARN: Severity.WARNING}


def look(context: Context, item: Input) -> Looked | Skipped:
    """``item`` with its findings, or why it is skipped as not a job spec."""
    rules = item.config.rules(context.registry)
    is_named = item.named and context.unrecognized is not Unrecognized.SKIP
    if item.fault is None or item.config.has_locked_only:
        recognizes = is_meant_as_spec if is_named else is_spec
        found = _contents(item, recognizes)
        reading = found.reading
        settings = partial(context.settings, item.config)
        result = engine.check(item.source, reading, rules, settings, recognizes, _Objecting(context, item).unhidden)
        if item.fault is not None:
            result = result._replace(faults=(*result.faults, item.fault))
        if item.config.require_known:
            from recolint.check.untold import faults, region_faults

            gaps = (fault for one in reading.documents for fault in faults(one))
            regions = (fault for one in reading.documents for fault in region_faults(one))
            judged = regions if _limits_regions(item, rules) else ()
            result = result._replace(remarks=(*result.remarks, *gaps, *judged, *reading.unread))
    else:
        found = Contents(NOTHING)
        result = engine.Result(item.source, (), (item.fault,), ())
    said: dict[int, list[Finding]] = {}
    crashes = list(result.crashes)
    for checked in result.checked:
        if checked.findings:
            theirs = checked.findings if is_named else _of_unnamed(checked)
            said.setdefault(checked.document.index, []).extend(theirs)
    for fault in (*result.faults, *result.remarks):
        said.setdefault(fault.index, []).extend(engine.describe([fault], rules, crashes))
    looked = Looked(item, rules if context.is_online else rules.offline(), result, said, crashes, found.reading.unread)
    if result.checked and all(checked.spec for checked in result.checked):
        return looked
    return _judged(looked, found, _SEVERITY[context.unrecognized] if is_named else None)


def _judged(looked: Looked, found: Contents, severity: Severity | None) -> Looked | Skipped:
    """``looked``, which has something else than specs, or why it is skipped. ``severity`` is set for a named file."""
    # Imported here, as above: most files are clean specs.
    from recolint.check import no_specs

    if looked.specs:
        no_specs.warn_of_wrapped(looked)
        return looked
    if found.is_code and looked.result.faults:
        # Who mentions the call and cannot be read has to know.
        return looked
    if found.sends_files:
        return Skipped(looked.path, "the requests that it sends are specs in files of their own")
    if no_specs.is_record(looked):
        return Skipped(looked.path, "it has no record of CreateInferenceRecommendationsJob")
    return no_specs.skipped(looked) if severity is None else no_specs.described(looked, severity)


def _of_unnamed(checked: engine.Checked) -> Iterator[Finding]:
    """The findings on an unnamed spec. If its members have another spelling, no fix renames them at the top level."""
    for finding in checked.findings:
        edits = () if finding.fix is None or is_spelled_so(checked.document.data) else finding.fix.edits
        yield finding._replace(fix=None) if any(map(_changes_names_at_root, edits)) else finding


def _changes_names_at_root(edit: Edit) -> bool:
    return (isinstance(edit, Insert) and not edit.route) or (isinstance(edit, Rename | Remove) and len(edit.route) == 1)


def _limits_regions(item: Input, rules: RuleSet) -> bool:
    """Whether a policy owns a rule that cannot judge without the Region."""
    return any(rule.code in item.config.locks and "region" in rule.judges_by for rule in rules)


def _contents(item: Input, recognizes: Callable[[object], bool]) -> Contents:
    if item.reading is not None:
        return Contents(item.reading)
    return contents(item.source, recognizes) if item.is_code else Contents(read(item.source))


class _Objecting(NamedTuple):
    """Of findings those that nothing hides: what is hidden is a value that other rules may judge by."""

    context: Context
    item: Input

    def unhidden(self, document: Document, findings: Sequence[Finding]) -> Sequence[Finding]:
        """``findings`` of ``document`` except those that are hidden."""
        from recolint.suppress import comments as suppress

        config, relative, today = self.item.config, self.item.relative, self.context.today
        comments = suppressions.of_comments(document, config, self.context.registry, today).items
        tables = (one for _, one in suppressions.of_tables(config, relative, today))
        own = suppressions.of_policies(config, relative, today)
        cover = suppress.Cover((*comments, *tables, *own), today)
        return [finding for finding in findings if cover.hidden(finding) is None]
