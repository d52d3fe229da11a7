from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Context, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import fitted
from recolint_rules.iam._too_wide import passes_any_role

_SPEC = "RoleArn: arn:aws:iam::111122223333:role/Jobs"
_ANY = {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}
_ONE = {**_ANY, "Resource": "arn:aws:iam::111122223333:role/Jobs"}
_TO_SAGEMAKER = {**_ANY, "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}}


class UnboundedPassRole(Rule[None]):
    """A policy allows iam:PassRole for any role and any service.

    What it checks: the policies of the caller and of the role, if the config lists them. A statement must not allow
    iam:PassRole on every role without a test of iam:PassedToService. RL750 reports a statement that allows every
    action.

    Why it matters: a user with this permission can start a service with the strongest role of the account, and so do
    what they may not do themselves.

    What to do: name the role in Resource, and test iam:PassedToService for sagemaker.amazonaws.com.
    """

    code, name = "RL725", "unbounded-pass-role"
    severity = WARNING
    basis = Documented(sources.PASS_ROLE)
    security_severity = 7.0
    judges_by = ("caller", "role")
    examples = (
        Valid(_SPEC, policies={"caller": _ONE}),
        Valid(_SPEC, policies={"caller": _TO_SAGEMAKER}),
        Invalid(_SPEC, at="/RoleArn", policies={"caller": _ANY}),
        Invalid(_SPEC, at="/RoleArn", policies={"role": _ANY}),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        if job.role is None:
            return
        for who, statement in passes_any_role(job, context.settings):
            yield self.finding(
                job.role,
                fitted(
                    f"{who} may pass any role to any service ({statement})", f"{who} may pass any role to any service"
                ),
                help="name the role in Resource, and test iam:PassedToService for sagemaker.amazonaws.com",
            )
