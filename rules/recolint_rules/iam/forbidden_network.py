from __future__ import annotations

from recolint.plugin import ERROR, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_SPEC = """\
RoleArn: arn:aws:iam::111122223333:role/Jobs
InputConfig: {VpcConfig: {Subnets: [subnet-0123456789abcdef0], SecurityGroupIds: [sg-0123456789abcdef0]}}
"""

_OWN = {"Effect": "Allow", "NotAction": "ec2:ModifyNetworkInterfaceAttribute", "Resource": "*"}


class ForbiddenNetwork(PermissionRule):
    """The role may not use the VPC.

    What it checks: the policies of the role, where the config lists them and the spec has VpcConfig: that they
    allow the actions of EC2 that the guide lists for policies of your own. The guide says that
    AmazonSageMakerFullAccess is enough. That policy lacks one of these actions, ec2:ModifyNetworkInterfaceAttribute, so
    this rule does not ask for it where the policy is attached.

    Why it matters: the job is accepted, and its endpoints never start.

    What to do: allow the actions in a policy of the role.
    """

    code, name = "RL738", "forbidden-network"
    severity, basis = ERROR, Documented(sources.JOB_VPC)
    tasks = ("NETWORK",)
    judges_by = ("role",)
    examples = (
        Valid(_SPEC, policies={"role": {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}}),
        Valid(_SPEC, policies={"role": "AmazonSageMakerFullAccess"}),
        Invalid(_SPEC, at="/InputConfig/VpcConfig", policies={"role": _OWN}),
    )
