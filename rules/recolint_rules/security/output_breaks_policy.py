from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Advice, Annotated, Finding, Globs, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts.buckets import why_foreign
from recolint_rules.facts.wording import first_of


class Options(NamedTuple):
    """The policy."""

    buckets: Annotated[Globs, "globs of the buckets that a job may write to; empty: any"] = Globs(())


class OutputBreaksPolicy(Rule[Options]):
    """The job writes to a bucket that the team does not allow.

    What it checks: that S3OutputUri is an `s3://` URI with a bucket that matches a glob of the option `buckets`. A job
    without S3OutputUri is skipped. Without the option the rule is silent.

    Why it matters: compiled models are your models. In another owner's bucket, they leave your account.

    What to do: write to a bucket that the policy allows.
    """

    code, name = "RL635", "output-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 4.0
    examples = (
        Valid("OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://any/out'}}", title="no policy is set"),
        Valid(
            "OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://ml-models/out'}}", options={"buckets": ["ml-*"]}
        ),
        Invalid(
            "OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://mine/ml-models'}}",
            at="/OutputConfig/CompiledOutputConfig/S3OutputUri",
            options={"buckets": ["ml-*"]},
            message="the bucket 'mine' does not match a glob in buckets of the policy",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        buckets, uri = self.options.buckets, job.output.compiled.uri
        if buckets and uri is not None and (why := why_foreign(uri.value, buckets)) is not None:
            yield self.finding(uri, why, help=f"use a bucket that matches one of: {first_of(buckets)}")
