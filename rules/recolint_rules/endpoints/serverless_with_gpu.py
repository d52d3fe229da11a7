from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.serverless import asked, lists_accelerated_only


class ServerlessWithGpu(Rule[None]):
    """A serverless test has a model that supports only GPU instance types.

    What it checks: that SupportedInstanceTypes, if present, has at least one type without GPUs or other accelerators,
    in a job that requests serverless endpoints (ServerlessConfig, or SupportedEndpointType Serverless).

    Why it matters: serverless endpoints do not have GPUs. A container that needs a GPU fails there.

    What to do: test instance types, or add CPU types to the list if the container runs on them."""

    code, name = "RL544", "serverless-with-gpu"
    severity = WARNING
    basis = Documented(sources.SERVERLESS, "exclusions")
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]\n"
            "  ContainerConfig: {SupportedInstanceTypes: [ml.g5.xlarge, ml.c5.xlarge]}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]\n"
            "  ContainerConfig: {SupportedInstanceTypes: [ml.g5.xlarge, ml.inf2.xlarge]}\n",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes",
        ),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig: {SupportedEndpointType: Serverless, SupportedInstanceTypes: [ml.g5.xlarge]}\n",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        serverless = asked(job)
        if serverless is not None and lists_accelerated_only(job):
            yield self.finding(
                job.input.container.instance_types,
                "SupportedInstanceTypes lists only accelerators, but serverless endpoints do not have any",
                labels=[label(serverless, "serverless here")],
                help="test instance types, or list a CPU type if the container runs on one",
            )
