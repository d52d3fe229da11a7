from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    Context,
    Finding,
    Globs,
    Invalid,
    Job,
    Maximum,
    NamedTuple,
    Rule,
    Valid,
)
from recolint_rules.facts.candidates import is_malformed, named
from recolint_rules.facts.globs import first_match
from recolint_rules.facts.instances import accelerator, size
from recolint_rules.facts.job_types import without_candidates
from recolint_rules.facts.wording import cut, first_of, shown


class Options(NamedTuple):
    """The policy; by default everything is allowed."""

    allow: Annotated[Globs, "patterns of the types that may be tested, such as ml.c5.*; empty: any"] = Globs(())
    deny: Annotated[Globs, "patterns of types that may not be tested, even if they match allow"] = Globs(())
    max_gpus: Annotated[Maximum, "the maximum number of GPUs of one instance; -1: any number"] = Maximum(-1)


class DeniedInstanceType(Rule[Options]):
    """The team's policy does not allow an instance type.

    What it checks: each instance type in EndpointConfigurations and SupportedInstanceTypes. It must match a pattern of
    `allow`, must not match one of `deny`, and may have at most `max-gpus` GPUs. recolint does not know the GPUs of
    types newer than its data; `allow` excludes such types. A Default job must list SupportedInstanceTypes, since
    without that list it may try any type. Without options the rule is silent.

    Why it matters: IAM does not have a condition key for the instance types of these jobs. The spec is the last place
    where a team can limit the cost of a test.

    What to do: use an allowed type, list allowed types in SupportedInstanceTypes, or ask the owner of the policy."""

    code, name = "RL516", "denied-instance-type"
    severity, basis = ERROR, Advice("the team's policy")
    refuses = True
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.p5.48xlarge}]}", title="no policy is set"),
        Valid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.g5.xlarge}]}",
            options={"allow": ["ml.c5.*", "ml.g5.*"], "deny": ["*.48xlarge"], "max-gpus": 1},
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.m5.large}]}",
            at="/InputConfig/EndpointConfigurations/1/InstanceType",
            options={"allow": ["ml.c5.*"]},
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.p4d.24xlarge]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/0",
            options={"allow": ["ml.*"], "deny": ["ml.p*"]},
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.g5.12xlarge}]}",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            options={"max-gpus": 1},
        ),
        Invalid(
            "JobType: Default\nInputConfig: {ModelName: churn}",
            at="/InputConfig",
            options={"allow": ["ml.c5.*"]},
            title="a job that may try any type",
        ),
        Invalid(
            "JobType: Default\nInputConfig: {ContainerConfig: {SupportedInstanceTypes: []}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes",
            options={"max-gpus": 0},
            title="an empty list does not limit the types",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for one in named(job):
            if (why := self._why_denied(one.value)) and not is_malformed(one.value, context.settings):
                yield self.finding(
                    one, f"{cut(one.value)} is not allowed by the policy: {why}", help=self._what_instead()
                )
        unlisted = without_candidates(job)
        if unlisted is not None and self.options != Options():
            yield self.finding(
                unlisted,
                "without SupportedInstanceTypes the job may try types that the policy does not allow",
                help=f"list allowed types in ContainerConfig.SupportedInstanceTypes{self._allowed()}",
            )

    def _what_instead(self) -> str:
        return f"use an allowed type{self._allowed()}"

    def _allowed(self) -> str:
        return f" ({first_of(self.options.allow)})" if self.options.allow else ""

    def _why_denied(self, instance_type: str) -> str | None:
        allow, deny, max_gpus = self.options
        if (denying := first_match(instance_type, deny)) is not None:
            return f"it matches {shown(denying)} in deny"
        if allow and first_match(instance_type, allow) is None:
            return "it matches no pattern in allow"
        has = size(instance_type)
        if has and accelerator(instance_type) == "gpu" and 0 <= max_gpus < has.accelerators:
            return f"it has {has.accelerators} GPUs; max-gpus is {max_gpus}"
        return None
