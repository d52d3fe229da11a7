from __future__ import annotations

from recolint.plugin import ERROR, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule


def _trust(service: str) -> dict[str, object]:
    return {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}


class RoleNotAssumable(PermissionRule):
    """SageMaker may not assume the role.

    What it checks: that the role's trust policy, if the config lists it, allows the service sagemaker.amazonaws.com to
    call sts:AssumeRole. RL760 reports conditions with unknown values.

    Why it matters: the job cannot assume the role and fails: "Provided role ARN cannot be assumed".

    What to do: allow the service sagemaker.amazonaws.com sts:AssumeRole in the trust policy."""

    code, name = "RL720", "role-not-assumable"
    severity, basis = ERROR, Documented(sources.ROLES, "and Troubleshoot Inference Recommender errors")
    tasks = ("ASSUME",)
    judges_by = ("trust",)
    examples = (
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", policies={"trust": _trust("sagemaker.amazonaws.com")}),
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", title="no policies in the config"),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs",
            at="/RoleArn",
            policies={"trust": _trust("ec2.amazonaws.com")},
        ),
    )
