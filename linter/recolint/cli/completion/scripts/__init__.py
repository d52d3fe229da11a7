"""Completion scripts: one module a shell, each a function from the outline of the command line to a script."""

from __future__ import annotations

from collections.abc import Callable

from recolint.cli.completion.scripts import bash, fish, zsh
from recolint.cli.completion.scripts.outline import Command

SHELLS: dict[str, Callable[[Command], str]] = {"bash": bash.script, "zsh": zsh.script, "fish": fish.script}
