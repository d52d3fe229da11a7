from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Arn, Finding, Fix, Inferred, Invalid, Job, Rule, Safety, Set, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import quoting


class RoleWithoutSlash(Rule[None]):
    """The role's ARN lacks the slash after `role`.

    What it checks: that `role/` is before the role's name. The pattern of the service model accepts `roleJobs`.

    Why it matters: such a role does not exist, so it cannot be passed to the job.

    What to do: write `role/` and the name, as IAM shows it.
    """

    code, name = "RL701", "role-without-slash"
    severity, basis = ERROR, Inferred(sources.IAM_IDENTIFIERS, "the ARN of a role is arn:aws:iam::account:role/name")
    examples = (
        Valid("RoleArn: arn:aws:iam::111122223333:role/roleJobs"),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:roleJobs",
            at="/RoleArn",
            fixed="RoleArn: arn:aws:iam::111122223333:role/Jobs",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        # A guess at the name is not a safe fix.
        arn = Arn.parse(job.role.value) if job.role is not None else None
        if job.role is None or arn is None or arn.resource.startswith("role/"):
            return
        right = job.role.value.replace(":role", ":role/", 1)
        yield self.finding(
            job.role,
            quoting("the slash between 'role' and the name is missing in ", arn.resource),
            fix=Fix(f"write {right}", (Set(job.role.route, right),), Safety.UNSAFE),
        )
