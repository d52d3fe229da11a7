"""``recolint schema``: JSON Schemas, by which editors complete and check while one writes."""

from __future__ import annotations

from typing import Any

from recolint import registry, schemas
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams
from recolint.json_text import ascii_json


def configure(parser: Any) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "kind", nargs="?", choices=("spec", "config"), default="spec",
        help="what it describes: a job spec, or a configuration (default: spec)",
    )  # fmt: skip


def run(arguments: Any, streams: Streams) -> int:
    """Print the schema."""
    schema = schemas.request() if arguments.kind == "spec" else schemas.config(registry.load())
    streams.write(ascii_json(schema) + "\n")
    return Exit.CLEAN
