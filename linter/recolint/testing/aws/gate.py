"""The layer in front of every service: signatures, scripted faults, the record of requests.

The WSGI application behind it carries out the operation; this layer does not know it.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from recolint.testing.aws.credentials import Key
from recolint.testing.aws.faults import MAX_SECONDS, Fault, FaultScript, Kind, When
from recolint.testing.aws.messages import Answer, HttpRequest
from recolint.testing.aws.record import Entry, Record
from recolint.testing.aws.signatures import Refused, Signature, verify
from recolint.testing.aws.troubles import SERVICES, Refusal, Service, Trouble, guess, refusal, written


class Cloud(Protocol):
    """The services behind the gate, as it asks them."""

    @property
    def application(self) -> WSGIApplication:
        """The application that carries out a request."""

    def key_of(self, key_id: str) -> Key | None:
        """The access key with this ID; ``None`` if it does not exist or is not active."""

    def caller_of(self, key_id: str) -> str:
        """The ARN of the user or session that an access key belongs to."""

    def operation_of(
        self, service: Service, request: HttpRequest, environ: WSGIEnvironment
    ) -> tuple[str, dict[str, Any]]:
        """The operation that a request names, and its parameters without anything secret."""

    def reset(self) -> None:
        """Forget everything that clients made."""


class ConnectionCutError(ConnectionError):
    """The connection was reset on purpose; the HTTP server drops what is left of it."""


@dataclass(slots=True)
class Gate:
    """A WSGI application in front of ``cloud``."""

    cloud: Cloud
    faults: FaultScript = field(default_factory=FaultScript)
    record: Record = field(default_factory=Record)
    _released: threading.Event = field(default_factory=threading.Event)
    _running: int = 0
    _idle: threading.Condition = field(default_factory=threading.Condition)
    _last: float = field(default_factory=time.monotonic)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        with self._idle:
            self._running += 1
        try:
            return self._answer(environ).send(start_response)
        finally:
            with self._idle:
                self._running -= 1
                self._last = time.monotonic()
                self._idle.notify_all()

    def idle_seconds(self) -> float:
        """For how long nothing has been asked."""
        with self._idle:
            return 0.0 if self._running else time.monotonic() - self._last

    def release(self) -> None:
        """Let the answers go that are held back now."""
        with self._idle:
            released, self._released = self._released, threading.Event()
        released.set()

    def reset(self) -> None:
        """Wait for running requests, then remove all faults, resources and the record."""
        self.faults.clear()
        self.release()
        with self._idle:
            self._idle.wait_for(lambda: not self._running, MAX_SECONDS)
            self.record.clear()
            self.cloud.reset()

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        request = HttpRequest.take(environ)
        signature = Signature.read(request)
        if signature and signature.service not in SERVICES:
            told = Refusal("UnknownOperationException", 400, f"This test AWS has no service {signature.service}")
            return written(told, guess(request))
        service = SERVICES[signature.service] if signature else guess(request)
        operation, parameters = self.cloud.operation_of(service, request, environ)
        arrived = partial(
            self.record.arrive, service.name, operation, signature.region if signature else "", parameters
        )
        # Recorded last: whoever waits for a request may rely on it that the fault is its own, and release it.
        released = self._released
        try:
            signature = verify(request, self.cloud.key_of, datetime.now(UTC))
        except Refused as refused:
            return self._refuse(arrived(), request, service, refusal(refused.trouble, service))
        fault = self.faults.take(operation)
        entry = arrived()
        if fault is None:
            return self._sent(entry, self._carry_out(entry, request, service, environ))
        return self._play(fault, released, entry, request, service, signature, environ)

    def _play(
        self,
        fault: Fault,
        released: threading.Event,
        entry: Entry,
        request: HttpRequest,
        service: Service,
        signature: Signature,
        environ: WSGIEnvironment,
    ) -> Answer:
        self.record.note(entry, fault=fault.kind.value)
        denied = (
            f"User: {self.cloud.caller_of(signature.key_id)} is not authorized to perform: "
            f"{signature.service}:{entry.operation} because no identity-based policy allows it"
        )
        told, instead = fault.refusal(service, denied), fault.instead()
        if fault.when is When.BEFORE:
            _strike(fault, released, environ)
            if told is not None:
                return self._refuse(entry, request, service, told)
            return self._sent(entry, instead or self._carry_out(entry, request, service, environ))
        answer = self._carry_out(entry, request, service, environ)
        _strike(fault, released, environ)
        if told is not None:
            return self._refuse(entry, request, service, told)
        return self._sent(entry, instead or fault.spoil(answer, service, entry.operation))

    def _carry_out(self, entry: Entry, request: HttpRequest, service: Service, environ: WSGIEnvironment) -> Answer:
        try:
            answer = _run(self.cloud.application, environ)
        except NotImplementedError:
            return _error(request, service, refusal(Trouble.UNKNOWN_OPERATION, service))
        except Exception:
            # Whatever breaks in there, the client sees what a broken service sends; the traceback is for us.
            traceback.print_exc()
            return _error(request, service, refusal(Trouble.INTERNAL, service))
        self.record.note(entry, carried_out=answer.status < 400)
        return answer

    def _refuse(self, entry: Entry, request: HttpRequest, service: Service, told: Refusal) -> Answer:
        self.record.note(entry, refused=told.code)
        return self._sent(entry, _error(request, service, told))

    def _sent(self, entry: Entry, answer: Answer) -> Answer:
        self.record.note(entry, status=answer.status)
        return answer


def _strike(fault: Fault, released: threading.Event, environ: WSGIEnvironment) -> None:
    if fault.kind is Kind.SLOW:
        released.wait(fault.seconds)
    elif fault.kind is Kind.RESET:
        _reset(environ["werkzeug.socket"])
        raise ConnectionCutError


def _error(request: HttpRequest, service: Service, told: Refusal) -> Answer:
    answer = written(told, service)
    return Answer(answer.status, answer.headers, b"") if request.method == "HEAD" else answer


def _run(application: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """The whole answer of ``application``."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> Callable[[bytes], object]:
        started.append((status, headers))
        return _no_writing

    parts = application(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    status, headers = started[-1]
    length = next((int(value) for name, value in headers if name.lower() == "content-length"), None)
    # The answer to a HEAD names the length of a body that it does not bring.
    return Answer(int(status.split()[0]), tuple(headers), body, length if environ["REQUEST_METHOD"] == "HEAD" else None)


def _no_writing(_: bytes) -> object:
    raise RuntimeError("the services answer with their return value")


def _reset(connection: socket.socket) -> None:
    """Reset ``connection`` so that the other side feels it at once, whatever else still refers to the socket."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    socket.close(connection.detach())
