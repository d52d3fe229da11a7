"""Start the test AWS on a free loopback port: ``python -m recolint.testing.aws``.

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
from collections.abc import Sequence

from recolint.testing.aws.credentials import ACCOUNT, USER, environment

IDLE_LIMIT = 1800.0
STDIN = 0


def main(argv: Sequence[str]) -> int:
    """Serve until stopped; then return 0."""
    parser = argparse.ArgumentParser(
        prog="python -m recolint.testing.aws", description="A test AWS on loopback. It knows no real account."
    )
    parser.add_argument("--port", type=int, default=0, help="the port (default: a free one)")
    parser.add_argument("--idle", type=float, default=IDLE_LIMIT, metavar="S", help="stop after so many idle seconds")
    parser.add_argument("--json", action="store_true", help="print address and environment as one line of JSON")
    options = parser.parse_args(argv)
    # moto reads these: its answers must not depend on the user's settings.
    for name in [name for name in os.environ if name.startswith(("AWS_", "MOTO_"))]:
        del os.environ[name]
    # SageMaker's model does not list the errors that all services have; moto wonders about each.
    warnings.filterwarnings("ignore", message="Exception.* does not match an error shape", category=UserWarning)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        # moto takes a second to import: the help does not wait for it.
        from recolint.testing.aws.server import serving
    except ModuleNotFoundError as missing:
        parser.exit(2, f"the test AWS needs {missing.name}: pip install 'recolint[dev]'\n")
    with serving(options.port) as running:
        _watch_input(stop)
        sys.stdout.write(_machine_words(running.endpoint) if options.json else _human_words(running.endpoint))
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
        # Not through sys.stdin: this thread would hold its lock when Python ends.
        while os.read(STDIN, 4096):
            pass
        stop.set()

    threading.Thread(target=watch, daemon=True).start()


def _machine_words(endpoint: str) -> str:
    return json.dumps({"endpoint": endpoint, "environment": environment(endpoint)}) + "\n"


def _human_words(endpoint: str) -> str:
    exports = (f"export {name}={shlex.quote(value)}\n" for name, value in environment(endpoint).items())
    return (
        f"# test AWS on {endpoint}, account {ACCOUNT}, user {USER}; Ctrl-C stops it\n"
        f"# script it: curl {endpoint}/_control/\n"
        "unset AWS_PROFILE AWS_SESSION_TOKEN\n" + "".join(exports)
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
