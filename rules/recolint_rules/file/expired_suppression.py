from __future__ import annotations

from recolint.plugin import WARNING, Advice, FaultKind, FaultRule, Invalid, Valid


class ExpiredSuppression(FaultRule):
    """A suppression was to end on a day that is over.

    What it checks: the `until=` of `recolint` comments and the `until` of the config's suppressions.

    Why it matters: the suppression hides nothing from that day on, as its author wished.

    What to do: mend the finding and delete the suppression, or give a later day with a fresh reason.
    """

    code, name = "RL023", "expired-suppression"
    severity, basis = WARNING, Advice("recolint's own comments")
    kind = FaultKind.SUPPRESSION_EXPIRED
    examples = (
        Valid(f"JobName: {'n' * 41}  # recolint: ignore[RL301] until=2199-12-31\nJobType: Default\n"),
        Invalid(f"JobName: {'n' * 41}  # recolint: ignore[RL301] until=2026-01-31\nJobType: Default\n", at=""),
    )
