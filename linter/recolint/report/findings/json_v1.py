"""JSON, version 1: the contract with every other program.

Mapped by hand, so that no rename within recolint can change it. Members may be added; a change of meaning is version 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import recolint
from recolint.base.finding import (
    DropByteOrderMark,
    Edit,
    Fix,
    Insert,
    Remove,
    Rename,
    Replace,
    Safety,
    Set,
    Severity,
    pointer,
)
from recolint.base.json_text import ascii_json
from recolint.check.placed import Diagnostic, Place, PlacedLabel
from recolint.check.run import Run
from recolint.report.shared.style import Style
from recolint.rule.account import Asked


def render(run: Run, style: Style) -> str:  # noqa: ARG001  the form is fixed; every format takes the same arguments
    """One JSON object, ASCII only, ended by a line feed."""
    return ascii_json(_run(run)) + "\n"


def _run(run: Run) -> dict[str, Any]:
    return {
        "version": 1,
        "tool": {"name": "recolint", "version": recolint.__version__},
        "summary": {
            "files": len(run.files),
            "specs": run.specs,
            **{severity.label: run.count(severity) for severity in reversed(Severity)},
            "suppressed": run.suppressed,
            "skipped_files": run.skipped_files,
            "rules_off": len(run.weakened.off),
            "rules_lowered": len(run.weakened.lowered),
        },
        "findings": [finding_data(placed) for placed in run.findings],
        "suppressed": [_suppressed(one) for file in run.files for one in file.suppressed],
        "crashes": [
            {
                "code": crash.code,
                "package": crash.package,
                "path": crash.spec.path if crash.spec else None,
                "spec": crash.spec.index if crash.spec else None,
                "error": crash.error,
            }
            for crash in run.crashes
        ],
        "online": _online(run.asked) if run.asked else None,
        "next": _next(run),
    }


def _next(run: Run) -> list[str] | None:
    """The command, word by word, that applies the safe fixes; ``None`` without such fixes."""
    fixable = {
        placed.spec.path
        for placed in run.findings
        if placed.finding.fix is not None and placed.finding.fix.safety is Safety.SAFE
    }
    paths = sorted(path for path in fixable if path != "<stdin>")
    return ["recolint", "check", "--fix", "--", *paths] if paths else None


def _online(asked: Asked) -> dict[str, Any]:
    return {
        "asked": asked.look_ups,
        "skipped": [
            {
                "look_up": skip.look_up,
                "reason": skip.reason,
                "rules": list(skip.rules),
                "specs": [{"path": spec.path, "spec": spec.index} for spec in skip.specs],
            }
            for skip in asked.skipped
        ],
    }


def finding_data(placed: Diagnostic) -> dict[str, Any]:
    """A finding in the form of version 1."""
    finding = placed.finding
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "message": finding.message,
        "path": placed.spec.path,
        "spec": placed.spec.index,
        "pointer": pointer(finding.route),
        "part": finding.part.value,
        "cell": placed.place.source.cell,
        **_place(placed.place),
        "help": finding.help,
        "basis": {"kind": finding.basis.kind, "source": finding.basis.words, "url": finding.basis.url},
        "labels": [_label(label) for label in placed.labels],
        "fix": _fix(finding.fix, placed.edit_places) if finding.fix else None,
        "policy": placed.policy,
    }


def _suppressed(placed: Diagnostic) -> dict[str, Any]:
    return {**finding_data(placed), "reason": placed.hidden.reason if placed.hidden else ""}


def _label(placed: PlacedLabel) -> dict[str, Any]:
    return {
        "message": placed.label.message,
        "path": placed.spec.path,
        "spec": placed.spec.index,
        "pointer": pointer(placed.label.route),
        "part": placed.label.part.value,
        "cell": placed.place.source.cell,
        **_place(placed.place),
    }


def _place(place: Place) -> dict[str, int]:
    return {
        "line": place.start.line,
        "column": place.start.column,
        "end_line": place.end.line,
        "end_column": place.end.column,
    }


def _fix(fix: Fix, places: Iterable[Place]) -> dict[str, Any]:
    left = iter(places)
    edits = [_edit(edit, left) for edit in fix.edits]
    return {"title": fix.title, "safety": fix.safety.value, "edits": edits}


def _edit(edit: Edit, places: Iterator[Place]) -> dict[str, Any]:
    match edit:
        case Set(route, value):
            return {"edit": "set", "pointer": pointer(route), "value": value}
        case Rename(route, name):
            return {"edit": "rename", "pointer": pointer(route), "name": name}
        case Remove(route):
            return {"edit": "remove", "pointer": pointer(route)}
        case Insert(route, name, value):
            return {"edit": "insert", "pointer": pointer(route), "name": name, "value": value}
        case Replace(_, text):
            return {"edit": "replace", "pointer": "", **_place(next(places)), "text": text}
        case DropByteOrderMark():
            return {"edit": "drop-byte-order-mark", "pointer": ""}
