from __future__ import annotations

from collections.abc import Iterator

from recolint.arn import Arn
from recolint.finding import Finding, Inferred
from recolint.job import Job
from recolint.rule import WARNING, Context, Invalid, Rule, Valid
from recolint_rules.endpoints.alternatives import like
from recolint_rules.endpoints.candidates import is_listed, named
from recolint_rules.endpoints.instances import family, hosting_regions, regions


class InstanceTypeNotInRegion(Rule[None]):
    """The job's Region does not offer an instance type for hosting.

    What it checks: that each instance type is on the price list for hosting in the job's Region: the one of the
    setting `region`, or else of ModelPackageVersionArn. Types that no Region offers are reported by RL507.

    Why it matters: the job is accepted, and its test on that type fails when the endpoint is made.

    What to do: choose a type that the Region offers. The lists lag behind AWS: if you know that the Region has the
    type, name it in the setting `instance-types`.
    """

    code, name = "RL506", "instance-type-not-in-region"
    severity, basis = WARNING, Inferred("SageMaker's price lists for hosting, as shipped by cfn-lint")
    examples = (
        Valid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/3\n"
            "  EndpointConfigurations: [{InstanceType: ml.g5.xlarge}]\n"
        ),
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.g5.xlarge}]}", title="no Region is known"),
        Invalid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:af-south-1:111122223333:model-package/churn/3\n"
            "  EndpointConfigurations: [{InstanceType: ml.g5.xlarge}]\n",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
        ),
        Invalid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-3:111122223333:model-package/churn/3\n"
            "  ContainerConfig: {SupportedInstanceTypes: [ml.m5.large, ml.trn1.2xlarge]}\n",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/1",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Look each type up on the Region's list."""
        region = context.settings.region or _package_region(job)
        if region is None or not (candidates := list(named(job))) or region not in hosting_regions():
            return
        for one in candidates:
            offered = regions(one.value)
            known = family(one.value)
            if (
                is_listed(one.value)
                and offered
                and region not in offered
                and one.value not in context.settings.instance_types
                and not (known and known.burstable)
            ):
                instead = like(one.value, region)
                yield self.finding(
                    one,
                    f"AWS's price lists offer no hosting on {one.value} in {region}",
                    help=f"alike and offered there: {instead}" if instead else "choose a type that the Region offers",
                )


def _package_region(job: Job) -> str | None:
    package = job.input.package
    arn = Arn.parse(package.value) if package else None
    return arn.region if arn else None
