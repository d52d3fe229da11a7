"""A request as it came over the wire, and an answer as it goes back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIEnvironment


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request: path and query as sent (percent-encoded), headers by lower-case name, the whole body."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def take(cls, environ: WSGIEnvironment) -> HttpRequest:
        """Read the request, and leave its body in ``environ`` for the next to read."""
        stream = environ["wsgi.input"]
        length = environ.get("CONTENT_LENGTH")
        chunked = environ.get("wsgi.input_terminated")
        body = stream.read() if chunked else stream.read(int(length or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name[:5] == "HTTP_"}
        if "CONTENT_TYPE" in environ:
            headers["content-type"] = environ["CONTENT_TYPE"]
        if length:
            headers["content-length"] = length
        path, _, query = environ["REQUEST_URI"].partition("?")
        return cls(environ["REQUEST_METHOD"], path, query, headers, body)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; ``Content-Length`` is ``length`` if set, else the length of the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    length: int | None = None

    @classmethod
    def of_json(cls, status: int, value: object) -> Answer:
        """``value`` as JSON; what JSON has no form for, times, as text."""
        text = json.dumps(value, default=str) + "\n"
        return cls(status, (("Content-Type", "application/json"),), text.encode())

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        """Hand the answer to the HTTP server."""
        length = len(self.body) if self.length is None else self.length
        headers = [(name, value) for name, value in self.headers if name.lower() != "content-length"]
        start_response(f"{self.status} {HTTPStatus(self.status).phrase}", [*headers, ("Content-Length", str(length))])
        return [self.body]
