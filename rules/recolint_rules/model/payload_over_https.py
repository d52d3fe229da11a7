from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Documented, Finding, Fix, Invalid, Job, Rule, Set, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.regions import partitions
from recolint_rules.facts.wording import shown

_S3 = r"s3(?:[.-](?:dualstack\.)?[a-z]{2,4}(?:-[a-z]+)+-\d+)?\.amazonaws\.(?:com(?:\.cn)?|eu)"
"""The hosts of S3, with or without a Region."""
_URLS = (rf"{_S3}/(?P<bucket>[^/]+)/(?P<key>.*)", rf"(?P<bucket>[a-z0-9.-]+)\.{_S3}/(?P<key>.*)")
"""An object's URL, with the bucket in the path or in the host."""
_PLAIN_KEY = r"[A-Za-z0-9!_.*'()/-]+"
"""Keys that are equal in both forms, without escapes in a URL."""


class PayloadOverHttps(Rule[None]):
    """The sample payload is an https URL.

    What it checks: that SamplePayloadUrl begins with `s3://`. A host outside AWS is an error.

    Why it matters: the service reads the payload from S3 with the job's role. A signed or public URL does not add to
    the role's permissions. With a payload outside S3, the job fails when it invokes the endpoint.

    What to do: write s3://bucket/key. The fix does so if the URL contains bucket and key."""

    code, name = "RL451", "payload-over-https"
    severity, basis = WARNING, Documented(sources.TROUBLESHOOTING)
    refuses = True
    examples = (
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b-1/payload.tar.gz}}}"),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig:\n"
            "    PayloadConfig:\n"
            "      SamplePayloadUrl: https://b-1.s3.eu-west-1.amazonaws.com/in/payload.tar.gz\n",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
            fixed="InputConfig:\n"
            "  ContainerConfig:\n"
            "    PayloadConfig:\n"
            "      SamplePayloadUrl: s3://b-1/in/payload.tar.gz\n",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 'https://example.com/payload.tar.gz'}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        url = job.input.container.payload.url
        if url is None or not url.value.startswith("https://"):
            return
        rest = url.value.removeprefix("https://")
        found = next(filter(None, (re.fullmatch(form, rest) for form in _URLS)), None)
        host = rest.partition("/")[0]
        if found is None and not host.endswith(tuple(f".{one.suffix}" for one in partitions().values())):
            yield self.finding(
                url,
                f"the payload is on {shown(host)}; expected an S3 object",
                help="upload it to S3 and write s3://bucket/key",
                severity=ERROR,
            )
            return
        uri = f"s3://{found['bucket']}/{found['key']}" if found and re.fullmatch(_PLAIN_KEY, found["key"]) else None
        yield self.finding(
            url,
            "the payload is an https URL; expected an s3:// URI",
            help=f"write {uri or 's3://bucket/key'}",
            fix=Fix("write it as an s3:// URI", (Set(url.route, uri),)) if uri else None,
        )
