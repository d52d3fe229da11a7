from __future__ import annotations

from recolint.plugin import ERROR, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_METRICS_ALONE = {"Effect": "Allow", "Action": "cloudwatch:*", "Resource": "*"}


class UnwritableLogs(PermissionRule):
    """The role may not write logs or metrics.

    What it checks: the policies of the role, where the config lists them: that they allow the actions of CloudWatch
    and CloudWatch Logs on the log groups `/aws/sagemaker/InferenceRecommendationsJobs` and
    `/aws/sagemaker/Endpoints/*`. For cloudwatch:GetMetricData, which AWS does not name for the role, it is a warning.

    Why it matters: why a job failed stands in these logs alone, and the numbers it recommends by are metrics.

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
