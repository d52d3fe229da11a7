"""Errors of calls to AWS: in words for a user, and whether the call was carried out."""

from __future__ import annotations

import re
from enum import Enum

from recolint.base.errors import AwsError
from recolint.base.text import cut, visible


class CallOutcome(Enum):
    """The known facts on a call that failed."""

    REFUSED = "refused"
    """Not carried out; another try would have the same result."""
    THROTTLED = "throttled"
    """Not carried out; another try may be."""
    UNREACHED = "unreached"
    """Never sent; another try may be."""
    UNSURE = "unsure"
    """Sent; it is unknown whether it was carried out."""
    IN_USE = "in use"
    """The name is taken."""
    NOT_FOUND = "not found"


_THROTTLES = frozenset(
    {"Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded", "TooManyRequestsException",
     "RequestThrottled", "RequestThrottledException", "SlowDown", "LimitExceededException"}
)  # fmt: skip
_CREDENTIALS = frozenset(
    {"ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException",
     "InvalidSignatureException", "SignatureDoesNotMatch", "MissingAuthenticationToken",
     "MissingAuthenticationTokenException", "IncompleteSignature"}
)  # fmt: skip
_NO_CREDENTIALS = (
    "NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "SSOError", "TokenRetrievalError",
)  # fmt: skip
"""Exceptions of botocore, and their subclasses: there are no credentials, or the lookup of credentials fails."""
_DENIALS = frozenset({"AccessDenied", "AccessDeniedException"})
_SERVER_FAULT = 500
_UNVERIFIED = "CERTIFICATE_VERIFY_FAILED"
"""OpenSSL's word for a server that cannot prove who it is; nothing is sent to such a one."""
_CANONICAL = "The Canonical String"
"""Where, after a wrong signature, AWS begins to repeat the request's headers, a session token among them."""

UNREADABLE = "the response is not from AWS; a proxy or a login page may be in between"

_MOST = 300
"""The maximum characters of an error message: an answer may be a web page of a proxy."""
_PAGE = re.compile(r"<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=://)[^/\s@]*@")
_KEY_ID = re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b", re.ASCII)


def outcome(error: Exception) -> CallOutcome:
    """The outcome of the call that made botocore raise ``error``."""
    from botocore import exceptions

    if isinstance(error, exceptions.ClientError):
        return _outcome_of_answer(error)
    if isinstance(error, exceptions.EndpointConnectionError | exceptions.ConnectTimeoutError):
        return CallOutcome.UNREACHED
    if isinstance(error, exceptions.SSLError) and _UNVERIFIED in str(error):
        return CallOutcome.REFUSED
    if isinstance(error, exceptions.HTTPClientError | exceptions.ResponseStreamingError):
        return CallOutcome.UNSURE
    # All else that botocore raises comes before a request is sent; what its parsers and others raise may come after.
    return CallOutcome.REFUSED if isinstance(error, exceptions.BotoCoreError) else CallOutcome.UNSURE


def _outcome_of_answer(error: Exception) -> CallOutcome:
    code, message = code_of(error), str(error)
    status = (getattr(error, "response", None) or {}).get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _THROTTLES:
        return CallOutcome.THROTTLED
    if code == "ResourceInUse" or (code == "ValidationException" and "already exist" in message):
        return CallOutcome.IN_USE
    if code in ("ResourceNotFound", "ResourceNotFoundException"):
        return CallOutcome.NOT_FOUND
    # For an answer that it cannot read, botocore returns the status instead of a code: AWS may have said anything.
    is_unread = not code or code.isdigit()
    return CallOutcome.UNSURE if is_unread or status >= _SERVER_FAULT else CallOutcome.REFUSED


def code_of(error: Exception) -> str:
    """The service's code for ``error``; empty when the service did not answer."""
    code: str = (getattr(error, "response", None) or {}).get("Error", {}).get("Code", "")
    return code


def is_about_credentials(error: Exception) -> bool:
    """Whether there are no credentials, or AWS does not accept them: every other call fails in the same way."""
    return code_of(error) in _CREDENTIALS or any(base.__name__ in _NO_CREDENTIALS for base in type(error).__mro__)


def words(error: Exception) -> str:
    """``error`` for a user: what AWS said, without IDs of access keys, and what to do if that is known."""
    from botocore import exceptions

    if isinstance(error, AwsError):
        return _shown(str(error))
    if isinstance(error, exceptions.ClientError):
        return _words_of_answer(error)
    if type(error).__name__ in ("NoCredentialsError", "PartialCredentialsError"):
        return without_credentials(error)
    if isinstance(error, exceptions.BotoCoreError | OSError):
        return f"{type(error).__name__}: {_shown(str(error))}"
    # What botocore's parsers and those below them raise; their words hold the whole answer.
    return f"{UNREADABLE} ({type(error).__name__})"


def _words_of_answer(error: Exception) -> str:
    message = str((getattr(error, "response", None) or {}).get("Error", {}).get("Message", "") or error)
    code = code_of(error)
    said = _shown(message.split(_CANONICAL)[0])
    if code in _CREDENTIALS:
        return f"AWS does not accept the credentials ({code}): {said}; renew them, or choose others with --profile"
    if code in _DENIALS:
        return f"AWS denies the request ({code}): {said}"
    return f"AWS returned {visible(code)}: {said}" if code else f"{type(error).__name__}: {said}"


def without_credentials(error: Exception) -> str:
    """For a user: there are no credentials, because the lookup of them raised ``error``."""
    from botocore import exceptions

    said = _shown(str(error))
    if not isinstance(error, exceptions.BotoCoreError | AwsError):
        said = f"{type(error).__name__}: {said}"
    return f"no credentials: {said}; set them up for boto3 (environment, profile, SSO), or pass --profile"


def _shown(text: str) -> str:
    """``text`` on one line, short, without credentials."""
    if _PAGE.search(text):
        return UNREADABLE
    text = visible(text.strip())
    text = _KEY_ID.sub("(access key)", _USERINFO.sub("****@", text))
    return cut(text, _MOST)
