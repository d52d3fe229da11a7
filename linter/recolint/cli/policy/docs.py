"""``recolint policy docs``: the pages of a pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recolint.base.text import visible_lines
from recolint.cli.exits import Exit, UsageError
from recolint.cli.policy.packs import named
from recolint.cli.streams import Streams
from recolint.io import files
from recolint.rule import pages, registry


def configure(parser: Any) -> None:
    """Add the options of the command."""
    parser.add_argument("pack", metavar="PACK", help="a file, or the pack of a package: acme_policy:base")
    parser.add_argument("--output-dir", metavar="DIR", help="write a file for each rule, and an index (README.md)")


def run(arguments: Any, streams: Streams) -> int:
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
