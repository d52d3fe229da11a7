from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Arn, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import quoting, shown


class UnversionedPackage(Rule[None]):
    """The ARN names a model package without a version.

    What it checks: that ModelPackageVersionArn ends in `model-package/<group>/<version>`, where the version is a number
    from 1. RL109 reports the ARN of a group (`model-package-group/`).

    Why it matters: a job tests one version of a package; AWS documents a versioned one as required. Packages bought on
    AWS Marketplace have no version and cannot be tested this way.

    What to do: add the number of the version. The model registry lists the versions of a group.
    """

    code, name = "RL405", "unversioned-package"
    severity, basis = ERROR, Documented(sources.PREREQUISITES)
    examples = (
        Valid("InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/m/12'}"),
        Invalid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/m'}",
            at="/InputConfig/ModelPackageVersionArn",
        ),
        Invalid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/m/latest'}",
            at="/InputConfig/ModelPackageVersionArn",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        package = job.input.package
        arn = Arn.parse(package.value) if package else None
        if package is None or arn is None:
            return
        group, slash, version = arn.resource_id.partition("/")
        if not slash:
            yield self.finding(
                package,
                f"the version of the model package {shown(group)} is missing",
                help=f"end the ARN with /{group}/<number of the version>",
            )
        elif not (version.isascii() and version.isdigit() and int(version) > 0):
            yield self.finding(
                package,
                quoting("the version of the model package must be a number from 1, found ", version),
                help=f"end the ARN with /{group}/<number of the version>",
            )
