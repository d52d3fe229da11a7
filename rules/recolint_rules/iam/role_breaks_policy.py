from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Annotated, NamedTuple

from recolint.plugin import ERROR, Advice, Arn, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts.wording import first_of, shown


class Options(NamedTuple):
    """The policy; a role is compared by its path and name, `service-role/Jobs`."""

    allow: Annotated[tuple[str, ...], "globs of the roles that jobs may use; none: any role"] = ()
    deny: Annotated[tuple[str, ...], "globs of the roles that jobs may not use, such as `*Admin*`"] = ()


class RoleBreaksPolicy(Rule[Options]):
    """The role is not one that the team lets jobs use.

    What it checks: the role's path and name against the globs of the options `allow` and `deny`. Without them, any
    role will do.

    Why it matters: a job runs with all rights of its role. A role of administrators or of somebody's notebook can do
    far more than a load test needs, and goes when that person goes.

    What to do: use the role that the team made for these jobs.
    """

    code, name = "RL703", "role-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 5.0
    examples = (
        Valid("RoleArn: arn:aws:iam::111122223333:role/Admin"),
        Valid("RoleArn: arn:aws:iam::111122223333:role/ml/JobsEu", options={"allow": ["ml/Jobs*"]}),
        Invalid("RoleArn: arn:aws:iam::111122223333:role/Jobs", at="/RoleArn", options={"allow": ["ml/Jobs*"]}),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/service-role/AmazonSageMaker-ExecutionRole-20260131",
            at="/RoleArn",
            options={"deny": ["*AmazonSageMaker-ExecutionRole-*"]},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        # What is denied is denied, allowed or not.
        allow, deny = self.options
        arn = Arn.parse(job.role.value) if job.role is not None else None
        if job.role is None or arn is None or not (allow or deny):
            return
        role = arn.resource_id
        denied = next((glob for glob in deny if fnmatchcase(role, glob)), None)
        if denied is not None:
            yield self.finding(
                job.role,
                f"the role {shown(role)} is not allowed by the policy: it matches a glob in deny",
                help=f"use a role that does not match {shown(denied)}",
            )
        elif allow and not any(fnmatchcase(role, glob) for glob in allow):
            yield self.finding(
                job.role,
                f"the role {shown(role)} is not allowed by the policy: it matches no glob in allow",
                help=f"use a role that matches one of: {first_of(allow)}",
            )
