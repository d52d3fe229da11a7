from __future__ import annotations

from recolint.plugin import ERROR, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule


def _create(resource: str) -> dict[str, object]:
    action = "sagemaker:CreateInferenceRecommendationsJob"
    return {"Effect": "Allow", "Action": action, "Resource": f"arn:aws:sagemaker:*:*:{resource}"}


class ForbiddenCreate(PermissionRule):
    """The caller may not create the job.

    What it checks: that the policies of the caller, if the config lists them, allow
    sagemaker:CreateInferenceRecommendationsJob on a job of this name, with the tags of the spec.

    Why it matters: AWS rejects the create call. The call has only the condition keys aws:RequestTag and aws:TagKeys of
    SageMaker: a policy with a condition on an instance type, a key or a VPC never allows it.

    What to do: allow the action on the job's name, or set the tags that the policy requires."""

    code, name = "RL722", "forbidden-create"
    severity, basis = ERROR, Documented(sources.SERVICE_AUTHORIZATION)
    tasks = ("CREATE",)
    judges_by = ("caller",)
    examples = (
        Valid("JobName: probe", policies={"caller": _create("inference-recommendations-job/pr*")}),
        Invalid("JobName: test", at="/JobName", policies={"caller": _create("inference-recommendations-job/pr*")}),
        Invalid(
            "JobName: probe",
            at="/JobName",
            policies={"caller": _create("*") | {"Condition": {"StringEquals": {"aws:RequestTag/team": "ml"}}}},
            title="the tag is missing",
        ),
        Valid(
            "JobName: probe\nTags:\n- {Key: team, Value: ml}\n",
            policies={"caller": _create("*") | {"Condition": {"StringEquals": {"aws:RequestTag/team": "ml"}}}},
        ),
    )
