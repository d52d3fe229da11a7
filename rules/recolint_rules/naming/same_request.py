from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from recolint.plugin import INFO, Advice, CollectionRule, Finding, Invalid, Job, Label, Preset, Spec, SpecId, Valid
from recolint_rules.facts.wording import shown

_TOLD_APART_BY = (Job.name, Job.description, Job.tags)
"""The members that do not change what is tested."""


class SameRequest(CollectionRule[None]):
    """Two specs of a run request the same test under two names.

    What it checks: that two specs of a run, for one account and Region, differ in more than JobName, JobDescription and
    Tags. RL302 reports equal names. Requests in code are skipped: code does not show which of them are sent together.

    Why it matters: both jobs run and are billed, but measure the same thing. Often one spec is a copy of the other,
    without the intended change.

    What to do: remove one of the two, or change the copy as intended."""

    code, name = "RL304", "same-request"
    severity, basis = INFO, Advice("each job is billed for the instances it uses")
    preset = Preset.STRICT
    examples = (
        Valid(
            "JobName: a\nInputConfig: {JobDurationInSeconds: 600}\n---\n"
            "JobName: b\nInputConfig: {JobDurationInSeconds: 900}\n"
        ),
        Invalid(
            "JobName: a\nInputConfig: {ModelName: m, JobDurationInSeconds: 600}\n---\n"
            "JobName: b\nJobDescription: a copy\nInputConfig: {JobDurationInSeconds: 600, ModelName: m}\n",
            at="/JobName",
            spec=1,
        ),
    )

    def key(self, spec: Spec) -> Hashable | None:
        """Everything that is compared."""
        asked = spec.job.content(but=_TOLD_APART_BY)
        if spec.job.name is None or not spec.job.input.names or asked is None:
            return None
        return asked, spec.settings.account, spec.settings.region

    def check(self, specs: Sequence[Spec]) -> Iterator[tuple[SpecId, Finding]]:
        first: dict[Hashable, tuple[str, Spec]] = {}
        for spec in specs:
            name, key = spec.job.name, self.key(spec)
            if name is None or key is None:
                continue
            other, known = first.setdefault(key, (name.value, spec))
            if other != name.value:
                yield (
                    spec.id,
                    self.finding(
                        name,
                        f"this spec requests the same test as {shown(other)}",
                        labels=[Label(name.route, "the same request", spec=known.id)],
                        help="remove one of the two, or change the copied request",
                    ),
                )
