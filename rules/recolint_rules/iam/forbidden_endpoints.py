from __future__ import annotations

from recolint.plugin import WARNING, Inferred, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


_PASS_ALONE = {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}


class ForbiddenEndpoints(PermissionRule):
    """The role may not make the endpoints that are tested.

    What it checks: the policies of the role, where the config gives them: that they allow to create, describe, tag
    and delete models, endpoint configurations and endpoints, to invoke endpoints, and to pass the role itself to
    SageMaker. AWS does not say that each of these calls is the role's; its guide asks for
    AmazonSageMakerFullAccess, which allows them all.

    Why it matters: the job is accepted, and fails when it makes its first endpoint.

    What to do: allow the actions in a policy of the role.
    """

    code, name = "RL735", "forbidden-endpoints"
    severity = WARNING
    basis = Inferred(sources.PREREQUISITES, "and SageMaker AI execution roles")
    tasks = ("ENDPOINTS", "SELF")
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "InputConfig: {ModelName: churn}",
            policies={"role": "AmazonSageMakerFullAccess"},
        ),
        Invalid(
            _ROLE + "InputConfig: {ModelName: churn}",
            at="/InputConfig",
            policies={"role": [_PASS_ALONE]},
        ),
    )
