from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.buckets import object_key
from recolint_rules.facts.wording import shown


class PayloadWithoutKey(Rule[None]):
    """The URL of the sample payload has a bucket but no key.

    What it checks: that SamplePayloadUrl has a key after the bucket.

    Why it matters: the URL must point to a single archive. With only a bucket, the job fails when it invokes the
    endpoint, after instances were started and billed.

    What to do: add the key of the archive: s3://bucket/path/payload.tar.gz.
    """

    code, name = "RL453", "payload-without-key"
    severity, basis = ERROR, Documented(sources.PAYLOAD_CONFIG, "SamplePayloadUrl")
    refuses = True
    examples = (
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b-1/payload.tar.gz}}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b-1/}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        url = job.input.container.payload.url
        if url is not None and not object_key(url.value).strip():
            yield self.finding(
                url,
                f"the key is missing in the payload's URL {shown(url.value)}",
                help="add the key of the archive: s3://bucket/path/payload.tar.gz",
            )
