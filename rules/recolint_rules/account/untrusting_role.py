from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Answer, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._roles import Role, own_role
from recolint_rules.facts import sources
from recolint_rules.facts.wording import quoting

_SERVICE = "sagemaker.amazonaws.com"
_TRUST = {"Statement": [{"Effect": "Allow", "Principal": {"Service": _SERVICE}, "Action": "sts:AssumeRole"}]}
_OTHER = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}


class UntrustingRole(OnlineRule[None]):
    """The role's trust policy does not allow SageMaker to assume it.

    What it checks: the trust policy of the role in IAM, for `sts:AssumeRole` by `sagemaker.amazonaws.com`, with its
    conditions. Conditions with unknown values are skipped.

    Why it matters: the job fails: "Provided role ARN cannot be assumed".

    What to do: allow the service in the role's trust policy.
    """

    code, name = "RL903", "untrusting-role"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    preset = Preset.MINIMAL
    examples = (
        Valid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs",
            answers={"iam GetRole": {"Role": {"AssumeRolePolicyDocument": _TRUST}}},
        ),
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", answers={"iam GetRole": None}, title="RL902 reports it"),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs",
            at="/RoleArn",
            answers={"iam GetRole": {"Role": {"AssumeRolePolicyDocument": _OTHER}}},
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        role = own_role(spec.job, account)
        told = account.ask("iam", "GetRole", RoleName=role.name) if role is not None else None
        if role is not None and told is not None and _is_denied(told["Role"]["AssumeRolePolicyDocument"], role):
            yield self.finding(
                role.text,
                quoting("the trust policy of ", role.name, f" does not allow {_SERVICE} to assume it"),
                help=f"allow sts:AssumeRole to the service {_SERVICE} in the role's trust policy",
            )


def _is_denied(document: Answer, role: Role) -> bool:
    # Imported here: only this lookup evaluates a policy.
    from recolint.plugin import iam

    trust = iam.parse_policy(document, iam.PolicyType.RESOURCE, "trust policy").policy
    if trust is None:
        return False
    context = iam.Context.of([("aws:SourceAccount", [role.arn.account])], unknown=["*"])
    request = iam.Request("sts:AssumeRole", role.text.value, iam.Requester.parse(_SERVICE), context)
    answer = iam.evaluate(iam.Policies(resource=trust), request)
    return answer.decision is iam.Decision.DENIED
