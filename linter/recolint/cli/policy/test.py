"""``recolint policy test``: whether the rules of packs keep what their examples promise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recolint.base.text import visible
from recolint.cli.arguments import some_arguments
from recolint.cli.command import Command
from recolint.cli.exits import Exit
from recolint.cli.policy.packs import named
from recolint.cli.streams import Streams
from recolint.packs import Pack
from recolint.report.shared.style import plural
from recolint.rule import registry
from recolint.rule.entry import RuleClass
from recolint.rule.kinds import Example, Valid
from recolint.testing import BrokenPromiseError, check_example


class Arguments(NamedTuple):
    """Which packs are tested."""

    packs: tuple[str, ...] = some_arguments("a file, or the pack of a package: acme_policy:base", metavar="PACK")


def run(arguments: Arguments, streams: Streams) -> int:
    """Print a line for each example; the exit code says whether all hold."""
    packs = named(arguments.packs, registry.load())
    total = failed = 0
    for name, pack in packs:
        for rule, title, example in _examples(pack):
            why = _broken(rule, example)
            total += 1
            failed += why is not None
            streams.write(f"{visible(name)}: {title}: {'ok' if why is None else f'FAILED: {visible(why)}'}\n")
    tried = f"{plural(sum(len(pack.rules) for _, pack in packs), 'rule')}, {plural(total, 'example')}"
    streams.write(f"{tried}: {f'{failed} failed' if failed else 'all ok'}\n")
    return Exit.FINDINGS if failed else Exit.CLEAN


def _examples(pack: Pack) -> Iterator[tuple[RuleClass, str, Example]]:
    """The examples of ``pack``, each with its rule and what to call it."""
    for rule in pack.rules:
        counts = {"valid": 0, "invalid": 0}
        for example in rule.examples:
            kind = "valid" if isinstance(example, Valid) else "invalid"
            counts[kind] += 1
            said = f" ({example.title})" if example.title else ""
            yield rule, f"{rule.code} {rule.name}, {kind} {counts[kind]}{said}", example


def _broken(rule: RuleClass, example: Example) -> str | None:
    """How ``rule`` breaks the promise of ``example``; ``None`` where it keeps it."""
    try:
        check_example(rule, example)
    except BrokenPromiseError as error:
        return str(error).removeprefix(f"{rule.code}, example {example.text!r}: ")
    return None


COMMAND = Command(Arguments, run)
