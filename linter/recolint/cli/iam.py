"""``recolint iam``: questions about permissions, one module a question."""

from __future__ import annotations

from typing import Any

from recolint.cli import iam_evaluate
from recolint.cli.streams import Streams


def configure(parser: Any) -> None:
    """Add the subcommands."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="question", required=True)
    text = "say what policies decide on a request, offline"
    evaluate = commands.add_parser("evaluate", help=text, description=text[0].upper() + text[1:] + ".")
    iam_evaluate.configure(evaluate)
    evaluate.set_defaults(answer=iam_evaluate.run, parser=evaluate)


def run(arguments: Any, streams: Streams) -> int:
    """Run the subcommand that was named."""
    code: int = arguments.answer(arguments, streams)
    return code
