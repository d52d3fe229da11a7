from __future__ import annotations

from recolint.plugin import INFO, Advice, FaultKind, FaultRule, Invalid, Preset, Valid

_SPEC = """\
JobName: churn-2026-11-23
JobType: Default
RoleArn: arn:aws:iam::111122223333:role/Jobs
"""


class MissingRolePolicies(FaultRule):
    """The config does not list the policies of a role, so recolint cannot check its permissions.

    What it checks: that the config lists policies of the role of each spec. There is one finding for each config: at
    its `iam` table, else at the top of the config, else at the first spec.

    Why it matters: most jobs that pass every other check fail on permissions, minutes after AWS accepted them.

    What to do: save the output of `aws iam get-account-authorization-details`, or each policy of the role, and list the
    files under `[[iam.role]]` in the config.
    """

    code, name = "RL761", "missing-role-policies"
    severity, basis = INFO, Advice("recolint's own config")
    preset = Preset.STRICT
    kind = FaultKind.ROLE_POLICIES
    examples = (
        Valid(_SPEC, policies={"role": "AmazonSageMakerFullAccess"}),
        Invalid(_SPEC, at=""),
        Invalid(f"{_SPEC}---\n{_SPEC}", at="", title="one finding for all specs"),
    )
