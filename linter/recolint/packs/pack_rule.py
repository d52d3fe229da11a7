"""A rule of a pack as a rule class like any other: what is right is seen in one call, what is not is then looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from recolint.base.finding import Finding, Route
from recolint.base.named_tuple import NamedTuple
from recolint.packs.expression import Expression
from recolint.packs.member_path import MemberPath
from recolint.packs.message import Message
from recolint.packs.meter import MAX_STEPS, CostError, Meter
from recolint.packs.partial import UnknownError, partial
from recolint.request.job import Job
from recolint.request.view import once
from recolint.rule.kinds import Preset, Rule
from recolint.rule.making import UnsoundError

Test = Callable[[Any], bool]


class Statement(NamedTuple):
    """The requirement of a rule: ``accepts`` is true of each value at ``at``, or, without it, of the request.

    ``fails_missing``: one value must be there. ``requires``: each structure on the way must have its member.
    """

    when: Expression | None
    at: MemberPath | None
    accepts: Test
    meter: Meter
    message: Message
    help: str | None = None
    fails_missing: bool = False
    requires: bool = False


class PackRule(Rule[None]):
    """The base of all rules of packs."""

    preset = Preset.MINIMAL
    statement: ClassVar[Statement]
    seems_right: ClassVar[tuple[Test]]
    """A function of the data of a request: true if there is nothing to report. A tuple keeps it from being a method."""

    def check(self, job: Job) -> Iterator[Finding]:
        """The findings of a request, where all that they depend on is known."""
        self.statement.meter.refill()
        try:
            data = _data(job)
            if not self._is_right(data):
                yield from self._judged(data)
        except UnknownError:
            return
        except CostError as error:
            raise UnsoundError(f"it takes more than {MAX_STEPS:,} steps") from error

    def _is_right(self, data: Any) -> bool:
        try:
            return self.seems_right[0](data)
        except UnknownError:
            # Of several values some may be known.
            return self.statement.at is None

    def _judged(self, data: Any) -> Iterator[Finding]:
        """The findings of ``data``, in which something may be wrong; raises ``UnknownError``."""
        when = self.statement.when
        wrong = list(self._wrong(data))
        if wrong and (when is None or when.holds(data)):
            for route, value in wrong:
                yield self._finding(route, value, data)

    def _wrong(self, data: Any) -> Iterator[tuple[Route, Any]]:
        """The routes that are wrong where ``when`` is true, each with its value (``None``: missing)."""
        statement = self.statement
        if statement.at is None:
            yield (), None
            return
        found = statement.at.find(data)
        for value, route in found.values:
            if not _accepted(statement.accepts, value):
                yield route, value
        if statement.requires:
            for route in found.required:
                yield route, None
        elif statement.fails_missing and not found.values and found.is_whole:
            yield (found.lacking[0] if found.lacking else statement.at.head), None

    def _finding(self, route: Route, value: Any, data: Any) -> Finding:
        statement = self.statement
        name = statement.at.name if statement.at is not None else ""
        message = statement.message.filled({"value": value, "name": name, Job.name.name: _job_name(data)})
        return self.finding(route, message, help=statement.help)


def _accepted(accepts: Test, value: Any) -> bool:
    """Whether ``value`` is right, or cannot be judged."""
    try:
        return accepts(value)
    except UnknownError:
        return True


def _job_name(data: Any) -> Any:
    """The name of the job, or words for it if the spec does not have a valid one."""
    try:
        return data.get(Job.name.name) or _NO_NAME
    except UnknownError:
        return _NO_NAME


_NO_NAME = "the job"


@once
def _data(job: Job) -> Any:
    return partial(job.data(), job.refused | job.gaps.unknown, job.gaps.open)


def seems_right(statement: Statement) -> Test:
    """The function of the data of a request that is true where ``statement`` has nothing to report."""
    if statement.at is None:
        return statement.accepts
    return statement.at.test(statement.accepts, needs_value=statement.fails_missing or statement.requires)
