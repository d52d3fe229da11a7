from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Context, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.keys import is_key
from recolint_rules.facts.roles import role_is_known


class OutputKeyNeedsDataKey(Rule[None]):
    """The role needs kms:GenerateDataKey on the key of the output.

    What it checks: whether OutputConfig has a KmsKeyId, if the config does not list policies of the role. RL741 checks
    listed policies. RL601 reports a malformed key.

    Why it matters: without kms:GenerateDataKey on the key, AWS accepts the job, but the job cannot write its output.
    AmazonSageMakerFullAccess does not allow that action.

    What to do: check that a policy of the role or the key policy allows RoleArn kms:GenerateDataKey, kms:Decrypt and
    kms:DescribeKey on the key. Then ignore this rule.
    """

    code, name = "RL711", "output-key-needs-data-key"
    severity, basis = INFO, Documented(sources.OUTPUT_CONFIG, "KmsKeyId")
    preset = Preset.STRICT
    examples = (
        Valid("OutputConfig: {KmsKeyId: ''}"),
        Valid("OutputConfig: {KmsKeyId: my-key}"),
        Invalid("OutputConfig: {KmsKeyId: alias/output}", at="/OutputConfig/KmsKeyId"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        key = job.output.key
        if key is not None and is_key(key.value) and not role_is_known(job, context.settings):
            yield self.finding(
                key,
                "the role needs kms:GenerateDataKey on this key to write the job's output",
                help="allow it in a policy of the role or in the key policy; AmazonSageMakerFullAccess does not",
            )
