"""Commands: what main finds in the module of each, and how one becomes a parser and a call."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable, Mapping
from functools import partial

from recolint.base.static import Any, Generic
from recolint.cli.arguments import Arguments, add, read
from recolint.cli.parser import DEBUG, ERROR_FORMAT, ERROR_FORMATS, Parser
from recolint.cli.streams import Streams


class Command(Generic[Arguments]):
    """A command: its arguments, and the function that runs it and returns the exit code."""

    def __init__(
        self, arguments: type[Arguments], run: Callable[[Arguments, Streams], int], epilog: str | None = None
    ) -> None:
        """``epilog`` is printed after the options and before the examples, as it is."""
        self.arguments = arguments
        self.run = run
        self._epilog = epilog

    def configure(self, parser: Parser) -> None:
        """Let ``parser`` accept the arguments of this command."""
        parser.end_with(partial(self._closing, parser.prog.partition(" ")[2]))
        add(self.arguments, parser, parser)
        parser.set_defaults(run=self._parsed)

    def _closing(self, name: str) -> str:
        from recolint.cli.examples import EXAMPLES  # only --help shows them

        lines = "\n".join(f"  {line}" for line in EXAMPLES[name])
        return "\n\n".join(filter(None, [self._epilog, f"examples:\n{lines}"]))

    def _parsed(self, parsed: Namespace, streams: Streams) -> int:
        return self.run(read(self.arguments, parsed), streams)


class Subcommands:
    """A command that only leads to others."""

    def __init__(self, commands: Mapping[str, tuple[str, Command[Any]]]) -> None:
        """``commands`` is a mapping of name to help and command."""
        self.commands = commands

    def configure(self, parser: Parser) -> None:
        """Let ``parser`` accept these commands."""
        subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", dest="subcommand", required=True)
        for name, (text, command) in self.commands.items():
            command.configure(add_command(subparsers, name, text))


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


def run(parsed: Namespace, streams: Streams) -> int:
    """Run the command that ``parsed`` names; the exit code."""
    code: int = parsed.run(parsed, streams)
    return code
