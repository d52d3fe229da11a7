"""SARIF 2.1.0, for GitHub code scanning and every other reader of that standard.

GitHub reads only one fingerprint of a result, ``primaryLocationLineHash``, and its own upload action computes it. If
recolint set that name, GitHub would show a warning for each result.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import recolint
from recolint.base.finding import Basis, Severity, pointer
from recolint.base.fingerprint import Fingerprint
from recolint.base.json_text import ascii_json
from recolint.base.text import visible
from recolint.check.placed import Diagnostic, Hidden, Place
from recolint.check.run import Crash, Run
from recolint.report.findings.coordinates import repository_path, uri, utf16_column
from recolint.report.findings.replacement import replacement
from recolint.report.shared.style import Style
from recolint.rule import pages
from recolint.rule.entry import RuleClass

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def render(run: Run, style: Style) -> str:
    """One log with one run, ASCII only, ended by a line feed."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Log(run, style).data()]}
    return ascii_json(log) + "\n"


class _Log:
    """The log of one run on its way: which rules it names, and which fingerprints it has given."""

    def __init__(self, run: Run, style: Style) -> None:
        self.run = run
        self.style = style
        hidden = [placed for file in run.files for placed in file.suppressed]
        named = {placed.finding.code for placed in (*run.findings, *hidden)} | {crash.code for crash in run.crashes}
        self.rules = [rule for rule in run.rules if rule.code in named]
        self.numbers = {rule.code: number for number, rule in enumerate(self.rules)}
        self.fingerprints: Counter[Fingerprint] = Counter()

    def data(self) -> dict[str, Any]:
        results = []
        for file in self.run.files:
            results += [self._result(placed) for placed in file.findings]
            results += [self._suppressed(one) for one in file.suppressed]
        return {
            "tool": {
                "driver": {
                    "name": "recolint",
                    "version": recolint.__version__,
                    "semanticVersion": recolint.__version__,
                    "informationUri": pages.HOME,
                    "rules": [_rule(rule) for rule in self.rules],
                }
            },
            "invocations": [
                {
                    "executionSuccessful": not self.run.crashes,
                    "toolExecutionNotifications": [self._crash(crash) for crash in self.run.crashes],
                }
            ],
            "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
            "columnKind": "utf16CodeUnits",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "results": results,
        }

    def _result(self, placed: Diagnostic) -> dict[str, Any]:
        finding = placed.finding
        result = {
            "ruleId": finding.code,
            "ruleIndex": self.numbers[finding.code],
            "level": _LEVELS[finding.severity],
            "message": _message(finding.message, finding.advice),
            "locations": [
                {
                    **self._location(placed.place),
                    "logicalLocations": [{"fullyQualifiedName": visible(pointer(finding.route)), "kind": "member"}],
                }
            ],
            "partialFingerprints": {"recolint/v1": self._fingerprint(placed)},
            "properties": _basis(finding.basis),
        }
        if placed.labels:
            result["relatedLocations"] = [
                {"id": number, "message": _message(label.label.message), **self._location(label.place)}
                for number, label in enumerate(placed.labels, start=1)
            ]
        fix = self._fix(placed)
        return {**result, "fixes": [fix]} if fix else result

    def _suppressed(self, placed: Diagnostic) -> dict[str, Any]:
        hidden = placed.hidden or Hidden("table", "")
        suppression = {"kind": "inSource" if hidden.by == "comment" else "external", "status": "accepted"}
        if hidden.reason:
            suppression["justification"] = visible(hidden.reason)
        return {**self._result(placed), "suppressions": [suppression]}

    def _fingerprint(self, placed: Diagnostic) -> str:
        path = repository_path(placed.spec.path, self.style)
        fingerprint = Fingerprint.of(placed.finding, path, placed.value)
        self.fingerprints[fingerprint] += 1
        return fingerprint.digest(self.fingerprints[fingerprint] - 1)

    def _fix(self, placed: Diagnostic) -> dict[str, Any] | None:
        found = replacement(placed, self.style)
        if found is None or placed.finding.fix is None:
            return None
        change = {"deletedRegion": _region(found.place), "insertedContent": {"text": found.text}}
        return {
            "description": _message(placed.finding.fix.title),
            "artifactChanges": [
                {"artifactLocation": self._artifact(placed.place.source.path), "replacements": [change]}
            ],
        }

    def _crash(self, crash: Crash) -> dict[str, Any]:
        notification: dict[str, Any] = {
            "level": "error",
            "message": _message(f"rule {crash.code} of package {crash.package} crashed: {crash.error}"),
            "associatedRule": {"id": crash.code, "index": self.numbers[crash.code]},
        }
        if crash.spec:
            artifact = self._artifact(crash.spec.path)
            notification["locations"] = [{"physicalLocation": {"artifactLocation": artifact}}]
        return notification

    def _location(self, place: Place) -> dict[str, Any]:
        artifact = self._artifact(place.source.path)
        return {"physicalLocation": {"artifactLocation": artifact, "region": _region(place.raw)}}

    def _artifact(self, path: str) -> dict[str, str]:
        reference = uri(repository_path(path, self.style))
        outside = reference.startswith(("file:", "../"))
        return {"uri": reference} if outside else {"uri": reference, "uriBaseId": _ROOT}


def _rule(rule: RuleClass) -> dict[str, Any]:
    security = rule.security_severity
    properties: dict[str, Any] = {
        "problem.severity": _PROBLEMS[rule.severity],
        "tags": ["security"] if security else ["correctness"],
        **_basis(rule.basis),
    }
    if security:
        properties["security-severity"] = str(security)
    descriptor = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": pages.headline(rule)},
        "fullDescription": {"text": _short(f"{pages.headline(rule)} {pages.sections(rule).get('Why it matters', '')}")},
        "help": {"text": pages.plain(rule), "markdown": pages.body(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": properties,
    }
    page = pages.url(rule.code) or rule.basis.url
    return {**descriptor, "helpUri": page} if page else descriptor


def _basis(basis: Basis) -> dict[str, str]:
    said = {"basis": visible(basis.shown)}
    return {**said, "basisUri": basis.url} if basis.url else said


def _short(text: str) -> str:
    """``text``, cut to the 1,024 characters that GitHub accepts."""
    return text if len(text) <= 1024 else text[:1023] + "…"


def _message(text: str, help_text: str | None = None) -> dict[str, str]:
    """``text`` as a plain message. SARIF takes ``[a](b)`` for a link and knows no escape that readers undo."""
    shown = visible(text) if help_text is None else f"{visible(text)}\nHelp: {visible(help_text)}"
    return {"text": shown.replace("](", "] (")}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.start.line,
        "startColumn": utf16_column(place.source, place.start),
        "endLine": place.end.line,
        "endColumn": utf16_column(place.source, place.end),
    }
