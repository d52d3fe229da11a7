"""Plain data about a file and what is wrong with it."""

from __future__ import annotations

from enum import Enum

from recolint.base.finding import Fix, Part, Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any
from recolint.base.text import Format, Span
from recolint.base.value import Value

__all__ = ["OF_CONFIGS", "OF_SUPPRESSIONS", "UNREADABLE", "Comment", "Content", "Entry", "Fault", "FaultKind", "Format"]


class FaultKind(Enum):
    """The kinds of faults in a file, before the request in it can be judged."""

    ENCODING = "encoding"
    SYNTAX = "syntax"
    DUPLICATE_KEY = "duplicate-key"
    NOT_A_MAPPING = "not-a-mapping"
    UNKNOWN_TAG = "unknown-tag"
    KEY_NOT_STRING = "key-not-string"
    CYCLE = "cycle"
    ALIAS_BOMB = "alias-bomb"
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    EMPTY_DOCUMENT = "empty-document"
    NOT_A_SPEC = "not-a-spec"
    BYTE_ORDER_MARK = "byte-order-mark"
    SEVERAL_DOCUMENTS = "several-documents"
    UNTOLD_VALUE = "untold-value"
    SUPPRESSION_MALFORMED = "suppression-malformed"
    SUPPRESSION_UNKNOWN_RULE = "suppression-unknown-rule"
    SUPPRESSION_UNUSED = "suppression-unused"
    SUPPRESSION_EXPIRED = "suppression-expired"
    SUPPRESSION_REFUSED = "suppression-refused"
    RULE_LOCKED = "rule-locked"
    POLICY = "policy"
    ROLE_POLICIES = "role-policies"


UNREADABLE = frozenset(
    {
        FaultKind.ENCODING,
        FaultKind.SYNTAX,
        FaultKind.CYCLE,
        FaultKind.ALIAS_BOMB,
        FaultKind.TOO_DEEP,
        FaultKind.TOO_LARGE,
    }
)
"""The faults that keep a file from being read as data."""

OF_SUPPRESSIONS = frozenset(
    {
        FaultKind.SUPPRESSION_MALFORMED,
        FaultKind.SUPPRESSION_UNKNOWN_RULE,
        FaultKind.SUPPRESSION_UNUSED,
        FaultKind.SUPPRESSION_EXPIRED,
        FaultKind.SUPPRESSION_REFUSED,
        FaultKind.RULE_LOCKED,
    }
)
"""The faults of suppressions and baselines. They do not affect the data."""

OF_CONFIGS = frozenset({FaultKind.POLICY, FaultKind.ROLE_POLICIES})
"""The faults of a config and of the files that it names, whatever spec brought them up."""


class Fault(Value):
    """A fault in a file: its kind, its own words, and where it is.

    ``index`` is the number of the document in the file, from 0. ``route`` is the nearest value that has a name.
    """

    kind: FaultKind
    message: str
    span: Span
    index: int = 0
    route: Route = ()
    part: Part = Part.VALUE
    help: str | None = None
    labels: tuple[tuple[Span, str], ...] = ()
    data: Any = None
    """The root that is not a mapping."""
    fix: Fix | None = None

    def _compared(self) -> dict[str, Any]:
        fields = super()._compared()
        del fields["data"]
        return fields


class Comment(NamedTuple):
    """A YAML comment from its ``#`` to the end of the line; ``own_line`` when only white space is before it."""

    text: str
    span: Span
    own_line: bool


class Entry(NamedTuple):
    """A member or a list item of a spec, with its places. The root has an entry too, with route ``()``."""

    route: Route
    key: Span | None
    value: Span

    @property
    def start(self) -> int:
        """Where its text begins: at the key, if it has one."""
        return self.key.start if self.key else self.value.start


class Content(NamedTuple):
    """All names and values of a spec, in no order and without routes.

    Routes would take three times as long. ``containers`` are structures and lists, ``others`` the
    values that are neither these nor text.
    """

    names: set[str]
    texts: list[str]
    others: list[object]
    containers: list[Any]

    @classmethod
    def of(cls, data: Any) -> Content:
        """The content of ``data``, refused or not."""
        names: set[str] = set()
        texts: list[str] = []
        others: list[object] = []
        containers: list[Any] = [data]
        for container in containers:  # which grows meanwhile
            values = container
            if isinstance(container, dict):
                names.update(container)
                values = container.values()
            for value in values:
                kind = type(value)
                if kind is str:
                    texts.append(value)
                elif kind is dict or kind is list:
                    containers.append(value)
                else:
                    others.append(value)
        return cls(names, texts, others, containers)
