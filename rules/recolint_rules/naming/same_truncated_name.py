from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from recolint.plugin import WARNING, CollectionRule, Finding, Inferred, Invalid, Label, Spec, SpecId, Valid, plan
from recolint_rules.facts import sources
from recolint_rules.facts.location import JobLocation, job_location
from recolint_rules.facts.wording import shown


class SameTruncatedName(CollectionRule[None]):
    """Two specs of a run have names that differ only after character 40.

    What it checks: that different JobNames of a run, for one account and Region, differ within their first 40
    characters. RL302 reports equal names. Requests in code are skipped: code does not show which of them are sent
    together.

    Why it matters: the models, endpoints and compilation jobs that a job creates have its name, truncated to 40
    characters. Those of the two jobs look the same in logs, metrics and bills, and may conflict.

    What to do: put the part that differs (a model version, a date) at the start of the name, or shorten the name."""

    code, name = "RL303", "same-truncated-name"
    severity, basis = WARNING, Inferred(sources.CREATE_JOB, "JobName")
    examples = (
        Valid(f"JobName: 2026-11-23-{'n' * 40}\n---\nJobName: 2026-11-24-{'n' * 40}\n"),
        Valid("JobName: same\n---\nJobName: same\n", title="left to RL302"),
        Invalid(
            f"JobName: {'n' * 40}-2026-11-23\n---\nJobName: {'n' * 40}-2026-11-24\n",
            at="/JobName",
            spec=1,
        ),
    )

    def key(self, spec: Spec) -> Hashable | None:
        """The part of the name that child resources keep."""
        return spec.job.name.value[: plan.CHILD_NAME_CHARACTERS] if spec.job.name is not None else None

    def check(self, specs: Sequence[Spec]) -> Iterator[tuple[SpecId, Finding]]:
        begun: dict[str, list[tuple[str, JobLocation, Spec]]] = defaultdict(list)
        for spec in specs:
            name, here = spec.job.name, job_location(spec.job, spec.settings)
            if name is None or here is None:
                continue
            alike = begun[name.value[: plan.CHILD_NAME_CHARACTERS]]
            near = [(other, known) for other, there, known in alike if here.may_be(there)]
            if any(other == name.value for other, _ in near):
                continue
            alike.append((name.value, here, spec))
            if near:
                other, known = near[0]
                yield (
                    spec.id,
                    self.finding(
                        name,
                        f"JobName and {shown(other)} share their first {plan.CHILD_NAME_CHARACTERS} characters",
                        labels=[Label(name.route, "the other name", spec=known.id)],
                        help="put the part that differs first; AWS truncates the names of child resources",
                    ),
                )
