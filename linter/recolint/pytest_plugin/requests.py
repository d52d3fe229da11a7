"""The requests that a test has made: what was asked, where, and what recolint finds in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from recolint.base.named_tuple import NamedTuple

if TYPE_CHECKING:
    # pytest imports this module also where nothing is linted.
    from recolint.aws.checking import Checker, Verdict
    from recolint.base.finding import Finding


class Place(NamedTuple):
    """The line of a call, from 1, and its file, relative to the directory of the run if it is below."""

    path: str
    line: int


class Request:
    """A request as the tested code passed it to boto3.

    ``text`` is the request as JSON, ``{}`` if ``problem`` says why it cannot be JSON. ``region`` is that of the client,
    ``place`` the line of the call.
    """

    def __init__(self, text: str, region: str | None, place: Place, checker: Checker, problem: str = "") -> None:
        """Take a request that ``checker`` checks when its findings are asked for."""
        self.text = text
        self.region = region
        self.place = place
        self.problem = problem
        self._checker = checker

    @property
    def params(self) -> Mapping[str, Any]:
        """The members as they were at the call. A value that is not JSON is a string."""
        members: Mapping[str, Any] = json.loads(self.text)
        return members

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, also those that a mark ignores."""
        return self.verdict.findings

    @cached_property
    def verdict(self) -> Verdict:
        """The findings, and whether ``recolint check`` would fail."""
        from recolint.aws.checking import Verdict

        return Verdict(problems=(self.problem,)) if self.problem else self._checker.check(self.text, self.region)


class Requests:
    """The requests of one test, in order of the calls."""

    def __init__(self) -> None:
        """Begin without one."""
        self._made: list[Request] = []
        self._reported = 0

    @property
    def requests(self) -> tuple[Request, ...]:
        """All so far."""
        return tuple(self._made)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all so far, also those that a mark ignores."""
        return tuple(finding for request in self.requests for finding in request.findings)

    def add(self, request: Request) -> None:
        """Add one; any thread may."""
        self._made.append(request)

    def unreported(self) -> tuple[Request, ...]:
        """Those that no earlier call of this method returned."""
        made = self.requests
        new = made[self._reported :]
        self._reported = len(made)
        return new
