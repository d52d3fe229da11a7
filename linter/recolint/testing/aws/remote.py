"""The test AWS as another process sees it: boto3 clients that speak to it, and its control API in Python.

It needs neither moto nor pytest: ``with started() as aws: aws.client("sagemaker").list_models()``.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID, REGION, environment, expired

SERVER = (sys.executable, "-m", "recolint.testing.aws")
"""The command that starts it."""
PATIENCE = 70.0
"""Seconds to wait for an answer of the control API: more than it may wait itself."""


@dataclass(slots=True)
class TestAws:
    """A running test AWS at ``endpoint``, ``http://127.0.0.1:<port>``."""

    __test__ = False  # not a class of tests, whatever its name looks like to pytest

    endpoint: str
    _clients: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """Variables for a process that shall meet this server."""
        return environment(self.endpoint)

    @property
    def expired_environment(self) -> dict[str, str]:
        """The same with credentials that have expired."""
        return expired(self.endpoint)

    def client(
        self,
        service: str,
        region: str = REGION,
        *,
        attempts: int = 1,
        key: tuple[str, str, str | None] = (ACCESS_KEY_ID, ACCESS_KEY.secret, None),
    ) -> Any:
        """A boto3 client that makes each request at most ``attempts`` times, as ``key``: id, secret, session token.

        Clients are kept, for they are slow to make, until ``close``.
        """
        from botocore.config import Config

        wanted = (service, region, attempts, key)
        if wanted not in self._clients:
            self._clients[wanted] = _session().client(
                service,
                region_name=region,
                endpoint_url=self.endpoint,
                aws_access_key_id=key[0],
                aws_secret_access_key=key[1],
                aws_session_token=key[2],
                config=Config(retries={"total_max_attempts": attempts, "mode": "standard"}),
            )
        return self._clients[wanted]

    def close(self) -> None:
        """Close the connections of all clients."""
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    def reset(self) -> None:
        """Forget everything that was created or scripted."""
        self._ask("POST", "reset")

    def fault(self, kind: str, operation: str = "*", **more: Any) -> None:
        """Script one fault; ``more`` are fields of ``faults.Fault``: ``times``, ``skip``, ``when``, ``seconds``..."""
        self._ask("POST", "faults", {"kind": kind, "operation": operation, **more})

    def faults(self) -> list[dict[str, Any]]:
        """The faults that are still to come."""
        waiting: list[dict[str, Any]] = self._ask("GET", "faults")
        return waiting

    def clear_faults(self) -> None:
        """Nothing goes wrong any more."""
        self._ask("DELETE", "faults")

    def release(self) -> None:
        """Send the answers that a slow fault delays."""
        self._ask("POST", "release")

    def script(self, name: str = "*", **life: Any) -> None:
        """Script the life of a job, or of all jobs to come: the fields of ``Life``."""
        self._ask("POST", "jobs", {"name": name, **life})

    def advance(self, name: str, to: str | None = None) -> None:
        """Move a job to its next state, or to the state ``to``."""
        self._ask("POST", "advance", {"name": name, "to": to})

    def jobs(self) -> list[dict[str, Any]]:
        """Every job on the server, with ``name``, ``status`` and the whole ``request``."""
        made: list[dict[str, Any]] = self._ask("GET", "jobs")
        return made

    def quotas(self, values: dict[str, float]) -> None:
        """Set SageMaker quotas by name."""
        self._ask("POST", "quotas", values)

    def products(self, rows: Sequence[object]) -> None:
        """Set the rows of the Price List: objects such as ``price_list.product`` makes, or texts as they are."""
        self._ask("POST", "products", list(rows))

    def requests(self, *, at_least: int = 0, **wanted: str) -> list[dict[str, Any]]:
        """The record, or the requests of an ``operation``; waits until there are ``at_least`` so many."""
        found: list[dict[str, Any]] = self._ask("GET", f"requests?{urlencode({'at_least': at_least, **wanted})}")
        return found

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        address = urlsplit(self.endpoint)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)
        try:
            connection.request(method, f"/_control/{path}", None if body is None else json.dumps(body))
            answer = connection.getresponse()
            told = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != http.client.OK:
            raise ValueError(told["error"])
        return told


@cache
def _session() -> Any:
    """One session, which reads each service's model once."""
    import boto3

    return boto3.session.Session()


@contextmanager
def started() -> Iterator[TestAws]:
    """A test AWS in a process of its own, which ends with this block, or with this process."""
    command = (*SERVER, "--json")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        announced = process.stdout.readline() if process.stdout else ""
        if not announced:
            raise RuntimeError(f"the test AWS ended with {process.wait()} before it served; its words are on stderr")
        aws = TestAws(json.loads(announced)["endpoint"])
        try:
            yield aws
        finally:
            aws.close()
            if process.stdin:
                process.stdin.close()
