"""``recolint check`` with ``--fix``, ``--unsafe-fixes`` or ``--diff``: what is fixed, written, shown and said."""

from __future__ import annotations

from collections.abc import Iterable

from recolint.base.finding import Fix, Safety
from recolint.base.text import Source, plural
from recolint.check.placed import Diagnostic
from recolint.check.redact import redact_source
from recolint.check.rounds import MAX_ROUNDS, Check, FixRun, WriteError, fix_in_rounds, write
from recolint.check.run import Run
from recolint.check.tasks import Input
from recolint.cli.check.arguments import Arguments
from recolint.cli.check.reporting import Outcome
from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams
from recolint.report.findings.diff import render


def _refuse_contradictions(arguments: Arguments) -> None:
    """Raise ``UsageError`` for options that ask for two things at once."""
    if "-" in arguments.paths and not arguments.fixes.diff:
        if len(arguments.paths) > 1:
            raise UsageError("--fix - prints the fixed text: expected - as the only path")
        if arguments.report.output_format != "text" or arguments.report.output_file is not None:
            raise UsageError("--fix - prints the fixed text: remove --output-format and --output-file")
    if arguments.fixes.diff and (arguments.report.statistics or arguments.report.output_format != "text"):
        other = "--statistics" if arguments.report.statistics else f"--output-format {arguments.report.output_format}"
        raise UsageError(f"--diff prints a diff instead of the report; remove {other}")


def fix(arguments: Arguments, streams: Streams, found: Iterable[Input], check: Check) -> Outcome:
    """Apply the fixes that ``arguments`` allow, of findings that are shown; write the files or make their diff.

    Raises ``UsageError`` for options that contradict each other, before it reads anything.
    """
    _refuse_contradictions(arguments)
    inputs = tuple(found)
    allowed = frozenset(Safety) if arguments.fixes.unsafe_fixes else frozenset({Safety.SAFE})

    def wants(placed: Diagnostic, offered: Fix) -> bool:
        return offered.safety in allowed and placed.finding.severity >= arguments.report.min_severity

    done = fix_in_rounds(inputs, check, wants)
    _report_skipped(arguments, streams, done)
    if arguments.fixes.diff:
        return _diff(arguments, streams, inputs, done)
    if "-" in arguments.paths:
        if arguments.fixes.show_fixes:
            _list(streams, "fixed", done.fixed)
        data = b"".join(item.source.encode() for item in done.inputs)
        return Outcome(done.after, len(done.fixed), frozenset(Safety) - allowed, fixed_file=data)
    unwritten = _write(streams, inputs, done.inputs)
    fixed = [placed for placed in done.fixed if placed.spec.path not in unwritten]
    if arguments.fixes.show_fixes:
        _list(streams, "fixed", fixed)
    run = done.after
    if unwritten:
        kept = (old if old.source.path in unwritten else new for old, new in zip(inputs, done.inputs, strict=True))
        run = check(tuple(kept))
    return Outcome(run, len(fixed), frozenset(Safety) - allowed, unwritten=bool(unwritten))


def _diff(arguments: Arguments, streams: Streams, inputs: Iterable[Input], done: FixRun) -> Outcome:
    if arguments.fixes.show_fixes:
        _list(streams, "would fix", done.fixed)
    if not arguments.report.quiet:
        streams.say(_would_fix(done))
    before, after = _covered(inputs, done.before), _covered(done.inputs, done.after)
    return Outcome(done.before, diff=render((source, after.get(path, source)) for path, source in before.items()))


def _covered(inputs: Iterable[Input], run: Run) -> dict[str, Source]:
    """The texts of the files of ``run``, credentials covered, in its order."""
    texts = {item.path: item.source for item in inputs}
    return {file.path: redact_source(texts[file.path], file.covered) for file in run.files if file.path in texts}


def _write(streams: Streams, before: Iterable[Input], after: Iterable[Input]) -> frozenset[str]:
    """Write the changed files. Report and return the paths of those that cannot be written."""
    unwritten = set()
    for old, new in zip(before, after, strict=True):
        if old.source == new.source:
            continue
        try:
            write(old.source, new.source)
        except WriteError as error:
            streams.say(f"{old.source.path}: not fixed: the file {error}")
            unwritten.add(old.source.path)
    return frozenset(unwritten)


def _report_skipped(arguments: Arguments, streams: Streams, done: FixRun) -> None:
    not_converging: dict[str, set[str]] = {}
    for placed in done.not_converging:
        not_converging.setdefault(placed.spec.path, set()).add(placed.finding.code)
    for path, codes in not_converging.items():
        streams.say(f"{path}: not fixed: the fixes of {', '.join(sorted(codes))} do not converge ({MAX_ROUNDS} rounds)")
    if not arguments.report.quiet:
        for skipped in done.skipped:
            streams.say(f"{_where(skipped.finding)}: not fixed: {skipped.reason}")


def _list(streams: Streams, verb: str, fixed: Iterable[Diagnostic]) -> None:
    for placed in fixed:
        title = placed.finding.fix.title if placed.finding.fix else ""
        streams.say(f"{verb} {_where(placed)} {placed.finding.name}: {title}")


def _where(placed: Diagnostic) -> str:
    return f"{placed.spec.path}:{placed.place.where}: {placed.finding.code}"


def _would_fix(done: FixRun) -> str:
    files = {placed.spec.path for placed in done.fixed}
    remain = len(done.after.findings)
    fixed = plural(len(done.fixed), "finding")
    return f"would fix {fixed} in {plural(len(files), 'file')}; {remain} would remain"
