from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from recolint.plugin import WARNING, Arn, Finding, Fix, Inferred, Invalid, Job, Rule, Safety, Set, Valid
from recolint_rules.facts import sources

_ARN = "RoleArn: arn:aws:iam::111122223333:role/"
_STUDIO = r"(?a)AmazonSageMaker-ExecutionRole-(\d{8}T\d{6})"
_PROJECTS = r"AmazonSageMakerServiceCatalogProducts(Execution|Use)Role"


class RoleOutsideItsPath(Rule[None]):
    """The role has a name from the SageMaker console, but lacks the path of such roles.

    What it checks: that `service-role/` is before the name of a role that the console creates:
    `AmazonSageMaker-ExecutionRole-` with a time such as `20180114T073202`, and the roles that SageMaker projects use.

    Why it matters: the path is part of the ARN. Without it, the role most likely does not exist, and SageMaker cannot
    assume it. The path is often lost when the ARN is written from the role's name.

    What to do: write `role/service-role/` and the name. Ignore this rule for a role that you created with such a name.
    """

    code, name = "RL705", "role-outside-its-path"
    severity, basis = (
        WARNING,
        Inferred(sources.IAM_IDENTIFIERS, "friendly names and paths; SageMaker Python SDK, issue 43"),
    )
    examples = (
        Valid(f"{_ARN}service-role/AmazonSageMaker-ExecutionRole-20180114T073202"),
        Valid(f"{_ARN}AmazonSageMaker-ExecutionRole-churn", title="not a name from the console"),
        Valid(f"{_ARN}ml/AmazonSageMaker-ExecutionRole-20180114T073202", title="another path"),
        Invalid(
            f"{_ARN}AmazonSageMaker-ExecutionRole-20180114T073202",
            at="/RoleArn",
            fixed=f"{_ARN}service-role/AmazonSageMaker-ExecutionRole-20180114T073202",
        ),
        Invalid(
            f"{_ARN}AmazonSageMakerServiceCatalogProductsUseRole",
            at="/RoleArn",
            fixed=f"{_ARN}service-role/AmazonSageMakerServiceCatalogProductsUseRole",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        # A role of this name may exist without a path, so the fix is not safe.
        arn = Arn.parse(job.role.value) if job.role is not None else None
        if job.role is None or arn is None or not arn.resource.startswith("role/AmazonSageMaker"):
            return
        if not _is_from_console(arn.resource_id):
            return
        right = job.role.value.replace(":role/", ":role/service-role/", 1)
        yield self.finding(
            job.role,
            "the path service-role/ is missing; the SageMaker console creates roles of this name with it",
            fix=Fix(f"write {right}", (Set(job.role.route, right),), Safety.UNSAFE),
        )


def _is_from_console(name: str) -> bool:
    """Whether the SageMaker console creates roles that are called ``name``."""
    found = re.fullmatch(_STUDIO, name)
    return bool(re.fullmatch(_PROJECTS, name)) or (found is not None and _is_time(found[1]))


def _is_time(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007  only its form counts
    except ValueError:
        return False
    return True
