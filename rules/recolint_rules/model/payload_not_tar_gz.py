from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.buckets import object_key


class PayloadNotTarGz(Rule[None]):
    """The sample payload is not a .tar.gz archive.

    What it checks: that SamplePayloadUrl ends in `.tar.gz`. RL453 reports a URL without a key.

    Why it matters: the URL must point to a single gzip-compressed tar archive with that suffix. With another file or a
    folder, the job fails when it invokes the endpoint, after instances were started and billed.

    What to do: pack the sample requests, one file each, and upload the archive: `tar czf payload.tar.gz *.csv`. A
    `.tgz` is the same format with another suffix: copy it to a key that ends in .tar.gz.
    """

    code, name = "RL450", "payload-not-tar-gz"
    severity, basis = ERROR, Documented(sources.PAYLOAD_CONFIG, "SamplePayloadUrl")
    refuses = True
    examples = (
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b-1/payload.tar.gz}}}"),
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b-1}}}", title="left to RL453"),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b-1/sample.json}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b-1/payloads/}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        url = job.input.container.payload.url
        # RL455 reports white space at the end.
        key = object_key(url.value).rstrip() if url else ""
        if url is None or not key or key.endswith(".tar.gz"):
            return
        if key.endswith("/"):
            message, advice = "the payload is a folder; expected one .tar.gz archive", "pack its files into one archive"
        elif key.endswith(".tgz"):
            message, advice = (
                "the suffix of the payload is .tgz; expected .tar.gz",
                "copy it to a key that ends in .tar.gz",
            )
        else:
            message = f"the payload is {key.rpartition('/')[2][-60:]!r}; expected a .tar.gz archive"
            advice = "pack the sample requests into one archive: tar czf payload.tar.gz ..."
        yield self.finding(url, message, help=advice)
