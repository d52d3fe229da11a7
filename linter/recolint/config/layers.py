"""Who says what: the tables of config files, policies and the command line, merged key by key, each with its origin."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum

from recolint.base.errors import UserError
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, Any
from recolint.base.text import Source, Span

if TYPE_CHECKING:
    from pathlib import PurePath

    from recolint.rule.entry import Entry

KeyPath = tuple[str | int, ...]
"""A way through tables and lists: ``("suppress", 0, "until")``."""


def dotted(path: KeyPath) -> str:
    """``path`` as messages write it: ``suppress[0].until``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


class ConfigError(UserError):
    """Everything that is wrong with a config. Each problem names file, line, key, what is expected and found."""

    def __init__(self, problems: Iterable[str], unread: Iterable[str | PurePath] = ()) -> None:
        """Take the problems, a line each, and the files that the config names and that cannot be read."""
        self.problems = tuple(problems)
        self.unread = tuple(unread)
        super().__init__("\n".join(self.problems))


class Speaker(Enum):
    """Who writes a layer."""

    REPOSITORY = "config"
    COMMAND_LINE = "command line"
    POLICY = "policy"


class Layer:
    """One file, or the command line, as it is: its name to show, its table, and the text that it is read from.

    ``folder`` is the directory that the files it names are relative to, ``base`` the one for its patterns. These files
    must lie in the directory ``border``; ``None`` when a trusted user wrote the layer. ``root`` leads to the table in
    the text, ``places`` are known places of keys in it; ``file`` is where it was read.
    """

    def __init__(
        self,
        path: str,
        folder: str,
        table: Mapping[str, Any],
        text: str = "",
        border: str | None = None,
        speaker: Speaker = Speaker.REPOSITORY,
        *,
        base: str | None = None,
        root: KeyPath = (),
        places: Mapping[KeyPath, Span] | None = None,
        file: str | None = None,
    ) -> None:
        """Take what is known of it; nothing is looked up in the text before somebody asks for a place."""
        self.path = path
        self.folder = folder
        self.table = table
        self.text = text
        self.border = border
        self.speaker = speaker
        self.base = folder if base is None else base
        self.root = root
        self.file = file
        self._places = places

    def below(self, path: KeyPath, table: Mapping[str, Any]) -> Layer:
        """The ``table`` at ``path`` in this layer, as a layer of its own."""
        return Layer(
            self.path,
            self.folder,
            table,
            self.text,
            self.border,
            self.speaker,
            base=self.base,
            root=(*self.root, *path),
            places=self._places,
        )

    @property
    def source(self) -> Source:
        """The text that a report quotes."""
        return Source(self.path, self.text)

    def span(self, path: KeyPath) -> Span:
        """Where the key ``path`` is, or the nearest key around it."""
        if self._places is None:
            # Imported here: most configs are valid, so that their places are not needed.
            from recolint.config.places import key_places

            self._places = key_places(self.text) if self.text else {}
        whole = (*self.root, *path)
        return next(
            (self._places[whole[:n]] for n in range(len(whole), 0, -1) if whole[:n] in self._places), Span(0, 0)
        )


class Word(NamedTuple):
    """A key that somebody says: the layer, the key's path in it, and how many layers it overrides."""

    layer: Layer
    path: KeyPath
    rank: int = 0

    def below(self, *steps: str | int) -> Word:
        """The word for a part of the value."""
        return self._replace(path=(*self.path, *steps))

    @property
    def text(self) -> str:
        """The value as the file sets it."""
        value: Any = self.layer.table
        for step in self.path:
            value = value[step]
        return str(value)

    @property
    def key(self) -> str:
        """The key as people write it: ``suppress[0].until``, ``--ignore``."""
        if self.layer.speaker is Speaker.COMMAND_LINE:
            return f"--{self.path[0]}"
        return dotted((*(step for step in self.layer.root if step not in _PYPROJECT), *self.path))

    @property
    def name(self) -> str:
        """The key without the number of an item: ``ignore``."""
        is_item = isinstance(self.path[-1], int) and not (len(self.path) == 2 and self.path[0] in ADDED)
        return self._replace(path=self.path[:-1]).key if is_item else self.key

    @property
    def span(self) -> Span:
        """Where the key is in the text of the layer."""
        return self.layer.span(self.path)

    @property
    def place(self) -> str:
        """``recolint.toml:3:1``; the name of the layer alone where no text is known."""
        if not self.layer.text or self.layer.speaker is Speaker.COMMAND_LINE:
            return self.layer.path
        position = self.layer.source.position(self.span.start)
        return f"{self.layer.path}:{position.line}:{position.column}"


