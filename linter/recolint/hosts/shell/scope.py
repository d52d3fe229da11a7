"""The known variables and written files at each place of a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from recolint.base.named_tuple import NamedTuple
from recolint.hosts.traced import Traced

EVERYTHING = "*"
"""The name of all variables: what ``source`` and ``eval`` may change."""

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
    """The value of a variable: the items of an array, or one text."""

    items: tuple[Traced, ...]
    is_array: bool = False

    @property
    def length(self) -> int:
        """How many characters it has."""
        return sum(len(item.text) for item in self.items)


class _Entry(NamedTuple):
    """A value, and when it was put. Whatever is forgotten later as a whole hides it."""

    value: Value
    time: int


class Scope:
    """The known values at one place of a script, with a journal to go back by."""

    def __init__(self) -> None:
        self._values: dict[str, _Entry] = {}
        self._time = 0
        self._forgotten: dict[str, int] = dict.fromkeys((EVERYTHING, EVERY_FILE, _CALLER), 0)
        """When all variables, all files, and all but ``once`` were last forgotten."""
        self._journal: list[tuple[str, _Entry | int | None]] = []
        self._entries: Counter[str] = Counter()
        """How many entries of the journal each variable has."""
        self.once: Collection[str] = frozenset()
        """The variables that the script assigns once, outside functions or in one of them."""
        self.in_functions: Counter[str] = Counter()
        """How many functions change each variable. It is unknown whatever is assigned: they may run at any time."""
        self.own: Collection[str] = ()
        """The variables that the function with this body changes."""

    def get(self, name: str) -> Value | None:
        """The value of the variable ``name``, as far as it is known."""
        return None if self._is_barred(name) or self._is_barred(EVERYTHING) else self._kept(name)

    def _kept(self, name: str) -> Value | None:
        entry = self._values.get(name)
        if entry is None or entry.time < self._forgotten[EVERY_FILE if is_file(name) else EVERYTHING]:
            return None
        return entry.value if entry.time >= self._forgotten[_CALLER] or name in self.once else None

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
        if name in self._forgotten:
            self._journal.append((name, self._forgotten[name]))
            self._entries[name] += 1
            self._time += 1
            self._forgotten[name] = self._time
            return
        if name in _OF_THE_SHELL:
            return
        for one, new in ((name, value), (_UNSET + name, None)) if _UNSET + name in self._values else ((name, value),):
            self._journal.append((one, self._values.get(one)))
            self._entries[one] += 1
            if new is None:
                self._values.pop(one, None)
            else:
                self._values[one] = _Entry(new, self._time)

    def mark(self) -> int:
        """The current position in the journal, to go back to."""
        return len(self._journal)

    def undo(self, mark: int) -> set[str]:
        """Go back to ``mark``. Returns the names that had changed."""
        changed = set()
        while len(self._journal) > mark:
            name, before = self._journal.pop()
            self._entries[name] -= 1
            changed.add(name)
            if isinstance(before, int):
                self._forgotten[name] = before
            elif before is None:
                self._values.pop(name, None)
            else:
                self._values[name] = before
        return changed

    def since(self, mark: int) -> set[str]:
        """The names that changed since ``mark``."""
        return {name for name, _ in self._journal[mark:]}

    def forget(self, names: Iterable[str]) -> None:
        """Note that ``names`` are not known."""
        for name in names:
            self.put(name, None)

    def enter_function(self) -> None:
        """Forget what the caller of a function may have changed: all that is not assigned ``once``."""
        self.put(_CALLER, None)


_FILE = ">"
EVERY_FILE = _FILE
"""The name of all files: what a redirection to an unknown path may write."""
_CALLER = "("
_UNSET = "-"
"""Before the name of a variable that is removed."""


def file_name(path: str) -> str:
    """The name by which a scope knows the file ``path``."""
    return _FILE + path


def is_file(name: str) -> bool:
    """Whether ``name`` is that of a file."""
    return name.startswith(_FILE)
