from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Context, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.keys import is_key
from recolint_rules.facts.roles import role_is_known


class VolumeKeyNeedsGrant(Rule[None]):
    """The role needs kms:CreateGrant on the key of the volumes.

    What it checks: whether VolumeKmsKeyId is set, if the config does not list policies of the role. RL740 checks listed
    policies. RL601 reports a malformed key.

    Why it matters: without kms:CreateGrant on the key, AWS accepts the job, and the job fails when it creates its first
    endpoint configuration. AmazonSageMakerFullAccess does not allow that action.

    What to do: check that a policy of the role or the key policy allows RoleArn kms:CreateGrant and kms:DescribeKey on
    the key. Then ignore this rule.
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
        if key is not None and is_key(key.value) and not role_is_known(job, context.settings):
            yield self.finding(
                key,
                "the role needs kms:CreateGrant on this key to create endpoint configurations",
                help="allow it in a policy of the role or in the key policy; AmazonSageMakerFullAccess does not",
            )
