"""``recolint rule``: the rule book."""

from __future__ import annotations

from typing import NamedTuple

from recolint.base.json_text import ascii_json
from recolint.cli.arguments import flag, option, optional_argument
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.rule import pages, registry
from recolint.rule.entry import RuleClass
from recolint.rule.registry import UnknownRuleError

FORMATS = ("text", "json", "markdown")


class Arguments(NamedTuple):
    """Which rules are shown, and how."""

    rule: str | None = optional_argument("a code or a name, such as RL204", metavar="RULE")
    all: bool = flag("print the pages of all rules")
    output_format: str = option("default: text", choices=FORMATS, default="text")


def run(arguments: Arguments, streams: Streams) -> int:
    """Print one page, all pages, or the table of rules."""
    rules = registry.load()
    if arguments.rule is not None:
        try:
            chosen: tuple[RuleClass, ...] = (rules.find(arguments.rule),)
        except UnknownRuleError as error:
            raise UsageError(f"{error}; recolint rule lists all") from error
    else:
        chosen = rules.rules
    streams.write(_rendered(chosen, arguments))
    return Exit.CLEAN


def _rendered(chosen: tuple[RuleClass, ...], arguments: Arguments) -> str:
    if arguments.output_format == "json":
        summaries = [pages.summary(rule) for rule in chosen]
        return ascii_json(summaries if arguments.rule is None else summaries[0]) + "\n"
    if arguments.rule is None and not arguments.all:
        return _table(chosen, "pipe" if arguments.output_format == "markdown" else "simple")
    return "\n".join(pages.markdown(rule) for rule in chosen)


def _table(rules: tuple[RuleClass, ...], style: str) -> str:
    # Imported here: a check has no use for it.
    from tabulate import tabulate

    rows = [(rule.code, rule.name, rule.severity.label, rule.preset.name.lower()) for rule in rules]
    return tabulate(rows, headers=("code", "name", "severity", "preset"), tablefmt=style, disable_numparse=True) + "\n"


COMMAND = Command(Arguments, run)
