"""S3 URIs, taken apart."""

from __future__ import annotations

from typing import NamedTuple


class S3Uri(NamedTuple):
    """``s3://bucket/key``; the key may be empty."""

    bucket: str
    key: str

    @classmethod
    def parse(cls, text: str) -> S3Uri | None:
        """The bucket and key that ``text`` names, or ``None`` when it is no ``s3://`` URI."""
        if not text.startswith("s3://"):
            return None
        bucket, _, key = text.removeprefix("s3://").partition("/")
        return cls(bucket, key)
