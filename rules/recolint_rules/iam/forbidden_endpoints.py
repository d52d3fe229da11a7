from __future__ import annotations

from recolint.plugin import WARNING, Inferred, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


_PASS_ALONE = {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}


class ForbiddenEndpoints(PermissionRule):
    """The role may not create the endpoints to test.

    What it checks: that the policies of the role, if the config lists them, allow it to create, describe, tag and
    delete models, endpoint configurations and endpoints. The role must also be allowed to invoke endpoints, and to pass
    itself to SageMaker. AWS does not document that the role makes all these calls; its guide asks for
    AmazonSageMakerFullAccess, which allows them.

    Why it matters: AWS accepts the job, and the job fails when it creates its first endpoint.

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
