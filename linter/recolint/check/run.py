"""Many inputs to one Run: findings in place, suppressed or not, in order, counted, with a verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from recolint.base.errors import UserMistakeError
from recolint.base.finding import Finding, Severity, SpecId
from recolint.check import engine, hiding, no_specs
from recolint.check.discover import NAMED_FILES, Extent, Input, Skipped
from recolint.check.file_reports import CheckedFile, FileReport, Reporter
from recolint.check.placed import PlacedFinding
from recolint.config.typed import Config, Weakened
from recolint.document import UNREADABLE, Document, read
from recolint.request.recognition import is_meant_as_spec, is_spec
from recolint.rule.account import Asked
from recolint.rule.entry import RuleClass
from recolint.rule.kinds import CollectionRule, FaultRule, OnlineRule, Settings
from recolint.rule.registry import Registry
from recolint.rule.rule_set import RuleSet
from recolint.suppress import comments as suppress

if TYPE_CHECKING:
    # Only runs with look-ups need the module.
    from recolint.check.online import Online


class Unrecognized(Enum):
    """What to do with a file that the user named and that is no job spec."""

    ERROR = "error"
    WARN = "warn"
    SKIP = "skip"


class Crash(NamedTuple):
    """A rule that raised: its code, its package, the spec it looked at (``None``: all of them), what it said."""

    code: str
    package: str
    spec: SpecId | None
    error: str


class Run(NamedTuple):
    """A whole run: a report for each file that holds a spec or a fault, in order of path."""

    files: tuple[FileReport, ...]
    crashes: tuple[Crash, ...]
    skipped: tuple[Skipped, ...]
    """Files that were found by walking, or are skipped on request, and are not job specs."""
    located_documents: int
    """How many documents had their places worked out."""
    rules: tuple[RuleClass, ...]
    """The rules of the findings, shown and hidden, and of the crashes, in order of code."""
    weakened: Weakened = Weakened()
    """The rules that configs of checked files turn off or lower."""
    asked: Asked | None = None
    """What was asked of AWS; ``None``: nothing was to be."""

    @property
    def findings(self) -> tuple[PlacedFinding, ...]:
        """All findings, in order of path, document and place."""
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def specs(self) -> int:
        """How many specs were checked."""
        return sum(file.specs for file in self.files)

    @property
    def unread(self) -> int:
        """How many files could not be read as data, so that nothing in them was checked."""
        codes = {rule.code for rule in self.rules if issubclass(rule, FaultRule) and rule.kind in UNREADABLE}
        found = ([placed.finding.code in codes for placed in file.findings] for file in self.files if not file.specs)
        return sum(map(any, found))

    @property
    def skipped_files(self) -> int:
        """How many files were looked at and are not job specs."""
        return len(self.skipped)

    @property
    def suppressed(self) -> int:
        """How many findings were hidden."""
        return sum(len(file.suppressed) for file in self.files)

    @property
    def failed(self) -> bool:
        """Whether any finding is severe enough to make the exit code 1."""
        return any(file.fails(placed.finding) for file in self.files for placed in file.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have ``severity``."""
        return sum(placed.finding.severity is severity for placed in self.findings)


class IncompleteError(Exception):
    """Something unexpected in recolint itself, its cause: of some files nothing is known. ``run`` is what is known."""

    def __init__(self, paths: tuple[str, ...], run: Run) -> None:
        """Take the files that could not be checked."""
        self.run = run
        super().__init__(f"{', '.join(paths)}: not checked")


def run(
    inputs: Iterable[Input],
    registry: Registry,
    today: date,
    unrecognized: Unrecognized,
    online: Online | None = None,
    extent: Extent = NAMED_FILES,
) -> Run:
    """Check all ``inputs``; rules across specs see them together. Without ``online``, online rules do not run.

    ``extent`` says what the inputs were looked for in, so that it is known what is not there.
    Raises ``IncompleteError`` after the whole run where recolint itself failed on a file.
    """
    files: list[CheckedFile] = []
    skipped: list[Skipped] = []
    failed: dict[str, Exception] = {}
    for item in inputs:
        try:
            file = _check(item, registry, today, unrecognized)
        except UserMistakeError:
            raise
        except Exception as error:
            # Whatever it is, the other files can be reported.
            failed[item.source.path] = error
            continue
        if isinstance(file, Skipped):
            skipped.append(file)
            continue
        if online is None:
            file.rules = file.rules.offline()
        files.append(file)
    crashes = [crash for file in files for crash in file.crashes] + _check_together(files)
    crashes += _rehearse(files, registry, today, {crash.code for crash in crashes})
    asked = None
    if online is not None:
        asked, crashed = _ask(files, online)
        crashes += crashed
    reports = Reporter(files, registry, today, crashes, asked, extent).reports()
    found = Run(
        files=tuple(sorted(reports, key=lambda report: report.source.path)),
        crashes=tuple(Crash(c.code, registry.package(c.code), c.spec, c.error) for c in crashes),
        skipped=tuple(skipped),
        located_documents=sum(checked.document.located for file in files for checked in file.result.checked),
        rules=_rules(reports, crashes, registry),
        weakened=_weakened(files, registry),
        asked=asked,
    )
    if failed:
        raise IncompleteError(tuple(failed), found) from next(iter(failed.values()))
    return found


