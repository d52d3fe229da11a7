"""AWS Signature Version 4, recomputed from the request with the standard library alone.

Source: "Create a signed AWS API request" of the IAM user guide. Presigned URLs are not taken.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote

from recolint.testing.aws.credentials import Key
from recolint.testing.aws.messages import HttpRequest
from recolint.testing.aws.troubles import Trouble

ALGORITHM = "AWS4-HMAC-SHA256"
_UNRESERVED = "-_.~"
_HEADER = re.compile(
    rf"{ALGORITHM} Credential=(?P<id>[^/,\s]+)/(?P<day>\d{{8}})/(?P<region>[^/,\s]+)/(?P<service>[^/,\s]+)/aws4_request"
    r",\s*SignedHeaders=(?P<headers>[^,\s]+),\s*Signature=(?P<signature>[0-9a-f]{64})"
)


class Refused(Exception):  # noqa: N818  the signature is refused; nothing went wrong in this program
    """The signature of the request is not valid; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Signature:
    """The content of an ``Authorization`` header."""

    key_id: str
    day: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    value: str

    @classmethod
    def read(cls, request: HttpRequest) -> Signature | None:
        """The signature of ``request``; ``None`` if it is missing or incomplete."""
        found = _HEADER.fullmatch(request.headers.get("authorization", ""))
        if found is None:
            return None
        headers = tuple(found["headers"].split(";"))
        return cls(found["id"], found["day"], found["region"], found["service"], headers, found["signature"])


def verify(request: HttpRequest, key_of: Callable[[str], Key | None], now: datetime) -> Signature:
    """The signature of ``request``, once it is sure that a key of ``key_of`` made it; raises ``Refused`` otherwise."""
    if "authorization" not in request.headers:
        raise Refused(Trouble.UNSIGNED)
    signature = Signature.read(request)
    if signature is None or not {"host", "x-amz-date"} <= set(signature.signed_headers):
        raise Refused(Trouble.INCOMPLETE_SIGNATURE)
    key = key_of(signature.key_id)
    if key is None:
        raise Refused(Trouble.UNKNOWN_KEY)
    if request.headers.get("x-amz-security-token") != key.token:
        raise Refused(Trouble.WRONG_TOKEN)
    if not hmac.compare_digest(computed(request, signature, key.secret), signature.value):
        raise Refused(Trouble.WRONG_SIGNATURE)
    if key.expires is not None and key.expires <= now:
        raise Refused(Trouble.EXPIRED)
    return signature


def computed(request: HttpRequest, signature: Signature, secret: str) -> str:
    """The signature, in hexadecimal digits, of ``request`` with ``secret``, in the scope of ``signature``."""
    scope = f"{signature.day}/{signature.region}/{signature.service}/aws4_request"
    digest = hashlib.sha256(_canonical(request, signature).encode()).hexdigest()
    text = "\n".join((ALGORITHM, request.headers.get("x-amz-date", ""), scope, digest))
    key = b"AWS4" + secret.encode()
    for part in (signature.day, signature.region, signature.service, "aws4_request", text):
        key = hmac.digest(key, part.encode(), "sha256")
    return key.hex()


def _canonical(request: HttpRequest, signature: Signature) -> str:
    s3 = signature.service == "s3"
    # Every service but S3 signs the path encoded once more than it is sent.
    path = request.path if s3 else quote(request.path, safe="/" + _UNRESERVED)
    headers = "".join(
        f"{name}:{' '.join(request.headers.get(name, '').split())}\n" for name in signature.signed_headers
    )
    return "\n".join(
        (
            request.method,
            path,
            _query(request.query),
            headers,
            ";".join(signature.signed_headers),
            _payload(request, s3=s3),
        )
    )


def _query(query: str) -> str:
    pairs = (part.partition("=") for part in query.split("&") if part)
    return "&".join(sorted(f"{_encoded(name)}={_encoded(value)}" for name, _, value in pairs))


def _encoded(text: str) -> str:
    return quote(unquote(text), safe=_UNRESERVED)


def _payload(request: HttpRequest, *, s3: bool) -> str:
    """The hash of the body; S3 also takes the names of ways to send a body unsigned or in parts."""
    declared = request.headers.get("x-amz-content-sha256", "")
    if s3 and declared.startswith(("UNSIGNED-", "STREAMING-")):
        return declared
    return hashlib.sha256(request.body).hexdigest()
