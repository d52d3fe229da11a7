"""The second half of checking a file: from what the rules say to what is reported of it.

Weigh, hide, redact, place, announce, order: each step is a function of its own, and none knows of another file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from recolint.base.finding import Finding, Label, SpecId
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING
from recolint.base.text import Source, Span
from recolint.check import engine, suppressions
from recolint.check.context import Context
from recolint.check.keys import hashed, keys
from recolint.check.looked import Looked
from recolint.check.redact import Redaction, redact, redact_job
from recolint.check.result import NOTHING, Beside, FileResult
from recolint.config.typed import Config
from recolint.document import FaultKind, Format
from recolint.rule.kinds import CollectionRule, Spec
from recolint.rule.rule_set import RuleSet

if TYPE_CHECKING:
    from recolint.check.placed import Diagnostic, Hidden, Place
    from recolint.check.untold import Untold
    from recolint.config.policy import Lock
    from recolint.suppress.comments import RuleSelector, Suppression


class Elsewhere(NamedTuple):
    """The findings of rules that compare several files, as far as they are about the specs of this file.

    ``labels`` are the places of those that lie in other files. ``blind`` are codes of rules that could not look.
    """

    findings: Mapping[SpecId, Sequence[Finding]] = {}
    labels: Mapping[Label, Place] = {}
    blind: frozenset[str] = frozenset()


def finish(context: Context, looked: Looked, elsewhere: Elsewhere | None = None) -> FileResult:
    """The report on ``looked``. Without ``elsewhere``, rules that look beyond the file are still to come."""
    config = looked.input.config
    if elsewhere is not None:
        for spec, document in looked.documents.items():
            looked.found.setdefault(document.index, []).extend(elsewhere.findings.get(spec, ()))
    tables = dict(suppressions.of_tables(config, looked.input.relative, context.today))
    crashes = list(looked.crashes)
    if _is_silent(looked):
        told, redaction = _SILENCE, Redaction(looked.input.source)
    else:
        redaction = redact(looked)
        own = suppressions.of_policies(config, looked.input.relative, context.today)
        told = _told(context, looked, elsewhere, (*tables.values(), *own), redaction, crashes)
    shared = keys(looked.rules.across, looked.compared, crashes)
    untold: tuple[Untold, ...] = ()
    if context.shows_unknown:
        from recolint.check.placing import gaps_in_place

        untold = gaps_in_place(looked, redaction)
    return FileResult(
        path=looked.path,
        specs=len(looked.specs),
        findings=told.shown,
        suppressed=told.hidden,
        fail_on=config.fail_on,
        locks=locks_of(config, (*told.shown, *told.hidden)),
        baseline=baseline_of(config),
        also=tuple(map(context.also, _clear(looked, redaction))) if context.also else (),
        untold=untold,
        covered=redaction.spans,
        keys=shared,
        digest=checksum(looked.input.source),
        crashes=tuple(crashes),
        beside=_beside(context, looked, tables, told.used, redaction.secrets),
        waits=told.waits,
    )


CHECKSUM_BYTES = 4
"""A run keeps one for each file."""


def checksum(source: Source) -> int:
    """A number that differs for a file that changed in the meantime."""
    return hashed(source.text.encode("utf-8", "surrogatepass"), CHECKSUM_BYTES)


def baseline_of(config: Config) -> str | None:
    """The baseline that ``config`` names, from the config's folder."""
    return config.baseline and config.baseline.path


def locks_of(config: Config, findings: Iterable[Diagnostic]) -> Mapping[str, Lock]:
    """The locks of the rules of ``findings``."""
    if not config.locks:
        return {}
    return {code: config.locks[code] for one in findings if (code := one.finding.code) in config.locks}


def _is_silent(looked: Looked) -> bool:
    """Whether neither a rule nor a comment says anything in ``looked``, as in most files."""
    return not any(looked.found.values()) and not any(
        suppressions.may_be_in(one.document) for one in looked.result.checked
    )


class _Told(NamedTuple):
    """The findings on a file in place, the suppressions that hid something, and whether a comment waits."""

    shown: tuple[Diagnostic, ...] = ()
    hidden: tuple[Diagnostic, ...] = ()
    used: Set[tuple[int, RuleSelector]] = frozenset()
    waits: bool = False


_SILENCE = _Told()


def _told(
    context: Context,
    looked: Looked,
    elsewhere: Elsewhere | None,
    tables: Sequence[Suppression],
    redaction: Redaction,
    crashes: list[engine.Crash],
) -> _Told:
    """The findings on ``looked``, weighed, hidden and in place. Adds to ``crashes``."""
    indices = sorted({*looked.found, *looked.by_number})
    parts = {index: _part(context, looked, elsewhere, index, tables, crashes) for index in indices}
    if len(parts) > 1 and any(one.document.format is Format.CODE for one in looked.result.checked):
        parts = _deduplicate(parts, looked.rules)
    shown, hidden = _placed(looked, redaction, parts, elsewhere.labels if elsewhere else {})
    used = {word for part in parts.values() for word in part.used}
    waits = elsewhere is None and any(part.waits for part in parts.values())
    return _Told(shown, hidden, used, waits)


class _Part(NamedTuple):
    """The findings on one document, parted."""

    shown: list[Finding]
    hidden: list[tuple[Finding, Hidden]]
    used: Set[tuple[int, RuleSelector]]
    waits: bool


