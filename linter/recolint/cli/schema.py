"""``recolint schema``: JSON Schemas, by which editors complete and check while one writes."""

from __future__ import annotations

from recolint.base.json_text import ascii_json
from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import optional_argument
from recolint.cli.command import Command
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams
from recolint.config import json_schema as of_configs
from recolint.request import json_schema as of_specs
from recolint.rule import registry


class Arguments(NamedTuple):
    """The subject of the schema."""

    kind: str = optional_argument(
        "schema of a job spec, a config or a policy (default: spec)",
        choices=("spec", "config", "policy"),
        default="spec",
    )


def run(arguments: Arguments, streams: Streams) -> int:
    """Print the schema."""
    if arguments.kind == "spec":
        schema = of_specs.request()
    else:
        of_kind = of_configs.config if arguments.kind == "config" else of_configs.policy
        schema = of_kind(registry.load())
    streams.write(ascii_json(schema) + "\n")
    return Exit.CLEAN


COMMAND = Command(Arguments, run)
