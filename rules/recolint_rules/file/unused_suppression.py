from __future__ import annotations

from recolint.document import FaultKind
from recolint.finding import Advice
from recolint.rule import WARNING, FaultRule, Invalid, Valid


class UnusedSuppression(FaultRule):
    """A suppression hides nothing.

    What it checks: that each rule that a comment or a table of the config suppresses has a finding there.

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
