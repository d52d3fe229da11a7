"""An argument parser that raises, and that names the nearest right word."""

from __future__ import annotations

import argparse
import re
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence

from recolint.base.spelling import nearest
from recolint.base.static import Any, NoReturn, cast
from recolint.cli.exits import UsageError

DEBUG = "print tracebacks and AWS requests on stderr, without credentials"
"""The effect of an option of every command."""

HELP_AWS = "show the help with the options of the AWS CLI"
"""The effect of the option of commands with folded options."""

ERROR_FORMATS = ("text", "json")
ERROR_FORMAT = "with json, the last line on stderr describes an exit code 2 or 4 (default: text)"
"""The effect of an option of every command."""

_UNRANKED = 100


class HelpAsked(Exception):  # noqa: N818  not an error: what the user asked for
    """The arguments contain ``--help``; the message is the help."""


class _WholeHelp(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        raise HelpAsked(cast("Parser", parser).format_whole_help())


class Parser(argparse.ArgumentParser):
    """As argparse's, but raises ``UsageError`` or ``HelpAsked`` instead of printing and exiting.

    It accepts abbreviations only where ``abbreviate`` says so.
    """

    def __init__(self, **kwargs: Any) -> None:
        """Take what argparse takes, by keyword."""
        super().__init__(**{**kwargs, "allow_abbrev": False, "formatter_class": _formatter})
        self._ranks: dict[str, int] = {}
        self._last: list[argparse._ArgumentGroup] = []
        self._folded: list[argparse._ArgumentGroup] = []
        self._closing: Callable[[], str] | None = None

    def end_with(self, closing: Callable[[], str]) -> None:
        """Let the help end with the text that ``closing`` returns."""
        self._closing = closing

    def put_last(self, group: argparse._ArgumentGroup) -> None:
        """Let the help show ``group`` after the others."""
        self._last.append(group)

    def fold(self, group: argparse._ArgumentGroup) -> None:
        """Let the help show ``group`` only with ``--help-aws``."""
        if not self._folded:
            self.add_argument("--help-aws", action=_WholeHelp, nargs=0, default=argparse.SUPPRESS, help=HELP_AWS)
        self._folded.append(group)

    def format_help(self) -> str:
        """The help without folded options."""
        return self._help((*self._open_groups(), *self._last))

    def format_whole_help(self) -> str:
        """The help with all options."""
        return self._help((*self._open_groups(), *self._last, *self._folded))

    def _open_groups(self) -> Iterator[argparse._ArgumentGroup]:
        return (one for one in self._action_groups if one not in self._last and one not in self._folded)

    def _help(self, groups: Iterable[argparse._ArgumentGroup]) -> str:
        """As argparse lays it out, with these ``groups``. The usage names arguments, and no option."""
        formatter = self.formatter_class(prog=f"{self.prog} [OPTION ...]")
        arguments = [action for action in self._actions if not action.option_strings]
        formatter.add_usage(self.usage, arguments, ())
        formatter.add_text(self.description)
        for group in groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)  # noqa: SLF001  argparse has no public name for them
            formatter.end_section()
        formatter.add_text(self.epilog if self._closing is None else self._closing())
        return formatter.format_help()

    def add_argument(self, *names: Any, **said: Any) -> argparse.Action:
        """As argparse's, without its test of the help text: that imports the code that measures terminals (2 ms)."""
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
        """The options and arguments of the parser, in order."""
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
            return "; put options after the command"
        found = nearest(option, self._option_string_actions)
        return f"; did you mean {found}?" if found else f"; see {self.prog} --help"

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` with ``message``; of a wrong choice, with the right ones and the nearest of them."""
        wrong = re.match(r"argument (\S+): invalid choice: '([^']*)'", message)
        if wrong:
            choices = list(self._choices(wrong[1]))
            found = nearest(wrong[2], choices)
            message = f"{wrong[1]}: expected one of {', '.join(choices)}, found {wrong[2]!r}"
            message += f"; did you mean {found}?" if found else ""
        raise UsageError(f"{self.asked}{message}")

    def _choices(self, name: str) -> Iterator[str]:
        """The choices for the argument that argparse calls ``name``."""
        for action in self._actions:
            if name in ("/".join(action.option_strings), action.metavar, action.dest):
                yield from map(str, action.choices or ())


def add_command(commands: Any, name: str, text: str) -> Parser:
    """Add to the subparsers ``commands`` a parser for the command ``name``; ``text`` is its help."""
    one: Parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    one.set_defaults(parser=one)
    # Without a default: recolint itself has the option too, and a default here would overwrite it.
    one.add_argument(
        "--error-format", choices=ERROR_FORMATS, default=argparse.SUPPRESS, metavar="FORMAT", help=ERROR_FORMAT
    )
    one.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=DEBUG)
    return one


def _formatter(prog: str) -> argparse.HelpFormatter:
    from recolint.cli.help import HelpFormatter  # only --help lays text out

    return HelpFormatter(prog)


def _kind(word: str) -> str:
    return "option" if word.startswith("-") else "argument"
