"""Commands: what main finds in the module of each, and how one becomes a parser and a call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from recolint.base.static import TYPE_CHECKING, Any, Generic
from recolint.cli.arguments import Arguments, add, plain, read
from recolint.cli.streams import Streams

if TYPE_CHECKING:
    # As in ``arguments``.
    from argparse import Namespace

    from recolint.cli.parser import Parser


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

    def call(self, words: Sequence[str]) -> Callable[[Streams], int] | None:
        """The call of the command with ``words`` and no options; ``None`` where it takes a parser to read them."""
        arguments = plain(self.arguments, words)
        return None if arguments is None else partial(self.run, arguments)

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

    def call(self, words: Sequence[str]) -> None:
        """``None``: it takes a parser to find the command."""

    def configure(self, parser: Parser) -> None:
        """Let ``parser`` accept these commands."""
        from recolint.cli.parser import add_command

        subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", dest="subcommand", required=True)
        for name, (text, command) in self.commands.items():
            command.configure(add_command(subparsers, name, text))
