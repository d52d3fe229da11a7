from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Context, Finding, Fix, Inferred, Invalid, Job, Rule, Set, Valid, nearest
from recolint_rules.facts.arns import Named, named
from recolint_rules.facts.regions import is_known, meant, names
from recolint_rules.facts.wording import cut


class UnknownRegion(Rule[None]):
    """An ARN has an unknown Region.

    What it checks: the Region in the ARNs of the model package and the keys against those that botocore knows.

    Why it matters: the Region, and so the resource, probably does not exist. But AWS opens Regions, and the shipped
    list may be old.

    What to do: correct the Region. If it is new, set it as `region` in the config."""

    code, name = "RL643", "unknown-region"
    severity, basis = WARNING, Inferred("the partitions and Regions that botocore ships")
    examples = (
        Valid("OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/output'}"),
        Valid(
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:xy-west-9:111122223333:alias/k'}", settings={"region": "xy-west-9"}
        ),
        Invalid(
            "InputConfig:\n  ModelPackageVersionArn: arn:aws:sagemaker:eu-central1:111122223333:model-package/m/1\n",
            at="/InputConfig/ModelPackageVersionArn",
            fixed="InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/m/1\n",
        ),
        Invalid(
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:xy-west-9:111122223333:alias/output'}", at="/OutputConfig/KmsKeyId"
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        # The team knows the Region that it runs in.
        for one in named(job):
            region = one.arn.region
            if region and region != context.settings.region and not is_known(region):
                yield self._unknown(one, region)

    def _unknown(self, one: Named, region: str) -> Finding:
        right = meant(region)
        near = right or nearest(region, names())
        fix = None
        if right is not None:
            arn = one.text.value.replace(f":{region}:", f":{right}:", 1)
            fix = Fix(f"write {right}", (Set(one.text.route, arn),))
        return self.finding(
            one.text,
            f"unknown Region {cut(region)}" + (f"; did you mean {near}?" if near else ""),
            help=None if fix else "correct the Region, or set `region` in the config if it is new",
            fix=fix,
        )
