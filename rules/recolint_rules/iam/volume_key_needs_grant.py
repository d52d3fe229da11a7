from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Context, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.keys import parse
from recolint_rules.facts.roles import role_is_known


class VolumeKeyNeedsGrant(Rule[None]):
    """The role needs kms:CreateGrant on the key of the volumes, which the usual policy lacks.

    What it checks: whether VolumeKmsKeyId is given, while the config gives no policies of the role. Those that it gives
    are looked at by RL740. A key of no right form is reported by RL601 alone.

    Why it matters: without kms:CreateGrant on the key, the job is accepted and fails when it makes its first endpoint
    configuration. AmazonSageMakerFullAccess does not give that right.

    What to do: see that a policy of the role, or the key's own policy, gives RoleArn kms:CreateGrant and
    kms:DescribeKey on the key. Ignore this rule once that is so.
    """

    code, name = "RL710", "volume-key-needs-grant"
    severity, basis = INFO, Documented(sources.INPUT_CONFIG, "VolumeKmsKeyId")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {VolumeKmsKeyId: ''}"),
        Valid("InputConfig: {VolumeKmsKeyId: my-key}"),
        Invalid("InputConfig: {VolumeKmsKeyId: alias/volumes}", at="/InputConfig/VolumeKmsKeyId"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        key = job.input.volume_key
        if key is not None and parse(key) is not None and not role_is_known(job, context.settings):
            yield self.finding(
                key,
                "the role needs kms:CreateGrant on this key, or the job fails after it was accepted",
                help="give it in a policy of the role or of the key; AmazonSageMakerFullAccess does not",
            )
