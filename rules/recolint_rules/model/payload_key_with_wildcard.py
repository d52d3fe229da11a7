from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Fix, Inferred, Invalid, Job, Rule, S3Uri, Safety, Set, Valid
from recolint_rules.facts import sources


class PayloadKeyWithWildcard(Rule[None]):
    """The key of the sample payload holds a wildcard or white space.

    What it checks: that the key in SamplePayloadUrl holds none of `*`, `?` and white space. A key that does not end in
    .tar.gz is reported by RL450 alone.

    Why it matters: the URL names one object; wildcards are not expanded. White space may stand in a key, but most often
    it slipped in.

    What to do: write the key of the one archive. The fix takes white space from the end.
    """

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
        wildcard = next((character for character in uri.key if character in "*?"), None)
        if wildcard is not None:
            yield self.finding(
                url,
                f"the payload's key contains {wildcard!r}; wildcards are not expanded",
                help="write the key of the one archive",
            )
        elif any(character.isspace() for character in uri.key):
            bare = url.value.rstrip()
            yield self.finding(
                url,
                "the payload's key contains white space",
                help="remove it unless it is part of the object's key",
                fix=Fix("remove the white space", (Set(url.route, bare),), Safety.UNSAFE)
                if bare != url.value
                else None,
            )
