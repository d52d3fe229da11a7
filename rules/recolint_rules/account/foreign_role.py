from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._roles import role
from recolint_rules.facts import sources


class ForeignRole(OnlineRule[None]):
    """The role does not belong to the account of the credentials.

    What it checks: the account in RoleArn against that of the caller's credentials (STS).

    Why it matters: a role can be passed only within its own account, so AWS rejects the request. Often the spec is
    right and the profile is wrong.

    What to do: use credentials of the role's account, or a role of your account."""

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
            title="RL644 reports it",
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
                f"the role belongs to account {found.arn.account}, but the credentials belong to {account.id}",
                help=f"use credentials of {found.arn.account} (--profile), or a role of {account.id}",
            )
