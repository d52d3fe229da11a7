from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    Context,
    Finding,
    Globs,
    HasRoute,
    Invalid,
    Job,
    NamedTuple,
    Rule,
    Valid,
)
from recolint_rules.facts.arns import named
from recolint_rules.facts.globs import first_match
from recolint_rules.facts.wording import cut, first_of


class Options(NamedTuple):
    """The policy."""

    allow: Annotated[Globs, "IDs of the accounts that jobs may use, or globs; empty: any"] = Globs(())


class AccountBreaksPolicy(Rule[Options]):
    """The job runs in an account, or uses a resource of one, that the team does not allow.

    What it checks: the accounts in the ARNs of role, model package and keys, and that of the config or of `recolint
    submit`, against the option `allow`. Without the option the rule is silent.

    Why it matters: with a role, a model or a key of another account, its owner can see what the job does, or the wrong
    team pays.

    What to do: use a role, a package and a key of an account that the policy allows.
    """

    code, name = "RL646", "account-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 5.0
    judges_by = ("account",)
    examples = (
        Valid("RoleArn: arn:aws:iam::123456789012:role/Jobs", title="no policy is set"),
        Valid("RoleArn: arn:aws:iam::111122223333:role/Jobs", options={"allow": ["111122223333"]}),
        Invalid(
            "RoleArn: arn:aws:iam::123456789012:role/Jobs",
            at="/RoleArn",
            options={"allow": ["111122223333"]},
            message="the role belongs to account 123456789012, which the policy does not allow",
        ),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1'}\n",
            at="/InputConfig/ModelPackageVersionArn",
            options={"allow": ["111122223333"]},
        ),
        Invalid(
            "JobName: churn",
            at="",
            settings={"account": "123456789012"},
            options={"allow": ["111122223333"]},
            message="the job runs in account 123456789012, which the policy does not allow",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        allow, account = self.options.allow, context.settings.account
        if not allow:
            return
        if account is not None:
            yield from self._foreign(job, "the job runs in", account)
        for one in named(job):
            # Resources where the job runs do not need their own finding.
            if one.arn.account not in ("", account):
                yield from self._foreign(one.text, f"{one.what} belongs to", one.arn.account)

    def _foreign(self, at: HasRoute, what: str, account: str) -> Iterator[Finding]:
        if first_match(account, self.options.allow) is None:
            yield self.finding(
                at,
                f"{what} account {cut(account)}, which the policy does not allow",
                help=f"use one of: {first_of(self.options.allow)}",
            )
