"""Examples of rules, which are their tests and are on their pages."""

from __future__ import annotations

from recolint.base.finding import Part, Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any


class Valid(NamedTuple):
    """A spec, or as much of one as the rule looks at, on which a rule is silent.

    ``options`` are values for the rule's options, ``settings`` for ``region`` and ``account``, as a config would set
    them. ``answers`` are those of AWS to an online rule: ``{"iam GetRole": {"Role": {...}}}``. ``None`` means that the
    resource does not exist; a text is the reason for a missing answer; ``"kms DescribeKey KeyId=alias/a"`` is for one
    question of several. The caller's account defaults to 111122223333. ``policies`` are the available ones,
    by owner (``role``, ``trust``, ``boundary``, ``caller``, ``session``, ``scp``, ``key``, ``bucket``,
    ``repository``): a statement or a list of them. The texts of managed policies stand for themselves.
    """

    text: str
    options: dict[str, Any] | None = None
    title: str = ""
    settings: dict[str, str] | None = None
    answers: dict[str, dict[str, Any] | str | None] | None = None
    policies: dict[str, Any] | None = None


class Invalid(NamedTuple):
    """A spec, or as much of one as the rule looks at, with one finding of the rule at ``at`` (a JSON pointer).

    ``spec`` is the number of the document that the finding is in, for texts of several. ``fixed`` is the whole text
    after the finding's fix; ``None`` where the rule offers no fix here. ``severity``, ``message`` and ``help`` are
    those of the finding, where the example states them.
    """

    text: str
    at: str
    part: Part = Part.VALUE
    spec: int = 0
    fixed: str | None = None
    options: dict[str, Any] | None = None
    title: str = ""
    settings: dict[str, str] | None = None
    answers: dict[str, dict[str, Any] | str | None] | None = None
    policies: dict[str, Any] | None = None
    severity: Severity | None = None
    message: str | None = None
    help: str | None = None


Example = Valid | Invalid
