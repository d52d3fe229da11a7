"""``recolint iam``: questions about permissions, one module a question."""

from __future__ import annotations

from recolint.cli.command import Subcommands
from recolint.cli.iam import evaluate, needs

COMMAND = Subcommands(
    {
        "evaluate": ("evaluate a request against policies, offline", evaluate.COMMAND),
        "needs": ("list the permissions that a job needs, or print the smallest policy", needs.COMMAND),
    }
)
