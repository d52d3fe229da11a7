from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, ContainerConfig, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class EmptyCandidates(Rule[None]):
    """The list of candidates is empty.

    What it checks: that SupportedInstanceTypes, if present, has an item.

    Why it matters: by AWS's examples, a list with items limits the candidates. With an empty list, the service may
    choose, and bill, any instance type, or reject the list.

    What to do: list the types to try, or remove the member to let the service choose."""

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
