from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Arn, Context, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources


class RoleInOtherAccount(Rule[None]):
    """The role does not belong to the account of the job.

    What it checks: the account in RoleArn against the setting `account`, if the team has set it.

    Why it matters: a role can be passed only within its own account, so AWS rejects the request. Often a spec for one
    stage (test, production) was copied for another.

    What to do: use a role of that account, or correct `account` in the config."""

    code, name = "RL644", "role-in-other-account"
    severity, basis = ERROR, Documented(sources.PASS_ROLE)
    preset = Preset.MINIMAL
    refuses = True
    judges_by = ("account",)
    examples = (
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs"),
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", settings={"account": "111122223333"}),
        Invalid("RoleArn: arn:aws:iam::111122223333:role/Jobs", at="/RoleArn", settings={"account": "123456789012"}),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        account, role = context.settings.account, job.role
        arn = Arn.parse(role.value) if role is not None else None
        if role is not None and arn is not None and account is not None and arn.account != account:
            yield self.finding(
                role,
                f"the role belongs to account {arn.account}, but the job runs in {account}",
                help=f"use a role of {account}, or correct `account` in the config",
            )
