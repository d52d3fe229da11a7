from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Documented, Finding, Invalid, Job, Preset, Rule, Settings, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.arns import Named, named
from recolint_rules.facts.regions import partition_of


class PartitionsDiffer(Rule[None]):
    """Two ARNs of the spec are in different AWS partitions.

    What it checks: that the ARNs of the role, the model package and the keys start with the same partition: all with
    `arn:aws:`, or all with `arn:aws-cn:`, and so on.

    Why it matters: partitions are separate: an account, a role or a key of one is unknown in all others. AWS rejects
    the request.

    What to do: write all of them for the partition of the job."""

    code, name = "RL640", "partitions-differ"
    severity, basis = ERROR, Documented(sources.ARNS, "partitions")
    preset = Preset.MINIMAL
    examples = (
        Valid(
            "RoleArn: arn:aws-cn:iam::111122223333:role/Jobs\n"
            "InputConfig: {ModelPackageVersionArn: 'arn:aws-cn:sagemaker:cn-north-1:111122223333:model-package/m/1'}\n"
        ),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"
            "InputConfig: {ModelPackageVersionArn: 'arn:aws-cn:sagemaker:cn-north-1:111122223333:model-package/m/1'}\n",
            at="/InputConfig/ModelPackageVersionArn",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        if len({one.arn.partition for one in named(job)}) < 2:
            return
        # RL641 reports an ARN that does not match its Region.
        arns = [one for one in named(job) if _is_consistent(one, context.settings)]
        if not arns:
            return
        partitions = [one.arn.partition for one in arns]
        first = arns[partitions.index(max(partitions, key=partitions.count))]
        for other in arns:
            if other.arn.partition != first.arn.partition:
                yield self.finding(
                    other.text,
                    f"{other.what} is in partition {other.arn.partition}, but {first.what} is in {first.arn.partition}",
                    labels=[label(first.text, first.what)],
                    help="write all ARNs for the partition of the job",
                )


def _is_consistent(one: Named, settings: Settings) -> bool:
    return partition_of(one.arn.region or settings.region or "") in {None, one.arn.partition}
