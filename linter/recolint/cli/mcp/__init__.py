"""``recolint mcp``: tools for coding agents, over the Model Context Protocol. All of them read only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams


def configure(parser: Any) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "--root", action="append", metavar="DIR",
        help="let the tools read below DIR; may be given several times (default: what the client grants, else .)",
    )  # fmt: skip


def run(arguments: Any, streams: Streams) -> int:
    """Answer an agent until it closes standard input."""
    roots = tuple(Path(root) for root in arguments.root or ())
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
