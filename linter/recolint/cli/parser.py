"""An argument parser that raises, and that names the nearest right word."""

from __future__ import annotations

import argparse
import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn

from recolint.base.spelling import nearest
from recolint.cli.exits import UsageError

DEBUG = "print tracebacks and requests to AWS on stderr, without credentials"
"""What the option does that every command has."""

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

    def add_argument(self, *names: Any, **said: Any) -> argparse.Action:
        """As argparse's, but without a trial of the help, for which that imports what measures terminals (2 ms)."""
        home = self._optionals if names and names[0][0] in self.prefix_chars else self._positionals
        return home.add_argument(*names, **said)

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

    def parse(self, args: Sequence[str]) -> Namespace:
        """The parsed arguments, for ``recolint.cli.arguments`` to read; raises ``UsageError``."""
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


def _kind(word: str) -> str:
    return "option" if word.startswith("-") else "argument"
