"""The faults of a request before any operation looks at it, in the words and the form of each service."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from xml.sax.saxutils import escape

from recolint.testing.aws.messages import Answer, HttpRequest


class Protocol(StrEnum):
    """How a service writes its errors."""

    JSON = "json"
    QUERY = "query"
    EC2 = "ec2"
    S3 = "s3"


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the test AWS: its name in botocore and its protocol."""

    name: str
    protocol: Protocol


SERVICES = {
    "sagemaker": Service("sagemaker", Protocol.JSON),
    "kms": Service("kms", Protocol.JSON),
    "servicequotas": Service("service-quotas", Protocol.JSON),
    "pricing": Service("pricing", Protocol.JSON),
    "application-autoscaling": Service("application-autoscaling", Protocol.JSON),
    "sts": Service("sts", Protocol.QUERY),
    "iam": Service("iam", Protocol.QUERY),
    "ec2": Service("ec2", Protocol.EC2),
    "s3": Service("s3", Protocol.S3),
}
"""By the name that signatures carry."""


def guess(request: HttpRequest) -> Service:
    """The service that an unsigned request seems to mean."""
    if "x-amz-target" in request.headers:
        return SERVICES["sagemaker"]
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return SERVICES["sts"]
    return SERVICES["s3"]


class Trouble(StrEnum):
    """A reason to refuse a request that every service has."""

    UNSIGNED = "unsigned"
    INCOMPLETE_SIGNATURE = "incomplete signature"
    UNKNOWN_KEY = "unknown key"
    WRONG_TOKEN = "wrong token"  # noqa: S105  a kind of refusal, not a secret
    WRONG_SIGNATURE = "wrong signature"
    EXPIRED = "expired"
    DENIED = "denied"
    THROTTLED = "throttled"
    INTERNAL = "internal"
    UNKNOWN_OPERATION = "unknown operation"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error answer before it is written: the service's code, the HTTP status, the message."""

    code: str
    status: int
    message: str
    headers: tuple[tuple[str, str], ...] = ()


_INVALID_TOKEN = "The security token included in the request is invalid."  # noqa: S105  a message
_WRONG_SIGNATURE = (
    "The request signature we calculated does not match the signature you provided. "
    "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
)
_INTERNAL = "The request processing has failed because of an unknown error, exception or failure."
_UNVALIDATED = Refusal("AuthFailure", 401, "AWS was not able to validate the provided access credentials")

