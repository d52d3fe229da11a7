from __future__ import annotations

from recolint.plugin import ERROR, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule


def _create(resource: str) -> dict[str, object]:
    action = "sagemaker:CreateInferenceRecommendationsJob"
    return {"Effect": "Allow", "Action": action, "Resource": f"arn:aws:sagemaker:*:*:{resource}"}


class ForbiddenCreate(PermissionRule):
    """The caller may not create the job.

    What it checks: the policies of who sends the create call, where the config gives them: that they allow
    sagemaker:CreateInferenceRecommendationsJob on a job of this name, with the tags that the spec has.

    Why it matters: AWS refuses the create call. Of all condition keys of SageMaker the call knows only
    aws:RequestTag and aws:TagKeys: a policy that allows it on condition of an instance type, a key or a VPC never
    allows it.

    What to do: allow the action on the job's name, or give the tags that the policy asks for.
    """

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
