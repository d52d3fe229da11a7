from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Arn, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources


class ServiceLinkedRole(Rule[None]):
    """The role is a service-linked role.

    What it checks: that RoleArn does not have the path `aws-service-role/`.

    Why it matters: only its own service can assume a service-linked role, and callers cannot pass it: AWS rejects the
    create call.

    What to do: use an execution role that trusts sagemaker.amazonaws.com."""

    code, name = "RL702", "service-linked-role"
    severity, basis = ERROR, Documented(sources.SERVICE_LINKED_ROLE)
    preset = Preset.MINIMAL
    refuses = True
    examples = (
        Valid("RoleArn: arn:aws:iam::111122223333:role/service-role/Jobs"),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForX",
            at="/RoleArn",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        arn = Arn.parse(job.role.value) if job.role is not None else None
        if job.role is not None and arn is not None and arn.resource.startswith("role/aws-service-role/"):
            yield self.finding(
                job.role,
                f"{arn.resource.rpartition('/')[2]} is a service-linked role, which cannot be passed to a job",
                help="use an execution role that trusts sagemaker.amazonaws.com",
            )