def _weakened(files: Iterable[CheckedFile], registry: Registry) -> Weakened:
    configs = {id(file.input.config): file.input.config for file in files}
    found = [config.weakened(registry) for config in configs.values()]
    return Weakened(
        frozenset(code for one in found for code in one.off), frozenset(code for one in found for code in one.lowered)
    )


def _rules(reports: Iterable[FileReport], crashes: Iterable[engine.Crash], registry: Registry) -> tuple[RuleClass, ...]:
    codes = {crash.code for crash in crashes}
    for report in reports:
        codes |= {placed.finding.code for placed in report.findings}
        codes |= {one.finding.finding.code for one in report.suppressed}
    return tuple(registry.find(code) for code in sorted(codes))


def _check(item: Input, registry: Registry, today: date, unrecognized: Unrecognized) -> CheckedFile | Skipped:
    """The file with its findings, or why it is skipped as not a job spec."""
    config = item.config
    rules = config.rules(registry)
    is_named = item.named and unrecognized is not Unrecognized.SKIP
    if item.fault is None or config.has_locked_only:
        recognizes = is_meant_as_spec if is_named else is_spec
        reading = item.reading or read(item.source)
        objecting = _objecting(item, registry, today)
        result = engine.check(item.source, reading, rules, _settings(config, today), recognizes, objecting)
        if item.fault is not None:
            result = result._replace(faults=(*result.faults, item.fault))
    else:
        result = engine.Result(item.source, (), (item.fault,), ())
    found: dict[int, list[Finding]] = {}
    crashes = list(result.crashes)
    for checked in result.checked:
        theirs = checked.findings if is_named else no_specs.findings(checked)
        found.setdefault(checked.document.index, []).extend(theirs)
    for fault in (*result.faults, *result.remarks):
        found.setdefault(fault.index, []).extend(engine.describe([fault], rules, crashes))
    file = CheckedFile(item, rules, result, found, crashes)
    if any(checked.spec for checked in result.checked):
        no_specs.warn_of_wrapped(file)
        return file
    return no_specs.described(file, _SEVERITY[unrecognized]) if is_named else no_specs.skipped(file)


def _settings(config: Config, today: date) -> Settings:
    return Settings(today, config.region, config.account, config.instance_types, config.permissions)


def _objecting(item: Input, registry: Registry, today: date) -> engine.Objecting:
    """Of the findings of ``item`` those that nothing hides: what is hidden is a value that other rules may judge by."""

    def objecting(document: Document, findings: Sequence[Finding]) -> Sequence[Finding]:
        comments = hiding.of_comments(document, item.config, registry, today).items
        tables = (one for _, one in hiding.of_tables(item.config, item.relative, today))
        own = hiding.of_policies(item.config, item.relative, today)
        cover = suppress.Cover((*comments, *tables, *own), today)
        return [finding for finding in findings if cover.hidden(finding) is None]

    return objecting


_SEVERITY = {Unrecognized.ERROR: Severity.ERROR, Unrecognized.WARN: Severity.WARNING}


def _check_together(files: Sequence[CheckedFile]) -> list[engine.Crash]:
    """Let the rules across specs add their findings; a rule looks at the specs of all files that it is active for."""
    crashes: list[engine.Crash] = []
    by_path = {file.input.source.path: file for file in files}
    active: dict[str, tuple[CollectionRule[Any], list[CheckedFile]]] = {}
    for file in files:
        for rule in file.rules.across:
            active.setdefault(rule.code, (rule, []))[1].append(file)
    for _, (rule, its_files) in sorted(active.items()):
        specs = [checked.spec for file in its_files for checked in file.result.checked if checked.spec is not None]
        found, crashed = engine.check_together(specs, [rule])
        crashes += crashed
        for spec, finding in found:
            by_path[spec.path].found.setdefault(spec.index, []).append(finding)
    return crashes


def _rehearse(
    files: Sequence[CheckedFile], registry: Registry, today: date, crashed: Collection[str]
) -> Iterator[engine.Crash]:
    """The crashes on their own examples of the active rules of other packages, which nobody may have tested."""
    tried: dict[str, tuple[RuleSet, Config]] = {}
    for rules, config in {id(file.rules): (file.rules, file.input.config) for file in files}.values():
        tried |= {entry.code: (rules, config) for entry in rules.entries if registry.is_foreign_code(entry)}
    for code, (rules, config) in sorted(tried.items(), key=lambda one: one[0]):
        if code not in crashed:
            yield from engine.rehearse(rules.made(code), _settings(config, today))


def _ask(files: Sequence[CheckedFile], online: Online) -> tuple[Asked, tuple[engine.Crash, ...]]:
    """Let the online rules add their findings; each looks at the specs of the files that it is active for."""
    pairs = [
        (checked.spec, rule)
        for file in files
        for checked in file.result.checked
        if checked.spec is not None
        for rule in file.rules
        if isinstance(rule, OnlineRule)
    ]
    answered = online.check(pairs)
    by_path = {file.input.source.path: file for file in files}
    for spec, finding in answered.findings:
        by_path[spec.path].found.setdefault(spec.index, []).append(finding)
    return answered.asked, answered.crashes
