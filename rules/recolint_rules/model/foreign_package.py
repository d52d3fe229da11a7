from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    WARNING,
    Annotated,
    Arn,
    Context,
    Finding,
    Inferred,
    Invalid,
    Job,
    NamedTuple,
    Rule,
    Valid,
    label,
)
from recolint_rules.facts import sources
from recolint_rules.facts.location import job_account


class Options(NamedTuple):
    """The accounts that share their packages."""

    accounts: Annotated[tuple[str, ...], "IDs of accounts that share their model packages with other accounts"] = ()


class ForeignPackage(Rule[Options]):
    """The model package belongs to another account than the role.

    What it checks: that the account in ModelPackageVersionArn is the account of the config, or else the one in RoleArn.

    Why it matters: a role can be passed only within the account of the caller, so the job runs in the role's account. A
    package of another account needs a resource policy on its group that allows this account. Otherwise the job is
    rejected or fails.

    What to do: correct the account. If the package is shared on purpose, list its account in the option `accounts`."""

    code, name = "RL406", "foreign-package"
    severity, basis = WARNING, Inferred(sources.PASS_ROLE, "within one account")
    examples = (
        Valid(
            "RoleArn: arn:aws:iam::111122223333:role/ml\n"
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/m/1'}"
        ),
        Valid(
            "RoleArn: arn:aws:iam::111122223333:role/ml\n"
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1'}",
            options={"accounts": ["123456789012"]},
        ),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/ml\n"
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/m/1'}",
            at="/InputConfig/ModelPackageVersionArn",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        package, role = job.input.package, job.role
        package_arn = Arn.parse(package.value) if package else None
        account = job_account(job, context.settings)
        if package is None or package_arn is None or account is None:
            return
        if package_arn.account not in (account, *self.options.accounts):
            yield self.finding(
                package,
                f"the model package belongs to account {package_arn.account}, but the job runs in {account}",
                labels=[label(role, "the job's account")] if role and not context.settings.account else (),
                help="correct the account, or ask the owner to share the package with a resource policy on its group",
            )
