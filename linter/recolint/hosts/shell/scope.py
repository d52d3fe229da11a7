"""The known variables and written files at each place of a script, and the changes to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from recolint.base.named_tuple import NamedTuple
from recolint.hosts.shell.syntax import Block, Chain, Command, PartKind, Redirect, Statement, Test, Way, Word
from recolint.hosts.traced import Traced

EVERYTHING = "*"
"""The name of all variables: what ``source`` and ``eval`` may change."""

_DECLARING = frozenset({"export", "declare", "local", "readonly", "typeset"})
_READING = frozenset({"read", "mapfile", "readarray", "getopts", "unset", "let", "printf"})
_UNSEEN = frozenset({"source", ".", "eval"})
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_DECLARED = re.compile(r"([A-Za-z_]\w*)(\+?=)?", re.ASCII)
_CHANGES = re.compile(r"[^=!<>]=[^=]|\+\+|--")
_SET_BY_DEFAULT = re.compile(r"\$\{([A-Za-z_]\w*):?=", re.ASCII)
_OF_THE_SHELL = frozenset(
    [
        "BASHPID",
        "BASH_COMMAND",
        "EPOCHREALTIME",
        "EPOCHSECONDS",
        "EUID",
        "FUNCNAME",
        "GROUPS",
        "IFS",
        "LINENO",
        "OPTARG",
        "OPTIND",
        "PPID",
        "PWD",
        "OLDPWD",
        "RANDOM",
        "REPLY",
        "SECONDS",
        "SHLVL",
        "SRANDOM",
        "UID",
        "_",
    ]
)
"""Variables that do not keep what is assigned to them, or change how everything else is read."""


class Value(NamedTuple):
    """What a variable contains: the items of an array, or one text."""

    items: tuple[Traced, ...]
    is_array: bool = False

    @property
    def length(self) -> int:
        """How many characters it has."""
        return sum(len(item.text) for item in self.items)


class Scope:
    """What is known at one place of a script, with a journal to go back by."""

    def __init__(self) -> None:
        self._values: dict[str, Value] = {}
        self._journal: list[tuple[str, Value | None]] = []
        self._entries: Counter[str] = Counter()
        """How many entries of the journal each variable has."""
        self.in_functions: Counter[str] = Counter()
        """How many functions change each variable. It is unknown whatever is assigned: they may run at any time."""
        self.own: Collection[str] = ()
        """The variables that the function with this body changes."""

    def get(self, name: str) -> Value | None:
        """The value of the variable ``name``, as far as it is known."""
        return None if self._is_barred(name) or self._is_barred(EVERYTHING) else self._values.get(name)

    def text(self, name: str) -> str | None:
        """The text of the variable ``name``; ``None`` if it is not wholly known, or an array."""
        value = self.get(name)
        if value is None or value.is_array or not value.items[0].is_known:
            return None
        return value.items[0].text

    def is_changed(self, name: str) -> bool:
        """Whether the script by now changes the variable ``name``, to whatever."""
        return self._is_barred(name) or self._entries[name] > 0

    def is_unset(self, name: str) -> bool:
        """Whether the script has removed the variable ``name`` since it last set it."""
        return not self._is_barred(name) and self.get(_UNSET + name) is not None

    def unset(self, name: str) -> None:
        """Note that the variable ``name`` is removed. Its value counts as unknown: ``${NAME-default}`` has one."""
        self.put(name, None)
        self.put(_UNSET + name, Value(()))

    def _is_barred(self, name: str) -> bool:
        return self.in_functions[name] > (name in self.own)

    def put(self, name: str, value: Value | None) -> None:
        """Note the value of ``name``; with ``None``, that it is not known."""
        if name == EVERYTHING:
            for one in tuple(self._values):
                if not is_file(one):
                    self.put(one, None)
            self._enter(EVERYTHING)
            return
        if name in _OF_THE_SHELL:
            return
        for one, new in ((name, value), (_UNSET + name, None)) if _UNSET + name in self._values else ((name, value),):
            self._enter(one)
            if new is None:
                self._values.pop(one, None)
            else:
                self._values[one] = new

    def _enter(self, name: str) -> None:
        self._journal.append((name, self._values.get(name)))
        self._entries[name] += 1

    def mark(self) -> int:
        """The current position in the journal, to go back to."""
        return len(self._journal)

    def undo(self, mark: int) -> set[str]:
        """Go back to ``mark``. Returns the names that had changed."""
        changed = set()
        while len(self._journal) > mark:
            name, value = self._journal.pop()
            self._entries[name] -= 1
            changed.add(name)
            if name == EVERYTHING:
                continue
            if value is None:
                self._values.pop(name, None)
            else:
                self._values[name] = value
        return changed

    def known(self) -> tuple[str, ...]:
        """The names of all that is known."""
        return tuple(self._values)

    def since(self, mark: int) -> set[str]:
        """The names that changed since ``mark``."""
        return {name for name, _ in self._journal[mark:]}

    def forget(self, names: Iterable[str]) -> None:
        """Note that ``names`` are not known."""
        for name in names:
            self.put(name, None)


_FILE = ">"
_UNSET = "-"
"""Before the name of a variable that is removed."""


def file_name(path: str) -> str:
    """The name by which a scope knows the file ``path``."""
    return _FILE + path


def is_file(name: str) -> bool:
    """Whether ``name`` is that of a file."""
    return name.startswith(_FILE)


class Changes(NamedTuple):
    """How often statements change each variable: those that stay in a function, and all others."""

    local: Counter[str]
    outside: Counter[str]


def changes(statements: Iterable[Statement]) -> Changes:
    """What ``statements`` change, including those in the functions that they define."""
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
