from __future__ import annotations

from recolint.plugin import WARNING, Advice, FaultKind, FaultRule, Invalid, Valid


class UnknownRuleInSuppression(FaultRule):
    """A suppression names a rule that does not exist.

    What it checks: that each word in the brackets of a `recolint` comment is the code or the name of a rule.

    Why it matters: the comment has no effect, although its author relies on it.

    What to do: write the code that the finding shows."""

    code, name = "RL021", "unknown-rule-in-suppression"
    severity, basis = WARNING, Advice("recolint's own comments")
    kind = FaultKind.SUPPRESSION_UNKNOWN_RULE
    examples = (
        Valid("JobName: probe  # recolint: ignore[truncated-name]\nJobType: Default\n"),
        Invalid("JobName: probe  # recolint: ignore[truncate-name]\nJobType: Default\n", at=""),
    )
