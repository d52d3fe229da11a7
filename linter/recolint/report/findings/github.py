"""GitHub workflow commands: each finding an annotation of its line."""

from __future__ import annotations

from recolint.base.finding import Severity
from recolint.base.text import visible
from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.report.findings.coordinates import repository_path
from recolint.report.shared.style import Style, crashed, summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(run: Run, style: Style) -> str:
    """A command a line, each line ended by a line feed."""
    lines = [_annotation(placed, style) for placed in run.findings]
    lines += [_command("error", {"title": f"{crash.code} crashed"}, visible(crashed(crash))) for crash in run.crashes]
    if style.summary:
        lines.append(summary(run, style))
    return "".join(line + "\n" for line in lines)


def _annotation(placed: Diagnostic, style: Style) -> str:
    finding, start, end = placed.finding, placed.place.raw.start, placed.place.raw.end
    properties = {
        "file": visible(repository_path(placed.spec.path, style)),
        "line": str(start.line),
        "endLine": str(end.line),
        "title": f"{finding.code} {finding.name}",
    }
    if start.line == end.line:
        # GitHub takes columns only within one line.
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    # The log shows the message alone, so that has to name the place and the rule once more.
    message = f"{visible(placed.spec.path)}:{placed.place.where}: {finding.code} {visible(finding.message)}"
    if finding.advice:
        message += f"\nhelp: {visible(finding.advice)}"
    return _command(_COMMANDS[finding.severity], properties, message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
