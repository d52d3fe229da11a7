from __future__ import annotations

from recolint.plugin import ERROR, WARNING, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


class UnpullableImage(PermissionRule):
    """The role may not pull the container's image.

    What it checks: that the policies of the role, if the config lists them, allow ecr:GetAuthorizationToken,
    ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer and ecr:BatchGetImage on at least one repository of the
    Region. It is a warning if only the policy of the image's repository can allow the last three, and the config does
    not list it.

    Why it matters: AWS accepts the job, and its endpoints never start.

    What to do: allow the actions in a policy of the role, or attach AmazonEC2ContainerRegistryPullOnly. List a
    repository policy that allows them under `repository-policies`.
    """

    code, name = "RL732", "unpullable-image"
    severity, basis = ERROR, Documented(sources.ROLES, "CreateModel")
    tasks = ("IMAGE",)
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "InputConfig: {ModelName: churn}",
            policies={"role": "AmazonEC2ContainerRegistryReadOnly"},
        ),
        Invalid(
            _ROLE + "InputConfig: {ModelName: churn}",
            at="/InputConfig/ModelName",
            policies={"role": {"Effect": "Allow", "NotAction": "ecr:GetAuthorizationToken", "Resource": "*"}},
        ),
        Invalid(
            _ROLE + "InputConfig: {ModelName: churn}",
            at="/InputConfig/ModelName",
            policies={"role": {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}},
            severity=WARNING,
            title="only the repository policy, which is not listed, can allow it",
        ),
    )
