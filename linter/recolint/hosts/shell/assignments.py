"""The assignments of a script to its variables."""

from __future__ import annotations

from collections.abc import Iterable

from recolint.hosts.shell import effects
from recolint.hosts.shell.expansion import Budget, Expander, assigned
from recolint.hosts.shell.scope import Scope, Value
from recolint.hosts.shell.syntax import Assignment, Command, Part, PartKind, Statement, Word
from recolint.hosts.traced import Traced


class Assigner:
    """Puts into ``scope`` what commands assign."""

    def __init__(self, scope: Scope, expander: Expander, budget: Budget) -> None:
        self._scope = scope
        self._expander = expander
        self._budget = budget

    def assign(self, command: Command) -> None:
        """Note what ``command`` assigns."""
        known: dict[str, Value | None] = {}
        if not command.words:
            for one in command.assignments:
                known[one.name] = self.value(one)
                self._scope.put(one.name, known[one.name])
        else:
            for word in effects.declared(command):
                name, value = self._declared(word)
                known[name] = value
        self._scope.forget(name for name in effects.changed_by(command) if name not in known)
        for name, value in known.items():
            self._scope.put(name, value)
        for name in effects.removed(command):
            self._scope.unset(name)

    def value(self, one: Assignment) -> Value | None:
        """The value that a variable has after one assignment, as far as it is known."""
        if one.values is None:
            return None
        if one.is_array:
            fields = [field for word in one.values for field in self._expander.fields(word)]
            may_be_many = any(field.may_be_many for field in fields)
            value = None if may_be_many else Value(tuple(field.text for field in fields), is_array=True)
        else:
            value = assigned(one.values[0], self._expander)
        if not one.appends or value is None:
            return value
        before = self._scope.get(one.name)
        if before is None or before.is_array is not value.is_array or not self._budget.allows(before.length):
            return None
        if value.is_array:
            return Value((*before.items, *value.items), is_array=True)
        first, second = before.items[0], value.items[0]
        return Value((Traced.joined((first.as_region(first.whole), second), second.whole),))

    def _declared(self, word: Word) -> tuple[str, Value | None]:
        text = self._expander.text(word)
        name = text.text.partition("=")[0]
        script_end = word.start + len(name) + 1
        only = word._replace(parts=_without(word.parts, script_end), start=script_end)
        return name, assigned(only, self._expander)


def separators(statements: list[Statement], expander: Expander) -> str | None:
    """The values of ``IFS`` in the script, other than for one command."""
    found = ""
    for command in effects.commands([statements]):
        changes = effects.changed_by(command)
        if "IFS" not in changes:
            continue
        values = [one.values for one in command.assignments if one.name == "IFS" and not command.words]
        if len(values) != 1 or not values[0]:
            return None
        text = expander.text(values[0][0])
        if not text.is_known:
            return None
        found += text.text
    return found


def _without(parts: Iterable[Part], start: int) -> tuple[Part, ...]:
    """``parts`` from the offset ``start`` on."""
    kept = []
    for part in parts:
        if part.start >= start:
            kept.append(part)
        elif part.end > start and part.kind is PartKind.BARE:
            kept.append(part._replace(start=start))
    return tuple(kept)
