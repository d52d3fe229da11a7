"""Where the sample payload is stored."""

from __future__ import annotations

from recolint.plugin import S3Uri


def object_key(url: str) -> str:
    """The path that ``url``, of the scheme s3 or https, has after the bucket or the host; empty when it has none."""
    uri = S3Uri.parse(url)
    if uri is not None:
        return uri.key
    return url.removeprefix("https://").partition("/")[2].partition("?")[0]
