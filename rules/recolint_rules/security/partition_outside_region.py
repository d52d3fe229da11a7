from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.arns import named
from recolint_rules.facts.regions import partition_of


class PartitionOutsideRegion(Rule[None]):
    """An ARN has a Region of another partition.

    What it checks: that the Region of each ARN is in the ARN's partition: `aws-cn` has only the Regions of China,
    `aws-us-gov` those of GovCloud. An ARN without a Region, such as the role's, is compared with the setting `region`.

    Why it matters: such a resource does not exist, so AWS rejects the request.

    What to do: write the partition of the Region.
    """

    code, name = "RL641", "partition-outside-region"
    severity, basis = ERROR, Documented(sources.ARNS, "partitions")
    preset = Preset.MINIMAL
    judges_by = ("region",)
    examples = (
        Valid("RoleArn: arn:aws-us-gov:iam::111122223333:role/Jobs", settings={"region": "us-gov-west-1"}),
        Invalid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws-cn:sagemaker:us-east-1:111122223333:model-package/m/1'}",
            at="/InputConfig/ModelPackageVersionArn",
        ),
        Invalid("RoleArn: arn:aws:iam::111122223333:role/Jobs", at="/RoleArn", settings={"region": "cn-north-1"}),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        # RL643 reports an unknown Region.
        for one in named(job):
            region = one.arn.region or context.settings.region or ""
            right = partition_of(region)
            if right is not None and right != one.arn.partition:
                whose = "" if one.arn.region else ", where the job runs,"
                yield self.finding(
                    one.text,
                    f"{region}{whose} is in partition {right}, but the ARN of {one.what} is in {one.arn.partition}",
                    help=f"start the ARN with arn:{right}:, or correct the Region",
                )
