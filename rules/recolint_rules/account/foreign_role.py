from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._roles import role
from recolint_rules.facts import sources


class ForeignRole(OnlineRule[None]):
    """The role belongs to another account than the credentials.

    What it checks: the account in RoleArn against the one that the caller's credentials belong to (STS).

    Why it matters: a role can be passed only within its own account, so the request is refused. Often the spec is
    right and the profile is wrong.

    What to do: choose credentials of the role's account, or name a role of yours.
    """

    code, name = "RL901", "foreign-role"
    severity, basis = ERROR, Documented(sources.PASS_ROLE)
    preset = Preset.MINIMAL
    examples = (
        Valid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs",
            answers={"sts GetCallerIdentity": {"Account": "111122223333"}},
        ),
        Valid(
            "RoleArn: arn:aws:iam::123456789012:role/Jobs",
            settings={"account": "111122223333"},
            title="RL644 has said so",
        ),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs",
            at="/RoleArn",
            answers={"sts GetCallerIdentity": {"Account": "123456789012"}},
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        found, wanted = role(spec.job), spec.settings.account
        if found is None or wanted not in (None, found.arn.account):
            return
        if found.arn.account != account.id:
            yield self.finding(
                found.text,
                f"the role belongs to account {found.arn.account}, but the credentials to {account.id}",
                help=f"use credentials of {found.arn.account} (--profile), or a role of {account.id}",
            )
