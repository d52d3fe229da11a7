"""Buckets and objects that URLs of a spec name."""

from __future__ import annotations

from collections.abc import Sequence

from recolint.plugin import S3Uri
from recolint_rules.facts.globs import first_match
from recolint_rules.facts.wording import shown


def why_foreign(uri: str, globs: Sequence[str]) -> str | None:
    """Why ``uri`` is not in a bucket that ``globs`` match, in words; ``None`` if it is in one."""
    parsed = S3Uri.parse(uri)
    if parsed is None:
        return f"{shown(uri)} is not an s3:// URI"
    if first_match(parsed.bucket, globs) is None:
        return f"the bucket {shown(parsed.bucket)} does not match a glob in buckets of the policy"
    return None


def object_key(url: str) -> str:
    """The path of ``url`` (s3 or https) after the bucket or the host; empty if it ends there."""
    uri = S3Uri.parse(url)
    if uri is not None:
        return uri.key
    return url.removeprefix("https://").partition("/")[2].partition("?")[0]
