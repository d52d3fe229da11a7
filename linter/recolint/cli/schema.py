"""``recolint schema``: JSON Schemas, by which editors complete and check while one writes."""

from __future__ import annotations

from typing import Any

from recolint.base.json_text import ascii_json
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams
from recolint.config import json_schema as of_configs
from recolint.request import json_schema as of_specs
from recolint.rule import registry


def configure(parser: Any) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "kind", nargs="?", choices=("spec", "config", "policy"), default="spec",
        help="what it describes: a job spec, a configuration, or a policy (default: spec)",
    )  # fmt: skip


def run(arguments: Any, streams: Streams) -> int:
    """Print the schema."""
    if arguments.kind == "spec":
        schema = of_specs.request()
    else:
        of_kind = of_configs.config if arguments.kind == "config" else of_configs.policy
        schema = of_kind(registry.load())
    streams.write(ascii_json(schema) + "\n")
    return Exit.CLEAN
