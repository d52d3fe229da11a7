"""Findings on a spec: plain data, with routes instead of lines."""

from __future__ import annotations

from datetime import date
from enum import Enum, IntEnum

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any, ClassVar
from recolint.base.text import Source, Span
from recolint.base.value import Value

Route = tuple[str | int, ...]
"""A way from the top level of a spec to a value: member names and list indices, ``("Tags", 0, "Key")``."""


def pointer(route: Route) -> str:
    """``route`` as a JSON pointer (RFC 6901); the root is the empty text."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in route)


def dotted(route: Route) -> str:
    """``route`` as AWS's documents write it: ``InputConfig.TrafficPattern.Phases[0]``."""
    text = ""
    for step in route:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


class Severity(IntEnum):
    """How bad a finding is; comparable."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word that users read and write."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """The severity that ``word`` names; raises ``KeyError`` for any other word."""
        return cls[word.upper()] if word.islower() else cls[""]


class Part(Enum):
    """Which half of an entry a finding is about."""

    KEY = "key"
    VALUE = "value"


class Reference(NamedTuple):
    """A document: its title, its address (``https``), and the day on which it was read, where that is recorded."""

    title: str
    url: str | None = None
    read: date | None = None


class Basis(Value):
    """The source that a rule relies on: a document or a text, and a detail of it. Use one of the subclasses."""

    source: Reference | str
    detail: str = ""
    kind: ClassVar[str] = ""

    @property
    def title(self) -> str:
        """The name of the document, or the text instead of one."""
        return self.source if isinstance(self.source, str) else self.source.title

    @property
    def url(self) -> str | None:
        """Where the document is on the web."""
        return None if isinstance(self.source, str) else self.source.url

    @property
    def read(self) -> date | None:
        """When the document was read."""
        return None if isinstance(self.source, str) else self.source.read

    @property
    def words(self) -> str:
        """Title and detail."""
        return f"{self.title}, {self.detail}" if self.detail else self.title

    @property
    def shown(self) -> str:
        """Kind, title and detail, as reports print them."""
        return f"{self.kind}, {self.words}"


class Client(Basis):
    """Refused by AWS's own client before any call."""

    kind = "client"


class Model(Basis):
    """Refused by the service: a constraint of its published model."""

    kind = "model"


class Documented(Basis):
    """Stated in AWS's documents."""

    kind = "documented"


class Inferred(Basis):
    """Concluded from known facts; AWS does not state it."""

    kind = "inferred"


class Advice(Basis):
    """Good practice, or a team's own policy."""

    kind = "advice"


class SpecId(Value):
    """Which spec of a run: the file as the user named it, and the number of the document in it, from 0."""

    path: str
    index: int

    @classmethod
    def of(cls, source: Source, index: int) -> SpecId:
        """Document ``index`` of ``source``. In a file with a spec in each line, lines are its documents."""
        return cls(source.path, index + max(source.first - 1, 0))

    @property
    def shown(self) -> str:
        """The spec in a message: the path, and the number of a document after the first."""
        return f"{self.path}, document {self.index}" if self.index else self.path


class Label(NamedTuple):
    """A second place that explains a finding. ``spec`` is set for another spec; ``span``, as in ``Finding``."""

    route: Route
    message: str
    part: Part = Part.VALUE
    spec: SpecId | None = None
    span: Span | None = None


class Set(Value):
    """Put ``value`` (plain data) instead of the value at ``route``."""

    route: Route
    value: Any


class Rename(Value):
    """Call the member at ``route`` ``name``."""

    route: Route
    name: str


class Remove(Value):
    """Take the member or list item at ``route`` away."""

    route: Route


class Insert(Value):
    """Add member ``name`` with ``value`` (plain data) at the end of the structure at ``route``."""

    route: Route
    name: str
    value: Any


class Replace(Value):
    """Write ``text`` instead of the text at ``span``: for text that cannot be read as data and so has no route."""

    span: Span
    text: str


class DropByteOrderMark(Value):
    """Remove the byte order mark at the start of the file."""


Edit = Set | Rename | Remove | Insert | Replace | DropByteOrderMark


class Safety(Enum):
    """Whether a fix may be applied unasked: an unsafe one can raise cost or change what is tested."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Fix(NamedTuple):
    """A change that answers a finding, by route, so that one fix serves YAML and JSON."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE


class Finding(NamedTuple):
    """A fault, at a route of one spec.

    ``span`` is set only where a route cannot name the place (broken syntax, the first of two equal keys, a comment).
    ``confidential``: the text at the place must not be shown, and no report prints it.
    """

    code: str
    name: str
    severity: Severity
    basis: Basis
    message: str
    route: Route
    part: Part = Part.VALUE
    labels: tuple[Label, ...] = ()
    help: str | None = None
    fix: Fix | None = None
    span: Span | None = None
    confidential: bool = False

    @property
    def advice(self) -> str | None:
        """The advice, for formats that do not show fixes: the help, or the title of the fix that needs none."""
        return self.help or (self.fix.title if self.fix else None)
