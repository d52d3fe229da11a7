from __future__ import annotations

from recolint.plugin import WARNING, Advice, FaultKind, FaultRule, Invalid, Valid


class ExpiredSuppression(FaultRule):
    """A suppression has expired.

    What it checks: the `until=` of `recolint` comments and the `until` of the config's suppressions.

    Why it matters: the suppression has no effect after that date.

    What to do: fix the finding and remove the suppression, or set a later date with a new reason."""

    code, name = "RL023", "expired-suppression"
    severity, basis = WARNING, Advice("recolint's own comments")
    kind = FaultKind.SUPPRESSION_EXPIRED
    examples = (
        Valid(f"JobName: {'n' * 41}  # recolint: ignore[RL301] until=2199-12-31\nJobType: Default\n"),
        Invalid(f"JobName: {'n' * 41}  # recolint: ignore[RL301] until=2026-01-31\nJobType: Default\n", at=""),
    )
