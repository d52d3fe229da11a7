"""``recolint mcp``: tools for coding agents, over the Model Context Protocol. All of them read only."""

from __future__ import annotations

from pathlib import Path

from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import repeated
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams


class Arguments(NamedTuple):
    """Where the tools may read."""

    root: tuple[str, ...] = repeated(
        "let the tools read below DIR; may be repeated (default: the roots of the client, otherwise .)",
        metavar="DIR",
    )


def run(arguments: Arguments, streams: Streams) -> int:
    """Answer an agent until it closes standard input."""
    roots = tuple(Path(root) for root in arguments.root)
    for root in roots:
        if not root.is_dir():
            raise UsageError(f"--root {root}: no such directory")
    try:
        from recolint.cli.mcp.serving import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in {"mcp", "mcp_types", "anyio"}:
            raise
        raise UsageError("recolint mcp needs the package mcp: pip install 'recolint[mcp]'") from error
    serve(roots, streams.today)
    return Exit.CLEAN


COMMAND = Command(Arguments, run)
