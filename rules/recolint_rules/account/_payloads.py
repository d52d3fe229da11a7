"""The sample payload of a spec, or of its model package, in S3."""

from __future__ import annotations

from recolint.plugin import Account, Answer, Job, NamedTuple, PayloadConfig, Route, S3Uri
from recolint_rules.account._archive import Archive, read
from recolint_rules.account._packages import described

HEAD = 65_536
"""The maximum bytes to read of a payload: enough for the headers of many small files."""


class Payload(NamedTuple):
    """A payload of a spec: the place for findings, its URI as written, bucket and key."""

    route: Route
    text: str
    uri: S3Uri


def payload(job: Job, account: Account) -> Payload | None:
    """The payload of ``job``, or else that of its model package; ``None`` if neither names an object of S3."""
    url, package = job.input.container.payload.url, job.input.package
    if url is not None:
        return _parsed(url.route, url.value)
    told = described(job, account)
    if package is None or told is None or not job.input.container.payload.lacks(PayloadConfig.url):
        return None
    return _parsed(package.route, told.get("SamplePayloadUrl") or "")


def _parsed(route: Route, text: str) -> Payload | None:
    uri = S3Uri.parse(text)
    if uri is None or not uri.bucket or not uri.key or uri.key.endswith("/"):
        return None
    return Payload(route, text, uri)


def head(found: Payload, account: Account) -> Answer | None:
    """The first bytes of the object; ``None``: it does not exist."""
    return account.ask("s3", "GetObject", Bucket=found.uri.bucket, Key=found.uri.key, Range=f"bytes=0-{HEAD - 1}")


def archive(answer: Answer) -> Archive | None:
    """The content of the first bytes; ``None`` for an empty object."""
    data: bytes = answer["Body"]
    total = str(answer.get("ContentRange", "")).rpartition("/")[2]
    return read(data, whole=total == str(len(data))) if data else None
