from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Advice, Context, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import fitted
from recolint_rules.iam._too_wide import allows_everything

_SPEC = "RoleArn: arn:aws:iam::111122223333:role/Jobs"
_ALL_OF_S3 = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


class UnboundedRole(Rule[None]):
    """The role may do everything.

    What it checks: the policies of the role, if the config lists them, for a statement that allows `*` on `*` without a
    condition, as in AdministratorAccess. A role with a permissions boundary is skipped.

    Why it matters: the model's container runs third-party code with the permissions of this role. Everybody who can
    change the model or the image can do anything in the account.

    What to do: allow the role only what the job needs; `recolint iam needs --as-policy role` prints that policy."""

    code, name = "RL750", "unbounded-role"
    severity, basis = WARNING, Advice(sources.IAM_BEST_PRACTICES, "least-privilege permissions")
    security_severity = 8.0
    judges_by = ("role",)
    examples = (
        Valid(_SPEC, policies={"role": _ALL_OF_S3}),
        Valid(_SPEC, policies={"role": "AdministratorAccess", "boundary": _ALL_OF_S3}),
        Invalid(_SPEC, at="/RoleArn", policies={"role": "AdministratorAccess"}),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        statement = allows_everything(job, context.settings)
        if job.role is not None and statement is not None:
            yield self.finding(
                job.role,
                fitted(f"the role may do everything ({statement})", "the role may do everything"),
                help="allow only what the job needs; `recolint iam needs --as-policy role` prints the policy",
            )
