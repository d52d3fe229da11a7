"""The parts of a shell script, as far as they matter for what a command sends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.hosts.traced import Traced


class PartKind(Enum):
    """The kinds of a word's parts."""

    BARE = "bare"
    SINGLE = "single quotes"
    DOUBLE = "double quotes"
    ANSI = "$'...'"
    HERE = "here-document"
    VARIABLE = "variable"
    ARRAY = "array"
    COMMANDS = "command substitution"
    OPAQUE = "opaque"
    """Parts that only a shell can evaluate: arithmetic, globs, braces, most forms of ``${...}``."""


class Part(NamedTuple):
    """A stretch of a word, as offsets in the script. ``name`` is a variable's; a default makes ``has_default``."""

    kind: PartKind
    start: int
    end: int
    quoted: bool = False
    name: str = ""
    has_default: bool = False
    body: tuple[Statement, ...] = ()


class Word(NamedTuple):
    """A word of the ``script``, or the text of a here-document."""

    parts: tuple[Part, ...]
    start: int
    end: int
    script: Traced

    @property
    def span(self) -> Span:
        """Where the word is in the host's file, quotes included."""
        return self.script.span(self.start, self.end)

    @property
    def written(self) -> str:
        """The word as the script has it."""
        return self.script.text[self.start : self.end]


class Assignment(NamedTuple):
    """``NAME=value``, ``NAME+=value``, ``NAME=(value ...)``; ``values`` is ``None`` if only a run would show them."""

    name: str
    values: tuple[Word, ...] | None
    is_array: bool = False
    appends: bool = False


@dataclass(slots=True)
class HereDocument:
    """``<<EOF``. The parser fills in ``text`` when it comes to the lines."""

    end: str
    expands: bool
    strips_tabs: bool
    text: Traced | None = None


class Redirect(NamedTuple):
    """``> file``; ``target`` of a here-document is its text."""

    sign: str
    target: Word | HereDocument | None


class Command(NamedTuple):
    """A simple command."""

    assignments: tuple[Assignment, ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...]
    script: Traced


class Chain(NamedTuple):
    """Statements joined by ``&&`` and ``||``; ``signs`` has one less than ``statements``."""

    statements: tuple[Statement, ...]
    signs: tuple[str, ...]


class Way(Enum):
    """How the bodies of a block are run."""

    GROUP = "group"
    BRANCH = "branch"
    LOOP = "loop"
    APART = "apart"
    """In a process of their own: ``( )``, a pipeline, ``&``."""
    FUNCTION = "function"


class Block(NamedTuple):
    """Bodies that are run in some ``way``. ``words`` follow ``for`` and ``case``; a loop or function has a ``name``."""

    way: Way
    bodies: tuple[tuple[Statement, ...], ...]
    words: tuple[Word, ...] = ()
    name: str = ""


class Test(NamedTuple):
    """``(( ))`` or ``[[ ]]``, as written."""

    written: str


Statement = Command | Chain | Block | Test


class BrokenError(Exception):
    """A fault that ends the reading of a script: its place in the host's file, and where the unread rest starts."""

    def __init__(self, at: Span, unread: int, message: str) -> None:
        super().__init__(message)
        self.at = at
        self.unread = unread
