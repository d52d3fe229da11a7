"""A whole run: what was found in each file, and what no file says by itself. Reports see nothing else."""

from __future__ import annotations

from recolint.base.finding import Severity, SpecId
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING
from recolint.check.result import FileResult
from recolint.check.tasks import Skipped
from recolint.config.typed import Weakened
from recolint.document import UNREADABLE
from recolint.rule.entry import RuleClass
from recolint.rule.kinds import FaultRule

if TYPE_CHECKING:
    from recolint.check.placed import Diagnostic
    from recolint.rule.account import Asked


class Crash(NamedTuple):
    """A rule that raised: its code, its package, the spec it looked at (``None``: all of them), what it said."""

    code: str
    package: str
    spec: SpecId | None
    error: str


class Run(NamedTuple):
    """A whole run: a result for each file that contains a spec or a fault, in order of path."""

    files: tuple[FileResult, ...]
    crashes: tuple[Crash, ...]
    skipped: tuple[Skipped, ...]
    """Files that were found by walking, or are skipped on request, and are not job specs."""
    rules: tuple[RuleClass, ...]
    """The rules of the findings, shown and hidden, and of the crashes, in order of code."""
    weakened: Weakened = Weakened()
    """The rules that configs of checked files turn off or lower."""
    asked: Asked | None = None
    """The questions to AWS; ``None``: the run is offline."""

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
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
        return sum(len(file.suppressed) + file.already_told.suppressed for file in self.files)

    @property
    def failed(self) -> bool:
        """Whether any finding is severe enough to make the exit code 1."""
        return any(
            file.already_told.failed or any(file.fails(placed.finding) for placed in file.findings)
            for file in self.files
        )

    def count(self, severity: Severity) -> int:
        """How many findings have ``severity``."""
        discarded = (file.already_told for file in self.files if file.already_told.counts)
        told = sum(dict(one.counts).get(severity, 0) for one in discarded)
        return told + sum(placed.finding.severity is severity for placed in self.findings)


_NAMED = 3
"""Files that a message names."""


class IncompleteError(Exception):
    """Something unexpected in recolint itself, its cause: of some files nothing is known. ``run`` is what is known."""

    def __init__(self, paths: tuple[str, ...], run: Run) -> None:
        """Take the files that could not be checked."""
        self.run = run
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        super().__init__(f"{', '.join(paths[:_NAMED])}{more}: not checked")
