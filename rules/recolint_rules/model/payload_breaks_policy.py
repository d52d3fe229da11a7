from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Advice, Annotated, Finding, Globs, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts.buckets import why_foreign
from recolint_rules.facts.wording import first_of


class Options(NamedTuple):
    """The policy."""

    buckets: Annotated[Globs, "globs of the buckets that a sample payload may be in; empty: any"] = Globs(())


class PayloadBreaksPolicy(Rule[Options]):
    """The sample payload is in a bucket that the team does not allow.

    What it checks: that SamplePayloadUrl is an `s3://` URI with a bucket that matches a glob of the option `buckets`.
    The payload of a model package is not in the spec, so it is skipped. Without the option the rule is silent.

    Why it matters: a sample payload is often real data. It must not be where others can read it, and payloads of
    strangers must not reach your model.

    What to do: copy the payload to a bucket that the policy allows.
    """

    code, name = "RL460", "payload-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 4.0
    examples = (
        Valid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://any/p.tar.gz'}}}",
            title="no policy is set",
        ),
        Valid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://ml-payloads/p.tar.gz'}}}",
            options={"buckets": ["ml-*"]},
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://mine/p.tar.gz'}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
            options={"buckets": ["ml-*"]},
            message="the bucket 'mine' does not match a glob in buckets of the policy",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        buckets, url = self.options.buckets, job.input.container.payload.url
        if buckets and url is not None and (why := why_foreign(url.value, buckets)) is not None:
            yield self.finding(url, why, help=f"use a bucket that matches one of: {first_of(buckets)}")
