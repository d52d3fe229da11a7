"""Many inputs to one Run: findings in place, suppressed or not, in order, counted, with a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING

from recolint import engine, suppress
from recolint.account import Asked
from recolint.config import Config, FileSuppression
from recolint.discover import Input
from recolint.document import Document, Fault, FaultKind
from recolint.finding import Finding, Severity, SpecId, pointer
from recolint.mask import masked, silenced
from recolint.placed import PlacedFinding, order, place
from recolint.registry import Registry, RuleClass
from recolint.rule import OnlineRule, Settings
from recolint.text import Source, Span, visible

if TYPE_CHECKING:
    # Only runs with look-ups need the module.
    from recolint.online import Online


class Unrecognized(Enum):
    """What to do with a file that the user named and that is no job spec."""

    ERROR = "error"
    WARN = "warn"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that raised: its code, its package, the spec it looked at (``None``: all of them), what it said."""

    code: str
    package: str
    spec: SpecId | None
    error: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that a comment or the config hides, and the reason given there."""

    finding: PlacedFinding
    reason: str
    in_source: bool = False
    """Whether a comment in the spec itself says so."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What a run says of one file: findings in order of place, and what was hidden."""

    source: Source
    specs: int
    findings: tuple[PlacedFinding, ...]
    suppressed: tuple[Suppressed, ...]
    fail_on: Severity
    baseline: str | None = None
    """The baseline that the file's config names, from the config's folder."""


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run: a report for each file that holds a spec or a fault, in order of path."""

    files: tuple[FileReport, ...]
    crashes: tuple[Crash, ...]
    skipped_files: int
    """Files that were found by walking, or passed over on request, and are no job specs."""
    located_documents: int
    """How many documents had their places worked out."""
    rules: tuple[RuleClass, ...]
    """The rules of the findings, shown and hidden, and of the crashes, in order of code."""
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
    def suppressed(self) -> int:
        """How many findings were hidden."""
        return sum(len(file.suppressed) for file in self.files)

    @property
    def failed(self) -> bool:
        """Whether any finding is as severe as its file's ``fail-on``."""
        return any(placed.finding.severity >= file.fail_on for file in self.files for placed in file.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have ``severity``."""
        return sum(placed.finding.severity is severity for placed in self.findings)


_SPEC_WORDS = re.compile(r"\b(?:JobName|JobType|RoleArn|InputConfig)\b")


def _mentions_spec(text: str) -> bool:
    """Whether a text that cannot be read as data looks like a job spec all the same."""
    return len(set(_SPEC_WORDS.findall(text))) >= 2


@dataclass
class _File:
    """A file on its way through a run: what checking gave, and the findings so far, by number of the document."""

    input: Input
    rules: tuple[engine.ActiveRule, ...]
    result: engine.Result
    found: dict[int, list[Finding]]


def run(
    inputs: Iterable[Input],
    registry: Registry,
    today: date,
    unrecognized: Unrecognized,
    online: Online | None = None,
) -> Run:
    """Check all ``inputs``; rules across specs see them together. Without ``online``, online rules do not run."""
    files: list[_File] = []
    skipped = 0
    for item in inputs:
        file = _check(item, registry, today, unrecognized)
        if file is not None and online is None:
            file.rules = tuple(rule for rule in file.rules if not isinstance(rule, OnlineRule))
        if file is None:
            skipped += 1
        else:
            files.append(file)
    crashes = [crash for file in files for crash in file.result.crashes] + _check_together(files)
    asked = None
    if online is not None:
        asked, crashed = _ask(files, online)
        crashes += crashed
    reports = _Reporter(files, registry, today, crashes, asked).reports()
    return Run(
        files=tuple(sorted(reports, key=lambda report: report.source.path)),
        crashes=tuple(Crash(c.code, registry.package(c.code), c.spec, c.error) for c in crashes),
        skipped_files=skipped,
        located_documents=sum(checked.document.located for file in files for checked in file.result.checked),
        rules=_rules(reports, crashes, registry),
        asked=asked,
    )


def _rules(reports: Iterable[FileReport], crashes: Iterable[engine.Crash], registry: Registry) -> tuple[RuleClass, ...]:
    codes = {crash.code for crash in crashes}
    for report in reports:
        codes |= {placed.finding.code for placed in report.findings}
        codes |= {one.finding.finding.code for one in report.suppressed}
    return tuple(registry.find(code) for code in sorted(codes))


def _check(item: Input, registry: Registry, today: date, unrecognized: Unrecognized) -> _File | None:
    """The file with its findings; ``None`` when it is to be passed over as no job spec."""
    config = item.config
    rules = config.rules(registry, item.relative)
    settings = Settings(today, config.region, config.account, config.instance_types)
    if item.fault is None:
        result = engine.check(item.source, rules, settings)
    else:
        result = engine.Result(item.source, (), (item.fault,), ())
    found: dict[int, list[Finding]] = {}
    for checked in result.checked:
        found.setdefault(checked.document.index, []).extend(checked.findings)
    for fault in result.faults:
        found.setdefault(fault.index, []).extend(engine.describe([fault], rules))
    file = _File(item, rules, result, found)
    if any(checked.spec for checked in result.checked):
        return file
    if not item.named or unrecognized is Unrecognized.SKIP:
        return file if result.faults and _mentions_spec(item.source.text) else None
    if not result.faults:
        finding = engine.describe([_not_a_spec(result.checked[0].document)], rules)
        found[0] = [replace(one, severity=_SEVERITY[unrecognized]) for one in finding]
    return file


_SEVERITY = {Unrecognized.ERROR: Severity.ERROR, Unrecognized.WARN: Severity.WARNING}


def _not_a_spec(document: Document) -> Fault:
    names = ", ".join(f"{visible(str(key))}" for key in list(document.data)[:4]) or "nothing"
    return Fault(
        FaultKind.NOT_A_SPEC,
        f"this is no job spec: its root has {names}; wanted two or more of JobName, JobType, RoleArn, InputConfig",
        document.place(()),
        document.index,
        help="name only job specs on the command line, or pass --unrecognized skip",
    )


def _check_together(files: Sequence[_File]) -> list[engine.Crash]:
    """Let the rules across specs add their findings; a rule looks at the specs of all files that it is active for."""
    crashes: list[engine.Crash] = []
    by_path = {file.input.source.path: file for file in files}
    rules = {rule.code: rule for file in reversed(files) for rule in file.rules}
    for code in sorted(rules):
        specs = [
            checked.spec
            for file in files
            for checked in file.result.checked
            if checked.spec is not None and any(rule.code == code for rule in file.rules)
        ]
        found, crashed = engine.check_together(specs, [rules[code]])
        crashes += crashed
        for spec, finding in found:
            by_path[spec.path].found.setdefault(spec.index, []).append(finding)
    return crashes


def _ask(files: Sequence[_File], online: Online) -> tuple[Asked, tuple[engine.Crash, ...]]:
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


class _Reporter:
    """Turns what the rules found into reports: severities of the config, suppressions, places, order."""

    def __init__(
        self,
        files: Sequence[_File],
        registry: Registry,
        today: date,
        crashes: list[engine.Crash],
        asked: Asked | None,
    ) -> None:
        # A rule that got no answer has not looked: its suppressions may well have a use.
        self.blind = frozenset(code for skip in (asked.skipped if asked else ()) for code in skip.rules)
        self.files = files
        self.registry = registry
        self.today = today
        self.crashes = crashes
        self.sources = {file.input.source.path: file.input.source for file in files}
        self.documents = {
            SpecId(file.input.source.path, checked.document.index): checked.document
            for file in files
            for checked in file.result.checked
        }
        self.secrets = self._mask()
        self.from_config: dict[int, list[suppress.Suppression]] = {}
        self.used: set[int] = set()

    def _mask(self) -> tuple[str, ...]:
        """Cover what must not be shown in the sources that reports quote; gives the covered values."""
        secrets: list[str] = []
        for file in self.files:
            path = file.input.source.path
            for index, findings in file.found.items():
                document = self.documents.get(SpecId(path, index))
                for finding in findings:
                    if finding.confidential and document is not None:
                        self.sources[path] = masked(self.sources[path], [document.place(finding.route)])
                        secrets.append(str(document.value(finding.route)))
        return tuple(secrets)

    def reports(self) -> list[FileReport]:
        reports = [self._report(file) for file in self.files]
        configs = {id(file.input.config): file for file in self.files if file.input.config.suppressions}
        return reports + [report for file in configs.values() for report in self._config_report(file)]

    def _report(self, file: _File) -> FileReport:
        shown: list[PlacedFinding] = []
        hidden: list[Suppressed] = []
        for index in sorted({*file.found, *(checked.document.index for checked in file.result.checked)}):
            self._sort(file, index, shown, hidden)
        return FileReport(
            source=self.sources[file.input.source.path],
            specs=sum(checked.spec is not None for checked in file.result.checked),
            findings=tuple(sorted(shown, key=order)),
            suppressed=tuple(sorted(hidden, key=lambda one: order(one.finding))),
            fail_on=file.input.config.fail_on,
            baseline=_baseline(file.input.config),
        )

    def _sort(self, file: _File, index: int, shown: list[PlacedFinding], hidden: list[Suppressed]) -> None:
        """Place the findings of one document where they belong: among the shown or the hidden."""
        spec = SpecId(file.input.source.path, index)
        document = self.documents.get(spec)
        comments = suppress.suppressions(document, self.registry) if document else suppress.Suppressions()
        by_config = self._suppressions(file.input.config, file.input.relative)
        findings = [self._weighed(finding, file.input.config) for finding in file.found.get(index, [])]
        seen, unseen = suppress.apply(findings, (*comments.items, *by_config), self.today)
        self.used.update(id(one.by) for one in unseen)
        active = frozenset(rule.code for rule in file.rules) - self.blind
        faults = [*comments.faults, *suppress.stale(comments.items, unseen, index, active, self.today)]
        seen += [self._weighed(finding, file.input.config) for finding in engine.describe(faults, file.rules)]
        for finding in seen:
            shown += self._place(finding, spec)
        for one in unseen:
            in_source = any(one.by is item for item in comments.items)
            hidden += [Suppressed(placed, one.by.reason, in_source) for placed in self._place(one.finding, spec)]

    def _place(self, finding: Finding, spec: SpecId) -> list[PlacedFinding]:
        try:
            return [place(silenced(finding, self.secrets), spec, self.sources, self.documents)]
        except LookupError:
            where = pointer(finding.route)
            self.crashes.append(engine.Crash(finding.code, spec, f"its finding names {where!r}, which is not there"))
            return []

    def _weighed(self, finding: Finding, config: Config) -> Finding:
        """``finding`` with the severity that config or preset gives it."""
        severity = config.severity_of(self.registry.find(finding.code))
        return finding if severity is None else replace(finding, severity=severity)

    def _suppressions(self, config: Config, path: str) -> list[suppress.Suppression]:
        if id(config) not in self.from_config:
            self.from_config[id(config)] = [_from_config(item) for item in config.suppressions]
        pairs = zip(config.suppressions, self.from_config[id(config)], strict=True)
        return [item for table, item in pairs if table.path.matches(path)]

    def _config_report(self, example: _File) -> list[FileReport]:
        """What is stale among the ``[[suppress]]`` tables of a config whose files took part in this run."""
        config = example.input.config
        concerned = [file for file in self.files if file.input.config is config]
        faults: list[Fault] = []
        for table, item in zip(config.suppressions, self.from_config.get(id(config), []), strict=True):
            if id(item) in self.used or not any(table.path.matches(file.input.relative) for file in concerned):
                continue
            active = frozenset(rule.code for file in concerned for rule in file.rules) - self.blind
            at_header = replace(item, words=tuple(replace(word, span=_header(config, table)) for word in item.words))
            faults += suppress.stale([at_header], [], 0, active, self.today)
        source = Source(config.path or "", config.text)
        spec = SpecId(source.path, 0)
        self.sources[source.path] = source
        findings = [self._weighed(one, config) for one in engine.describe(faults, config.rules(self.registry))]
        placed = [place(finding, spec, self.sources, self.documents) for finding in findings]
        findings_in_order = tuple(sorted(placed, key=order))
        return [FileReport(source, 0, findings_in_order, (), config.fail_on, _baseline(config))] if placed else []


def _baseline(config: Config) -> str | None:
    return config.baseline and str(PurePath(config.folder, config.baseline))


def _from_config(item: FileSuppression) -> suppress.Suppression:
    words = tuple(suppress.Word(code, Span(0, 0)) for code in item.codes)
    return suppress.Suppression(words, item.route, item.reason, item.until)


_SUPPRESS_HEADER = re.compile(r"^[ \t]*\[\[(?:[^\]\n]*\.)?\s*suppress\s*\]\]", re.MULTILINE)


def _header(config: Config, table: FileSuppression) -> Span:
    """Where the table stands in the config file; its beginning when the file writes tables in another way."""
    headers = list(_SUPPRESS_HEADER.finditer(config.text))
    return Span(*headers[table.number].span()) if table.number < len(headers) else Span(0, 0)
