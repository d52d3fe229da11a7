from __future__ import annotations

from collections.abc import Iterator, Sequence

from recolint.finding import Documented, Finding, Label, SpecId
from recolint.rule import ERROR, CollectionRule, Invalid, Preset, Spec, Valid


class SameName(CollectionRule[None]):
    """Two specs of a run have the same name.

    What it checks: that no JobName stands in two of the specs that are checked together, for one account and Region.

    Why it matters: a job's name is unique in its account and Region, and these jobs cannot be deleted: the second
    create call is refused.

    What to do: rename one of the two.
    """

    code, name = "RL302", "same-name"
    severity, basis = ERROR, Documented("API reference: CreateInferenceRecommendationsJob, JobName and ResourceInUse")
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: probe-1\n---\nJobName: probe-2\n"),
        Invalid("JobName: probe-1\n---\nJobName: probe-1\n", at="/JobName", spec=1),
    )

    def check(self, specs: Sequence[Spec]) -> Iterator[tuple[SpecId, Finding]]:
        """Remember the first spec of each name."""
        first: dict[tuple[str, str | None, str | None], Spec] = {}
        for spec in specs:
            name = spec.job.name
            if name is None:
                continue
            known = first.setdefault((name.value, spec.settings.account, spec.settings.region), spec)
            if known is not spec:
                yield (
                    spec.id,
                    self.finding(
                        name,
                        f"the name {name.value!r} is taken by another spec of this run",
                        labels=[Label(name.route, "first given here", spec=known.id)],
                        help="rename one of the two: a job's name is unique in its account and Region",
                    ),
                )
