"""``recolint iam``: questions about permissions, one module a question."""

from __future__ import annotations

from typing import Any

from recolint.cli.arguments import add_command
from recolint.cli.iam import evaluate, needs
from recolint.cli.streams import Streams


def configure(parser: Any) -> None:
    """Add the subcommands."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="question", required=True)
    for name, text, module in (
        ("evaluate", "say what policies decide on a request, offline", evaluate),
        ("needs", "say what a job needs to be allowed, and print the least policy for it", needs),
    ):
        module.configure(add_command(commands, name, text, act=module.run))


def run(arguments: Any, streams: Streams) -> int:
    """Run the subcommand that was named."""
    code: int = arguments.act(arguments, streams)
    return code
