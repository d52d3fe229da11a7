from __future__ import annotations

from recolint.plugin import ERROR, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule


def _trust(service: str) -> dict[str, object]:
    return {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}


class RoleNotAssumable(PermissionRule):
    """SageMaker may not assume the role.

    What it checks: the role's trust policy, where the config gives it: that it lets the service
    sagemaker.amazonaws.com call sts:AssumeRole. What depends on conditions that nobody knows beforehand is left to
    RL760.

    Why it matters: the job cannot take the role on, and fails with all else right: the guide's words are "Provided
    role ARN cannot be assumed".

    What to do: let the trust policy allow sts:AssumeRole to the service sagemaker.amazonaws.com.
    """

    code, name = "RL720", "role-not-assumable"
    severity, basis = ERROR, Documented(sources.ROLES, "and Troubleshoot Inference Recommender errors")
    tasks = ("ASSUME",)
    judges_by = ("trust",)
    examples = (
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", policies={"trust": _trust("sagemaker.amazonaws.com")}),
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", title="no policy is at hand"),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs",
            at="/RoleArn",
            policies={"trust": _trust("ec2.amazonaws.com")},
        ),
    )
