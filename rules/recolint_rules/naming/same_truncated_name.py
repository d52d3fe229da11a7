from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from recolint.plugin import WARNING, CollectionRule, Finding, Inferred, Invalid, Label, Spec, SpecId, Valid, plan
from recolint_rules.facts import sources
from recolint_rules.facts.location import JobLocation, job_location
from recolint_rules.facts.wording import shown


class SameTruncatedName(CollectionRule[None]):
    """Two specs of a run have names that differ only where the names of child resources are cut.

    What it checks: that no two of the specs that are checked together, for one account and Region, have different
    JobNames with the same first 40 characters. Equal names are reported by RL302 alone.

    Why it matters: the models, endpoints and compilation jobs that a job makes take its name cut at 40 characters.
    Those of the two jobs cannot be told apart in logs, metrics and bills, and may stand in each other's way.

    What to do: move what tells the jobs apart (a model's version, a date) to the front of the name, or shorten it.
    """

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
        """What child resources keep of the name."""
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
                        help="put the part that differs first; AWS truncates child resource names to"
                        f" {plan.CHILD_NAME_CHARACTERS}",
                    ),
                )