def _part(
    context: Context,
    looked: Looked,
    elsewhere: Elsewhere | None,
    index: int,
    tables: Sequence[Suppression],
    crashes: list[engine.Crash],
) -> _Part:
    """The findings on document ``index``, weighed, and those on its comments. Adds to ``crashes``."""
    config, registry = looked.input.config, context.registry
    checked = looked.by_number.get(index, ())
    document = checked[0].document if checked else None
    comments = suppressions.of_comments(document, config, registry, context.today)
    found = [config.weighed(finding, registry) for finding in looked.found.get(index, ())]
    if not found and not any(comments):
        return _Part([], [], frozenset(), waits=False)
    # Imported here, as below: a clean file has nothing to hide or to place.
    from recolint.check import suppressing

    def unfounded() -> Iterator[Finding]:
        return (finding for one in checked for finding in one.unfounded)

    parted = suppressing.part(found, unfounded, comments.items, tables, document, context.today)
    active: Set[str] = frozenset()
    waits = False
    if comments.items:
        # Most files have no comment that hides something: their rules need not be asked.
        specs = [one.spec for one in checked if one.spec is not None]
        active = judging(context, config, looked.rules, specs) - {crash.code for crash in crashes}
        beyond = looked.rules.beyond & active
        waits = any(word.codes & beyond for item in comments.items for word in item.selectors)
        active -= beyond if elsewhere is None else elsewhere.blind
    faults = suppressing.faults(comments, parted.used, active, document, index, context.today)
    told = [config.weighed(finding, registry) for finding in engine.describe(faults, looked.rules, crashes)]
    return _Part([*parted.shown, *told], parted.hidden, parted.used, waits)


def _deduplicate(parts: Mapping[int, _Part], rules: RuleSet) -> dict[int, _Part]:
    """``parts`` of code, where one comment may be beside several requests, with each of its faults once.

    It is of use where it hides something of any of them.
    """
    unused = rules.of_fault(FaultKind.SUPPRESSION_UNUSED)
    said: set[tuple[str, Span | None]] = set()
    if unused is not None:
        said |= {(unused.code, word.span) for part in parts.values() for _, word in part.used}
    kept: dict[int, _Part] = {}
    for index, part in parts.items():
        shown = []
        for finding in part.shown:
            key = (finding.code, finding.span)
            if finding.span is None or key not in said:
                shown.append(finding)
            if finding.span is not None:
                said.add(key)
        kept[index] = part._replace(shown=shown)
    return kept


def _placed(
    looked: Looked, redaction: Redaction, parts: Mapping[int, _Part], labels: Mapping[Label, Place]
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """The shown and the hidden findings, in place and in order. A clean file never pays for positions."""
    shown = [(finding, index) for index, part in parts.items() for finding in part.shown]
    hidden = [(finding, index, by) for index, part in parts.items() for finding, by in part.hidden]
    if not shown and not hidden:
        return (), ()
    from recolint.check.placing import in_place

    return in_place(looked, redaction, shown, hidden, labels)


def _clear(looked: Looked, redaction: Redaction) -> Iterator[Spec]:
    """The specs in which nothing misleads a reader, their credentials covered."""
    misleading = {SpecId.of(looked.input.source, fault.index) for fault in looked.result.faults}
    for spec in looked.specs:
        if spec.id not in misleading:
            routes = redaction.routes.get(spec.id)
            yield spec._replace(job=redact_job(spec.job, routes)) if routes else spec


def _beside(
    context: Context,
    looked: Looked,
    tables: Mapping[int, Suppression],
    used: Set[tuple[int, RuleSelector]],
    secrets: Sequence[str],
) -> Beside:
    config = looked.input.config
    # A table that must not hide anything there still applies to the file.
    numbers = config.suppressions_of(looked.input.relative)
    of_tables = tuple([(number, _words(used, tables.get(number))) for number in numbers])
    roles: tuple[str, ...] = ()
    if config.permissions is not None or looked.rules.describes(FaultKind.ROLE_POLICIES):
        named = (spec.job.role.value for spec in looked.specs if spec.job.role is not None)
        roles = tuple(role for role in named if role not in secrets)
    left_out = looked.input.left_out if looked.specs else None
    if not of_tables and not roles and left_out is None:
        return NOTHING
    # What code does not tell may be what a table is for.
    is_told = not any(one.document.unknown or one.document.open for one in looked.result.checked)
    codes = judging(context, config, looked.rules, looked.specs) if of_tables and is_told else frozenset()
    return Beside(of_tables, codes, roles, left_out)


def _words(used: Set[tuple[int, RuleSelector]], table: Suppression | None) -> frozenset[str]:
    """The words of ``table`` that hid something."""
    return frozenset(word.text for owner, word in used if owner == id(table))


def judging(context: Context, config: Config, rules: RuleSet, specs: Sequence[Spec]) -> frozenset[str]:
    """The codes of those of ``rules`` that could judge ``specs`` in this run."""
    is_whole = context.is_whole(config)
    return frozenset(
        rule.code
        for rule in rules
        if (is_whole or not isinstance(rule, CollectionRule))
        and (not rule.judges_by or any(_can_judge(rule.judges_by, spec) for spec in specs))
    )


def _can_judge(needed: Sequence[str], spec: Spec) -> bool:
    """Whether the settings ``needed`` are known for ``spec``, and policies of one of the owners ``needed``."""
    settings = {"account": spec.settings.account, "region": spec.settings.region}
    owners = [name for name in needed if name not in settings]
    return all(settings[name] is not None for name in needed if name in settings) and (
        not owners or any(_has_policies(spec, whose) for whose in owners)
    )


def _has_policies(spec: Spec, whose: str) -> bool:
    permissions, role = spec.settings.permissions, spec.job.role
    if permissions is None:
        return False
    if whose == "caller":
        return permissions.caller is not None
    given = permissions.role(role.value if role is not None else None)
    return (given.trust if whose == "trust" else given.attached) is not None
