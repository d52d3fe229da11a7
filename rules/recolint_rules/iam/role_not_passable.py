from __future__ import annotations

from recolint.plugin import ERROR, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule


class RoleNotPassable(PermissionRule):
    """The caller may not pass the role to SageMaker.

    What it checks: that the policies of the caller, if the config lists them, allow iam:PassRole on RoleArn, passed to
    sagemaker.amazonaws.com.

    Why it matters: AWS rejects the create call.

    What to do: allow iam:PassRole on the role, with the condition that iam:PassedToService is sagemaker.amazonaws.com.
    """

    code, name = "RL721", "role-not-passable"
    severity, basis = ERROR, Documented(sources.API_PERMISSIONS)
    tasks = ("PASS_ROLE",)
    judges_by = ("caller",)
    examples = (
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", policies={"caller": "AmazonSageMakerFullAccess"}),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs",
            at="/RoleArn",
            policies={"caller": "AmazonSageMakerReadOnly"},
        ),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs",
            at="/RoleArn",
            policies={
                "caller": {
                    "Effect": "Allow",
                    "Action": "iam:PassRole",
                    "Resource": "*",
                    "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}},
                }
            },
            title="passed to another service",
        ),
    )
