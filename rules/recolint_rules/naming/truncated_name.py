from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Rule, Valid, plan
from recolint_rules.facts import sources


class Options(NamedTuple):
    """The length."""

    length: Annotated[int, "how many characters of a job's name child resources keep"] = plan.CHILD_NAME_CHARACTERS


class TruncatedName(Rule[Options]):
    """The name is longer than the part that child resources keep.

    What it checks: that JobName has at most 40 characters.

    Why it matters: the models, endpoint configurations, endpoints and compilation jobs that the job creates have its
    name, truncated to 40 characters. A part that differs at the end, such as a date, is then missing in logs, metrics
    and bills.

    What to do: shorten the name, or put the part that differs at its start."""

    code, name = "RL301", "truncated-name"
    severity, basis = WARNING, Documented(sources.CREATE_JOB, "JobName")
    examples = (
        Valid("JobName: " + "n" * 40),
        Invalid("JobName: sentiment-model-nightly-load-test-2026-11-23", at="/JobName"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        kept = self.options.length
        if job.name is not None and len(job.name.value) > kept:
            yield self.finding(
                job.name,
                f"JobName has {len(job.name.value)} characters; AWS truncates child resource names to {kept}",
                help=f"put the part that differs within the first {kept} characters",
            )
