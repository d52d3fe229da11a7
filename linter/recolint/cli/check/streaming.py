"""``recolint check --output-format jsonl``: each finding is written as soon as its file is done, and not kept."""

from __future__ import annotations

from recolint.base.finding import Severity
from recolint.check.placed import Diagnostic
from recolint.check.result import FileResult
from recolint.cli.streams import Streams
from recolint.report.findings.jsonl import lines


class Stream:
    """Writes results. A baseline needs all findings of a file, so those of files with one are written at the end."""

    def __init__(self, streams: Streams, least: Severity, *, has_baseline: bool, keeps: bool) -> None:
        """``has_baseline``: one counts for all files. ``keeps``: other reports need the findings too."""
        self._least = least
        self._has_baseline = has_baseline
        self._streams = streams
        self._keeps = keeps

    def __call__(self, result: FileResult, before: FileResult | None) -> FileResult:
        """Write the findings of ``result`` that are not in ``before``; return the part of ``result`` to keep."""
        if self._has_baseline or result.baseline is not None:
            return result
        told = {_what(placed) for placed in before.findings} if before is not None else set()
        new = [one for one in result.findings if result.shows(one.finding, self._least) and _what(one) not in told]
        if new:
            self._streams.write(lines(new))
        return result if self._keeps else result.told()


def _what(placed: Diagnostic) -> object:
    finding = placed.finding
    return placed.spec, placed.place.start, placed.place.end, finding.code, finding.route, finding.message
