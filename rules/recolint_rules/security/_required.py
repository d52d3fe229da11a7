"""The base of rules about members that a team requires."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    Any,
    ClassVar,
    Finding,
    HasRoute,
    Job,
    Located,
    Member,
    NamedTuple,
    Protocol,
    Rule,
    Structure,
    TypeVar,
    View,
    contract,
)


class Requiring(Protocol):
    """Options with ``required``."""

    @property
    def required(self) -> bool: ...


OptionsT = TypeVar("OptionsT", bound=Requiring, covariant=True)


class RequiredByPolicy(Rule[OptionsT]):
    """Finds a job without a member of one of its structures, when the option ``required`` is true."""

    member: ClassVar[tuple[Structure[Any], Member]]
    """The structure in the request, and the member of it."""
    called: ClassVar[str]
    """The member in the message."""
    advice: ClassVar[str]

    def check(self, job: Job) -> Iterator[Finding]:
        if not self.options.required:
            return
        gap = missing(job, self.member)
        if gap is not None:
            yield self.finding(gap.place, f"{self.called} is {gap.why}; the policy requires it", help=self.advice)


class Gap(NamedTuple):
    """The place of a missing member, and whether it is ``missing`` or ``empty``."""

    place: HasRoute
    why: str


def missing(job: Job, wanted: tuple[Structure[Any], Member]) -> Gap | None:
    """The place where ``job`` certainly lacks the member ``wanted`` of one of its structures, or has the empty string.
    RL102 reports a missing structure that the contract requires.
    """
    structure, member = wanted
    home: View = structure.__get__(job, Job)
    if home.get(member) == "":
        return Gap(Located("", home.at(member)), "empty")
    if home.lacks(member) and (home or _is_optional(structure)):
        return Gap(home or job, "missing")
    return None


def _is_optional(structure: Structure[Any]) -> bool:
    request = contract.shape(())
    return request is not None and structure.name not in request.required
