from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Advice, Annotated, Arn, Finding, Globs, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts.globs import first_folded_match, first_match
from recolint_rules.facts.wording import first_of, shown


class Options(NamedTuple):
    """The policy; a role is compared by its path and name, `service-role/Jobs`."""

    allow: Annotated[Globs, "globs of the roles that jobs may use; empty: any role"] = Globs(())
    deny: Annotated[Globs, "globs of the roles that jobs may not use, such as `*Admin*`"] = Globs(())


class RoleBreaksPolicy(Rule[Options]):
    """The team does not allow the role.

    What it checks: the role's path and name, such as `service-role/Jobs`, against the globs of the options `allow` and
    `deny`. `*` matches `/` too. `deny` is case-insensitive, since role names in IAM differ in more than case. Without
    options the rule is silent.

    Why it matters: a job has all permissions of its role. The role of an administrator or a notebook can do far more
    than a load test needs, and is deleted with its owner.

    What to do: use the team's role for these jobs."""

    code, name = "RL703", "role-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 5.0
    examples = (
        Valid("RoleArn: arn:aws:iam::111122223333:role/Admin"),
        Valid("RoleArn: arn:aws:iam::111122223333:role/ml/JobsEu", options={"allow": ["ml/Jobs*"]}),
        Invalid("RoleArn: arn:aws:iam::111122223333:role/Jobs", at="/RoleArn", options={"allow": ["ml/Jobs*"]}),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role//ml/Jobs",
            at="/RoleArn",
            options={"allow": ["ml/Jobs*"]},
            title="another path",
        ),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/service-role/AmazonSageMaker-ExecutionRole-20260131",
            at="/RoleArn",
            options={"deny": ["*AmazonSageMaker-ExecutionRole-*"]},
        ),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/ml/JobsAdmin",
            at="/RoleArn",
            options={"allow": ["ml/*"], "deny": ["*admin*"]},
            title="deny wins over allow",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        # A denial wins over an allowance.
        allow, deny = self.options
        arn = Arn.parse(job.role.value) if job.role is not None else None
        if job.role is None or arn is None or not (allow or deny):
            return
        role = arn.resource.removeprefix("role/")
        denied = first_folded_match(role, deny)
        if denied is not None:
            yield self.finding(
                job.role,
                f"the role {shown(role)} matches a glob in deny of the policy",
                help=f"use a role that does not match {shown(denied)}",
            )
        elif allow and first_match(role, allow) is None:
            yield self.finding(
                job.role,
                f"the role {shown(role)} does not match a glob in allow of the policy",
                help=f"use a role that matches one of: {first_of(allow)}",
            )
