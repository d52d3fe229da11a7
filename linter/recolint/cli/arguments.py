"""An argument parser that raises, and that names the nearest right word."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from recolint.cli.exits import UsageError
from recolint.spelling import nearest

Number = TypeVar("Number", int, float)


class Parser(argparse.ArgumentParser):
    """As argparse's, but never abbreviates, and raises ``UsageError`` in place of printing and leaving."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what argparse takes, by keyword."""
        super().__init__(**{**kwargs, "allow_abbrev": False})

    @property
    def actions(self) -> tuple[argparse.Action, ...]:
        """What the parser knows, options and arguments, in order."""
        return tuple(self._actions)

    def parse(self, args: Sequence[str]) -> Any:
        """The parsed arguments; raises ``UsageError``."""
        parsed, rest = self.parse_known_args(args)
        if rest:
            command = getattr(parsed, "parser", self)
            raise UsageError(f"{command.prog}: unknown {_kind(rest[0])} {rest[0]}{command.hint(rest[0])}")
        return parsed

    def hint(self, word: str) -> str:
        """``; did you mean --select?``"""
        found = nearest(word.split("=", maxsplit=1)[0], self._option_string_actions)
        return f"; did you mean {found}?" if found else f"; see {self.prog} --help"

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` with ``message`` and, where a choice was wrong, the nearest right one."""
        wrong = re.search(r"invalid choice: '([^']*)'", message)
        named = re.match(r"argument ([^:]*):", message)
        asked = [
            action for action in self._actions if named and named[1] in ("/".join(action.option_strings), action.dest)
        ]
        choices = [choice for action in asked or self._actions for choice in _choices(action)]
        found = nearest(wrong[1], choices) if wrong else None
        raise UsageError(f"{self.prog}: {message}" + (f"; did you mean {found}?" if found else ""))


def bounded(kind: type[Number], least: Number, most: Number) -> Callable[[str], Number]:
    """A type of options: a number from ``least`` to ``most``, which NaN is not."""

    def read(text: str) -> Number:
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not least <= value <= most:
            noun = "a whole number" if kind is int else "a number"
            raise argparse.ArgumentTypeError(f"got {text!r}, wanted {noun} from {least:.0f} to {most:.0f}")
        return value

    return read


def _choices(action: argparse.Action) -> Iterator[str]:
    yield from (str(choice) for choice in action.choices or ())


def _kind(word: str) -> str:
    return "option" if word.startswith("-") else "argument"
