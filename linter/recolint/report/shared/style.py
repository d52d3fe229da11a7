"""The look of a report, and what the formats for people share: colors, counts, safe text."""

from __future__ import annotations

from collections import Counter

from recolint.base.finding import Fix, Safety, Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import plural
from recolint.check.run import Crash, Run


class Style(NamedTuple):
    """The look of a report, from the command line."""

    color: bool = False
    links: bool = False
    """Whether the codes of rules are terminal links to their pages."""
    summary: bool = True
    """Whether a closing line counts specs and findings."""
    show_basis: bool = False
    fixed: int = 0
    """How many findings the call that reports has fixed."""
    offered: frozenset[Safety] = frozenset(Safety)
    """The fixes that another call could make; not those that this one has made or could not make."""
    folder: str = "/"
    """The folder that paths of the run are relative to, absolute."""
    repository: str = "/"
    """The root of the repository that ``folder`` is in, absolute; ``folder`` itself outside a repository."""
    width: int | None = None
    """Columns of the terminal that the report goes to; ``None``: unlimited."""
    encoding: str = "utf-8"
    """The encoding of the stream or file that the report goes to."""

    @property
    def ellipsis(self) -> str:
        """The mark of omitted text."""
        return "..." if self.encodable("…") != "…" else "…"

    def encodable(self, text: str) -> str:
        """``text`` as the stream will hold it: with an escape for each character that its encoding lacks."""
        return text if text.isascii() else text.encode(self.encoding, "backslashreplace").decode(self.encoding)


_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def paint(text: str, code: str, style: Style) -> str:
    """``text`` in the ANSI graphic rendition ``code``, or as it is when the report has no colour."""
    return f"\x1b[{code}m{text}\x1b[0m" if style.color else text


def paint_severity(text: str, severity: Severity, style: Style) -> str:
    """``text`` in the colour of ``severity``."""
    return paint(text, _COLORS[severity], style)


def linked(code: str, style: Style) -> str:
    """The rule ``code``; a link to its page if the report has links and the rule has a page."""
    if not style.links:
        return code
    # Imported here: a check without links does not need it.
    from recolint.rule import pages

    url = pages.url(code)
    return f"\x1b]8;;{url}\x1b\\{code}\x1b]8;;\x1b\\" if url else code


_OPTIONS = {Safety.SAFE: "--fix", Safety.UNSAFE: "--unsafe-fixes"}


def offer(fix: Fix | None, style: Style) -> str | None:
    """The option of ``recolint check`` that makes ``fix``; ``None`` where none is to be offered."""
    return _OPTIONS[fix.safety] if fix is not None and fix.safety in style.offered else None


def crashed(crash: Crash) -> str:
    """The message about a rule that raised. It is not escaped: the error in it may contain any text."""
    where = f" on {crash.spec.shown}" if crash.spec else ""
    return f"rule {crash.code} of package {crash.package} crashed{where}: {crash.error}"


def summary(run: Run, style: Style) -> str:
    """The line with the counts: specs, findings by severity, fixed, fixable and suppressed findings, skipped files."""
    counts = [plural(run.count(severity), severity.label) for severity in reversed(Severity) if run.count(severity)]
    looked_at = [f"{plural(run.specs, 'spec')} checked"] if run.specs or not run.unread else []
    looked_at += [f"{plural(run.unread, 'file')} could not be read"] if run.unread else []
    text = f"{', '.join(looked_at)}: {', '.join(counts) or 'nothing to report'}"
    if style.fixed:
        text += f"; {style.fixed} fixed"
    offers = Counter(offer(placed.finding.fix, style) for placed in run.findings)
    text += "".join(f"; {offers[option]} fixable with {option}" for option in _OPTIONS.values() if offers[option])
    if run.suppressed:
        text += f"; {run.suppressed} suppressed"
    if run.skipped_files:
        text += f"; {plural(run.skipped_files, 'other file')} skipped"
    off, lowered = run.weakened
    if off or lowered:
        said = [f"{len(codes)} {word}" for codes, word in ((off, "off"), (lowered, "lowered")) if codes]
        text += f"; rules by config: {', '.join(said)}"
    if run.asked:
        text += f"; {plural(run.asked.look_ups, 'lookup')} in AWS"
        text += f", {len(run.asked.skipped)} skipped" if run.asked.skipped else ""
    return text
