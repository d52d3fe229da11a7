"""The text of a word, as far as the script alone shows it."""

from __future__ import annotations

import re
from collections.abc import Callable

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.hosts.shell.escapes import ansi, unescaped
from recolint.hosts.shell.parser import here_word
from recolint.hosts.shell.scope import Scope, Value
from recolint.hosts.shell.syntax import BrokenError, Command, HereDocument, Part, PartKind, Statement, Word
from recolint.hosts.traced import HOLE, Traced

Load = Callable[[str, Span], Traced | None]
"""Returns the text of the file at a path that is named at a place; ``None`` where it is not known."""

_SPLITS = re.compile(r"[ \t\n*?\[]")
_WORDS = re.compile(r"[^ \t\n]+")
_TILDE = re.compile(r"(?:^|[:=])~")
_PLAIN = re.compile(r"[\w./:=,@%+-]+", re.ASCII)
"""A word that the shell leaves as it is. Most are."""
_PRINTING = frozenset({"cat", "tee", "echo", "printf"})
_LONGEST_SAID = 60


class Field(NamedTuple):
    """A word of a command after expansion. One that ``may_be_many`` may stand for several words, or for none."""

    text: Traced
    may_be_many: bool = False


class Budget:
    """How many characters may come from variables in total: a script can double a text in each line."""

    def __init__(self, most: int) -> None:
        self._left = most

    def allows(self, length: int) -> bool:
        """Whether ``length`` more are allowed."""
        self._left -= length
        return self._left >= 0


class Expander:
    """Expands words in a ``scope`` that changes between calls."""

    def __init__(self, scope: Scope, load: Load, budget: Budget) -> None:
        self._scope = scope
        self._load = load
        self._budget = budget
        self.separators: str | None = ""
        """The characters that split words beside blanks, where the script sets ``IFS``; ``None`` if unknown."""

    def fields(self, word: Word) -> list[Field]:
        """The fields that ``word`` becomes in a command."""
        if _PLAIN.fullmatch(word.script.text, word.start, word.end):
            return [Field(word.script.slice(word.start, word.end))]
        only = _only(word)
        if only is not None and (several := self._several(word, only)) is not None:
            return several
        shape = _shape(word)
        if _is_pattern(shape):
            return [Field(Traced.hole(word.span, _said(word.written)), may_be_many=True)]
        text, is_split = self._joined(word)
        if not text.text and not any(part.quoted for part in word.parts):
            return []
        return [Field(text, is_split)]

    def text(self, word: Word) -> Traced:
        """The text that ``word`` becomes where nothing is split: in an assignment, a here-document, a redirection."""
        if not word.parts or word.parts[0].kind is not PartKind.HERE:
            shape = _shape(word)
            if _TILDE.search(shape):
                return Traced.hole(word.span, _said(word.written))
        only = _only(word)
        alone = self._alone(word, only) if only is not None else None
        if alone is not None:
            return alone
        return self._joined(word)[0]

    def _several(self, word: Word, part: Part) -> list[Field] | None:
        """The fields of a ``word`` that is nothing but ``part``, a variable, array or command substitution."""
        if part.kind is PartKind.ARRAY:
            return self._array(word, part)
        if part.kind not in (PartKind.VARIABLE, PartKind.COMMANDS):
            return None
        text = self._alone(word, part)
        if text is None:
            is_one = part.quoted and part.name != "@"
            return [Field(Traced.hole(word.span, _said(word.written)), may_be_many=not is_one)]
        if part.quoted:
            return [Field(text)]
        if not self._is_split(text.text):
            return [Field(text, may_be_many=not text.is_known)] if text.text else []
        if not text.is_known or self.separators != "" or any(sign in text.text for sign in "*?["):
            return [Field(Traced.hole(word.span, _said(word.written)), may_be_many=True)]
        return [Field(text.slice(*match.span())) for match in _WORDS.finditer(text.text)]

    def _is_split(self, text: str) -> bool:
        """Whether the shell makes several words of ``text`` without quotes, or may."""
        if self.separators is None:
            return True
        return _SPLITS.search(text) is not None or any(sign in text for sign in self.separators)

    def _array(self, word: Word, part: Part) -> list[Field]:
        value = self._scope.get(part.name)
        unknown = [Field(Traced.hole(word.span, _said(word.written)), may_be_many=True)]
        if value is None or not value.is_array:
            return unknown
        if not part.quoted and any(not item.text or self._is_split(item.text) for item in value.items):
            return unknown
        if not self._budget.allows(sum(len(item.text) for item in value.items)):
            return unknown
        return [Field(item) for item in value.items]

    def _alone(self, word: Word, part: Part) -> Traced | None:
        """The text of a ``part`` that is the whole ``word``, with its own places; ``None`` where it is not known."""
        if part.kind is PartKind.VARIABLE:
            return self._variable(part)
        return self._output(word, part) if part.kind is PartKind.COMMANDS else None

    def _variable(self, part: Part) -> Traced | None:
        value = self._scope.get(part.name)
        if value is None or value.is_array or (part.has_default and not value.items[0].text):
            return None
        text = value.items[0]
        return text if self._budget.allows(len(text.text)) else None

    def _joined(self, word: Word) -> tuple[Traced, bool]:
        """All parts of ``word`` as one text, and whether the shell may split it."""
        pieces: list[Traced] = []
        is_split = False
        script = word.script
        for part in word.parts:
            span = script.span(part.start, part.end)
            written = script.text[part.start : part.end]
            match part.kind:
                case PartKind.SINGLE:
                    pieces.append(script.slice(part.start, part.end))
                case PartKind.BARE | PartKind.DOUBLE | PartKind.HERE:
                    pieces.append(unescaped(script, part))
                case PartKind.ANSI:
                    pieces.append(ansi(script, part))
                case _:
                    text = self._alone(word, part)
                    if text is None or (not part.quoted and self._is_split(text.text)):
                        pieces.append(Traced.hole(span, _said(written)))
                        is_split = is_split or not part.quoted
                    else:
                        pieces.append(text.as_region(text.whole))
        return Traced.joined(pieces, word.span), is_split

    def _output(self, word: Word, part: Part) -> Traced | None:
        """The output of the commands of ``part``, if they only print what the script or a file contains."""
        if len(part.body) != 1:
            return None
        printed = self.printed(part.body[0])
        if printed is None:
            return None
        length = len(printed.text.rstrip("\n"))
        whole = printed.whole if printed.text else word.script.span(part.start, part.end)
        kept = printed.slice(0, length)
        return Traced(kept.text, kept.starts, kept.ends, whole, kept.said, printed.regions)

    def printed(self, statement: Statement) -> Traced | None:
        """The output of ``statement``, if it is a ``cat``, ``echo`` or ``printf`` of known text."""
        if not isinstance(statement, Command) or statement.assignments or _prints_otherwise(statement):
            return None
        inputs = [one for one in statement.redirects if one.sign in ("<<", "<<<", "<")]
        words = [field for word in statement.words for field in self.fields(word)]
        if any(field.may_be_many for field in words) or len(inputs) > 1:
            return None
        texts = [field.text for field in words]
        match [text.text for text in texts]:
            case ["cat" | "tee", *_] | [] if inputs and (len(texts) <= 1 or texts[0].text == "tee"):
                return self.given(inputs[0].sign, inputs[0].target)
            case ["cat", path] if not inputs and texts[1].is_known and not path.startswith("-"):
                return self._load(path, texts[1].whole)
            case ["echo", printed] if _prints_as_it_is(printed):
                return Traced.joined((texts[1], _newline(texts[1])), texts[1].whole)
            case ["printf", "%s", _]:
                return texts[2]
            case ["printf", "%s\\n", _]:
                return Traced.joined((texts[2], _newline(texts[2])), texts[2].whole)
            case ["printf", printed] if _prints_as_it_is(printed) and "%" not in printed:
                return texts[1]
        return None

    def given(self, sign: str, target: Word | HereDocument | None) -> Traced | None:
        """The text that a redirection of input reads."""
        if isinstance(target, HereDocument):
            if target.text is None or not target.expands:
                return target.text
            try:
                return self.text(here_word(target.text))
            except BrokenError:
                return Traced.hole(target.text.whole, "<<" + target.end)
        if target is None:
            return None
        text = self.text(target)
        if sign == "<<<":
            return Traced.joined((text, _newline(text)), text.whole)
        return self._load(text.text, text.whole) if text.is_known else None


