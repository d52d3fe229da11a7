from __future__ import annotations

from recolint.plugin import WARNING, Advice, FaultKind, FaultRule, Invalid, Valid


class MalformedSuppression(FaultRule):
    """A suppression comment is malformed.

    What it checks: comments that begin with `recolint`: they must be `# recolint: ignore[RL204, a-name] reason` or
    `# recolint: ignore-file[...]`, with the rules in brackets and `until=2026-12-31` in that form.

    Why it matters: the comment has no effect, although its author relies on it.

    What to do: write the comment in that form, or remove it."""

    code, name = "RL020", "malformed-suppression"
    severity, basis = WARNING, Advice("recolint's own comments")
    kind = FaultKind.SUPPRESSION_MALFORMED
    examples = (
        Valid("JobName: probe  # recolint: ignore[RL301] one-off until=2026-12-31\nJobType: Default\n"),
        Valid("JobName: probe  # see recolint.toml\nJobType: Default\n"),
        Invalid("JobName: probe  # recolint: ignore RL301\nJobType: Default\n", at=""),
        Invalid("JobName: probe  # recolint: ignore[RL301] until=soon\nJobType: Default\n", at=""),
    )
