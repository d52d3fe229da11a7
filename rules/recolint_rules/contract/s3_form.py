"""What is wrong with an S3 URI that its pattern refuses, in words."""

from __future__ import annotations

import re

from recolint_rules.contract.reason import Reason

_WRITE = "write s3://BUCKET/KEY"


def s3_uri(value: str) -> Reason:
    """Why ``value`` is no S3 URI."""
    if not value:
        return Reason("an S3 URI is due", f"{_WRITE}, or delete it")
    if value.strip() != value:
        return Reason("it begins or ends with white space", f"write {value.strip()}", value.strip())
    if "\n" in value or "\r" in value:
        return Reason("a URI stands on one line", "write it on one line")
    scheme, colon, rest = value.partition(":")
    bucket_and_key = rest.lstrip("/")
    if value.startswith("arn:"):
        right = re.fullmatch(r"arn:[a-z-]+:s3:::([^/*]+/[^*]+)", value)
        return _should_be("that is an ARN, and a URI is due", right and f"s3://{right[1]}")
    if not colon:
        local = value.startswith(("/", ".", "~"))
        why = "a local file cannot be read by the job" if local else "the scheme is missing"
        return Reason(why, "upload the file, and write its s3:// URI" if local else f"write s3://{value}")
    if scheme.lower() in {"s3", "s3a", "s3n", "https"} and bucket_and_key and not bucket_and_key.startswith(":"):
        known = "https" if scheme.lower() == "https" else "s3"
        if rest.startswith("//") and not rest.startswith("///"):
            return _should_be(f"the scheme is {known}, in lower case", f"{known}://{bucket_and_key}")
        return _should_be("two slashes stand after the scheme, then the bucket", f"{known}://{bucket_and_key}")
    if scheme == "file":
        return Reason("a local file cannot be read by the job", "upload the file, and write its s3:// URI")
    if scheme == "http":
        return Reason("http:// is not taken", f"{_WRITE}")
    if not bucket_and_key:
        return Reason("it names no bucket", _WRITE)
    return Reason(f"{scheme}:// is not taken", _WRITE)


def _should_be(why: str, right: str | None) -> Reason:
    return Reason(why, f"write {right}" if right else _WRITE, right)
