from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.arns import named
from recolint_rules.facts.location import job_region
from recolint_rules.facts.regions import is_known


class ResourceInOtherRegion(OnlineRule[None]):
    """A model package or key is in another Region than the lookups.

    What it checks: the Region in the ARNs of the model package and the keys against that of the lookups (`--region`).
    RL604 and similar rules report contradictions within the spec and the config.

    Why it matters: a job reads its model package and its keys only in its own Region. recolint cannot look them up from
    another one.

    What to do: check and submit with the Region of the spec."""

    code, name = "RL904", "resource-in-other-region"
    severity, basis = ERROR, Documented(sources.MULTI_REGION_KEYS, "keys are Regional; multi-Region keys have replicas")
    preset = Preset.MINIMAL
    examples = (
        Valid("InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/m/1'}"),
        Valid(
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/k'}",
            settings={"region": "us-east-1"},
            title="RL604 reports it",
        ),
        Invalid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/m/1'}",
            at="/InputConfig/ModelPackageVersionArn",
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        region = job_region(spec.job, spec.settings)
        if region is not None and region.name == account.region:
            return
        for text, arn, what in named(spec.job):
            if arn.region != account.region and is_known(arn.region):
                yield self.finding(
                    text,
                    f"{what} is in {arn.region}, but the lookups are in {account.region}",
                    help=f"pass --region {arn.region}, or use a resource of {account.region}",
                )