_REFUSALS: dict[Protocol, dict[Trouble, Refusal]] = {
    Protocol.JSON: {
        Trouble.UNSIGNED: Refusal("MissingAuthenticationTokenException", 400, "Missing Authentication Token"),
        Trouble.INCOMPLETE_SIGNATURE: Refusal(
            "IncompleteSignatureException", 400, "Authorization header does not hold a whole AWS4-HMAC-SHA256 signature"
        ),
        Trouble.UNKNOWN_KEY: Refusal("UnrecognizedClientException", 400, _INVALID_TOKEN),
        Trouble.WRONG_TOKEN: Refusal("UnrecognizedClientException", 400, _INVALID_TOKEN),
        Trouble.WRONG_SIGNATURE: Refusal("InvalidSignatureException", 400, _WRONG_SIGNATURE),
        Trouble.EXPIRED: Refusal("ExpiredTokenException", 400, "The security token included in the request is expired"),
        Trouble.DENIED: Refusal("AccessDeniedException", 400, ""),
        Trouble.THROTTLED: Refusal("ThrottlingException", 400, "Rate exceeded"),
        Trouble.INTERNAL: Refusal("InternalFailure", 500, _INTERNAL),
        Trouble.UNKNOWN_OPERATION: Refusal("UnknownOperationException", 400, "This test AWS has no such operation"),
    },
    Protocol.QUERY: {
        Trouble.UNSIGNED: Refusal("MissingAuthenticationToken", 403, "Request is missing Authentication Token"),
        Trouble.INCOMPLETE_SIGNATURE: Refusal(
            "IncompleteSignature", 400, "Authorization header does not hold a whole AWS4-HMAC-SHA256 signature"
        ),
        Trouble.UNKNOWN_KEY: Refusal("InvalidClientTokenId", 403, _INVALID_TOKEN),
        Trouble.WRONG_TOKEN: Refusal("InvalidClientTokenId", 403, _INVALID_TOKEN),
        Trouble.WRONG_SIGNATURE: Refusal("SignatureDoesNotMatch", 403, _WRONG_SIGNATURE),
        Trouble.EXPIRED: Refusal("ExpiredToken", 403, "The security token included in the request is expired"),
        Trouble.DENIED: Refusal("AccessDenied", 403, ""),
        Trouble.THROTTLED: Refusal("Throttling", 400, "Rate exceeded"),
        Trouble.INTERNAL: Refusal("InternalFailure", 500, _INTERNAL),
        Trouble.UNKNOWN_OPERATION: Refusal("InvalidAction", 400, "This test AWS has no such operation"),
    },
    Protocol.EC2: {
        Trouble.UNSIGNED: Refusal("MissingParameter", 400, "The request must contain the parameter AWSAccessKeyId"),
        Trouble.INCOMPLETE_SIGNATURE: _UNVALIDATED,
        Trouble.UNKNOWN_KEY: _UNVALIDATED,
        Trouble.WRONG_TOKEN: _UNVALIDATED,
        Trouble.WRONG_SIGNATURE: _UNVALIDATED,
        Trouble.EXPIRED: Refusal("RequestExpired", 400, "Request has expired."),
        Trouble.DENIED: Refusal("UnauthorizedOperation", 403, ""),
        Trouble.THROTTLED: Refusal("RequestLimitExceeded", 503, "Request limit exceeded."),
        Trouble.INTERNAL: Refusal("InternalError", 500, "An internal error has occurred"),
        Trouble.UNKNOWN_OPERATION: Refusal("InvalidAction", 400, "This test AWS has no such operation"),
    },
    Protocol.S3: {
        Trouble.UNSIGNED: Refusal("AccessDenied", 403, "Access Denied"),
        Trouble.INCOMPLETE_SIGNATURE: Refusal("AuthorizationHeaderMalformed", 400, "The authorization header is bad"),
        Trouble.UNKNOWN_KEY: Refusal(
            "InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records."
        ),
        Trouble.WRONG_TOKEN: Refusal("InvalidToken", 400, "The provided token is malformed or otherwise invalid."),
        Trouble.WRONG_SIGNATURE: Refusal("SignatureDoesNotMatch", 403, _WRONG_SIGNATURE),
        Trouble.EXPIRED: Refusal("ExpiredToken", 400, "The provided token has expired."),
        Trouble.DENIED: Refusal("AccessDenied", 403, "Access Denied"),
        Trouble.THROTTLED: Refusal("SlowDown", 503, "Please reduce your request rate."),
        Trouble.INTERNAL: Refusal("InternalError", 500, "We encountered an internal error. Please try again."),
        Trouble.UNKNOWN_OPERATION: Refusal("NotImplemented", 501, "This test AWS has no such operation"),
    },
}


def refusal(trouble: Trouble, service: Service) -> Refusal:
    """How ``service`` says ``trouble``."""
    return _REFUSALS[service.protocol][trouble]


_REQUEST_ID = "00000000-0000-4000-8000-000000000000"


def written(told: Refusal, service: Service) -> Answer:
    """``told`` as ``service`` writes errors."""
    if service.protocol is Protocol.JSON:
        error = Answer.of_json(told.status, {"__type": told.code, "message": told.message})
        return Answer(told.status, (("Content-Type", "application/x-amz-json-1.1"), *told.headers), error.body)
    code, message = f"<Code>{escape(told.code)}</Code>", f"<Message>{escape(told.message)}</Message>"
    text = {
        Protocol.QUERY: f"<ErrorResponse><Error><Type>{'Receiver' if told.status >= 500 else 'Sender'}</Type>"
        f"{code}{message}</Error><RequestId>{_REQUEST_ID}</RequestId></ErrorResponse>",
        Protocol.EC2: f"<Response><Errors><Error>{code}{message}</Error></Errors>"
        f"<RequestID>{_REQUEST_ID}</RequestID></Response>",
        Protocol.S3: f"<Error>{code}{message}<RequestId>{_REQUEST_ID}</RequestId></Error>",
    }[service.protocol]
    body = '<?xml version="1.0" encoding="UTF-8"?>\n' + text
    return Answer(told.status, (("Content-Type", "text/xml"), *told.headers), body.encode())
