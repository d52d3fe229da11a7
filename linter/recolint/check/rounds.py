"""Rounds of check and fix over a whole run, and new texts into their files. The only module that writes specs."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from recolint.base.finding import Fix
from recolint.base.text import Source
from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.check.tasks import Input
from recolint.fix import FixRequest, apply_fixes
from recolint.io import files

MAX_ROUNDS = 10
"""Fixes that bring up new findings settle in two or three rounds; rules that undo each other never do."""

Check = Callable[[Sequence[Input]], Run]


@dataclass(frozen=True, slots=True)
class SkippedFix:
    """A finding with a fix that was requested and not applied, and the reason."""

    finding: Diagnostic
    reason: str


@dataclass(frozen=True, slots=True)
class FixRun:
    """The result of the rounds: the run before and after, the inputs with their new texts, what was fixed and what not.

    ``fixed`` are the findings with fixes in the new texts, each placed in the text of its round.
    ``not_converging`` are the findings of files that changed in every round; the texts of these files are unchanged.
    """

    before: Run
    after: Run
    inputs: tuple[Input, ...]
    fixed: tuple[Diagnostic, ...]
    skipped: tuple[SkippedFix, ...]
    not_converging: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Round:
    """The changes of one round: new sources by path."""

    sources: Mapping[str, Source]
    fixed: tuple[Diagnostic, ...]
    skipped: tuple[SkippedFix, ...]


def fix_in_rounds(inputs: Sequence[Input], check: Check, wants: Callable[[Diagnostic, Fix], bool]) -> FixRun:
    """Check ``inputs`` and make the fixes that ``wants`` is true of, again and again until nothing changes."""
    originals = {item.source.path: item.source for item in inputs}
    before = run = check(inputs)
    fixed: list[Diagnostic] = []
    done = _round(inputs, run, wants)
    for _ in range(MAX_ROUNDS):
        if not done.sources:
            break
        inputs = _with(inputs, done.sources)
        fixed += done.fixed
        run = check(inputs)
        done = _round(inputs, run, wants)
    if done.sources:
        inputs = _with(inputs, {path: originals[path] for path in done.sources})
        run = check(inputs)
    return FixRun(
        before=before,
        after=run,
        inputs=tuple(inputs),
        fixed=tuple(placed for placed in fixed if placed.spec.path not in done.sources),
        skipped=tuple(one for one in done.skipped if one.finding.spec.path not in done.sources),
        not_converging=done.fixed,
    )


def _with(inputs: Sequence[Input], sources: Mapping[str, Source]) -> tuple[Input, ...]:
    return tuple(item._replace(source=sources.get(item.source.path, item.source)) for item in inputs)


def _round(inputs: Sequence[Input], run: Run, wants: Callable[[Diagnostic, Fix], bool]) -> _Round:
    """The fixes that ``run``, the check of ``inputs``, asks for."""
    wanted: dict[str, list[tuple[Diagnostic, Fix]]] = {}
    skipped: list[SkippedFix] = []
    for placed in run.findings:
        fix, refused = placed.finding.fix, placed.refused
        if fix is not None and wants(placed, fix):
            wanted.setdefault(placed.spec.path, []).append((placed, fix))
        if refused is not None and wants(placed, refused.fix):
            skipped.append(SkippedFix(placed, refused.reason))
    sources: dict[str, Source] = {}
    fixed: list[Diagnostic] = []
    for item in inputs:
        pairs = wanted.get(item.source.path, [])
        result = apply_fixes(item.source, [FixRequest(fix, placed.spec.index) for placed, fix in pairs])
        if result.source != item.source:
            sources[item.source.path] = result.source
            fixed += [pairs[number][0] for number in result.made]
        skipped += [SkippedFix(pairs[number][0], reason) for number, reason in result.refused.items()]
    return _Round(sources, tuple(fixed), tuple(skipped))


class WriteError(Exception):
    """A file could not be written and is unchanged. The message is the reason; the file's name comes before it."""


def write(before: Source, after: Source) -> None:
    """Put ``after`` instead of ``before`` in the file that both name, whole or not at all.

    A symbolic link stays one: its target is written. Mode and, where allowed, owner are kept; other hard links keep
    the old text. Raises ``WriteError``, with the file unchanged and nothing left beside it.
    """
    path, old, new = Path(before.path), before.encode(), after.encode()
    try:
        present = files.read_spec(str(path), max(len(old), len(new)) + 1)
        if not os.access(path, os.W_OK):
            raise WriteError("is read-only")
        if present == new:
            return
        if present != old:
            raise WriteError("has changed since it was read; run again")
        files.write_spec(path, new)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}") from error
