"""The control API, ``/_control/...``: how a test, or a person with curl, scripts the test AWS from another process.

GET    /_control/          this text
POST   /_control/reset     forget everything: resources, jobs, scripts, faults, the record
POST   /_control/faults    script one fault, or a list: {"kind": "throttle", "operation": "*", "when": "before",
                           "times": 1, "skip": 0, "seconds": 1, "code": ..., "status": ..., "message": ...,
                           "retry_after": ...}
GET    /_control/faults    the faults that are still to come
DELETE /_control/faults    nothing goes wrong any more
POST   /_control/release   send the answers that a slow fault delays
POST   /_control/jobs      script the life of a job, or of all to come: {"name": "*", "statuses": ["PENDING", "FAILED"],
                           "advance": "describe", "failure_reason": ..., "recommendations": [...],
                           "performances": [...], "steps": [...]}
GET    /_control/jobs      every job, with the whole request that made it
POST   /_control/advance   move a job to its next state: {"name": ...}, or to a state: {"name": ..., "to": "FAILED"}
POST   /_control/quotas    set SageMaker quotas by name: {"ml.m5.xlarge for endpoint usage": 4}
POST   /_control/products  set the rows of the Price List, for every Region: a list of objects, or of texts as they are
GET    /_control/requests  the record; ?operation=...&carried_out=true&at_least=2&timeout=60 waits for so many
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIEnvironment

from recolint.testing.aws.faults import MAX_SECONDS, Fault
from recolint.testing.aws.gate import Gate
from recolint.testing.aws.jobs import Advance, Job, Jobs, Life
from recolint.testing.aws.messages import Answer, HttpRequest
from recolint.testing.aws.price_list import PriceList

PREFIX = "/_control/"


@dataclass(frozen=True, slots=True)
class Control:
    """A WSGI application that scripts a gate and what is behind it."""

    gate: Gate
    jobs: Jobs
    quotas: dict[str, float]
    price_list: PriceList

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request in JSON: 400 for an invalid request, 404 for an unknown method or path."""
        request = HttpRequest.take(environ)
        routes: dict[str, Callable[[Any], object]] = {
            "GET ": lambda _: {"help": (__doc__ or "").splitlines()},
            "POST reset": self._reset,
            "POST faults": self._add_faults,
            "GET faults": lambda _: self.gate.faults.waiting(),
            "DELETE faults": self._clear_faults,
            "POST release": self._release,
            "POST jobs": self._script,
            "GET jobs": lambda _: [_told(job) for job in self.jobs.all()],
            "POST advance": lambda given: [_told(job) for job in self.jobs.advance(**given)],
            "POST quotas": self._set_quotas,
            "POST products": self.price_list.set,
            "GET requests": self._requests,
        }
        route = routes.get(f"{request.method} {request.path.removeprefix(PREFIX)}")
        if route is None:
            return Answer.of_json(404, {"error": f"no {request.method} {request.path}"}).send(start_response)
        try:
            given = json.loads(request.body) if request.body else dict(parse_qsl(request.query))
            return Answer.of_json(200, _plain(route(given))).send(start_response)
        except (TypeError, ValueError) as error:
            return Answer.of_json(400, {"error": str(error)}).send(start_response)

    def _reset(self, _: object) -> object:
        self.gate.reset()
        return {}

    def _add_faults(self, given: Any) -> object:
        faults = [Fault(**one) for one in (given if isinstance(given, list) else [given])]
        self.gate.faults.add(faults)
        return self.gate.faults.waiting()

    def _clear_faults(self, _: object) -> object:
        self.gate.faults.clear()
        return []

    def _release(self, _: object) -> object:
        self.gate.release()
        return {}

    def _script(self, given: dict[str, Any]) -> object:
        name = given.pop("name", "*")
        if "statuses" in given:
            given["statuses"] = tuple(given["statuses"])
        if "advance" in given:
            given["advance"] = Advance(given["advance"])
        life = Life(**given)
        if not life.statuses:
            raise ValueError("statuses: a job has at least one")
        self.jobs.script(name, life)
        return {}

    def _set_quotas(self, given: dict[str, float]) -> object:
        self.quotas.update({name: float(value) for name, value in given.items()})
        return self.quotas

    def _requests(self, given: dict[str, str]) -> object:
        at_least = int(given.pop("at_least", "0"))
        timeout = min(float(given.pop("timeout", MAX_SECONDS)), MAX_SECONDS)
        wanted: dict[str, Any] = dict(given)
        if "carried_out" in wanted:
            wanted["carried_out"] = wanted["carried_out"] == "true"
        if unknown := wanted.keys() - {"operation", "service", "carried_out"}:
            raise ValueError(f"requests are not chosen by {', '.join(sorted(unknown))}")
        return self.gate.record.wait(at_least, timeout, **wanted)


def _told(job: Job) -> dict[str, Any]:
    told = asdict(job)
    told.pop("life")
    return {"name": job.name, **told}


def _plain(value: object) -> object:
    return [asdict(fault) for fault in value if isinstance(fault, Fault)] or value if isinstance(value, list) else value
