"""Findings that a team has decided to live with, as data and as the text of their file. Reads no file."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from recolint.base.errors import UserError
from recolint.base.fingerprint import Fingerprint, without_indices
from recolint.base.spelling import did_you_mean
from recolint.base.text import Source, Span
from recolint.check.placed import Diagnostic, Hidden, order
from recolint.check.result import FileResult

REASON = "baseline"
"""The reason of a finding that a baseline hides."""

VERSION = 1
MAX_COUNT = 1_000_000_000
"""Findings of one entry. No repository has as many."""

_MEMBERS = ("code", "path", "pointer", "value", "count")


class BaselineError(UserError):
    """A baseline that cannot be used. The message names its file, and the place where that is known."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings of each fingerprint are known. Paths are relative to the folder of the baseline's file."""

    counts: Mapping[Fingerprint, int]
    source: Source = field(default=Source("", ""), compare=False)
    """The file that it was read from."""

    def holds(self, placed: Diagnostic, path: str) -> bool:
        """Whether the finding ``placed``, of the file ``path``, is here."""
        return _fingerprint(placed, path) in self.counts

    def entry(self, code: str) -> tuple[Source, Span]:
        """Where the first entry of the rule ``code`` is."""
        match = re.search(rf'"code"\s*:\s*"{re.escape(code)}"', self.source.text)
        return self.source, Span(*match.span()) if match else Span(0, 0)

    @classmethod
    def of(cls, findings: Iterable[tuple[Diagnostic, str]]) -> Baseline:
        """The baseline of ``findings``, each with the path of its file."""
        return cls(Counter(_fingerprint(placed, path) for placed, path in findings))

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(self.counts.values())

    def with_(self, other: Baseline) -> Baseline:
        """The entries of both baselines; for an entry in both, the higher count."""
        return Baseline(Counter(self.counts) | Counter(other.counts))

    def without(self, other: Baseline) -> Baseline:
        """The entries that are not in ``other``; for an entry in both, the rest of its count."""
        return Baseline(Counter(self.counts) - Counter(other.counts))

    def only(self, keeps: Callable[[Fingerprint], bool]) -> Baseline:
        """The entries for which ``keeps`` is true."""
        return Baseline({known: count for known, count in self.counts.items() if keeps(known)})

    def hide(self, report: FileResult, path: str) -> FileResult:
        """``report``, of the file ``path``, with the findings of this baseline among the suppressed.

        If there are more findings of an entry than its count, the first ones in the file are the known ones.
        """
        met: Counter[Fingerprint] = Counter()
        shown: list[Diagnostic] = []
        hidden: list[Diagnostic] = []
        for placed in report.findings:
            if placed.finding.code in report.locks:
                shown.append(placed)
                continue
            fingerprint = _fingerprint(placed, path)
            met[fingerprint] += 1
            if met[fingerprint] <= self.counts.get(fingerprint, 0):
                hidden.append(placed._replace(hidden=Hidden("baseline", REASON)))
            else:
                shown.append(placed)
        if not hidden:
            return report
        suppressed = sorted([*report.suppressed, *hidden], key=order)
        return report._replace(findings=tuple(shown), suppressed=tuple(suppressed))

    def text(self) -> str:
        """The text of the file: ASCII JSON, an entry a line, in an order that never varies, so that it merges well."""
        entries = [_entry(known, count) for known, count in sorted(self.counts.items())]
        lines = ",\n".join("    " + json.dumps(entry) for entry in entries)
        body = f"[\n{lines}\n  ]" if entries else "[]"
        return f'{{\n  "version": {VERSION},\n  "findings": {body}\n}}\n'


def _fingerprint(placed: Diagnostic, path: str) -> Fingerprint:
    return Fingerprint.of(placed.finding, path, placed.value)


def _entry(known: Fingerprint, count: int) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "code": known.code,
        "path": known.path,
        "pointer": known.pointer,
        "value": known.value,
    }
    return entry if count == 1 else {**entry, "count": count}


def parse(name: str, text: str, never: frozenset[str] = frozenset()) -> Baseline:
    """The baseline in ``text``, the content of the file ``name``; ``never`` are codes that it may not hold.

    Raises ``BaselineError``.
    """
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        line = text.count("\n", 0, conflict.start()) + 1
        raise BaselineError(f"{name}: line {line}: {_MERGE}")
    try:
        data = json.loads(text, object_pairs_hook=_members)
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{name}: is not JSON: {error}") from error
    if not isinstance(data, dict) or "version" not in data or "findings" not in data:
        raise BaselineError(f"{name}: is not a baseline: expected an object with version and findings")
    version = data["version"]
    if type(version) is not int or version != VERSION:
        hint = "; install a newer recolint" if type(version) is int and version > VERSION else ""
        raise BaselineError(f"{name}: version: expected {VERSION}, found {version!r}{hint}")
    for member in data:
        if member not in ("version", "findings"):
            raise BaselineError(f"{name}: {member}: unknown member{did_you_mean(member, ('version', 'findings'))}")
    if not isinstance(data["findings"], list):
        raise BaselineError(f"{name}: findings: expected a list, found {data['findings']!r}")
    counts: Counter[Fingerprint] = Counter()
    for number, entry in enumerate(data["findings"]):
        known, count = _read(f"{name}: findings[{number}]", entry)
        if known.code in never:
            raise BaselineError(f"{name}: findings[{number}]: {known.code} cannot be in a baseline: {NEVER}")
        counts[known] += count
    return Baseline(counts, Source(name, text))


_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_MERGE = "a merge conflict; keep the entries of both sides, then run `recolint baseline prune`"


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise ValueError(f"duplicate member {name}")
    return dict(pairs)


NEVER = "such a file cannot be checked"
"""Why some codes are never in a baseline."""


def _read(where: str, entry: object) -> tuple[Fingerprint, int]:
    if not isinstance(entry, dict):
        raise BaselineError(f"{where}: expected an object, found {entry!r}")
    for member in entry:
        if member not in _MEMBERS:
            raise BaselineError(f"{where}: {member}: unknown member{did_you_mean(member, _MEMBERS)}")
    for member in _MEMBERS[:-1]:
        if not isinstance(entry.get(member), str):
            raise BaselineError(f"{where}: {member}: expected a string, found {entry.get(member)!r}")
    count = entry.get("count", 1)
    if type(count) is not int or not 1 <= count <= MAX_COUNT:
        raise BaselineError(f"{where}: count: expected a number from 1 to {MAX_COUNT}, found {count!r}")
    # Older files name items by their indices.
    return Fingerprint(entry["path"], without_indices(entry["pointer"]), entry["code"], entry["value"]), count
