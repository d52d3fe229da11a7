"""Reads and writes baselines, and lets a run skip the findings in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from recolint.base.excerpt import Quoting
from recolint.base.finding import Severity, SpecId
from recolint.baseline.known import Baseline, BaselineError, parse
from recolint.check import engine
from recolint.check.attempts import of_baseline
from recolint.check.placed import Diagnostic, place
from recolint.check.result import FileResult
from recolint.check.run import Run
from recolint.config.policy import Lock
from recolint.io import files
from recolint.io.paths import shown
from recolint.rule.registry import Registry
from recolint.rule.rule_set import RuleSet

NAME = "recolint-baseline.json"
"""The default name of a baseline."""


class BaselineFiles:
    """The baselines of a run, each file read once. ``explicit`` is one to use for every file, from the command line."""

    def __init__(self, registry: Registry, explicit: str | None = None) -> None:
        """``registry`` says which findings cannot be in a baseline."""
        self._never = frozenset(rule.code for rule in registry.entries if rule.required)
        self._registry = registry
        self._explicit = explicit
        self._told: set[tuple[str, str]] = set()
        self._known: dict[str, Baseline] = {}

    def apply(self, run: Run) -> Run:
        """``run`` with what the baselines of its files hold among the suppressed; raises ``BaselineError``."""
        reports = tuple(self._without_known(report) for report in run.files)
        attempts = tuple(self._attempts(reports))
        codes = {placed.finding.code for report in attempts for placed in report.findings}
        rules = {rule.code: rule for rule in (*run.rules, *map(self._registry.find, codes))}
        in_order = sorted((*reports, *attempts), key=lambda report: report.path)
        return run._replace(files=tuple(in_order), rules=tuple(rules[code] for code in sorted(rules)))

    def _attempts(self, reports: Iterable[FileResult]) -> Iterator[FileResult]:
        """A report for each baseline that contains a finding of a locked rule."""
        found: dict[str, list[Diagnostic]] = {}
        locks: dict[str, Lock] = {}
        for report in reports:
            file = self._explicit or report.baseline
            if file is None or not report.locks:
                continue
            known = self._known[file]
            path = relative(file, report.path)
            for code in sorted({placed.finding.code for placed in report.findings if known.holds(placed, path)}):
                if (file, code) not in self._told:
                    self._told.add((file, code))
                    attempt = of_baseline(*known.entry(code), code, report.locks[code])
                    finding = next(iter(engine.describe([attempt.fault], self._rules, [])))
                    spec = SpecId(attempt.source.path, 0)
                    found.setdefault(file, []).append(place(finding, spec, Quoting(attempt.source), {}))
            locks |= report.locks
        for placed in found.values():
            yield FileResult(placed[0].spec.path, 0, tuple(placed), (), Severity.ERROR, locks)

    @cached_property
    def _rules(self) -> RuleSet:
        faults = (entry for entry in self._registry.entries if entry.kind == "fault")
        return RuleSet(faults, lambda entry: self._registry.made(entry, None))

    def _without_known(self, report: FileResult) -> FileResult:
        file = self._explicit or report.baseline
        if file is None:
            return report
        if file not in self._known:
            self._known[file] = self.read(file)
        return self._known[file].hide(report, relative(file, report.path))

    def read(self, file: str) -> Baseline:
        """The baseline in ``file``; raises ``BaselineError``."""
        name = shown(Path(file))
        try:
            return parse(name, files.read(Path(file)).decode("utf-8-sig").replace("\r\n", "\n"), self._never)
        except FileNotFoundError as error:
            raise BaselineError(f"{name}: no such baseline; recolint baseline create writes one") from error
        except UnicodeDecodeError as error:
            raise BaselineError(f"{name}: is not UTF-8 at byte {error.start}") from error
        except OSError as error:
            raise BaselineError(f"{name}: cannot be read: {error.strerror}") from error

    def holdable(self, file: str, run: Run) -> Iterator[tuple[Diagnostic, str]]:
        """The findings of ``run`` that a baseline in ``file`` may hold, each with its path as written there.

        A file with a config that names another baseline is excluded. Once any config names this baseline, so is a file
        with a config that does not name one. No check would look here for their findings.
        """
        for report in self._covered(file, run):
            path = relative(file, report.path)
            for placed in report.findings:
                if placed.finding.code not in self._never and placed.finding.code not in report.locks:
                    yield placed, path

    def _covered(self, file: str, run: Run) -> Iterable[FileResult]:
        if self._explicit is not None:
            return run.files
        own = [report for report in run.files if report.baseline is not None and _is_same(report.baseline, file)]
        return own or [report for report in run.files if report.baseline is None]

    def unheld(self, run: Run) -> Iterator[Diagnostic]:
        """The findings of ``run`` that no baseline may hold: those of files that cannot be checked."""
        return (placed for placed in run.findings if placed.finding.code in self._never)


def write(file: str, baseline: Baseline) -> None:
    """Write ``baseline`` to ``file``, whole or not at all; raises ``BaselineError``."""
    try:
        files.write(Path(file), baseline.text().encode())
    except OSError as error:
        raise BaselineError(f"{shown(Path(file))}: cannot be written: {error.strerror}") from error


def relative(file: str, path: str) -> str:
    """``path`` as the baseline in ``file`` writes it: from the folder of that file, with ``/``."""
    return Path(os.path.relpath(path, Path(file).parent)).as_posix()


def _is_same(one: str, other: str) -> bool:
    return Path(one).absolute() == Path(other).absolute()
