"""``recolint policy schema``: JSON Schemas by which editors complete and check packs and policies."""

from __future__ import annotations

from recolint.base.json_text import ascii_json
from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import optional_argument
from recolint.cli.command import Command
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams
from recolint.config import json_schema as of_configs
from recolint.packs import json_schema as of_packs
from recolint.rule import registry


class Arguments(NamedTuple):
    """The subject of the schema."""

    kind: str = optional_argument(
        "schema of a pack, or of a policy in TOML (default: pack)", choices=("pack", "policy"), default="pack"
    )


def run(arguments: Arguments, streams: Streams) -> int:
    """Print the schema."""
    schema = of_packs.pack() if arguments.kind == "pack" else of_configs.policy(registry.load())
    streams.write(ascii_json(schema) + "\n")
    return Exit.CLEAN


COMMAND = Command(Arguments, run)
