"""Write docs/rules (a page for each rule, and a table of all) and docs/reference/commands.md (from ``--help``)."""

from __future__ import annotations

import json
import os
from argparse import _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recolint.cli.whole_parser import parser
from recolint.request.json_schema import request
from recolint.rule import pages, registry

DOCS = Path(__file__).parent.parent / "docs"
FOLDER = DOCS / "rules"
COMMANDS = DOCS / "reference" / "commands.md"
SCHEMAS = (
    DOCS / "schemas" / "job-spec-1.schema.json",
    DOCS.parent / "editors" / "vscode" / "schemas" / "job-spec-1.schema.json",
)


def main() -> None:
    """Write the pages, and delete the pages of rules that no longer exist."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = registry.load()
    rules = [rule for rule in known.rules if known.package(rule.code) == "recolint"]
    for stale in {path.stem for path in FOLDER.glob("RL*.md")} - {rule.code for rule in rules}:
        (FOLDER / f"{stale}.md").unlink()
    for rule in rules:
        (FOLDER / f"{rule.code}.md").write_text(pages.markdown(rule), "utf-8")
    (FOLDER / "README.md").write_text(pages.index(tuple(rules)), "utf-8")
    COMMANDS.write_text(commands(), "utf-8")
    for path in SCHEMAS:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(request(), indent=2) + "\n", "utf-8")
    print(f"{len(rules)} pages in {FOLDER.name}, and {COMMANDS.name}")


def commands() -> str:
    """The page of all commands: the output of ``--help`` for each, 100 columns wide."""
    os.environ["COLUMNS"] = "100"
    parts = [
        "# Commands\n\nWhat `recolint COMMAND --help` prints, with the options that `--help-aws` adds. Generated.\n"
    ]
    parts += [f"## {one.prog}\n\n```text\n{one.format_whole_help().rstrip()}\n```\n" for one in _parsers(parser())]
    return "\n".join(parts)


def _parsers(one: Any) -> Iterator[Any]:
    yield one
    for action in one._actions:  # noqa: SLF001  argparse has no public way to its commands
        if isinstance(action, _SubParsersAction):
            for below in action.choices.values():
                yield from _parsers(below)


if __name__ == "__main__":
    main()
