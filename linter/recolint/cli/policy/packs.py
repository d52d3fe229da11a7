"""The packs that a command line names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from recolint.cli.exits import UsageError
from recolint.config.pack_files import PackNotFoundError, located, read_pack
from recolint.packs import Pack, PackError
from recolint.rule.registry import Registry


def named(words: Iterable[str], registry: Registry) -> list[tuple[str, Pack]]:
    """The packs that ``words`` name, each with its name in messages; raises ``UsageError`` with all that is wrong."""
    found: list[tuple[str, Pack]] = []
    problems: list[str] = []
    for word in dict.fromkeys(words):
        try:
            file = located(word, str(Path.cwd()), None)
            found.append((word, read_pack(file._replace(name=word), registry, str(file.path))))
        except (PackError, PackNotFoundError) as error:
            problems.append(str(error))
    if problems:
        raise UsageError("\n".join(problems))
    return found
