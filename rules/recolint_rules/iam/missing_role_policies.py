from __future__ import annotations

from recolint.plugin import INFO, Advice, FaultKind, FaultRule, Invalid, Preset, Valid

_SPEC = """\
JobName: churn-2026-11-23
JobType: Default
RoleArn: arn:aws:iam::111122223333:role/Jobs
"""


class MissingRolePolicies(FaultRule):
    """The config has no policies of a role that specs name, so recolint cannot check its permissions.

    What it checks: that the config has policies of the role of each spec. There is one finding for each config: at its
    `iam` table, or where there is none at the top of the config, or of the first spec if no config file is in force.

    Why it matters: most jobs that pass every other check fail on permissions, minutes after they were accepted.

    What to do: save what `aws iam get-account-authorization-details` prints, or the role's policies one by one, and
    name the files under `[[iam.role]]` in the config.
    """

    code, name = "RL761", "missing-role-policies"
    severity, basis = INFO, Advice("recolint's own config")
    preset = Preset.STRICT
    kind = FaultKind.ROLE_POLICIES
    examples = (
        Valid(_SPEC, policies={"role": "AmazonSageMakerFullAccess"}),
        Invalid(_SPEC, at=""),
        Invalid(f"{_SPEC}---\n{_SPEC}", at="", title="told once"),
    )
