from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from recolint.plugin import ERROR, CollectionRule, Documented, Finding, Invalid, Label, Preset, Spec, SpecId, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.location import JobLocation, job_location
from recolint_rules.facts.wording import shown


class SameName(CollectionRule[None]):
    """Two specs of a run have the same name.

    What it checks: that each JobName occurs once in the specs of a run, for one account and Region: those of the
    config, or else of the role and the model package. Requests in code are skipped: code does not show which of them
    are sent together.

    Why it matters: a job's name is unique in its account and Region, and these jobs cannot be deleted: AWS rejects the
    second create call.

    What to do: rename one of the two.
    """

    code, name = "RL302", "same-name"
    severity, basis = ERROR, Documented(sources.CREATE_JOB, "JobName and ResourceInUse")
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: probe-1\n---\nJobName: probe-2\n"),
        Valid(
            "JobName: probe-1\n"
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/m/1'}\n"
            "---\n"
            "JobName: probe-1\n"
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/m/1'}\n",
            title="another Region",
        ),
        Invalid("JobName: probe-1\n---\nJobName: probe-1\n", at="/JobName", spec=1),
    )

    def key(self, spec: Spec) -> Hashable | None:
        """The name. Places cannot be part of it: an unknown place equals every known one."""
        return spec.job.name.value if spec.job.name is not None else None

    def check(self, specs: Sequence[Spec]) -> Iterator[tuple[SpecId, Finding]]:
        first: dict[str, list[tuple[JobLocation, Spec]]] = defaultdict(list)
        for spec in specs:
            name, here = spec.job.name, job_location(spec.job, spec.settings)
            if name is None or here is None:
                continue
            known = next((other for there, other in first[name.value] if here.may_be(there)), None)
            if known is None:
                first[name.value].append((here, spec))
            else:
                yield (
                    spec.id,
                    self.finding(
                        name,
                        f"another spec of this run has the JobName {shown(name.value)}",
                        labels=[Label(name.route, "first used here", spec=known.id)],
                        help="rename one of the two; a job's name must be unique in its account and Region",
                    ),
                )
