"""``recolint server``: the language server."""

from __future__ import annotations

from datetime import date

from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import flag
from recolint.cli.command import Command
from recolint.cli.config_options import POLICY
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.config import policies_given
from recolint.io.installed import entry_points
from recolint.rule import registry

FACTS = "recolint.facts"
"""The entry point group for facts about values; ``instance-type`` is a function from a name to Markdown."""


class Arguments(NamedTuple):
    """The transport of the server, and its policies. Some editors pass ``--stdio`` to every server."""

    stdio: bool = flag("use standard input and output (the default)")
    policy: tuple[str, ...] = POLICY


def run(arguments: Arguments, streams: Streams) -> int:
    """Answer an editor until it says exit."""
    try:
        from recolint.server.lsp import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        raise UsageError("recolint server needs pygls: pip install 'recolint[lsp]'") from error
    told = [one.load() for one in entry_points(FACTS) if one.name == "instance-type"]

    def facts(name: str) -> str | None:
        return next((text for tell in told if (text := tell(name)) is not None), None)

    serve(registry.load(), facts, date.today, policies_given.named(arguments.policy, streams.environment))
    return Exit.CLEAN


COMMAND = Command(Arguments, run)
