from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Account, Any, Arn, Documented, Finding, Invalid, OnlineRule, Spec, Valid
from recolint_rules.account._permissions import grouped, needed, refused
from recolint_rules.facts import sources

_TASKS = ("CREATE", "PASS_ROLE", "TAG", "USE_KEYS")
_SPEC = "JobName: churn-7\nRoleArn: arn:aws:iam::111122223333:role/Jobs\n"
_CREATE = "sagemaker:CreateInferenceRecommendationsJob"


def _results(create: str, pass_role: str, **details: Any) -> dict[str, Any]:
    decisions = ((_CREATE, create), ("iam:PassRole", pass_role))
    results = [{"EvalActionName": action, "EvalDecision": decision, **details} for action, decision in decisions]
    return {"iam SimulatePrincipalPolicy": {"EvaluationResults": results}}


def _read_out(statement: object) -> dict[str, Any]:
    return {
        "iam SimulatePrincipalPolicy": "AccessDenied",
        "iam ListUserPolicies": {"PolicyNames": []},
        "iam ListAttachedUserPolicies": {"AttachedPolicies": []},
        "iam ListGroupsForUser": {"Groups": [{"GroupName": "engineers"}]},
        "iam ListGroupPolicies": {"PolicyNames": ["jobs"]},
        "iam GetGroupPolicy": {"PolicyDocument": {"Version": "2012-10-17", "Statement": statement}},
        "iam ListAttachedGroupPolicies": {"AttachedPolicies": []},
        "iam GetUser": {"User": {}},
    }


class CallerLacksPermission(OnlineRule[None]):
    """The caller may not create the job, pass the role, set the tags or use the keys.

    What it checks: the permissions for the create request, with `iam:SimulatePrincipalPolicy` for the user or role of
    the credentials. If the simulation is denied, recolint reads and evaluates the policies of that user (with its
    groups) or role. A denial is an error. It is a warning if the key policy can still allow it. It is also a warning if
    service control policies deny it: the simulator does not evaluate all their conditions. The root user and federated
    users are skipped.

    Why it matters: AWS rejects the request.

    What to do: add the permission; `recolint iam needs SPEC --as-policy caller` prints the minimal policy. If somebody
    else submits the job, check with their profile.
    """

    code, name = "RL906", "caller-lacks-permission"
    severity, basis = ERROR, Documented(sources.SERVICE_AUTHORIZATION)
    examples = (
        Valid(_SPEC, answers=_results("allowed", "allowed")),
        Valid(_SPEC, answers=_read_out({"Effect": "Allow", "Action": "*", "Resource": "*"}), title="evaluated here"),
        Valid(
            _SPEC,
            answers={"sts GetCallerIdentity": {"Account": "111122223333", "Arn": "arn:aws:iam::111122223333:root"}},
            title="root may do everything",
        ),
        Invalid(_SPEC, at="/RoleArn", answers=_results("allowed", "implicitDeny")),
        Invalid(_SPEC, at="/JobName", answers=_results("explicitDeny", "allowed")),
        Invalid(
            _SPEC,
            at="/JobName",
            answers=_results("implicitDeny", "allowed", OrganizationsDecisionDetail={"AllowedByOrganizations": False}),
            severity=WARNING,
            title="a service control policy",
        ),
        Invalid(
            _SPEC,
            at="/RoleArn",
            answers=_read_out({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
            title="evaluated here",
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        # Other rules check the policies of the caller in the config.
        given = spec.settings.permissions
        principal = _principal(account) if given is None or given.caller is None else None
        if principal is None:
            return
        denied = refused(principal, spec.job, needed(spec.job, account, _TASKS), account, given)
        for group in grouped("the caller", denied):
            yield self.finding(
                group.route, group.message, help=group.help, severity=ERROR if group.is_sure else WARNING
            )


def _principal(account: Account) -> str | None:
    """The ARN of the user or role for the simulator; a session's ARN lacks the path of its role."""
    text = account.caller
    arn = Arn.parse(text)
    if arn is None or arn.resource_type == "user":
        return text if arn is not None else None
    if arn.resource_type != "assumed-role":
        return None
    told = account.ask("iam", "GetRole", RoleName=arn.resource_id.partition("/")[0])
    found: str | None = told["Role"]["Arn"] if told is not None else None
    return found
