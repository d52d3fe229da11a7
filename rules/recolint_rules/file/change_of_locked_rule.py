from __future__ import annotations

from recolint.plugin import WARNING, Advice, FaultKind, FaultRule, Invalid, Valid


class ChangeOfLockedRule(FaultRule):
    """Something tries to change a rule that a policy locks.

    What it checks: what the repository and the command line say against a policy (`--policy`, `RECOLINT_POLICY`): keys
    of a config, comments, tables, entries of a baseline, patterns that leave out specs, packs with the prefix of the
    policy's packs, and options.

    Why it matters: it has no effect. The rule runs as the policy says, and whoever relies on the change is mistaken.

    What to do: remove it, or ask the owner of the policy, who can list the rule in `suppressible`, or the files in
    `may-exclude`.
    """

    code, name = "RL025", "change-of-locked-rule"
    severity, basis = WARNING, Advice("the team's own policy")
    kind = FaultKind.RULE_LOCKED
    examples = (
        Valid("JobName: probe\nJobType: Default\n"),
        Invalid(f"JobName: {'n' * 41}  # recolint: ignore[RL301] known\nJobType: Default\n", at=""),
    )
