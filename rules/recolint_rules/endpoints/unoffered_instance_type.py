from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Context, Finding, Inferred, Invalid, Job, Rule, Valid, label
from recolint_rules.endpoints._alternatives import like
from recolint_rules.facts import sources
from recolint_rules.facts.candidates import by_family, is_listed, named_except
from recolint_rules.facts.instances import family, hosted
from recolint_rules.facts.wording import first_of


class UnofferedInstanceType(Rule[None]):
    """No Region offers an instance type for hosting.

    What it checks: that each instance type is on the price list for hosting of at least one Region. The families p2, p3
    and dl1 are retired; others that the request accepts, such as m8g, are not on a list. One finding lists all types of
    a family.

    Why it matters: AWS accepts the request, since its list of types contains retired ones. The test fails when
    SageMaker creates the endpoint.

    What to do: use a newer type. The lists may be older than AWS's offer: if the type is available, add it to the
    setting `instance-types`.
    """

    code, name = "RL507", "unoffered-instance-type"
    severity, basis = WARNING, Inferred(sources.HOSTING_PRICES)
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.p4d.24xlarge}]}"),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.p3.2xlarge}]}",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            title="retired",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.m8g.large]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/0",
            title="not offered",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.g5.xlarge, ml.p3.2xlarge, ml.p3.8xlarge]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/1",
            title="one finding for a family",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        known = context.settings.instance_types
        unoffered = (one for one in named_except(job, hosted()) if is_listed(one.value) and one.value not in known)
        for first, *others in by_family(unoffered):
            of, instead = family(first.value), like(first.value)
            types = first_of(dict.fromkeys(one.value for one in (first, *others)), 2)
            why = f"the family {of.name} is retired" if of and of.retired else "AWS has no price for it"
            yield self.finding(
                first,
                f"no Region offers {types} for hosting; {why}",
                labels=[label(other, "not offered either") for other in others],
                help=f"use {instead}" if instead else "use a type that your Region offers",
            )
