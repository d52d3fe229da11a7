"""An argument parser that raises, and that names the nearest right word."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from recolint.base.spelling import nearest
from recolint.cli.exits import UsageError

DEBUG = "print tracebacks and requests to AWS on stderr, without credentials"
"""What the option does that every command has."""

Number = TypeVar("Number", int, float)
_UNRANKED = 100


class HelpAsked(Exception):  # noqa: N818  not an error: what the user asked for
    """``--help`` was given; the message is the help."""


class Parser(argparse.ArgumentParser):
    """As argparse's, but raises ``UsageError`` or ``HelpAsked`` where that prints and leaves.

    It accepts abbreviations only where ``abbreviate`` says so.
    """

    def __init__(self, **kwargs: Any) -> None:
        """Take what argparse takes, by keyword."""
        super().__init__(**{**kwargs, "allow_abbrev": False})
        self._ranks: dict[str, int] = {}

    def abbreviate(self, rank: int, options: Iterable[str]) -> None:
        """Accept unambiguous abbreviations. One that fits options of several ranks means that of the least rank."""
        self.allow_abbrev = True
        self._ranks |= dict.fromkeys(options, rank)

    def _get_option_tuples(self, option_string: str) -> Any:
        """The options that ``option_string`` abbreviates, each in a tuple that argparse knows."""
        found = super()._get_option_tuples(option_string)
        ranks = [min(self._ranks.get(name, _UNRANKED) for name in one[0].option_strings) for one in found]
        return [one for one, rank in zip(found, ranks, strict=True) if rank == min(ranks)]

    @property
    def actions(self) -> tuple[argparse.Action, ...]:
        """What the parser knows, options and arguments, in order."""
        return tuple(self._actions)

    def parse(self, args: Sequence[str]) -> Any:
        """The parsed arguments; raises ``UsageError``."""
        parsed, rest = self.parse_known_args(args)
        if rest:
            command = getattr(parsed, "parser", self)
            raise UsageError(f"{command.asked}unknown {_kind(rest[0])} {rest[0]}{command.hint(rest[0])}")
        return parsed

    def print_help(self, file: object = None) -> NoReturn:  # noqa: ARG002  argparse's own form
        """Raise ``HelpAsked``."""
        raise HelpAsked(self.format_help())

    @property
    def asked(self) -> str:
        """The command, before what is wrong with its arguments: ``check: ``; nothing for recolint itself."""
        command = self.prog.partition(" ")[2]
        return command and f"{command}: "

    def hint(self, word: str) -> str:
        """``; did you mean --select?``"""
        option = word.split("=", maxsplit=1)[0]
        if option in self._option_string_actions:
            return "; options stand after the command"
        found = nearest(option, self._option_string_actions)
        return f"; did you mean {found}?" if found else f"; see {self.prog} --help"

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` with ``message``; of a wrong choice, with the right ones and the nearest of them."""
        wrong = re.match(r"argument (\S+): invalid choice: '([^']*)'", message)
        if wrong:
            choices = list(self._choices(wrong[1]))
            found = nearest(wrong[2], choices)
            message = f"{wrong[1]}: got {wrong[2]!r}, wanted one of {', '.join(choices)}"
            message += f"; did you mean {found}?" if found else ""
        raise UsageError(f"{self.asked}{message}")

    def _choices(self, name: str) -> Iterator[str]:
        """What the argument that argparse calls ``name`` may be."""
        for action in self._actions:
            if name in ("/".join(action.option_strings), action.metavar, action.dest):
                yield from map(str, action.choices or ())


def add_command(commands: Any, name: str, text: str, **defaults: Any) -> Any:
    """A parser for the command ``name``, of which ``text`` is the help; ``defaults`` are in its parsed arguments."""
    one = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    one.set_defaults(**defaults, parser=one)
    # Nothing where it is not given: it may stand before the command too.
    one.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=DEBUG)
    return one


def words(values: Iterable[str]) -> tuple[str, ...]:
    """The words of an option that takes them parted by commas and may be given several times."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def bounded(kind: type[Number], least: Number, most: Number) -> Callable[[str], Number]:
    """A type of options: a number from ``least`` to ``most``, which NaN is not."""

    def read(text: str) -> Number:
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not least <= value <= most:
            noun = "a whole number" if kind is int else "a number"
            raise argparse.ArgumentTypeError(f"got {text[:40]!r}, wanted {noun} from {least:.0f} to {most:.0f}")
        return value

    return read


def _kind(word: str) -> str:
    return "option" if word.startswith("-") else "argument"
