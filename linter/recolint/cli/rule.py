"""``recolint rule``: the rule book."""

from __future__ import annotations

import os
from contextlib import suppress

from recolint.base.json_text import ascii_json
from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import flag, option, optional_argument
from recolint.cli.command import Command
from recolint.cli.config_options import POLICY
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams, ellipsis
from recolint.config import policies_given
from recolint.config.files import packs_in_force
from recolint.report.shared.page import rendered
from recolint.report.shared.screen import Screen
from recolint.report.shared.table import Column, table
from recolint.rule import pages, registry
from recolint.rule.entry import RuleClass
from recolint.rule.registry import Registry, UnknownRuleError

FORMATS = ("text", "json", "markdown")


class Arguments(NamedTuple):
    """Which rules are shown, and how."""

    rule: str | None = optional_argument("a code or a name, e.g. RL204", metavar="RULE")
    all: bool = flag("print the pages of all rules")
    policy: tuple[str, ...] = POLICY
    output_format: str = option("default: text", choices=FORMATS, default="text")


def run(arguments: Arguments, streams: Streams) -> int:
    """Print one page, all pages, or the table of rules."""
    rules = registry.load()
    policies = policies_given.named(arguments.policy, streams.environment)
    if arguments.rule is not None:
        chosen: tuple[RuleClass, ...] = (_found(arguments.rule, rules, policies),)
    else:
        of_packs = packs_in_force(os.getcwd(), rules, policies)  # noqa: PTH109  a text is needed
        chosen = (*rules.rules, *(entry.load() for entry in of_packs))
    streams.write(_rendered(chosen, arguments, streams))
    return Exit.CLEAN


def _found(word: str, rules: Registry, policies: tuple[str, ...]) -> RuleClass:
    """The rule that ``word`` names, of a package, or of a pack of the config here or of ``policies``."""
    with suppress(UnknownRuleError):
        return rules.find(word)
    packs_in_force(os.getcwd(), rules, policies)  # noqa: PTH109  as above
    try:
        return rules.find(word)
    except UnknownRuleError as error:
        raise UsageError(f"{error}; recolint rule lists all") from error


def _rendered(chosen: tuple[RuleClass, ...], arguments: Arguments, streams: Streams) -> str:
    if arguments.output_format == "json":
        summaries = [pages.summary(rule) for rule in chosen]
        return ascii_json(summaries if arguments.rule is None else summaries[0]) + "\n"
    if arguments.rule is None and not arguments.all:
        return _table(chosen, arguments, streams)
    page = "\n".join(pages.markdown(rule) for rule in chosen)
    is_read = arguments.output_format == "text" and streams.stdout.isatty() and streams.wants_color("auto")
    return rendered(page, Screen(streams.width, color=True, ellipsis=ellipsis(streams))) if is_read else page


_HEADINGS = ("code", "name", "severity", "preset")


def _table(rules: tuple[RuleClass, ...], arguments: Arguments, streams: Streams) -> str:
    rows = [(rule.code, rule.name, rule.severity.label, rule.preset.name.lower()) for rule in rules]
    if arguments.output_format == "markdown":
        lines = [_HEADINGS, ["---"] * len(_HEADINGS), *rows]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)
    code, name, *rest = _HEADINGS
    return table([Column(code), Column(name, least=16), *map(Column, rest)], rows, Screen(streams.width))


COMMAND = Command(Arguments, run)
