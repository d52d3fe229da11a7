"""The server itself: every service behind one gate, on a free port of loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.serving import make_server

from recolint.testing.aws.adapter import Handler, MotoCloud
from recolint.testing.aws.control import PREFIX, Control
from recolint.testing.aws.gate import Gate

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that answers, and the seconds since its last request."""

    endpoint: str
    idle_seconds: Callable[[], float]


@contextmanager
def serving(port: int = 0) -> Iterator[Serving]:
    """Answer on ``port`` of loopback, a free one for 0, from daemon threads of this process."""
    cloud = MotoCloud()
    gate = Gate(cloud)
    control = Control(gate, cloud.jobs, cloud.quotas, cloud.price_list)

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        ours = environ["PATH_INFO"].startswith(PREFIX)
        return control(environ, start_response) if ours else gate(environ, start_response)

    server = make_server(LOOPBACK, port, application, threaded=True, request_handler=Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Serving(f"http://{LOOPBACK}:{server.port}", gate.idle_seconds)
    finally:
        gate.release()
        server.shutdown()
        thread.join()
