from __future__ import annotations

from recolint.plugin import WARNING, Advice, FaultKind, FaultRule, Invalid, Valid


class UnusedSuppression(FaultRule):
    """A suppression is unused.

    What it checks: that each rule that a comment or a config table suppresses has a finding there. Rules that could not
    run are not reported: rules across specs unless the whole directory of the config was checked, permission rules
    without the policies, rules that need `--online`. A table for a file that does not exist is reported if the whole
    directory was checked.

    Why it matters: an unused suppression hides the next finding of that rule.

    What to do: remove the rule from the comment, or the whole comment."""

    code, name = "RL022", "unused-suppression"
    severity, basis = WARNING, Advice("recolint's own comments")
    kind = FaultKind.SUPPRESSION_UNUSED
    examples = (
        Valid(f"JobName: {'n' * 41}  # recolint: ignore[RL301] known\nJobType: Default\n"),
        Invalid("JobName: probe  # recolint: ignore[RL301] known\nJobType: Default\n", at=""),
    )
