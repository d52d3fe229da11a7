"""The fault script: what is to go wrong with which operation, how often, before or after it is carried out."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from recolint.testing.aws.messages import Answer
from recolint.testing.aws.troubles import Protocol, Refusal, Service, Trouble, refusal

MAX_SECONDS = 60.0
"""Seconds: no answer is held back for longer."""


class Kind(StrEnum):
    """The kind of fault."""

    THROTTLE = "throttle"
    """The service's error for too many requests."""
    ERROR = "error"
    """An error of the service: 500, or the given code, status and message."""
    EXPIRED = "expired"
    """The credentials have expired."""
    DENIED = "denied"
    """The caller may not do this."""
    SLOW = "slow"
    """The answer comes after ``seconds``, or when the control API releases it."""
    RESET = "reset"
    """The connection is reset; no answer comes."""
    TRUNCATED = "truncated"
    """Half of the answer's body comes, then the connection ends."""
    SHORTENED = "shortened"
    """Half of the answer's body comes as if it were the whole."""
    EMPTY = "empty"
    """200 with an empty object."""
    BLANK = "blank"
    """200 with nothing."""
    PORTAL = "portal"
    """200 with the page that a captive portal puts in the way."""
    HUGE = "huge"
    """The same, of many megabytes."""
    REDIRECT = "redirect"
    """A way to such a page: 302, or the given status."""
    BUSY = "busy"
    """429 with JSON of another form than the service's, as from a gateway in front of it."""
    LISTED = "listed"
    """200 with JSON of another form: a list."""
    SAID = "said"
    """200 with the given message for a body."""
    MISTYPED = "mistyped"
    """The answer, said to be a page."""


class When(StrEnum):
    """On which side of the operation a fault strikes."""

    BEFORE = "before"
    """The operation is not carried out; with ``slow``, it is carried out late."""
    AFTER = "after"
    """The operation was carried out; the caller cannot know."""


_OF_ANSWERS = frozenset({Kind.TRUNCATED, Kind.SHORTENED, Kind.EMPTY, Kind.MISTYPED})
_PAGE = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><p>Welcome, guest.<br></p></body></html>\n"
_AS_PAGE = (("Content-Type", "text/html"),)
_AS_JSON = (("Content-Type", "application/json"),)
_WITH_STATUS = frozenset({Kind.ERROR, Kind.REDIRECT})
_EMPTY = {
    Protocol.JSON: "{{}}",
    Protocol.QUERY: "<{0}Response><{0}Result/></{0}Response>",
    Protocol.EC2: "<{0}Response/>",
    Protocol.S3: "<{0}Result/>",
}
_TROUBLES = {
    Kind.THROTTLE: Trouble.THROTTLED,
    Kind.EXPIRED: Trouble.EXPIRED,
    Kind.DENIED: Trouble.DENIED,
    Kind.ERROR: Trouble.INTERNAL,
}


@dataclass(slots=True)
class Fault:
    """One line of the script; ``skip`` and ``times`` run down as requests meet it.

    ``operation`` is an API operation or ``*``. ``times`` is how many requests it strikes, after ``skip`` that pass.
    """

    kind: Kind
    operation: str = "*"
    when: When | None = None
    times: int = 1
    skip: int = 0
    seconds: float = 1.0
    code: str | None = None
    status: int | None = None
    message: str | None = None
    retry_after: str | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a fault that cannot be played."""
        self.kind = Kind(self.kind)
        if self.when is None:
            self.when = When.AFTER if self.kind in _OF_ANSWERS else When.BEFORE
        self.when = When(self.when)
        if self.kind in _OF_ANSWERS and self.when is When.BEFORE:
            raise ValueError(f"{self.kind} changes an answer: when must be {When.AFTER}")
        if self.times < 1 or self.skip < 0 or not 0 <= self.seconds <= MAX_SECONDS:
            raise ValueError(f"times must be at least 1, skip at least 0, and seconds from 0 to {MAX_SECONDS:g}")
        if self.retry_after is not None and self.kind not in _TROUBLES:
            raise ValueError("only an error may have retry_after")
        if (self.kind is not Kind.ERROR and self.code) or (self.kind not in _WITH_STATUS and self.status):
            raise ValueError("only an error may have a code, and only an error or a redirect a status")

    def refusal(self, service: Service, denied: str) -> Refusal | None:
        """The error that this fault returns, if it is of that kind; ``denied`` is the message if no other is set."""
        trouble = _TROUBLES.get(self.kind)
        if trouble is None:
            return None
        usual = refusal(trouble, service)
        message = self.message or usual.message or denied
        headers = () if self.retry_after is None else (("Retry-After", self.retry_after),)
        return Refusal(self.code or usual.code, self.status or usual.status, message, headers)

    def instead(self) -> Answer | None:
        """The response from elsewhere than the service, if this fault is of that kind."""
        match self.kind:
            case Kind.BLANK:
                return Answer(200, (), b"")
            case Kind.PORTAL:
                return Answer(200, _AS_PAGE, _PAGE.encode())
            case Kind.HUGE:
                return Answer(200, _AS_PAGE, _PAGE.encode() * 200_000)
            case Kind.REDIRECT:
                away = ("Location", "http://127.0.0.1:9/sign-in")
                return Answer(self.status or 302, (*_AS_PAGE, away), _PAGE.encode())
            case Kind.BUSY:
                return Answer(429, _AS_JSON, b'{"message": "slow down"}')
            case Kind.LISTED:
                return Answer(200, _AS_JSON, b'["no", "answer"]')
            case Kind.SAID:
                return Answer(200, _AS_JSON, (self.message or "").encode())
            case _:
                return None

    def spoil(self, answer: Answer, service: Service, operation: str) -> Answer:
        """``answer`` after this fault changed it."""
        half = answer.body[: len(answer.body) // 2]
        if self.kind is Kind.TRUNCATED:
            return Answer(answer.status, answer.headers, half, length=len(answer.body))
        if self.kind is Kind.SHORTENED:
            return Answer(answer.status, answer.headers, half)
        if self.kind is Kind.EMPTY:
            return Answer(200, answer.headers, _EMPTY[service.protocol].format(operation).encode())
        if self.kind is Kind.MISTYPED:
            return Answer(answer.status, _AS_PAGE, answer.body)
        return answer


@dataclass(slots=True)
class FaultScript:
    """The faults that are still to come; each request takes the first that is for its operation."""

    _faults: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, faults: Iterable[Fault]) -> None:
        """Put ``faults`` behind those that wait."""
        with self._lock:
            self._faults.extend(faults)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._faults.clear()

    def take(self, operation: str) -> Fault | None:
        """The fault that strikes this request for ``operation``, if any."""
        with self._lock:
            for fault in self._faults:
                if fault.operation in {"*", operation}:
                    return self._struck(fault)
        return None

    def _struck(self, fault: Fault) -> Fault | None:
        if fault.skip:
            fault.skip -= 1
            return None
        fault.times -= 1
        if not fault.times:
            self._faults.remove(fault)
        return fault

    def waiting(self) -> list[Fault]:
        """The faults that are still to come."""
        with self._lock:
            return list(self._faults)
