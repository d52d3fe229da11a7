from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recolint.plugin import ERROR, WARNING, Account, Documented, Finding, Invalid, OnlineRule, Spec, Valid
from recolint_rules.account._permissions import grouped, needed, refused
from recolint_rules.account._roles import own_role
from recolint_rules.facts import sources
from recolint_rules.facts.roles import role_is_known

_TASKS = (
    "SELF", "SOURCE", "IMAGE", "PAYLOAD", "ENDPOINTS", "EXISTING", "NETWORK", "VOLUME_KEY", "COMPILE", "OUTPUT",
    "OUTPUT_KEY", "LOGS", "METRICS",
)  # fmt: skip
"""All but to read the model's artifacts, of which no bucket is named: who may read none may read no payload either."""
_ARN = "arn:aws:iam::111122223333:role/Jobs"
_SPEC = (
    f"RoleArn: {_ARN}\n"
    "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://models/payload.tar.gz'}}}\n"
)
_AT = "/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl"
_READ: dict[str, Any] = {
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"],
    "Resource": "*",
}
_REST: dict[str, Any] = {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}


def _simulated(decision: str) -> dict[str, Any]:
    results = [{"EvalActionName": action, "EvalDecision": decision} for action in _READ["Action"]]
    return {
        "iam GetRole": {"Role": {"Arn": _ARN}},
        "iam SimulatePrincipalPolicy": {"EvaluationResults": results},
    }


def _attached(*statements: object) -> dict[str, Any]:
    return {
        "iam SimulatePrincipalPolicy": "AccessDenied",
        "iam GetRole": {"Role": {"Arn": _ARN}},
        "iam ListRolePolicies": {"PolicyNames": ["jobs"]},
        "iam ListAttachedRolePolicies": {"AttachedPolicies": []},
        "iam GetRolePolicy": {"PolicyDocument": {"Version": "2012-10-17", "Statement": list(statements)}},
    }


class RoleLacksPermission(OnlineRule[None]):
    """The role may not do what the job needs.

    What it checks: what the role needs, by `iam:SimulatePrincipalPolicy`, which is asked about resources whose names
    are known: the payload, the model, the network, the output, the keys. Where the caller may not simulate, the role's
    policies are read and evaluated here, for all resources. A denial is an error. It is a warning where the policy of a
    bucket, key or repository could still allow it; where AWS does not say that the role needs it; and where the
    simulator says that service control policies do not allow it: it does not evaluate their conditions as a call does.
    What depends on what is unknown beforehand is skipped.

    Why it matters: the job is accepted, and fails minutes later and at a cost.

    What to do: give the role the permission; `recolint iam needs SPEC --as-policy role` prints the least policy.
    """

    code, name = "RL905", "role-lacks-permission"
    severity, basis = ERROR, Documented(sources.ROLES)
    examples = (
        Valid(_SPEC, answers=_simulated("allowed")),
        Valid(_SPEC, answers=_attached(_READ, _REST), title="evaluated here"),
        Invalid(_SPEC, at=_AT, answers=_simulated("explicitDeny")),
        Invalid(_SPEC, at=_AT, answers=_simulated("implicitDeny")),
        Invalid(_SPEC, at=_AT, answers=_attached({**_READ, "Effect": "Deny"}, _REST), title="evaluated here"),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        # Policies that the team gives are judged by the rules about them.
        role = own_role(spec.job, account)
        if role is None or role_is_known(spec.job, spec.settings):
            return
        # Of a role that is not there, RL902 tells.
        if account.ask("iam", "GetRole", RoleName=role.name) is None:
            return
        tasks = needed(spec.job, account, _TASKS)
        denied = refused(role.text.value, spec.job, tasks, account, spec.settings.permissions)
        for group in grouped("the role", denied):
            yield self.finding(
                group.route, group.message, help=group.help, severity=ERROR if group.is_sure else WARNING
            )
