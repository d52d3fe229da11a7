from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, ContainerConfig, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class EmptyCandidates(Rule[None]):
    """The list of candidates is given and empty.

    What it checks: that SupportedInstanceTypes, where given, has an item.

    Why it matters: AWS's examples say that a list with items limits the candidates; an empty one limits nothing, so
    the service may choose, and bill, any instance type. Or it refuses the list.

    What to do: list the types to try, or leave the member out to let the service choose.
    """

    code, name = "RL440", "empty-candidates"
    severity, basis = WARNING, Inferred(sources.EXAMPLE_NOTEBOOKS, "a list that is not empty limits the instance types")
    examples = (
        Valid("InputConfig: {ContainerConfig: {Domain: OTHER}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: []}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        if container.instance_types.whole and container.get(ContainerConfig.instance_types) == []:
            yield self.finding(
                container.instance_types,
                "SupportedInstanceTypes is empty, so it does not limit the instance types",
                help="list the types to try, or remove the member",
            )
