from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Arn, Context, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.regions import is_known, partition_of


class PackageInOtherRegion(Rule[None]):
    """The model package is in another Region than the job.

    What it checks: the Region in ModelPackageVersionArn against the setting `region`, if the team has set it.

    Why it matters: SageMaker's resources are Regional: the package does not exist in the job's Region, so AWS rejects
    the request.

    What to do: register the model in the job's Region, or run the job in the package's Region."""

    code, name = "RL642", "package-in-other-region"
    severity, basis = ERROR, Documented(sources.INPUT_CONFIG, "ModelPackageVersionArn")
    judges_by = ("region",)
    examples = (
        Valid("InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/m/1'}"),
        Valid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/m/1'}",
            settings={"region": "us-east-1"},
        ),
        Invalid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/m/1'}",
            at="/InputConfig/ModelPackageVersionArn",
            settings={"region": "eu-west-1"},
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        # RL640, RL641 and RL643 report a package of another partition, or of an unknown Region.
        region, package = context.settings.region, job.input.package
        arn = Arn.parse(package.value) if package is not None else None
        if region is None or package is None or arn is None or arn.region == region:
            return
        if is_known(arn.region) and arn.partition == partition_of(region):
            yield self.finding(
                package,
                f"the model package is in {arn.region}, but the job runs in {region}",
                help=f"register the model in {region}, or run the job in {arn.region}",
            )
