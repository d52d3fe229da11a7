from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._roles import own_role
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown


class NoSuchRole(OnlineRule[None]):
    """The role does not exist, or has another path in IAM.

    What it checks: that a role of this name exists, and that its ARN is exactly RoleArn. RL901 reports roles of other
    accounts.

    Why it matters: AWS rejects a request with a role that does not exist.

    What to do: correct the ARN (`aws iam list-roles`), or create the role."""

    code, name = "RL902", "no-such-role"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    preset = Preset.MINIMAL
    examples = (
        Valid(
            "RoleArn: arn:aws:iam::111122223333:role/ml/Jobs",
            answers={"iam GetRole RoleName=Jobs": {"Role": {"Arn": "arn:aws:iam::111122223333:role/ml/Jobs"}}},
        ),
        Valid("RoleArn: arn:aws:iam::123456789012:role/Jobs", title="of another account"),
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", answers={"iam GetRole": "AccessDenied"}),
        Invalid("RoleArn: arn:aws:iam::111122223333:role/Jobs", at="/RoleArn", answers={"iam GetRole": None}),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs",
            at="/RoleArn",
            answers={"iam GetRole": {"Role": {"Arn": "arn:aws:iam::111122223333:role/ml/Jobs"}}},
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        # A role's name is unique in its account, with any path.
        role = own_role(spec.job, account)
        if role is None:
            return
        told = account.ask("iam", "GetRole", RoleName=role.name)
        if told is None:
            yield self.finding(
                role.text,
                f"role {shown(role.name)} does not exist in account {role.arn.account}",
                help="correct the ARN, or create the role first",
            )
        elif told["Role"]["Arn"] != role.text.value:
            arn = told["Role"]["Arn"]
            yield self.finding(role.text, f"role {shown(role.name)} has another path", help=f"write {arn}")
