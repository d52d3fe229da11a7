"""``recolint policy``: packs, a team's own rules: test them, write their pages, print their schema."""

from __future__ import annotations

from recolint.cli.command import Subcommands
from recolint.cli.policy import docs, schema, test

COMMAND = Subcommands(
    {
        "test": ("check policies, and run the examples of packs", test.COMMAND),
        "docs": ("write the pages of a pack", docs.COMMAND),
        "schema": ("print the JSON Schema of a pack or of a policy, for editors", schema.COMMAND),
    }
)
