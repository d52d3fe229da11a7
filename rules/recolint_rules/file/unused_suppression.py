from __future__ import annotations

from recolint.plugin import WARNING, Advice, FaultKind, FaultRule, Invalid, Valid


class UnusedSuppression(FaultRule):
    """A suppression hides nothing.

    What it checks: that each rule that a comment or a table of the config suppresses has a finding there. A rule that
    could not judge in this run is not reported: a rule across specs unless the whole folder of the config was checked,
    a rule about permissions without the policies, a rule that needs `--online`. A table for a file that does not exist
    is reported when the whole folder was checked.

    Why it matters: an exception that is no longer needed hides the next fault of its kind.

    What to do: delete the rule from the comment, or the comment.
    """

    code, name = "RL022", "unused-suppression"
    severity, basis = WARNING, Advice("recolint's own comments")
    kind = FaultKind.SUPPRESSION_UNUSED
    examples = (
        Valid(f"JobName: {'n' * 41}  # recolint: ignore[RL301] known\nJobType: Default\n"),
        Invalid("JobName: probe  # recolint: ignore[RL301] known\nJobType: Default\n", at=""),
    )
