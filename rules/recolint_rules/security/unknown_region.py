from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Context, Finding, Fix, Inferred, Invalid, Job, Rule, Set, Valid, nearest
from recolint_rules.facts.arns import Named, named
from recolint_rules.facts.regions import is_known, meant, names
from recolint_rules.facts.wording import cut


class UnknownRegion(Rule[None]):
    """An ARN names a Region that is not known.

    What it checks: the Region in the ARNs of the model package and the keys against those that botocore knows.

    Why it matters: there is probably no such Region, and then no such resource. AWS opens Regions, though, and the
    shipped list may lag behind.

    What to do: correct the Region. If it is new, set `region` in the config to it.
    """

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
        # A Region that the team runs in is known to the team.
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
            help=f"write {near}" if fix else "correct the Region, or set `region` in the config if it is new",
            fix=fix,
        )
