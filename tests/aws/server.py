"""Start the test AWS on a free loopback port: ``python tests/aws/server.py``.

It prints its address and the environment that points boto3 and the AWS CLI to it. It stops on Ctrl-C, when its standard
input closes (where that is a pipe), or when nothing has been asked for a while. ``control.py`` says how to script it.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import signal
import stat
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

if __name__ == "__main__":
    # As a script, Python looks for modules in this folder; they are a package of the folder above.
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from aws.credentials import ACCOUNT, USER, environment

LOOPBACK = "127.0.0.1"
IDLE_LIMIT = 1800.0
STDIN = 0


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that answers, and for how many seconds nobody has asked it anything."""

    endpoint: str
    idle_seconds: Callable[[], float]


@contextmanager
def serving(port: int = 0) -> Iterator[Serving]:
    """Answer on ``port`` of loopback, a free one for 0, from daemon threads of this process."""
    # moto takes a second to import: whoever only wants ``main``'s help does not wait for it.
    from werkzeug.serving import make_server

    from aws.adapter import Handler, MotoCloud
    from aws.control import PREFIX, Control
    from aws.gate import Gate

    cloud = MotoCloud()
    gate = Gate(cloud)
    control = Control(gate, cloud.jobs, cloud.quotas)

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


def main(argv: Sequence[str]) -> int:
    """Serve until told to stop; 0 then."""
    parser = argparse.ArgumentParser(prog="server.py", description="A test AWS on loopback. It knows no real account.")
    parser.add_argument("--port", type=int, default=0, help="the port (default: a free one)")
    parser.add_argument("--idle", type=float, default=IDLE_LIMIT, metavar="S", help="stop after so many idle seconds")
    parser.add_argument("--json", action="store_true", help="print address and environment as one line of JSON")
    options = parser.parse_args(argv)
    # moto reads these: its answers must depend on nobody's settings.
    for name in [name for name in os.environ if name.startswith(("AWS_", "MOTO_"))]:
        del os.environ[name]
    # SageMaker's model does not list the errors that all services have; moto wonders about each.
    warnings.filterwarnings("ignore", message="Exception.* does not match an error shape", category=UserWarning)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with serving(options.port) as running:
        _watch_input(stop)
        sys.stdout.write(_machine_words(running) if options.json else _human_words(running))
        sys.stdout.flush()
        while (left := options.idle - running.idle_seconds()) > 0 and not stop.wait(left):
            pass
    return 0


def _watch_input(stop: threading.Event) -> None:
    """Set ``stop`` when the other end of standard input closes; a terminal or a file says nothing of that kind."""
    try:
        mode = os.fstat(STDIN).st_mode
    except OSError:
        return
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return

    def watch() -> None:
        # Not through sys.stdin, whose lock would be held when Python ends.
        while os.read(STDIN, 4096):
            pass
        stop.set()

    threading.Thread(target=watch, daemon=True).start()


def _machine_words(running: Serving) -> str:
    return json.dumps({"endpoint": running.endpoint, "environment": environment(running.endpoint)}) + "\n"


def _human_words(running: Serving) -> str:
    exports = (f"export {name}={shlex.quote(value)}\n" for name, value in environment(running.endpoint).items())
    return (
        f"# test AWS on {running.endpoint}, account {ACCOUNT}, user {USER}; Ctrl-C stops it\n"
        f"# script it: curl {running.endpoint}/_control/\n"
        "unset AWS_PROFILE AWS_SESSION_TOKEN\n" + "".join(exports)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
