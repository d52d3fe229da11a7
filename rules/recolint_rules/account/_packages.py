"""The model package of a spec, as AWS describes it."""

from __future__ import annotations

from recolint.plugin import Account, Answer, Arn, Job, Located


def named(job: Job, account: Account) -> Located[str] | None:
    """The ARN of the package of ``job``, if it is in the Region of the lookups."""
    text = job.input.package
    arn = Arn.parse(text.value) if text is not None else None
    return text if arn is not None and arn.region == account.region else None


def described(job: Job, account: Account) -> Answer | None:
    """AWS's description of the package; ``None`` if the spec does not name one, or if it does not exist."""
    text = named(job, account)
    return None if text is None else account.ask("sagemaker", "DescribeModelPackage", ModelPackageName=text.value)
