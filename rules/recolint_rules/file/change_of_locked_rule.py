from __future__ import annotations

from recolint.plugin import WARNING, Advice, FaultKind, FaultRule, Invalid, Valid


class ChangeOfLockedRule(FaultRule):
    """Something tries to change a rule that a policy locks.

    What it checks: whether the repository or the command line contradicts a policy (`--policy`, `RECOLINT_POLICY`):
    config keys, suppressions, baseline entries, patterns that exclude specs, packs with the prefix of the policy's
    packs, and options.

    Why it matters: the change has no effect. The rule runs as the policy says.

    What to do: remove the change, or ask the owner of the policy to list the rule in `suppressible` or the files in
    `may-exclude`.
    """

    code, name = "RL025", "change-of-locked-rule"
    severity, basis = WARNING, Advice("the team's own policy")
    kind = FaultKind.RULE_LOCKED
    examples = (
        Valid("JobName: probe\nJobType: Default\n"),
        Invalid(f"JobName: {'n' * 41}  # recolint: ignore[RL301] known\nJobType: Default\n", at=""),
    )
