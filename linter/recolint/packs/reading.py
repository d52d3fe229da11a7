"""From the text of a pack to rule classes, or to all that is wrong with it, each fault at its line and column.

What a value may be is in a module of its own: ``member_path``, ``rule_set``, ``expression``, ``message``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from recolint.base.errors import UserError
from recolint.base.finding import Advice, Basis, Part, Reference, Route, Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, Span, visible
from recolint.document import Document, Fault, FaultKind
from recolint.document import read as read_document
from recolint.document.roots import kind_of
from recolint.packs.examples import examples
from recolint.packs.pack_rule import PackRule, seems_right
from recolint.packs.page import page
from recolint.packs.statements import Statements
from recolint.packs.taking import Problem, Taker
from recolint.rule.entry import RuleClass

MAX_RULES = 500
"""The limit for one pack."""

PACK_KEYS = ("pack", "prefix", "url", "rules")
RULE_KEYS = (
    "code", "name", "severity", "when", "at", "must", "assert", "missing", "message", "help", "examples",
)  # fmt: skip

PACK_NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
PREFIX = r"[A-Z]{2,8}"
NUMBER = r"[0-9]{3,4}"
URL = r"https://[^\s<>\"'`()\\]+"

OWN_PREFIX = "RL"


class PackError(UserError):
    """All faults of a pack, in order of place. The message has a line for each, with its line and column."""

    def __init__(self, source: Source, faults: Iterable[Problem]) -> None:
        """Take the text of the pack and its faults."""
        self.faults = tuple(sorted(dict.fromkeys(faults)))
        super().__init__("\n".join(_line(source, span, text) for span, text in self.faults))


class OwnedPrefixError(Exception):
    """A pack with the ``prefix`` of a policy's pack. ``words`` are the codes and names of its rules."""

    def __init__(self, prefix: str, data: Mapping[str, Any]) -> None:
        self.prefix = prefix
        rules = data.get("rules")
        tables = [one for one in rules if isinstance(one, dict)] if isinstance(rules, list) else []
        words = (table.get(key) for table in tables for key in ("code", "name"))
        self.words = frozenset(word for word in words if isinstance(word, str))
        super().__init__(f"the prefix {prefix} belongs to a policy")


class Pack(NamedTuple):
    """A pack that can be used: its name, the prefix of its codes, its address, and its rules."""

    name: str
    prefix: str
    url: str | None
    rules: tuple[RuleClass, ...]


def read(source: Source, taken: Mapping[str, str], owned: Collection[str] = ()) -> Pack:
    """The pack in ``source``; raises ``PackError``, and ``OwnedPrefixError`` for a prefix among ``owned``.

    ``taken`` has the codes, names and prefixes of the rules that are there already, each with its package.
    """
    reading = read_document(source)
    for document in reading.documents:
        prefix = document.data.get("prefix") if isinstance(document.data, dict) else None
        if isinstance(prefix, str) and prefix in owned:
            raise OwnedPrefixError(prefix, document.data)
    problems = [_of_file(fault) for fault in (*reading.faults, *reading.remarks)]
    pack = None
    if len(reading.documents) == 1:
        reader = _Reader(reading.documents[0], taken)
        pack = reader.pack()
        problems += reader.problems
    elif not problems:
        problems.append((Span(0, 0), "expected one document"))
    if pack is None or problems:
        raise PackError(source, problems)
    return pack


def _line(source: Source, span: Span, text: str) -> str:
    line, column = source.position(span.start)
    return f"{source.path}:{line}:{column}: {visible(text)}"


def _of_file(fault: Fault) -> Problem:
    return fault.span, _OF_PACKS.get(fault.kind, fault.message)


_OF_PACKS = {
    FaultKind.EMPTY: "the pack is empty",
    FaultKind.NOT_A_MAPPING: f"expected a mapping with the keys {', '.join(PACK_KEYS)}",
    FaultKind.TOO_DEEP: "nested too deeply for a pack",
    FaultKind.TOO_LARGE: "too large for a pack",
    FaultKind.EMPTY_DOCUMENT: "expected one document",
    FaultKind.SEVERAL_DOCUMENTS: "expected one document",
    FaultKind.UNKNOWN_TAG: "a tag of YAML is not allowed in a pack",
}
"""Words for faults that otherwise mention job specs."""


