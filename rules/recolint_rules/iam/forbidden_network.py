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

    What it checks: for a spec with VpcConfig, that the policies of the role, if listed in the config, allow the EC2
    actions that the guide lists. The guide says that AmazonSageMakerFullAccess is enough. That policy lacks one of
    these actions, ec2:ModifyNetworkInterfaceAttribute, so this rule does not require it if the policy is attached.

    Why it matters: AWS accepts the job, and its endpoints never start.

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