_PYPROJECT = ("tool", "recolint")


class Merged(NamedTuple):
    """A table of several layers, and who says each of its keys, by path; a list of tables has a word for each item."""

    table: Mapping[str, Any]
    words: Mapping[KeyPath, Word]
    default: Word
    """The word for a key that is not set."""

    def word(self, path: KeyPath) -> Word:
        """The word that sets the key ``path``."""
        for length in range(len(path), 0, -1):
            word = self.words.get(path[:length])
            if word is not None:
                return word.below(*path[length:])
        return self.default.below(*path)


ADDED = frozenset({"suppress", "overrides", "packs"})
"""The keys of lists that layers add to. For every other list, the last layer that sets it counts."""


def merge(layers: Sequence[Layer], without: Collection[str] = ()) -> Merged:
    """One table of ``layers``, weakest first: the last layer that sets a key counts. ``without`` are keys to skip."""
    table: dict[str, Any] = {}
    words: dict[KeyPath, Word] = {}
    for rank, layer in enumerate(layers):
        for key, value in layer.table.items():
            if key in without:
                continue
            whole = Word(layer, (key,), rank)
            if key in ADDED and isinstance(value, list) and isinstance(table.get(key, []), list):
                start = len(table.get(key, []))
                table[key] = [*table.get(key, []), *value]
                words |= {(key, start + number): whole.below(number) for number in range(len(value))}
                words.setdefault((key,), whole)
            else:
                _put(table, (key,), value, whole, words)
    return Merged(table, words, Word(layers[-1] if layers else Layer("", ".", {}), ()))


_DEEPEST = 3
"""Keys on the way to an option, ``rules.truncated-name.length``: no table below is merged."""


def _put(table: dict[str, Any], path: KeyPath, value: Any, word: Word, words: dict[KeyPath, Word]) -> None:
    # At the end again: of two names for one thing, the last one counts.
    old = table.pop(str(path[-1]), None)
    words[path] = word
    if isinstance(value, dict) and isinstance(old, dict | None) and len(path) < _DEEPEST:
        inner = dict(old or {})
        table[str(path[-1])] = inner
        for name, one in value.items():
            _put(inner, (*path, name), one, word.below(name), words)
    else:
        table[str(path[-1])] = value


class RefusedPack(NamedTuple):
    """The key that names a pack with a ``prefix`` that a policy owns: the pack is skipped."""

    word: Word
    prefix: str


class NamedPacks(NamedTuple):
    """The rules of the packs that layers name, and the packs that are skipped."""

    rules: tuple[Entry, ...] = ()
    refused: tuple[RefusedPack, ...] = ()


class Problems:
    """Gathers what is wrong with layers, each problem with its place."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def note(self, word: Word, text: str) -> None:
        """Note that the key ``word`` is wrong."""
        parts = (word.place, word.key if word.path or word.layer.root else "", text)
        self.texts.append(": ".join(part for part in parts if part))

    def require_none(self, unread: Iterable[str | PurePath] = ()) -> None:
        """Raise ``ConfigError`` when there is a problem."""
        if self.texts:
            raise ConfigError(dict.fromkeys(self.texts), unread)


def refused(name: str, what: str) -> str:
    """The problem with the file ``name``, which is ``what`` (a link): a config must not name such a file."""
    return f"{name!r} is {what}; expected a regular file in the repository"
