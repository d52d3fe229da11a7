"""What the rules about members that a team requires share: a rule names the member, the rest follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Protocol, TypeVar

from recolint.plugin import Finding, Job, Member, Rule, Structure, contract


class Requiring(Protocol):
    """Options that say whether the member is required."""

    @property
    def required(self) -> bool: ...


OptionsT = TypeVar("OptionsT", bound=Requiring, covariant=True)


class RequiredByPolicy(Rule[OptionsT]):
    """Finds a job without a member of one of its structures, when the option ``required`` is true.

    A structure that the contract itself requires is reported by RL102 when it is missing.
    """

    member: ClassVar[tuple[Structure[Any], Member]]
    """The structure in the request, and the member of it."""
    called: ClassVar[str]
    """The member in the message."""
    advice: ClassVar[str]

    def check(self, job: Job) -> Iterator[Finding]:
        if not self.options.required:
            return
        structure, member = self.member
        home = structure.__get__(job, Job)
        if not home.lacks(member) or not (home or _is_optional(structure)):
            return
        yield self.finding(home or job, f"{self.called} is missing; the policy requires it", help=self.advice)


def _is_optional(structure: Structure[Any]) -> bool:
    request = contract.shape(())
    return request is not None and structure.name not in request.required
