from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown


class JobNameTaken(OnlineRule[None]):
    """A job with this name already exists.

    What it checks: whether a recommendation job with this JobName exists in the account and Region.

    Why it matters: a name cannot be reused, since jobs cannot be deleted. AWS rejects the request.

    What to do: use another name. A number, a date or a commit hash keeps it unique."""

    code, name = "RL960", "job-name-taken"
    severity, basis = ERROR, Documented(sources.CREATE_JOB, "ResourceInUse")
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: churn-8", answers={"sagemaker DescribeInferenceRecommendationsJob": None}),
        Invalid(
            "JobName: churn-7",
            at="/JobName",
            answers={
                "sagemaker DescribeInferenceRecommendationsJob JobName=churn-7": {
                    "JobName": "churn-7",
                    "Status": "COMPLETED",
                }
            },
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        name = spec.job.name
        if name is None:
            return
        told = account.ask("sagemaker", "DescribeInferenceRecommendationsJob", JobName=name.value)
        if told is not None:
            yield self.finding(
                name,
                f"job {shown(name.value)} already exists (status: {told['Status']})",
                help="use another JobName; a name cannot be reused",
            )
