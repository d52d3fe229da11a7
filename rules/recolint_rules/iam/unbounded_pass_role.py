from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Context, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._too_wide import passes_any_role

_SPEC = "RoleArn: arn:aws:iam::111122223333:role/Jobs"
_ANY = {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}
_ONE = {**_ANY, "Resource": "arn:aws:iam::111122223333:role/Jobs"}
_TO_SAGEMAKER = {**_ANY, "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}}


class UnboundedPassRole(Rule[None]):
    """A policy lets any role be passed to any service.

    What it checks: the policies of the caller and of the role, where the config gives them, for a statement that
    allows iam:PassRole on every role and does not test iam:PassedToService. One that allows every action is left to
    RL750.

    Why it matters: who may pass any role to any service can start one that does what they may not do themselves, with
    the rights of the strongest role of the account.

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
                f"{who} may pass any role to any service: {statement} sets no bounds to iam:PassRole",
                help="name the role in Resource, and test iam:PassedToService for sagemaker.amazonaws.com",
            )
