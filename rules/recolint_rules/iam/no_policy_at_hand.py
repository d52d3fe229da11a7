from __future__ import annotations

from collections.abc import Iterator, Sequence

from recolint.plugin import INFO, Advice, CollectionRule, Finding, Invalid, Preset, Spec, SpecId, Valid

_SPEC = "RoleArn: arn:aws:iam::111122223333:role/Jobs"


class NoPolicyAtHand(CollectionRule[None]):
    """No policy of the role is at hand, so that nothing can be said of permissions.

    What it checks: that the config gives policies for the role of each spec. There is one finding in a run, at the
    first role that lacks them.

    Why it matters: most jobs that pass every other check fail on permissions, minutes after they were accepted.

    What to do: save what `aws iam get-account-authorization-details` prints, or the role's policies one by one, and
    name the files under `[[iam.role]]` in the config.
    """

    code, name = "RL761", "no-policy-at-hand"
    severity, basis = INFO, Advice("recolint's own config")
    preset = Preset.STRICT
    examples = (
        Valid(_SPEC, policies={"role": "AmazonSageMakerFullAccess"}),
        Invalid(_SPEC, at="/RoleArn"),
        Invalid(f"{_SPEC}\n---\n{_SPEC}\n", at="/RoleArn", title="told once"),
    )

    def check(self, specs: Sequence[Spec]) -> Iterator[tuple[SpecId, Finding]]:
        for spec in specs:
            permissions, role = spec.settings.permissions, spec.job.role
            if role is not None and (permissions is None or not permissions.knows(role.value)):
                yield (
                    spec.id,
                    self.finding(
                        role,
                        "no policy of this role is at hand: what the job may do was not checked",
                        help="name the role's policy files under [[iam.role]] in the config",
                    ),
                )
                return
