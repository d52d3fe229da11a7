"""``recolint iam``: questions about permissions, one module a question."""

from __future__ import annotations

from typing import Any

from recolint.cli import iam_evaluate, iam_needs
from recolint.cli.streams import Streams


def configure(parser: Any) -> None:
    """Add the subcommands."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="question", required=True)
    text = "say what policies decide on a request, offline"
    evaluate = commands.add_parser("evaluate", help=text, description=text[0].upper() + text[1:] + ".")
    iam_evaluate.configure(evaluate)
    evaluate.set_defaults(answer=iam_evaluate.run, parser=evaluate)
    text = "say what a job needs to be allowed, and print the least policy for it"
    needs = commands.add_parser("needs", help=text, description=text[0].upper() + text[1:] + ".")
    iam_needs.configure(needs)
    needs.set_defaults(answer=iam_needs.run, parser=needs)


def run(arguments: Any, streams: Streams) -> int:
    """Run the subcommand that was named."""
    code: int = arguments.answer(arguments, streams)
    return code
