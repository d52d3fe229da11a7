from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._packages import described, named
from recolint_rules.facts import sources

_SPEC = "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3'}"


class NoSuchPackage(OnlineRule[None]):
    """The version of the model package does not exist.

    What it checks: that the model package of ModelPackageVersionArn exists.

    Why it matters: without it there is nothing to test, and AWS rejects the request.

    What to do: use a version that the model registry lists (`aws sagemaker list-model-packages`)."""

    code, name = "RL910", "no-such-package"
    severity, basis = ERROR, Documented(sources.PREREQUISITES)
    preset = Preset.MINIMAL
    examples = (
        Valid(_SPEC, answers={"sagemaker DescribeModelPackage": {"ModelPackageStatus": "Completed"}}),
        Valid(_SPEC, answers={"sagemaker DescribeModelPackage": "AccessDeniedException"}),
        Valid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/3'}",
            title="in another Region than the lookups",
        ),
        Invalid(_SPEC, at="/InputConfig/ModelPackageVersionArn", answers={"sagemaker DescribeModelPackage": None}),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        text = named(spec.job, account)
        if text is not None and described(spec.job, account) is None:
            yield self.finding(
                text,
                "this version of the model package does not exist",
                help="use a version that the model registry lists",
            )
