from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    EndpointConfiguration,
    Finding,
    Invalid,
    Job,
    Maximum,
    NamedTuple,
    Rule,
    Valid,
    label,
)
from recolint_rules.facts.instances import accelerator, size
from recolint_rules.facts.job_types import is_not_default
from recolint_rules.facts.parallel_tests import at_once, most_at_once


class Options(NamedTuple):
    """The team's limits; unlimited by default."""

    max_vcpus: Annotated[Maximum, "the maximum number of vCPUs of parallel tests; -1: any number"] = Maximum(-1)
    max_gpus: Annotated[Maximum, "the maximum number of GPUs of parallel tests; -1: any number"] = Maximum(-1)


class ExpensiveParallelism(Rule[Options]):
    """Parallel tests use more vCPUs or GPUs than the team allows.

    What it checks: the total vCPUs and GPUs of the endpoints that may run in parallel, against the options `max-vcpus`
    and `max-gpus`. These are the largest endpoints, at most MaxParallelOfTests; all of them if it is missing. Each test
    has one instance. Types of unknown size do not count. Without options the rule is silent.

    Why it matters: the cost of a load test grows with the number of parallel tests until the job ends.

    What to do: lower MaxParallelOfTests, or test smaller types. The rule does not know prices, so it compares sizes.
    """

    code, name = "RL801", "expensive-parallelism"
    severity, basis = ERROR, Advice("the team's policy; EC2 metadata for the sizes")
    examples = (
        Valid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxParallelOfTests: 2}\n"
            "  EndpointConfigurations: [{InstanceType: ml.p5.48xlarge}, {InstanceType: ml.p4d.24xlarge}]\n",
            title="no policy is set",
        ),
        Valid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxParallelOfTests: 1}\n"
            "  EndpointConfigurations: [{InstanceType: ml.g5.xlarge}, {InstanceType: ml.g5.12xlarge}]\n",
            options={"max-vcpus": 48, "max-gpus": 4},
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxParallelOfTests: 2}\n"
            "  EndpointConfigurations: [{InstanceType: ml.g5.xlarge}, {InstanceType: ml.g5.12xlarge}]\n",
            at="/InputConfig/ResourceLimit/MaxParallelOfTests",
            options={"max-gpus": 4},
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.18xlarge}, {InstanceType: ml.c5.18xlarge}]\n",
            at="/InputConfig/EndpointConfigurations",
            options={"max-vcpus": 96},
            title="without MaxParallelOfTests",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        config = job.input
        if max(self.options) < 0 or not is_not_default(job):
            return
        vcpus, gpus = most_at_once(config, _vcpus), most_at_once(config, _gpus)
        if vcpus is None or gpus is None:
            return
        over = [
            (f"{used} {what}", str(allowed))
            for used, allowed, what in (
                (vcpus, self.options.max_vcpus, "vCPUs"),
                (gpus, self.options.max_gpus, "GPUs"),
            )
            if 0 <= allowed < used
        ]
        if over:
            tests = at_once(config)
            largest = max(config.configurations, key=lambda one: (_gpus(one), _vcpus(one)))
            yield self.finding(
                config.limit.max_parallel or config.configurations,
                f"{tests} parallel test{'' if tests == 1 else 's'} use{'s' if tests == 1 else ''} up to "
                f"{' and '.join(used for used, _ in over)}; the limit is {' and '.join(limit for _, limit in over)}",
                labels=[label(largest, "the largest of the tests")],
                help="lower MaxParallelOfTests, or test smaller instance types",
            )


def _vcpus(configuration: EndpointConfiguration) -> int:
    has = size(configuration.instance_type.value) if configuration.instance_type else None
    return has.vcpus if has else 0


def _gpus(configuration: EndpointConfiguration) -> int:
    if configuration.instance_type is None or accelerator(configuration.instance_type.value) != "gpu":
        return 0
    has = size(configuration.instance_type.value)
    return has.accelerators if has else 0
