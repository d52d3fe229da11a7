from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources

_STEP = 1024


class InvalidMemorySize(Rule[None]):
    """The memory of a serverless endpoint is not a multiple of 1 GB.

    What it checks: that MemorySizeInMB is one of 1024, 2048, 3072, 4096, 5120 and 6144. RL105 reports a value outside
    this range.

    Why it matters: there are no other sizes; the service rejects the configuration.

    What to do: write one of the six values. 2 GB are 2048, not 2000."""

    code, name = "RL540", "invalid-memory-size"
    severity, basis = ERROR, Documented(sources.SERVERLESS_CONFIG, "MemorySizeInMB")
    preset = Preset.MINIMAL
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - ServerlessConfig: {MemorySizeInMB: 1024, MaxConcurrency: 5}\n"
            "    - ServerlessConfig: {MemorySizeInMB: 6144, MaxConcurrency: 5}\n"
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 3000, MaxConcurrency: 5}}]}",
            at="/InputConfig/EndpointConfigurations/0/ServerlessConfig/MemorySizeInMB",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for configuration in job.input.configurations:
            memory = configuration.serverless.memory
            if memory and memory.value % _STEP:
                below = memory.value // _STEP * _STEP
                yield self.finding(
                    memory,
                    f"MemorySizeInMB is {memory.value}; expected a multiple of {_STEP} up to 6144",
                    help=f"write {below} or {below + _STEP}",
                )
