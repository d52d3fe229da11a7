"""What is wrong with an S3 URI that its pattern refuses, in words."""

from __future__ import annotations

import re

from recolint_rules.contract._reason import Reason
from recolint_rules.facts.wording import cut

_WRITE = "write s3://BUCKET/KEY"
_LOCAL = Reason("a local file cannot be read by the job", "upload the file, and write its s3:// URI")
_OUR_SCHEMES = {"s3": "s3", "s3a": "s3", "s3n": "s3", "https": "https"}


def s3_uri(value: str) -> Reason:
    """Why ``value`` is not an S3 URI."""
    if not value:
        return Reason("expected an S3 URI", f"{_WRITE}, or remove the member")
    if value.strip() != value:
        return Reason("it begins or ends with white space", f"write {value.strip()}", value.strip())
    if "\n" in value or "\r" in value:
        return Reason("a line break is not allowed in a URI", "write it on one line")
    if value.startswith(("/", ".", "~", "file:")):
        return _LOCAL
    if value.startswith("arn:"):
        right = re.fullmatch(r"arn:[a-z-]+:s3:::([^/*]+/[^*]+)", value)
        return _should_be("found an ARN; expected a URI", right and f"s3://{right[1]}")
    scheme, colon, rest = value.partition(":")
    if not colon:
        return Reason("the scheme is missing", f"write s3://{value}")
    return _with_scheme(scheme, rest)


def _with_scheme(scheme: str, rest: str) -> Reason:
    right, bucket_and_key = _OUR_SCHEMES.get(scheme.lower()), rest.lstrip("/")
    if right is None:
        return Reason(f"the scheme {cut(scheme)}: is not supported", _WRITE)
    if not bucket_and_key:
        return Reason("the bucket is missing", _WRITE)
    slashes = len(rest) - len(bucket_and_key)
    why = f"the scheme must be {right}, in lower case" if slashes == 2 else f"expected two slashes after {scheme}:"
    return _should_be(why, f"{right}://{bucket_and_key}")


def _should_be(why: str, right: str | None) -> Reason:
    return Reason(why, f"write {right}" if right else _WRITE, right)
