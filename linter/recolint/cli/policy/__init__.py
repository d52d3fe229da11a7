"""``recolint policy``: packs, a team's own rules: test them, write their pages, print their schema."""

from __future__ import annotations

from typing import Any

from recolint.cli.arguments import add_command
from recolint.cli.policy import docs, schema, test
from recolint.cli.streams import Streams


def configure(parser: Any) -> None:
    """Add the subcommands."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="act_on", required=True)
    for name, text, module in (
        ("test", "run the examples of packs", test),
        ("docs", "write the pages of a pack", docs),
        ("schema", "print the JSON Schema of a pack or of a policy, for editors", schema),
    ):
        module.configure(add_command(commands, name, text, act=module.run))


def run(arguments: Any, streams: Streams) -> int:
    """Run the subcommand that was named."""
    code: int = arguments.act(arguments, streams)
    return code
