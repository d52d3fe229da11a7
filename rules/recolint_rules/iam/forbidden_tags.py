from __future__ import annotations

from recolint.plugin import ERROR, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_CREATE = {"Effect": "Allow", "Action": "sagemaker:Create*", "Resource": "*"}


class ForbiddenTags(PermissionRule):
    """The caller may not tag the job.

    What it checks: that the policies of the caller, if the config lists them and the spec has tags, allow
    sagemaker:AddTags on the job.

    Why it matters: AWS rejects the create call.

    What to do: allow sagemaker:AddTags on inference-recommendations-job/*, or remove Tags."""

    code, name = "RL723", "forbidden-tags"
    severity, basis = ERROR, Documented(sources.SERVICE_AUTHORIZATION, "dependent actions")
    tasks = ("TAG",)
    judges_by = ("caller",)
    examples = (
        Valid("JobName: probe", policies={"caller": _CREATE}),
        Invalid("JobName: probe\nTags:\n- {Key: team, Value: ml}\n", at="/Tags", policies={"caller": _CREATE}),
    )
