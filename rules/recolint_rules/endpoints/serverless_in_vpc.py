from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.serverless import asked


class ServerlessInVpc(Rule[None]):
    """A job with VpcConfig tests a serverless endpoint.

    What it checks: that a job with VpcConfig does not have ServerlessConfig or SupportedEndpointType Serverless.

    Why it matters: Serverless Inference does not support VPC configuration, so SageMaker cannot create such an
    endpoint.

    What to do: remove VpcConfig, or test instance types."""

    code, name = "RL543", "serverless-in-vpc"
    severity = ERROR
    basis = Documented(sources.SERVERLESS, "exclusions")
    examples = (
        Valid("InputConfig: {VpcConfig: {Subnets: [subnet-1]}, ContainerConfig: {SupportedEndpointType: RealTime}}"),
        Valid("InputConfig: {EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]}"),
        Invalid(
            "InputConfig: {VpcConfig: {Subnets: [subnet-1]}, ContainerConfig: {SupportedEndpointType: Serverless}}",
            at="/InputConfig/VpcConfig",
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]\n"
            "  VpcConfig: {Subnets: [subnet-1], SecurityGroupIds: [sg-1]}\n",
            at="/InputConfig/VpcConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        serverless = asked(job)
        if job.input.vpc and serverless is not None:
            yield self.finding(
                job.input.vpc,
                "a serverless endpoint cannot run in a VPC",
                labels=[label(serverless, "serverless here")],
                help="remove VpcConfig, or test instance types",
            )
