from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_default

_TYPES = [f"ml.m5.{size}" for size in ("large", "xlarge", "2xlarge", "4xlarge", "12xlarge", "24xlarge")]
_EIGHT = ", ".join([*_TYPES, "ml.c5.large", "ml.c5.xlarge"])


class Options(NamedTuple):
    """The limit."""

    maximum: Annotated[int, "the maximum number of instance types in a Default job"] = 8


class ManyCandidates(Rule[Options]):
    """A Default job has too many candidates.

    What it checks: that SupportedInstanceTypes of a Default job has at most 8 items.

    Why it matters: the console allows eight types, and the response lists at most ten recommendations. The job starts,
    tests and bills more types than it shows.

    What to do: keep the most promising types."""

    code, name = "RL431", "many-candidates"
    severity, basis = INFO, Documented(sources.DEFAULT_JOB)
    preset = Preset.STRICT
    examples = (
        Valid(f"JobType: Default\nInputConfig: {{ContainerConfig: {{SupportedInstanceTypes: [{_EIGHT}]}}}}"),
        Valid(
            f"JobType: Advanced\nInputConfig: {{ContainerConfig: {{SupportedInstanceTypes: [{_EIGHT}, ml.g5.xlarge]}}}}"
        ),
        Invalid(
            f"JobType: Default\nInputConfig: {{ContainerConfig: {{SupportedInstanceTypes: [{_EIGHT}, ml.g5.xlarge]}}}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        candidates = job.input.container.instance_types
        if not is_default(job) or not candidates.whole or len(candidates) <= self.options.maximum:
            return
        yield self.finding(
            candidates,
            f"SupportedInstanceTypes has {len(candidates)} types; the maximum is {self.options.maximum}",
            help=f"keep at most {self.options.maximum}; the response lists at most 10 recommendations",
        )
