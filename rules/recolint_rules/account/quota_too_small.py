from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    WARNING,
    Account,
    Documented,
    Finding,
    Invalid,
    Job,
    Located,
    OnlineRule,
    Spec,
    Valid,
    label,
)
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_not_default
from recolint_rules.facts.parallel_tests import most_at_once
from recolint_rules.facts.wording import cut

_SPEC = "InputConfig: {EndpointConfigurations: [{InstanceType: ml.g5.xlarge}]}"
_THREE = (
    "InputConfig:\n"
    "  ResourceLimit: {MaxParallelOfTests: 3}\n"
    "  EndpointConfigurations:\n"
    "    - InstanceType: ml.g5.xlarge\n"
    "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: W, Value: ['1', '2', '4']}]}\n"
)


class QuotaTooSmall(OnlineRule[None]):
    """The account's quota of an instance type is too small for the job's tests.

    What it checks: for each InstanceType, the quota "<type> for endpoint usage" in Service Quotas. A quota of 0 is an
    error; one below the number of parallel tests of the type is a warning. Existing endpoints use the same quota;
    recolint does not count them.

    Why it matters: the job shows "ResourceLimitExceeded when calling CreateEndpoint operation" for the test.

    What to do: ask AWS for a higher quota, which may take days, lower MaxParallelOfTests, or test another type.
    """

    code, name = "RL970", "quota-too-small"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    examples = (
        Valid(
            _SPEC,
            answers={
                "service-quotas ListServiceQuotas ServiceCode=sagemaker": {
                    "Quotas": [{"QuotaName": "ml.g5.xlarge for endpoint usage", "Value": 1.0}]
                }
            },
        ),
        Valid(_SPEC, answers={"service-quotas ListServiceQuotas": {"Quotas": []}}, title="the quota is unknown"),
        Valid("InputConfig: {ModelName: churn}", title="the job chooses the types"),
        Invalid(
            _SPEC,
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            answers={
                "service-quotas ListServiceQuotas": {
                    "Quotas": [{"QuotaName": "ml.g5.xlarge for endpoint usage", "Value": 0.0}]
                }
            },
        ),
        Invalid(
            _THREE,
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            answers={
                "service-quotas ListServiceQuotas": {
                    "Quotas": [{"QuotaName": "ml.g5.xlarge for endpoint usage", "Value": 2.0}]
                }
            },
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        types = _types(spec.job)
        if not types:
            return
        told = account.ask("service-quotas", "ListServiceQuotas", ServiceCode="sagemaker")
        quotas = {quota["QuotaName"]: quota["Value"] for quota in told["Quotas"]} if told is not None else {}
        for text in types:
            quota = quotas.get(f"{text.value} for endpoint usage")
            if quota is not None:
                yield from self._compare(spec.job, text, int(quota))

    def _compare(self, job: Job, text: Located[str], quota: int) -> Iterator[Finding]:
        if quota == 0:
            yield self.finding(
                text,
                f"the account's quota for {cut(text.value)} endpoints is 0",
                help="ask AWS for a higher quota, or test another type",
            )
            return
        needed = _needed(job, text.value)
        if needed is not None and needed > quota:
            parallel = job.input.limit.max_parallel
            yield self.finding(
                text,
                f"the job runs up to {needed} {cut(text.value)} instances in parallel; the quota is {quota}",
                labels=[label(parallel, "tests in parallel")] if parallel is not None else [],
                help=f"set MaxParallelOfTests to {quota}, or ask AWS for a higher quota",
                severity=WARNING,
            )


def _types(job: Job) -> list[Located[str]]:
    """The instance types that the job tests, each once; empty for a Default job, which chooses them itself."""
    if not is_not_default(job):
        return []
    texts = [one.instance_type for one in job.input.configurations if one.instance_type is not None]
    return list({text.value: text for text in reversed(texts)}.values())[::-1]


def _needed(job: Job, instance_type: str) -> int | None:
    return most_at_once(
        job.input, lambda one: one.instance_type is not None and one.instance_type.value == instance_type
    )
