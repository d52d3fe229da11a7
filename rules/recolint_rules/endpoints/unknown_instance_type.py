from __future__ import annotations

from collections.abc import Iterator

from recolint.contract import botocore_version
from recolint.finding import Finding, Model
from recolint.job import Job
from recolint.rule import ERROR, WARNING, Context, Invalid, Rule, Valid
from recolint_rules.endpoints.alternatives import instead_of_unlisted
from recolint_rules.endpoints.candidates import FREE_TEXT, is_free_text, is_listed, named
from recolint_rules.endpoints.instances import family, is_well_formed


class UnknownInstanceType(Rule[None]):
    """An instance type is none of those that the request takes.

    What it checks: that each instance type, in EndpointConfigurations and in SupportedInstanceTypes, is on the list of
    the service's model. A text that cannot be an instance type at all is reported by RL504, a burstable one by RL505.

    Why it matters: the service refuses a type that is not on its list, even one that SageMaker takes elsewhere, such
    as ml.m5.8xlarge. It is a warning only, since AWS may have added the type after this list was made.

    What to do: choose a type of the list. If AWS has added the type since, name it in the setting `instance-types`.
    """

    code, name = "RL503", "unknown-instance-type"
    severity, basis = WARNING, Model("botocore: the values of ProductionVariantInstanceType")
    strict_severity = ERROR
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.18xlarge}]}"),
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: c5.large}]}", title="malformed: see RL504"),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.12xlarge}]}",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            title="no such size",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.m6g.large, ml.m7g.large]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/1",
            title="no such family",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Look each type up."""
        for one in named(job):
            known = family(one.value)
            if (
                is_well_formed(one.value)
                and not is_listed(one.value)
                and one.value not in context.settings.instance_types
                and not (known and known.burstable)
            ):
                instead = instead_of_unlisted(one.value)
                yield self.finding(
                    one,
                    f"{one.value} is not among the instance types of the request (botocore {botocore_version})",
                    help=f"{instead}; if AWS has added {one.value} since, name it in the setting instance-types",
                    basis=FREE_TEXT if is_free_text(job, one) else None,
                )
