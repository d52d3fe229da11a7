from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.serverless import asks_for_none, lists_more, serverless_only


class ServerlessWithInstances(Rule[None]):
    """A job requests only serverless endpoints, but lists instance types.

    What it checks: that ContainerConfig with SupportedEndpointType Serverless does not have SupportedInstanceTypes.
    RL544 reports a list of only GPU types.

    Why it matters: the list is for real-time endpoints, so it has no effect: either the list or the endpoint type is
    wrong.

    What to do: remove the list, or write RealTime. Without SupportedEndpointType, the job tests both kinds."""

    code, name = "RL545", "serverless-with-instances"
    severity, basis = WARNING, Documented(sources.CONTAINER_CONFIG, "SupportedInstanceTypes, real-time")
    examples = (
        Valid(
            "InputConfig: {ContainerConfig: {SupportedEndpointType: RealTime, SupportedInstanceTypes: [ml.c5.large]}}"
        ),
        Valid("InputConfig: {ContainerConfig: {SupportedEndpointType: Serverless, SupportedInstanceTypes: []}}"),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig: {SupportedEndpointType: Serverless, SupportedInstanceTypes: [ml.c5.large]}\n",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        kind, types = serverless_only(job), job.input.container.instance_types
        # RL544 reports a list of accelerators.
        if kind is not None and types and (lists_more(job) or asks_for_none(job)):
            yield self.finding(
                types,
                "SupportedInstanceTypes has no effect on serverless endpoints",
                labels=[label(kind, "only serverless")],
                help="remove the list, or set SupportedEndpointType: RealTime",
            )
