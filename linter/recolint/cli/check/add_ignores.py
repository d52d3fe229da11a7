"""``recolint check --add-ignore``: hide what is found, for a reason, in the files themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from recolint.base.finding import Finding, Route, Severity
from recolint.base.text import Source, plural, visible
from recolint.check.announce import IN_CODE
from recolint.check.hosted import contents
from recolint.check.placed import Diagnostic
from recolint.check.result import FileResult
from recolint.check.rounds import Check, WriteError, write
from recolint.check.tasks import Input
from recolint.cli.check.arguments import Arguments
from recolint.cli.check.reporting import Outcome
from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams
from recolint.document import Format, guess_format
from recolint.io import files
from recolint.request.recognition import is_meant_as_spec
from recolint.rule.registry import Registry
from recolint.suppress.comments import parse_reason
from recolint.suppress.tables import Table, text, with_tables
from recolint.suppress.writing import IgnoreRequest, add_ignore_comments, can_be_hidden, is_of_config


@dataclass(frozen=True, slots=True)
class _Reason:
    """The value of ``--add-ignore``: the whole text, and its two parts."""

    whole: str
    words: str
    until: date | None


def refuse_contradictions(arguments: Arguments, reason: str, today: date) -> None:
    """Raise ``UsageError`` for an invalid reason and for options that exclude each other."""
    until = _reason(reason).until
    if until is not None and until < today:
        raise UsageError(f"--add-ignore: until={until} is in the past; set a later date")
    if arguments.fixes.fixing:
        raise UsageError("--add-ignore and --fix are not allowed together; run --fix first")
    if "-" in arguments.paths:
        raise UsageError("--add-ignore does not accept standard input")


def _reason(whole: str) -> _Reason:
    try:
        words, until = parse_reason(whole)
    except ValueError as error:
        raise UsageError(f"--add-ignore: {error}; expected a date, e.g. until=2026-12-31") from error
    if not words:
        raise UsageError(
            "--add-ignore: missing reason; expected --add-ignore='one-off, see TICKET-41 until=2026-12-31'"
        )
    if visible(whole) != whole:
        raise UsageError(f"--add-ignore: {visible(whole)!r} contains characters that are not allowed in a comment")
    return _Reason(whole.strip(), words, until)


def ignore(
    reason: str, least: Severity, streams: Streams, find: Callable[[], Iterable[Input]], check: Check, rules: Registry
) -> Outcome:
    """Hide findings of ``least`` and above: in YAML by comments, for JSON by tables in the config. Then check again.

    Each call of ``find`` reads the files again and returns them as inputs.
    """
    inputs = tuple(find())
    run = check(inputs)
    writer = _Writer(streams, rules, _reason(reason))
    known = {item.source.path: item for item in inputs}
    for report in run.files:
        hideable = []
        for placed in report.findings:
            if placed.finding.severity < least:
                continue
            locked = _locked(placed.finding, report, _reason(reason), streams.today)
            if locked is not None:
                writer.leave(placed, locked)
            elif report.path in known and can_be_hidden(placed.finding, rules):
                hideable.append(placed)
            elif is_of_config(placed.finding, rules):
                writer.leave(placed, f'it is about the config; add ignore = ["{placed.finding.code}"] there')
            else:
                writer.leave(placed, "it cannot be suppressed")
        if hideable:
            writer.hide(known[report.path], hideable)
    writer.write_tables()
    streams.say(f"{plural(writer.hidden, 'finding')} ignored")
    return Outcome(check(tuple(find())) if writer.hidden else run, unwritten=writer.has_failed)


def _locked(finding: Finding, report: FileResult, reason: _Reason, today: date) -> str | None:
    """Why a policy forbids to hide ``finding`` for ``reason``; ``None`` if it allows that or does not lock the rule."""
    lock = report.locks.get(finding.code)
    if lock is None:
        return None
    lacking = None if lock.terms is None else lock.terms.lacking(reason.words, reason.until, today)
    if lock.terms is not None and lacking is None:
        return None
    return f"policy {lock.owner.name} locks it" + (f": {lacking}" if lacking else "")


class _Writer:
    """Writes comments and tables, and reports the findings that it cannot hide."""

    def __init__(self, streams: Streams, rules: Registry, reason: _Reason) -> None:
        self.hidden = 0
        """How many findings have been hidden."""
        self.has_failed = False
        """Whether a file could not be written."""
        self._streams = streams
        self._rules = rules
        self._reason = reason
        self._tables: dict[str, list[tuple[Table, list[Diagnostic]]]] = {}

    def leave(self, placed: Diagnostic, why: str) -> None:
        """Say why ``placed`` is still there."""
        where = f"{placed.spec.path}:{placed.place.where}: {placed.finding.code}"
        self._streams.say(f"{where}: not ignored: {why}")

    def hide(self, item: Input, findings: list[Diagnostic]) -> None:
        """Write the comments of a YAML file; gather the tables for a JSON file; leave code alone."""
        if item.is_code and contents(item.source, is_meant_as_spec).is_code:
            for placed in findings:
                self.leave(placed, IN_CODE)
            return
        if guess_format(item.source.path, item.source.text) is Format.JSON:
            self._gather(item, findings)
            return
        wanted = [IgnoreRequest(placed.finding, placed.spec.index) for placed in findings]
        done = add_ignore_comments(item.source, wanted, self._reason.whole, self._rules, self._streams.today)
        for number, placed in enumerate(findings):
            if number not in done.made:
                self.leave(placed, "no comment can suppress this finding without another change")
        if done.made:
            self._write(item.source, done.source, len(done.made))

    def _gather(self, item: Input, findings: list[Diagnostic]) -> None:
        config = item.config.path
        if config is None:
            self._streams.say(
                f"{item.source.path}: not ignored: JSON has no comments, and no config exists for a [[suppress]] "
                "table; run recolint init --what config first"
            )
            return
        by_route: dict[Route, list[Diagnostic]] = {}
        for placed in findings:
            by_route.setdefault(placed.finding.route, []).append(placed)
        for route, some in by_route.items():
            codes = tuple(sorted({placed.finding.code for placed in some}))
            table = Table(item.relative, route, codes, self._reason.words, self._reason.until)
            self._tables.setdefault(config, []).append((table, some))

    def write_tables(self) -> None:
        """Write the tables that were gathered."""
        for path, pairs in self._tables.items():
            header = "tool.recolint.suppress" if Path(path).name == "pyproject.toml" else "suppress"
            tables = [table for table, _ in pairs]
            try:
                before = Source.decode(path, files.read(Path(path)))
            except OSError as error:
                self._fail(path, f"cannot be read: {error.strerror}")
                continue
            whole = with_tables(before.text, tables, header)
            if whole is None:
                self._fail(
                    path, f"cannot be extended at its end; add these [[{header}]] tables:\n{text(tables, header)}"
                )
                continue
            self._write(before, Source(path, whole, before.bom), sum(len(some) for _, some in pairs))

    def _write(self, before: Source, after: Source, count: int) -> None:
        try:
            write(before, after)
        except WriteError as error:
            self._fail(before.path, f"the file {error}")
        else:
            self.hidden += count

    def _fail(self, path: str, why: str) -> None:
        self._streams.say(f"{path}: nothing ignored: {why}".rstrip())
        self.has_failed = True
