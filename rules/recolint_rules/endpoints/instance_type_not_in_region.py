from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Context, Finding, Inferred, Invalid, Job, Rule, Settings, Valid, label
from recolint_rules.endpoints._alternatives import like
from recolint_rules.facts import sources
from recolint_rules.facts.candidates import by_family, is_listed, named_except
from recolint_rules.facts.instances import hosted, hosted_in, hosting_regions, is_burstable
from recolint_rules.facts.location import job_region
from recolint_rules.facts.wording import first_of


class InstanceTypeNotInRegion(Rule[None]):
    """The job's Region does not offer an instance type for hosting.

    What it checks: that each instance type is on the price list for hosting in the job's Region: that of the setting
    `region`, or else of ModelPackageVersionArn or of a key. One finding lists all types of a family. RL507 reports
    types that no Region offers.

    Why it matters: AWS accepts the job, and the test on that type fails when SageMaker creates the endpoint.

    What to do: use a type that the Region offers. The lists may be older than AWS's offer: if the Region has the type,
    add it to the setting `instance-types`.
    """

    code, name = "RL506", "instance-type-not-in-region"
    severity, basis = WARNING, Inferred(sources.HOSTING_PRICES)
    judges_by = ("region",)
    examples = (
        Valid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/3\n"
            "  EndpointConfigurations: [{InstanceType: ml.g5.xlarge}]\n"
        ),
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.g5.xlarge}]}", title="the Region is unknown"),
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
        region = job_region(job, context.settings)
        if region is None or region.name not in hosting_regions():
            return
        missing = named_except(job, hosted_in(region.name))
        for first, *others in by_family(one for one in missing if _is_elsewhere(one.value, context.settings)):
            types = first_of(dict.fromkeys(one.value for one in (first, *others)), 2)
            instead = like(first.value, region.name)
            advice = f"use {instead}" if instead else "use a type that the Region offers"
            yield self.finding(
                first,
                f"AWS's price list has no {types} hosting in {region.name}",
                labels=[label(other, "not offered either") for other in others],
                help=f"{advice}; if AWS has added the type, list it in instance-types",
            )


def _is_elsewhere(instance_type: str, settings: Settings) -> bool:
    """Whether any Region offers ``instance_type``. RL505 reports a burstable one."""
    return (
        is_listed(instance_type)
        and instance_type in hosted()
        and instance_type not in settings.instance_types
        and not is_burstable(instance_type)
    )
