from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from recolint.plugin import ERROR, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Rule, S3Uri, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown

_RESERVED_PREFIXES = {
    "xn--": "international domain names",
    "sthree-": "S3 itself",
    "amzn-s3-demo-": "the examples of AWS's documents",
}
_RESERVED_SUFFIXES = {
    "-s3alias": "access points",
    "--ol-s3": "Object Lambda access points",
    ".mrap": "Multi-Region access points",
    "--x-s3": "directory buckets",
    "--table-s3": "table buckets",
}
_ALLOWED = "abcdefghijklmnopqrstuvwxyz0123456789.-"

_ALIAS = r"[a-z0-9-]+-[a-z0-9]{20,40}(-s3alias|--ol-s3)"
"""An alias that S3 creates for an access point; it is valid instead of a bucket's name."""
_DIRECTORY_BUCKET = r"[a-z0-9-]+--[a-z0-9]+(-[a-z0-9]+)?-az\d+--x-s3"


class Options(NamedTuple):
    """Buckets that do not match today's rules."""

    allow: Annotated[tuple[str, ...], "names of buckets from before March 2018, when S3 allowed other names"] = ()


class InvalidBucketName(Rule[Options]):
    """A URI names a bucket that cannot exist.

    What it checks: the bucket of SamplePayloadUrl and of S3OutputUri against S3's rules for names: 3 to 63 characters
    of a-z, 0-9, hyphen and period, with a letter or digit at both ends. Two periods in a row, the form of an IP
    address, and the prefixes and suffixes that S3 reserves are not allowed. Aliases of access points, and directory
    buckets with their zone, are valid. ARNs and https URLs are skipped.

    Why it matters: AWS accepts the request, since its pattern allows any name. But such a bucket cannot exist, so the
    job fails when it reads the payload or writes a compiled model.

    What to do: correct the name. Buckets in us-east-1 from before March 2018 may have capitals and underscores: list
    them in the option `allow`.
    """

    code, name = "RL452", "invalid-bucket-name"
    severity, basis = ERROR, Documented(sources.BUCKET_NAMES)
    refuses = True
    examples = (
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b.1-2/payload.tar.gz}}}"),
        Valid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://My_Bucket/payload.tar.gz}}}",
            options={"allow": ["My_Bucket"]},
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://My_Bucket/payload.tar.gz}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
        ),
        Invalid(
            "OutputConfig: {CompiledOutputConfig: {S3OutputUri: s3://192.168.5.4/compiled}}",
            at="/OutputConfig/CompiledOutputConfig/S3OutputUri",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for located in (job.input.container.payload.url, job.output.compiled.uri):
            uri = S3Uri.parse(located.value) if located else None
            if located is None or uri is None or uri.bucket.startswith("arn:") or uri.bucket in self.options.allow:
                continue
            fault = _fault(uri.bucket)
            if fault is not None:
                yield self.finding(
                    located,
                    f"invalid bucket name {shown(uri.bucket)}: {fault}",
                    help="correct the name; it has lower-case letters, digits, hyphens and periods",
                )


@lru_cache(256)
def _fault(bucket: str) -> str | None:
    """Why ``bucket`` is not a valid bucket name, or ``None`` if it may be one."""
    strange = bucket.lstrip(_ALLOWED)
    if strange:
        return f"{strange[0]!r} is not allowed"
    if not 3 <= len(bucket) <= 63:
        return f"expected 3 to 63 characters, found {len(bucket)}"
    if bucket[0] in ".-" or bucket[-1] in ".-":
        return "it must begin and end with a letter or digit"
    if ".." in bucket:
        return "it has two periods in a row"
    if "." in bucket and re.fullmatch(r"\d+(\.\d+){3}", bucket):
        return "it has the form of an IP address"
    return _reserved(bucket)


def _reserved(bucket: str) -> str | None:
    for prefix, owner in _RESERVED_PREFIXES.items():
        if bucket.startswith(prefix):
            return f"the prefix {prefix!r} is reserved for {owner}"
    for suffix, owner in _RESERVED_SUFFIXES.items():
        if bucket.endswith(suffix):
            is_created = re.fullmatch(_ALIAS, bucket) or re.fullmatch(_DIRECTORY_BUCKET, bucket)
            return None if is_created else f"the suffix {suffix!r} is reserved for {owner}"
    return None
