from __future__ import annotations

from recolint.plugin import WARNING, Inferred, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


class ForbiddenExistingEndpoint(PermissionRule):
    """The role may not test the existing endpoint.

    What it checks: that the policies of the role, if the config lists them, allow sagemaker:DescribeEndpoint,
    DescribeEndpointConfig and InvokeEndpoint on the endpoint of the spec. AWS does not document that the role makes
    these calls.

    Why it matters: AWS may accept the job, and the job fails before its first test.

    What to do: allow the actions on the endpoint in a policy of the role.
    """

    code, name = "RL736", "forbidden-existing-endpoint"
    severity, basis = WARNING, Inferred(sources.EXISTING_ENDPOINT)
    tasks = ("EXISTING",)
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "InputConfig: {Endpoints: [{EndpointName: churn-live}]}",
            policies={"role": "AmazonSageMakerFullAccess"},
        ),
        Invalid(
            _ROLE + "InputConfig: {Endpoints: [{EndpointName: churn-live}]}",
            at="/InputConfig/Endpoints/0/EndpointName",
            policies={"role": "AmazonSageMakerReadOnly"},
        ),
    )
