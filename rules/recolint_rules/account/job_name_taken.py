from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown


class JobNameTaken(OnlineRule[None]):
    """A job of this name exists already.

    What it checks: whether SageMaker knows a recommendation job of this JobName in the account and Region.

    Why it matters: a name is used once: jobs cannot be deleted, so the request is refused for ever.

    What to do: give the job another name. A number, a date or the commit in it keeps it unique.
    """

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
