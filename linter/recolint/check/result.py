"""The result for one file: findings, and what is needed to judge all files together. No text, no document."""

from __future__ import annotations

from collections.abc import Mapping

from recolint.base.finding import Finding, Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, Any
from recolint.base.text import Span

if TYPE_CHECKING:
    # A clean file has no findings, nor what belongs to them.
    from recolint.check import engine
    from recolint.check.attempts import Attempt
    from recolint.check.placed import Diagnostic
    from recolint.check.untold import Untold
    from recolint.config.policy import Lock


class Beside(NamedTuple):
    """The facts of a file for a check of the files beside the specs.

    ``tables`` are the config's ``[[suppress]]`` tables for the file, by number, each with the words that hid something;
    ``judging`` the codes of the rules that could have found something for them to hide.
    ``left_out`` is the key that excludes a spec that policies still check.
    """

    tables: tuple[tuple[int, frozenset[str]], ...] = ()
    judging: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    """The roles of the specs, if the run needs their policies."""
    left_out: Attempt | None = None


NOTHING = Beside()


class Told(NamedTuple):
    """A summary of discarded findings: how many of each severity, how many hidden, and whether any sets exit code 1."""

    counts: tuple[tuple[Severity, int], ...] = ()
    suppressed: int = 0
    failed: bool = False


NOBODY = Told()


class FileResult(NamedTuple):
    """The report on one file: findings in order of place, and hidden findings. Contains no text, no document.

    ``fail_on`` is that of the file's config. ``keys`` are those of the rules across specs: see ``check.keys``.
    """

    path: str
    specs: int
    findings: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]
    fail_on: Severity
    locks: Mapping[str, Lock] = {}
    """The locks of the rules of its findings that policies own for the file, by code."""
    baseline: str | None = None
    """The baseline that the file's config names, from the config's folder."""
    also: tuple[Any, ...] = ()
    untold: tuple[Untold, ...] = ()
    """The unknown values of requests in code, if requested."""
    covered: tuple[Span, ...] = ()
    """The stretches of the text that must not be shown."""
    crashes: tuple[engine.Crash, ...] = ()
    keys: tuple[int, ...] = ()
    digest: int = 0
    """A checksum of the text. It shows a later reader whether the file changed."""
    beside: Beside = NOTHING
    already_told: Told = NOBODY
    """A summary of the findings that the run already reported and discarded."""
    waits: bool = False
    """Whether a comment names a rule that compares files: whether it is used is still unknown."""

    def fails(self, finding: Finding) -> bool:
        """Whether ``finding`` makes the exit code 1, as set by the policy that owns its rule, or by the config."""
        lock = self.locks.get(finding.code)
        return finding.severity >= (self.fail_on if lock is None else lock.fail_on)

    def shows(self, finding: Finding, least: Severity) -> bool:
        """Whether reports that begin with ``least`` show ``finding``: what a policy locks is always shown."""
        return finding.severity >= least or finding.code in self.locks

    def told(self) -> FileResult:
        """Without the findings, which were reported, except their number."""
        if not self.findings and not self.suppressed:
            return self
        severities = [placed.finding.severity for placed in self.findings]
        counts = tuple((severity, severities.count(severity)) for severity in Severity)
        failed = any(self.fails(placed.finding) for placed in self.findings)
        return self._replace(findings=(), suppressed=(), already_told=Told(counts, len(self.suppressed), failed))
