from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, InputConfig, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_advanced, names_no_endpoint


class AdvancedWithoutTarget(Rule[None]):
    """An Advanced job has nothing to test.

    What it checks: that the InputConfig of an Advanced job has EndpointConfigurations, or an existing endpoint in
    Endpoints.

    Why it matters: a load test sends its traffic to these endpoints; the developer guide requires them.

    What to do: add at least one endpoint configuration with an InstanceType or a ServerlessConfig."""

    code, name = "RL233", "advanced-without-target"
    severity, basis = ERROR, Documented(sources.LOAD_TEST)
    examples = (
        Valid("JobType: Advanced\nInputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}]}"),
        Valid("JobType: Advanced\nInputConfig: {Endpoints: [{EndpointName: churn}]}"),
        Invalid("JobType: Advanced\nInputConfig: {ModelName: churn}", at="/InputConfig"),
        Invalid("JobType: Advanced\nInputConfig: {Endpoints: []}", at="/InputConfig"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        config = job.input
        if not (is_advanced(job) and config and config.lacks(InputConfig.configurations)):
            return
        if names_no_endpoint(config):
            yield self.finding(
                config,
                "an Advanced job must have EndpointConfigurations or Endpoints",
                help="add at least one endpoint configuration with an InstanceType or a ServerlessConfig",
            )
