from __future__ import annotations

from recolint.plugin import ERROR, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_METRICS_ALONE = {"Effect": "Allow", "Action": "cloudwatch:*", "Resource": "*"}


class UnwritableLogs(PermissionRule):
    """The role may not write logs or metrics.

    What it checks: that the policies of the role, if listed in the config, allow the actions of CloudWatch and of
    CloudWatch Logs on `/aws/sagemaker/InferenceRecommendationsJobs` and `/aws/sagemaker/Endpoints/*`. It is a warning
    for cloudwatch:GetMetricData, which AWS does not document for the role.

    Why it matters: only these logs show why a job failed, and the recommendations are based on the metrics.

    What to do: allow the actions in a policy of the role.
    """

    code, name = "RL734", "unwritable-logs"
    severity, basis = ERROR, Documented(sources.ROLES, "CreateModel and CreateAutoMLJob")
    tasks = ("LOGS", "METRICS")
    judges_by = ("role",)
    examples = (
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", policies={"role": "AmazonSageMakerFullAccess"}),
        Invalid("RoleArn: arn:aws:iam::111122223333:role/Jobs", at="/RoleArn", policies={"role": _METRICS_ALONE}),
    )
