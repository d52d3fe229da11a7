from __future__ import annotations

from collections.abc import Iterator

from recolint.finding import Finding, Inferred
from recolint.job import Job
from recolint.rule import WARNING, Context, Invalid, Rule, Valid
from recolint_rules.endpoints.alternatives import like
from recolint_rules.endpoints.candidates import is_listed, named
from recolint_rules.endpoints.instances import family, regions


class UnofferedInstanceType(Rule[None]):
    """No Region offers an instance type for hosting.

    What it checks: that each instance type is on the price list for hosting of at least one Region. The families p2,
    p3 and dl1 are retired; others that the request names, such as m8g, are on no list.

    Why it matters: the request is accepted, since its list of types keeps retired ones; the test fails when the
    endpoint is made.

    What to do: choose a newer type. The lists lag behind AWS: if you know that a type is to be had, name it in the
    setting `instance-types`.
    """

    code, name = "RL507", "unoffered-instance-type"
    severity, basis = WARNING, Inferred("SageMaker's price lists for hosting, as shipped by cfn-lint")
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
            title="not on sale",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Look each type up on all lists."""
        for one in named(job):
            if is_listed(one.value) and not regions(one.value) and one.value not in context.settings.instance_types:
                known = family(one.value)
                why = f"the family {known.name} is retired" if known and known.retired else "it is on no price list"
                instead = like(one.value)
                yield self.finding(
                    one,
                    f"no Region offers {one.value} for hosting: {why}",
                    help=f"alike and offered: {instead}" if instead else "choose a type that your Region offers",
                )
