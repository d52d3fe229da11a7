from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Fix, Inferred, Invalid, Job, Rule, S3Uri, Safety, Set, Valid
from recolint_rules.facts import sources


class PayloadKeyWithWildcard(Rule[None]):
    """The key of the sample payload contains a wildcard or white space.

    What it checks: that the key in SamplePayloadUrl does not contain `*`, `?` or white space. RL450 reports a key that
    does not end in .tar.gz.

    Why it matters: the URL names one object; wildcards are not expanded. A key may contain white space, but most often
    it is a slip.

    What to do: write the key of the archive. The fix removes white space at the end."""

    code, name = "RL455", "payload-key-with-wildcard"
    severity, basis = WARNING, Inferred(sources.PAYLOAD_CONFIG, "SamplePayloadUrl, a single archive")
    examples = (
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b-1/a+b/payload.tar.gz}}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://b-1/in/*.tar.gz'}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://b-1/my payload.tar.gz'}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://b-1/payload.tar.gz '}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
            fixed="InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://b-1/payload.tar.gz'}}}",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        url = job.input.container.payload.url
        uri = S3Uri.parse(url.value) if url else None
        if url is None or uri is None or not uri.key.rstrip().endswith(".tar.gz"):
            return
        if "*" not in uri.key and "?" not in uri.key and uri.key.split() == [uri.key]:
            return
        wildcard = next((character for character in uri.key if character in "*?"), None)
        if wildcard is not None:
            yield self.finding(
                url,
                f"the payload's key contains {wildcard!r}; wildcards are not expanded",
                help="write the key of one archive",
            )
        else:
            bare = url.value.rstrip()
            yield self.finding(
                url,
                "the payload's key contains white space",
                help="remove it unless it is part of the object's key",
                fix=Fix("remove the white space", (Set(url.route, bare),), Safety.UNSAFE)
                if bare != url.value
                else None,
            )
