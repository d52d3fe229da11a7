from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Account, Any, Documented, Finding, Invalid, OnlineRule, Spec, Valid
from recolint_rules.account._permissions import grouped, needed, refused
from recolint_rules.account._roles import own_role
from recolint_rules.facts import sources
from recolint_rules.facts.roles import role_is_known

_TASKS = (
    "SELF", "SOURCE", "IMAGE", "PAYLOAD", "ENDPOINTS", "EXISTING", "NETWORK", "VOLUME_KEY", "COMPILE", "OUTPUT",
    "OUTPUT_KEY", "LOGS", "METRICS",
)  # fmt: skip
"""Every task except reading the model artifacts: the spec does not name their bucket."""
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

    What it checks: the permissions of the role, with `iam:SimulatePrincipalPolicy` on known resources: the payload, the
    model, the network, the output, the keys. If the simulation is denied, recolint reads and evaluates the role's
    policies, for all resources. A denial is an error. It is a warning if the policy of a bucket, key or repository can
    still allow it, or if AWS does not document the need. It is also a warning if service control policies deny it in
    the simulator, which does not evaluate all their conditions. Permissions that depend on unknown values are skipped.

    Why it matters: AWS accepts the job, and the job fails minutes later, at a cost.

    What to do: allow the role the action; `recolint iam needs SPEC --as-policy role` prints the minimal policy."""

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
        # Other rules check the policies in the config.
        role = own_role(spec.job, account)
        if role is None or role_is_known(spec.job, spec.settings):
            return
        # RL902 reports a role that does not exist.
        if account.ask("iam", "GetRole", RoleName=role.name) is None:
            return
        tasks = needed(spec.job, account, _TASKS)
        denied = refused(role.text.value, spec.job, tasks, account, spec.settings.permissions)
        for group in grouped("the role", denied):
            yield self.finding(
                group.route, group.message, help=group.help, severity=ERROR if group.is_sure else WARNING
            )
