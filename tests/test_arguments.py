"""The arguments of every command have types, and what is read from the command line has these types."""

from __future__ import annotations

import ast
from argparse import Action
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

import recolint.cli
from recolint.base import static
from recolint.cli.arguments import plain, read
from recolint.cli.command import Command, Subcommands
from recolint.cli.main import COMMANDS
from recolint.cli.parser import Parser

CLI = Path(recolint.cli.__file__).parent

READERS = {"arguments.py", "command.py", "parser.py"}
"""The modules that turn what argparse has parsed into typed arguments."""


def commands() -> Iterator[tuple[str, Command[Any]]]:
    for name in COMMANDS:
        found = import_module(f"recolint.cli.{name}").COMMAND
        if isinstance(found, Subcommands):
            yield from ((f"{name} {word}", command) for word, (_, command) in found.commands.items())
        else:
            yield name, found


NAMED = [pytest.param(name, command, id=name) for name, command in commands()]
EVERY = [pytest.param(command, id=name) for name, command in commands()]


def is_of(value: object, hint: Any) -> bool:
    """Whether ``value`` has the type ``hint``, items included."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(is_of(value, one) for one in inner)
    if origin is tuple:
        return isinstance(value, tuple) and all(is_of(one, inner[0]) for one in value)
    if origin in (Mapping, Sequence):
        return isinstance(value, origin)
    if hasattr(hint, "_fields"):
        hints = get_type_hints(hint)
        return isinstance(value, hint) and all(is_of(getattr(value, name), hints[name]) for name in hints)
    return type(value) is hint if hint is not NoneType else value is None


def says_any(hint: Any) -> bool:
    if hasattr(hint, "_fields"):
        return any(map(says_any, get_type_hints(hint).values()))
    return hint in (Any, static.Any) or any(map(says_any, get_args(hint)))


def argvs(parser: Parser) -> Iterator[list[str]]:
    """What the parser needs, alone, and with each of its options."""
    actions = [one for one in parser.actions if one.dest not in ("help", "help_aws", "debug")]
    needed = [word for one in actions if one.required for word in (*one.option_strings[:1], sample(one))]
    yield needed
    for one in actions:
        for flag in one.option_strings:
            yield [*needed, flag, *([] if one.nargs == 0 else [sample(one)])]


def sample(action: Action) -> str:
    return str(next(iter(action.choices or ["1"])))


@pytest.mark.parametrize(("name", "command"), NAMED)
def test_arguments_have_the_types_that_their_class_says(name: str, command: Command[Any]) -> None:
    parser = Parser(prog=f"recolint {name}")
    parser.set_defaults(debug=False)
    command.configure(parser)
    for argv in argvs(parser):
        arguments = read(command.arguments, parser.parse(argv))
        assert is_of(arguments, command.arguments), (argv, arguments)


@pytest.mark.parametrize(("name", "command"), NAMED)
@pytest.mark.parametrize("words", [(), ("a",), ("a", "b c", ".")])
def test_plain_arguments_are_what_the_parser_makes_of_them(
    name: str, command: Command[Any], words: tuple[str, ...]
) -> None:
    found = plain(command.arguments, words)
    assert found is not None or name != "check", "which needs no parser"
    if found is not None:
        parser = Parser(prog=f"recolint {name}")
        command.configure(parser)
        assert found == read(command.arguments, parser.parse(words))


@pytest.mark.parametrize("command", EVERY)
def test_no_argument_may_be_anything(command: Command[Any]) -> None:
    assert not says_any(command.arguments)
    assert next(iter(get_type_hints(command.run).values())) is command.arguments


def test_commands_see_no_arguments_without_types() -> None:
    for path in sorted(CLI.rglob("*.py")):
        if path.parent == CLI and path.name in READERS:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.arg) and node.arg in ("arguments", "options") and node.annotation:
                assert ast.unparse(node.annotation) != "Any", f"{path.name}:{node.lineno}"
            if isinstance(node, ast.FunctionDef) and node.name != "read":
                hints = [ast.unparse(one.annotation) for one in node.args.args if one.annotation]
                assert "Namespace" not in hints, (
                    f"{path.name}:{node.lineno}: only declarations read what argparse gives"
                )
