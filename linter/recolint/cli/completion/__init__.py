"""``recolint completion``: the script that makes a shell complete commands, options, formats and rules."""

from __future__ import annotations

from argparse import SUPPRESS, Action
from collections.abc import Iterable

from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import argument
from recolint.cli.command import Command
from recolint.cli.completion.scripts import SHELLS, outline
from recolint.cli.completion.scripts.outline import Option, Value, ValueKind
from recolint.cli.exits import Exit
from recolint.cli.parser import Parser
from recolint.cli.streams import Streams
from recolint.cli.whole_parser import parser
from recolint.rule import registry

_KINDS = {"FILE": ValueKind.FILE, "PATH": ValueKind.FILE, "SPEC": ValueKind.FILE, "DIR": ValueKind.FOLDER}
"""The values of an option or argument, by its name in help texts."""


class Arguments(NamedTuple):
    """Which script is printed."""

    shell: str = argument("shell for which the script is printed", choices=tuple(SHELLS))


def run(arguments: Arguments, streams: Streams) -> int:
    """Print the script."""
    rules = tuple(word for rule in registry.load().entries for word in (rule.code, rule.name))
    streams.write(SHELLS[arguments.shell](_outline(parser(), "recolint", rules)))
    return Exit.CLEAN


def _outline(parser: Parser, name: str, rules: tuple[str, ...]) -> outline.Command:
    """The outline of ``parser``, that of the command ``name``; ``rules`` are the words that name rules."""
    actions = [action for action in parser.actions if action.help != SUPPRESS]
    below = {word: one for action in actions for word, one in _subparsers(action)}
    return outline.Command(
        name=name,
        help=(parser.description or "").removesuffix("."),
        options=tuple(_option(action, rules) for action in actions if action.option_strings),
        arguments=() if below else tuple(_value(one, rules) for one in actions if not one.option_strings),
        commands=tuple(_outline(one, word, rules) for word, one in below.items()),
    )


def _subparsers(action: Action) -> Iterable[tuple[str, Parser]]:
    choices = action.choices if isinstance(action.choices, dict) else {}
    return ((word, one) for word, one in choices.items() if isinstance(one, Parser))


def _option(action: Action, rules: tuple[str, ...]) -> Option:
    value = None if action.nargs == 0 else _value(action, rules)
    return Option(tuple(action.option_strings), action.help or "", value, may_repeat=isinstance(action.default, list))


def _value(action: Action, rules: tuple[str, ...]) -> Value:
    name = action.metavar if isinstance(action.metavar, str) else action.dest
    if action.choices is not None:
        return Value(name, words=tuple(str(choice) for choice in action.choices))
    if name in ("RULE", "RULES"):
        return Value(name, words=rules)
    return Value(name, _KINDS.get(name, ValueKind.WORD))


COMMAND = Command(
    Arguments, run, "bash, zsh: source <(recolint completion bash)\nfish:      recolint completion fish | source"
)
