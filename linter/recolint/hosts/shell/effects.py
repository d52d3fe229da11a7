"""The variables and files that the statements of a script change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from recolint.base.named_tuple import NamedTuple
from recolint.hosts.shell.scope import EVERYTHING
from recolint.hosts.shell.syntax import Block, Chain, Command, PartKind, Redirect, Statement, Test, Way, Word

_DECLARING = frozenset({"export", "declare", "local", "readonly", "typeset"})
_READING = frozenset({"read", "mapfile", "readarray", "getopts", "unset", "let", "printf"})
CONFIG_FILE = "AWS_CONFIG_FILE"
"""The variable that names the file of the AWS CLI with the default Region. ``aws configure set`` changes that file."""
_UNSEEN = frozenset({"source", ".", "eval"})
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_DECLARED = re.compile(r"([A-Za-z_]\w*)(\+?=)?", re.ASCII)
_CHANGES = re.compile(r"[^=!<>]=[^=]|\+\+|--")
_SET_BY_DEFAULT = re.compile(r"\$\{([A-Za-z_]\w*):?=", re.ASCII)


class Changes(NamedTuple):
    """How often statements change each variable: those that stay in a function, and all others."""

    local: Counter[str]
    outside: Counter[str]


def changes(statements: Iterable[Statement]) -> Changes:
    """The changes by ``statements``, including those in the functions that they define."""
    found = Changes(Counter(), Counter())
    _collect(statements, found)
    return found


def functions(statements: Iterable[Statement]) -> Iterator[Block]:
    """The functions that ``statements`` define, including those inside functions."""
    for statement in statements:
        if isinstance(statement, Chain):
            yield from functions(statement.statements)
        elif isinstance(statement, Block):
            if statement.way is Way.FUNCTION:
                yield statement
            yield from chain.from_iterable(map(functions, statement.bodies))


def commands(bodies: Iterable[Iterable[Statement]]) -> Iterator[Command]:
    """The commands in ``bodies``, at any depth."""
    for statement in chain.from_iterable(bodies):
        if isinstance(statement, Command):
            yield statement
        elif isinstance(statement, Chain):
            yield from commands([statement.statements])
        elif isinstance(statement, Block):
            yield from commands(statement.bodies)


def _collect(statements: Iterable[Statement], found: Changes) -> None:
    for statement in statements:
        if isinstance(statement, Chain):
            _collect(statement.statements, found)
        elif isinstance(statement, Test):
            found.outside.update(changed_by_test(statement))
        elif isinstance(statement, Block):
            if statement.name and statement.way is not Way.FUNCTION:
                found.outside[statement.name] += 1
            for body in statement.bodies:
                _collect(body, found)
        else:
            kind = found.local if first_word(statement) == "local" else found.outside
            kind.update(changed_by(statement))


def first_word(command: Command) -> str:
    """The name of the command as written."""
    return command.words[0].written if command.words else ""


def changed_by(command: Command) -> list[str]:
    """The variables that ``command`` changes."""
    names = [name for word in command.words for name in _set_within(word)]
    names += (name for one in command.assignments for word in one.values or () for name in _set_within(word))
    first = first_word(command)
    if not command.words:
        return names + [one.name for one in command.assignments]
    if first in _UNSEEN:
        return [*names, EVERYTHING]
    if [word.written for word in command.words[:3]] == ["aws", "configure", "set"]:
        return [*names, CONFIG_FILE]
    if first in _DECLARING | {"unset"} and any(map(_hides_its_name, command.words[1:])):
        return [*names, EVERYTHING]
    if first in _DECLARING:
        return names + [match[1] for word in command.words[1:] if (match := _DECLARED.match(word.written))]
    if first in _READING and (first != "printf" or "-v" in (word.written for word in command.words)):
        return names + [name for word in command.words[1:] for name in _NAME.findall(word.written)]
    return names


def removed(command: Command) -> list[str]:
    """The variables that ``unset NAME`` removes; none if it may remove others."""
    if first_word(command) != "unset":
        return []
    written = [word.written for word in command.words[1:] if word.written != "-v"]
    return written if all(_NAME.fullmatch(one) for one in written) else []


def _hides_its_name(word: Word) -> bool:
    """Whether ``word`` of a declaration may name any variable: ``export $(cat .env)``, ``declare -n``."""
    return word.written.lstrip('"').startswith(("$", "`", "-n", "-i"))


def changed_by_test(test: Test) -> list[str]:
    """The variables that ``(( ))`` or ``[[ ]]`` may change."""
    set_by_default = _SET_BY_DEFAULT.findall(test.written)
    return _NAME.findall(test.written) if _is_changing(test.written) else set_by_default


def _is_changing(arithmetic: str) -> bool:
    return arithmetic.startswith("((") and _CHANGES.search(arithmetic) is not None


def _set_within(word: Word) -> Iterator[str]:
    """The variables that ``${NAME:=x}`` and ``$((NAME++))`` in ``word`` set."""
    for part in word.parts:
        if part.kind is PartKind.OPAQUE:
            written = word.script.text[part.start : part.end]
            if written.startswith("$(("):
                yield from _NAME.findall(written) if _is_changing(written[1:]) else ()
            elif written.startswith("${"):
                yield from _SET_BY_DEFAULT.findall(written)


def declared(command: Command) -> tuple[Word, ...]:
    """The words of ``export NAME=value`` that assign; none of another command, or with options that change values."""
    if first_word(command) not in _DECLARING:
        return ()
    options = [word.written for word in command.words[1:] if word.written.startswith(("-", "+"))]
    if not all(re.fullmatch(r"-[xrg]+", option) for option in options):
        return ()
    return tuple(word for word in command.words[1:] if _is_assigning(word))


def _is_assigning(word: Word) -> bool:
    match = _DECLARED.match(word.written)
    return match is not None and match[2] == "="


def written_files(redirects: Iterable[Redirect]) -> Iterator[Redirect]:
    """Those of ``redirects`` that write a file."""
    return (one for one in redirects if one.sign in (">", ">>", ">|", "&>", "&>>", "<>"))
