"""``recolint policy schema``: JSON Schemas by which editors complete and check packs and policies."""

from __future__ import annotations

from typing import Any

from recolint.base.json_text import ascii_json
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams
from recolint.config import json_schema as of_configs
from recolint.packs import json_schema as of_packs
from recolint.rule import registry


def configure(parser: Any) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "kind", nargs="?", choices=("pack", "policy"), default="pack",
        help="what it describes: a pack, or a policy in TOML (default: pack)",
    )  # fmt: skip


def run(arguments: Any, streams: Streams) -> int:
    """Print the schema."""
    schema = of_packs.pack() if arguments.kind == "pack" else of_configs.config(registry.load())
    streams.write(ascii_json(schema) + "\n")
    return Exit.CLEAN
