"""The questions of an online rule about the account that a spec runs in, and the answers.

A rule asks with AWS's own words, ``account.ask("iam", "GetRole", RoleName="jobs")``, and reads AWS's own answer. It can
ask only: every operation that could change something is refused here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from recolint.base.finding import SpecId
from recolint.base.named_tuple import NamedTuple

_READING = r"(?a)(?:Get|Describe|List|Simulate)[A-Z]\w*"


class Question(NamedTuple):
    """One call: the service as boto3 names it, the operation as the API names it, its parameters in JSON, a Region."""

    service: str
    operation: str
    parameters: str
    region: str

    @property
    def name(self) -> str:
        """``iam GetRole``."""
        return f"{self.service} {self.operation}"

    def __str__(self) -> str:
        """``iam GetRole RoleName=jobs``."""
        given = json.loads(self.parameters).items()
        shown = (value if isinstance(value, str) else json.dumps(value) for _, value in given)
        return " ".join([self.name, *(f"{name}={text}" for (name, _), text in zip(given, shown, strict=True))])


class NotAnsweredError(Exception):
    """AWS did not answer: denied, throttled, too slow, not reachable. The rule has nothing to say then.

    A rule may catch it to continue with its next question. Caught or not, it counts as an unanswered lookup.
    """

    def __init__(self, reason: str) -> None:
        """Take why, in a few words for the user."""
        self.reason = reason
        super().__init__(reason)


class Answer(dict[str, Any]):
    """AWS's answer. Reading a missing member raises ``NotAnsweredError``: an incomplete answer is not an answer."""

    def __missing__(self, member: str) -> Any:
        """Say which member AWS left out."""
        raise NotAnsweredError(f"the answer has no {member}")

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Answer:
        """``data`` with all mappings in it."""
        return cls({name: _answer(value) for name, value in data.items()})


def _answer(value: object) -> object:
    if isinstance(value, dict):
        return Answer.of(value)
    return [_answer(item) for item in value] if isinstance(value, list) else value


Ask = Callable[[Question], Answer | None]
"""Puts a question to AWS: its answer, or ``None`` when what is asked for is not there. Raises ``NotAnsweredError``."""


class Account:
    """The account as one rule sees it for one spec."""

    def __init__(self, ask: Ask, region: str) -> None:
        """Take the way to ask, and the Region that the job would run in."""
        self._ask = ask
        self._region = region
        self._asked = ""
        self._unanswered: dict[NotAnsweredError, str] = {}

    def ask(self, service: str, operation: str, **parameters: Any) -> Answer | None:
        """AWS's answer; ``None`` when what is asked for is not there. Raises ``NotAnsweredError``.

        ``service`` as boto3 names it, ``operation`` and ``parameters`` as the API names them. Lists come whole, from
        all their pages. ``GetObject`` needs a ``Range``, and its ``Body`` is the bytes. Raises ``ValueError`` for an
        operation that might change something.
        """
        if not re.fullmatch(_READING, operation):
            raise ValueError(f"{service} {operation}: a rule may only ask")
        question = Question(service, operation, json.dumps(parameters, sort_keys=True), self._region)
        self._asked = str(question)
        try:
            return self._ask(question)
        except NotAnsweredError as error:
            self.record_unanswered(error)
            raise

    def record_unanswered(self, error: NotAnsweredError) -> None:
        """Record that the last question has no answer that a rule can use."""
        self._unanswered.setdefault(error, self._asked)

    def forget_unanswered(self, error: NotAnsweredError) -> None:
        """Forget that a question has no answer: another question reports the same."""
        self._unanswered.pop(error, None)

    @property
    def id(self) -> str:
        """The 12 digits of the account that the credentials belong to. Raises ``NotAnsweredError``."""
        identity = self.ask("sts", "GetCallerIdentity")
        account: str = (identity or Answer())["Account"]
        return account

    @property
    def caller(self) -> str:
        """The ARN of the user or session that the credentials belong to. Raises ``NotAnsweredError``."""
        identity = self.ask("sts", "GetCallerIdentity")
        arn: str = (identity or Answer())["Arn"]
        return arn

    @property
    def region(self) -> str:
        """The Region that the job would run in."""
        return self._region

    @property
    def asked(self) -> str:
        """The last question; empty before the first."""
        return self._asked

    @property
    def unanswered(self) -> tuple[tuple[str, str], ...]:
        """The questions without an answer, each with the reason."""
        return tuple((question, error.reason) for error, question in self._unanswered.items())


class Skip(NamedTuple):
    """A lookup that AWS did not answer, why, and what therefore was not checked."""

    look_up: str
    reason: str
    rules: tuple[str, ...]
    """Codes, in order."""
    specs: tuple[SpecId, ...]


class Asked(NamedTuple):
    """The questions of a run to AWS: how many lookups, and those that were not answered."""

    look_ups: int
    skipped: tuple[Skip, ...]
