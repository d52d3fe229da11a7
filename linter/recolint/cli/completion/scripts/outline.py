"""The command line as a shell needs it: commands, options, and what each takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class ValueKind(Enum):
    """The kind of value of an option or an argument."""

    WORD = "word"
    """One of ``Value.words``; anything if the tuple is empty."""
    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Value:
    """A value: its name in help texts, and what it may be. ``words`` contain only letters, digits and ``-_.``."""

    name: str
    kind: ValueKind = ValueKind.WORD
    words: tuple[str, ...] = ()


Lists = dict[tuple[str, ...], str]
"""Long lists of words that scripts use more than once, each with the name of its shell variable."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option with all its spellings. ``value`` is ``None`` for one that takes none."""

    flags: tuple[str, ...]
    help: str
    value: Value | None = None
    may_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its options, then either its arguments or its subcommands."""

    name: str
    help: str
    options: tuple[Option, ...] = ()
    arguments: tuple[Value, ...] = ()
    commands: tuple[Command, ...] = ()

    def walk(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Command]]:
        """This command and all below it, each with the words that lead to it, its own name the last."""
        here = (*path, self.name)
        yield here, self
        for command in self.commands:
            yield from command.walk(here)

    def long_lists(self) -> Lists:
        """The lists of words, of this command and all below, that are worth a variable."""
        values = [
            value
            for _, command in self.walk()
            for value in (*command.arguments, *(option.value for option in command.options))
            if value is not None and len(value.words) > _SHORT
        ]
        return {words: f"_{self.name}_list{n}" for n, words in enumerate(dict.fromkeys(one.words for one in values))}


_SHORT = 20
"""Words, as many as formats or severities may become."""
