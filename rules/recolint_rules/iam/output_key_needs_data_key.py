from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Context, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.keys import parse
from recolint_rules.facts.roles import role_is_known


class OutputKeyNeedsDataKey(Rule[None]):
    """The role needs kms:GenerateDataKey on the key of the output, which the usual policy lacks.

    What it checks: whether OutputConfig has a KmsKeyId, while the config gives no policies of the role. Those that it
    gives are looked at by RL741. A key of no right form is reported by RL601 alone.

    Why it matters: without kms:GenerateDataKey on the key, the job is accepted and cannot write what it made.
    AmazonSageMakerFullAccess does not give that right.

    What to do: see that a policy of the role, or the key's own policy, gives RoleArn kms:GenerateDataKey, kms:Decrypt
    and kms:DescribeKey on the key. Ignore this rule once that is so.
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
        if key is not None and parse(key) is not None and not role_is_known(job, context.settings):
            yield self.finding(
                key,
                "the role needs kms:GenerateDataKey on this key, or the job cannot write its output",
                help="give it in a policy of the role or of the key; AmazonSageMakerFullAccess does not",
            )