class _Reader(Taker):
    """Reads the keys of a pack."""

    def __init__(self, document: Document, taken: Mapping[str, str]) -> None:
        super().__init__(document)
        self._taken = dict(taken)
        self._prefix: str | None = None
        self._statements = Statements(self)
        self._basis: Basis = Advice("a pack")

    def pack(self) -> Pack | None:
        """The pack; ``None`` where something is wrong."""
        data = self.document.data
        self.known((), data, PACK_KEYS, ("pack", "prefix", "rules"))
        name = self.text(("pack",), data, PACK_NAME, "a name such as acme-cost") or "pack"
        self._prefix = self._of_prefix(data)
        url = self.text(("url",), data, URL, "an address that begins with https://")
        self._basis = Advice(Reference(f"the pack {name}", url))
        tables = self.list(("rules",), data, MAX_RULES, "rules")
        rules = [self._rule(("rules", number), table, name) for number, table in enumerate(tables)]
        if self.problems or self._prefix is None:
            return None
        return Pack(name, self._prefix, url, tuple(rule for rule in rules if rule is not None))

    def _of_prefix(self, data: Any) -> str | None:
        prefix = self.text(("prefix",), data, PREFIX, "2 to 8 capital letters")
        if prefix is None:
            return None
        if prefix.startswith(OWN_PREFIX):
            self.problem(("prefix",), f"{OWN_PREFIX} is the prefix of recolint; choose another")
        elif prefix in self._taken:
            self.problem(("prefix",), f"the prefix {prefix} belongs to {self._taken[prefix]}; choose another")
        return prefix

    def _rule(self, route: Route, table: Any, pack: str) -> RuleClass | None:
        if not isinstance(table, dict):
            self.problem(route, f"expected a mapping, found {kind_of(table)}")
            return None
        self.known(route, table, RULE_KEYS, ("code", "name", "severity", "message", "examples"))
        self._hold_together(route, table)
        before = len(self.problems)
        code, name = self._code((*route, "code"), table), self._name((*route, "name"), table)
        severity = self._severity((*route, "severity"), table)
        statement = self._statements.read(route, table)
        shown = examples(self, (*route, "examples"), table)
        if len(self.problems) > before or statement is None or severity is None or code is None or name is None:
            return None
        members = {
            "__doc__": page(name, pack, self._basis.url, table),
            "__module__": PackRule.__module__,
            "code": code,
            "name": name,
            "severity": severity,
            "basis": self._basis,
            "examples": shown,
            "statement": statement,
            "seems_right": (seems_right(statement),),
        }
        return type(code, (PackRule,), members)

    def _hold_together(self, route: Route, table: dict[str, Any]) -> None:
        """Note keys of a rule that need or exclude one another."""
        if "must" in table and "assert" in table:
            self.problem((*route, "assert"), "expected must or assert, found both", Part.KEY)
        elif "must" not in table and "assert" not in table and table.get("missing") != "fail":
            self.problem(route, "must or assert is missing")
        for key in ("must", "missing"):
            if key in table and "at" not in table:
                self.problem((*route, key), f"{key} requires at, the member path of the values", Part.KEY)

    def _code(self, route: Route, table: dict[str, Any]) -> str | None:
        prefix = self._prefix or PREFIX
        code = self.text(route, table, prefix + NUMBER, f"{self._prefix or 'the prefix'} and 3 or 4 digits")
        return self._new(route, code)

    def _name(self, route: Route, table: dict[str, Any]) -> str | None:
        return self._new(route, self.text(route, table, PACK_NAME, "words such as key-of-another-account"))

    def _new(self, route: Route, word: str | None) -> str | None:
        if word is None:
            return None
        if word in self._taken:
            self.problem(route, f"{word} is already a rule of {self._taken[word]}")
            return None
        self._taken[word] = "this pack"
        return word

    def _severity(self, route: Route, table: dict[str, Any]) -> Severity | None:
        word = self.word(route, table, [severity.label for severity in Severity])
        return None if word is None else Severity.parse(word)
