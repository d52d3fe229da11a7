from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Documented, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.keys import keys
from recolint_rules.facts.location import job_region
from recolint_rules.facts.regions import is_known, partition_of


class KeyInOtherRegion(Rule[None]):
    """A KMS key is in another Region than the job.

    What it checks: the Region in the ARN of each key against the job's: that of the setting `region`, or else of
    ModelPackageVersionArn. If both are missing, the two keys are compared.

    Why it matters: a key works only in its own Region. AWS accepts the job, and the job fails when it first uses the
    key.

    What to do: use a key of the job's Region. For a multi-Region key (`mrk-`), use the replica there."""

    code, name = "RL604", "key-in-other-region"
    severity, basis = ERROR, Documented(sources.MULTI_REGION_KEYS, "keys are Regional; multi-Region keys have replicas")
    refuses = True
    judges_by = ("region",)
    examples = (
        Valid("OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/k'}", title="the Region is unknown"),
        Valid(
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/output'}",
            settings={"region": "eu-west-1"},
        ),
        Invalid(
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/output'}",
            at="/OutputConfig/KmsKeyId",
            settings={"region": "us-east-1"},
        ),
        Invalid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3\n"
            "  VolumeKmsKeyId: arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab\n",
            at="/InputConfig/VolumeKmsKeyId",
        ),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: 'arn:aws:kms:us-east-1:111122223333:alias/volumes'}\n"
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/output'}\n",
            at="/OutputConfig/KmsKeyId",
            title="one of the two is wrong in any Region",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        # RL640, RL641 and RL643 report a key of another partition, or of an unknown Region.
        region = job_region(job, context.settings)
        if region is None:
            return
        for key in keys(job):
            arn = key.arn
            if (
                arn is not None
                and arn.region != region.name
                and is_known(arn.region)
                and arn.partition == partition_of(region.name)
            ):
                multi = key.name.startswith("mrk-")
                yield self.finding(
                    key.text,
                    f"the key is in {arn.region}, but the job runs in {region.name}",
                    labels=[label(region.arn, f"{region.name} here")] if region.arn else (),
                    help=f"use {'the replica of this multi-Region key in' if multi else 'a key of'} {region.name}",
                )
