"""``recolint policy docs``: the pages of a pack."""

from __future__ import annotations

from pathlib import Path

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import visible_lines
from recolint.cli.arguments import argument, option
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.policy.packs import named
from recolint.cli.streams import Streams
from recolint.io import files
from recolint.rule import pages, registry


class Arguments(NamedTuple):
    """Which pages are written, and where."""

    pack: str = argument("a pack file, or a pack of a package, e.g. acme_policy:base", metavar="PACK")
    output_dir: str | None = option("write a file for each rule, and an index (README.md)", metavar="DIR")


def run(arguments: Arguments, streams: Streams) -> int:
    """Print the pages, or write them to a directory."""
    ((_, pack),) = named([arguments.pack], registry.load())
    texts = {rule.code: visible_lines(pages.markdown(rule)) for rule in pack.rules}
    if arguments.output_dir is None:
        streams.write("\n".join(texts.values()))
        return Exit.CLEAN
    folder = Path(arguments.output_dir)
    try:
        files.make_directory(folder)
        for code, text in texts.items():
            files.write(folder / f"{code}.md", text.encode())
        files.write(folder / "README.md", pages.index(pack.rules).encode())
    except OSError as error:
        raise UsageError(f"{arguments.output_dir}: cannot be written: {error.strerror}") from error
    return Exit.CLEAN


COMMAND = Command(Arguments, run)
