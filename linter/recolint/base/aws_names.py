"""The names of resources in AWS, parsed: ARNs and S3 URIs."""

from __future__ import annotations

from functools import lru_cache

from recolint.base.named_tuple import NamedTuple

# Twenty rules look at the same few ARNs and URIs of a spec.
_KEPT = 256


class Arn(NamedTuple):
    """The fields of an ARN, as written; ``region`` and ``account`` may be empty."""

    partition: str
    service: str
    region: str
    account: str
    resource: str

    @staticmethod
    @lru_cache(_KEPT)
    def parse(text: str) -> Arn | None:
        """The ARN in ``text``, or ``None`` when it does not have the six fields of one."""
        parts = text.split(":", 5)
        return Arn(*parts[1:]) if len(parts) == 6 and parts[0] == "arn" else None

    @property
    def resource_type(self) -> str:
        """The part of the resource before its first ``/``: ``role``, ``key``, ``model-package``."""
        return self.resource.partition("/")[0]

    @property
    def resource_id(self) -> str:
        """The part of the resource after its first ``/``."""
        return self.resource.partition("/")[2]


class S3Uri(NamedTuple):
    """``s3://bucket/key``; the key may be empty."""

    bucket: str
    key: str

    @staticmethod
    @lru_cache(_KEPT)
    def parse(text: str) -> S3Uri | None:
        """The bucket and key that ``text`` names, or ``None`` when it is not an ``s3://`` URI."""
        if not text.startswith("s3://"):
            return None
        bucket, _, key = text.removeprefix("s3://").partition("/")
        return S3Uri(bucket, key)
