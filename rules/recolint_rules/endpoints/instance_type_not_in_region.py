from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Context, Finding, Inferred, Invalid, Job, Rule, Valid, label
from recolint_rules.endpoints._alternatives import like
from recolint_rules.facts import sources
from recolint_rules.facts.candidates import by_family, is_listed, named
from recolint_rules.facts.instances import hosting_regions, is_burstable, regions
from recolint_rules.facts.location import job_region
from recolint_rules.facts.wording import first_of


class InstanceTypeNotInRegion(Rule[None]):
    """The job's Region does not offer an instance type for hosting.

    What it checks: that each instance type is on the price list for hosting in the job's Region: the one of the
    setting `region`, or else of ModelPackageVersionArn or of a key. One finding names all types of a family. Types
    that no Region offers are reported by RL507.

    Why it matters: the job is accepted, and its test on that type fails when the endpoint is made.

    What to do: choose a type that the Region offers. The lists lag behind AWS: if you know that the Region has the
    type, name it in the setting `instance-types`.
    """

    code, name = "RL506", "instance-type-not-in-region"
    severity, basis = WARNING, Inferred(sources.HOSTING_PRICES)
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
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.g5.xlarge}, {InstanceType: ml.g5.2xlarge}]}",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            settings={"region": "af-south-1"},
            title="one finding for a family",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        region, candidates = job_region(job, context.settings), list(named(job))
        if region is None or not candidates or region.name not in hosting_regions():
            return
        for first, *others in by_family(one for one in candidates if _is_elsewhere(one.value, region.name, context)):
            types = first_of(dict.fromkeys(one.value for one in (first, *others)), 2)
            instead = like(first.value, region.name)
            advice = f"use {instead}" if instead else "use a type that the Region offers"
            yield self.finding(
                first,
                f"AWS's price list has no {types} hosting in {region.name}",
                labels=[label(other, "nor this one") for other in others],
                help=f"{advice}; if AWS has added the type, list it in instance-types",
            )


def _is_elsewhere(instance_type: str, region: str, context: Context) -> bool:
    """Whether other Regions offer ``instance_type``. A burstable one is RL505's to report."""
    offered = regions(instance_type)
    return (
        is_listed(instance_type)
        and bool(offered)
        and region not in offered
        and instance_type not in context.settings.instance_types
        and not is_burstable(instance_type)
    )