def assigned(word: Word, expander: Expander) -> Value | None:
    """The value that ``NAME=word`` assigns; ``None`` where nothing of it is known."""
    text = expander.text(word)
    if text.text and not text.text.strip(HOLE):
        return None
    return Value((text,))


def _only(word: Word) -> Part | None:
    """The one part that makes up ``word``, the empty text between quotes aside."""
    parts = [part for part in word.parts if part.end > part.start]
    return parts[0] if len(parts) == 1 and (len(word.parts) == 1 or parts[0].quoted) else None


def _prints_otherwise(command: Command) -> bool:
    """Whether ``command`` is plainly not one of those that print their arguments or input."""
    first = command.words[0].written if command.words else "cat"
    return first not in _PRINTING and _PLAIN.fullmatch(first) is not None


def _newline(text: Traced) -> Traced:
    return Traced.at("\n", Span(text.whole.end, text.whole.end))


def _prints_as_it_is(text: str) -> bool:
    return "\\" not in text and not text.startswith("-")


def _said(written: str) -> str:
    line = written.partition("\n")[0]
    return written if written == line and len(line) <= _LONGEST_SAID else line[: _LONGEST_SAID - 3] + "..."


def _shape(word: Word) -> str:
    """The unquoted text of ``word``, with one letter for each quoted part or expansion."""
    text = word.script.text
    return "".join(
        text[part.start : part.end] if part.kind is PartKind.BARE and text[part.start] != "\\" else "Q"
        for part in word.parts
        if part.kind in (PartKind.BARE, PartKind.OPAQUE) or part.end > part.start
    )


def _is_pattern(shape: str) -> bool:
    """Whether the shell makes other words of one of this ``shape``: by file names, braces or a tilde."""
    if "*" in shape or "?" in shape or _TILDE.match(shape):
        return True
    # Brackets behind ``=`` are a list in shorthand; no file has such a name.
    if "[" in shape.partition("=")[0] and "]" in shape:
        return True
    if "{" not in shape:
        return False
    open_braces: list[bool] = []
    for at, char in enumerate(shape):
        if char == "{":
            open_braces.append(False)
        elif open_braces and (char == "," or shape.startswith("..", at)):
            open_braces[-1] = True
        elif char == "}" and open_braces and open_braces.pop():
            return True
    return False
