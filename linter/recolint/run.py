"""Many inputs to one Run: findings in place, suppressed or not, in order, counted, with a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from recolint import engine, suppress
from recolint.account import Asked
from recolint.discover import NAMED_FILES, Extent, Input
from recolint.document import Document, Fault, FaultKind
from recolint.file_reports import CheckedFile, FileReport, Reporter, of_config
from recolint.finding import Finding, Severity, SpecId
from recolint.job import names_another_job
from recolint.placed import PlacedFinding
from recolint.registry import Registry, RuleClass
from recolint.rule import CollectionRule, OnlineRule, Settings
from recolint.text import visible

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
    # UTF-16 that is read as UTF-8 has a zero byte beside each letter.
    return len(set(_SPEC_WORDS.findall(text.replace("\0", "")))) >= 2


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
    """
    files: list[CheckedFile] = []
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
    reports = Reporter(files, registry, today, crashes, asked, extent).reports()
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


def _check(item: Input, registry: Registry, today: date, unrecognized: Unrecognized) -> CheckedFile | None:
    """The file with its findings; ``None`` when it is to be passed over as no job spec."""
    config = item.config
    rules = config.rules(registry, item.relative)
    settings = Settings(today, config.region, config.account, config.instance_types, config.permissions)
    if item.fault is None:
        result = engine.check(item.source, rules, settings, _accepts(item, registry, today))
    else:
        result = engine.Result(item.source, (), (item.fault,), ())
    found: dict[int, list[Finding]] = {}
    for checked in result.checked:
        found.setdefault(checked.document.index, []).extend(checked.findings)
    for fault in result.faults:
        found.setdefault(fault.index, []).extend(engine.describe([fault], rules))
    file = CheckedFile(item, rules, result, found)
    if any(checked.spec for checked in result.checked):
        return file
    if not item.named or unrecognized is Unrecognized.SKIP:
        return file if result.faults and _mentions_spec(item.source.text) else None
    if not result.faults:
        finding = engine.describe([_not_a_spec(result.checked[0].document)], rules)
        found[0] = [replace(one, severity=_SEVERITY[unrecognized]) for one in finding]
    return file


def _accepts(item: Input, registry: Registry, today: date) -> engine.Accepts:
    """Whether a comment or the config hides a finding: then its value is one that other rules may judge by."""
    items: dict[int, tuple[suppress.Suppression, ...]] = {}

    def accepts(document: Document, finding: Finding) -> bool:
        if document.index not in items:
            comments = suppress.suppressions(document, registry).items
            items[document.index] = (*comments, *of_config(item.config, item.relative))
        shown, _ = suppress.apply([finding], items[document.index], today)
        return not shown

    return accepts


_SEVERITY = {Unrecognized.ERROR: Severity.ERROR, Unrecognized.WARN: Severity.WARNING}


def _not_a_spec(document: Document) -> Fault:
    other = names_another_job(document.data)
    if other is None:
        names = ", ".join(f"{visible(str(key))}" for key in list(document.data)[:4]) or "nothing"
        why = f"its root has {names}; wanted two or more of JobName, JobType, RoleArn, InputConfig"
    else:
        why = f"its root has {visible(other)}, the name of a job of another kind, and no JobName"
    return Fault(
        FaultKind.NOT_A_SPEC,
        f"this is no job spec: {why}",
        document.place(()),
        document.index,
        help="write the request with all four, or have check pass over other files with --unrecognized skip",
    )


def _check_together(files: Sequence[CheckedFile]) -> list[engine.Crash]:
    """Let the rules across specs add their findings; a rule looks at the specs of all files that it is active for."""
    crashes: list[engine.Crash] = []
    by_path = {file.input.source.path: file for file in files}
    active: dict[str, tuple[CollectionRule[Any], list[CheckedFile]]] = {}
    for file in files:
        for rule in file.rules:
            if isinstance(rule, CollectionRule):
                active.setdefault(rule.code, (rule, []))[1].append(file)
    for _, (rule, its_files) in sorted(active.items()):
        specs = [checked.spec for file in its_files for checked in file.result.checked if checked.spec is not None]
        found, crashed = engine.check_together(specs, [rule])
        crashes += crashed
        for spec, finding in found:
            by_path[spec.path].found.setdefault(spec.index, []).append(finding)
    return crashes


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
