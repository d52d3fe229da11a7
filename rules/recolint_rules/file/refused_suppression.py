from __future__ import annotations

from recolint.plugin import WARNING, Advice, FaultKind, FaultRule, Invalid, Valid


class RefusedSuppression(FaultRule):
    """A suppression does not meet the requirements of the config.

    What it checks: that each comment and each table of the config has a reason, if `require-reason` is set. If
    `max-suppression-days` is set, `until` must be at most that many days ahead.

    Why it matters: such a suppression has no effect. An exception without a reason or an end stays forever.

    What to do: add the reason after the brackets, and `until=` with a date within the limit."""

    code, name = "RL024", "refused-suppression"
    severity, basis = WARNING, Advice("recolint's own comments")
    kind = FaultKind.SUPPRESSION_REFUSED
    examples = (
        Valid(f"JobName: {'n' * 41}  # recolint: ignore[RL301] known\nJobType: Default\n"),
        Invalid(f"JobName: {'n' * 41}  # recolint: ignore[RL301]\nJobType: Default\n", at=""),
    )
