"""From the text of a pack to rule classes, or to all that is wrong with it, each fault at its line and column.

Above 300 lines since each key is read in one place. What its value may be is in a module of its own (``member_path``,
``rule_set``, ``expression``, ``message``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from recolint.base.errors import UserError
from recolint.base.finding import Advice, Basis, Part, Reference, Route, Severity
from recolint.base.text import Source, Span, visible
from recolint.document import Document, Fault, FaultKind
from recolint.document import read as read_document
from recolint.document.roots import kind_of
from recolint.packs import rule_set
from recolint.packs.expression import Expression, ExpressionError
from recolint.packs.largest import largest
from recolint.packs.member_path import MemberPath, PathError
from recolint.packs.message import Message, MessageError
from recolint.packs.meter import MAX_STEPS, CostError, Meter
from recolint.packs.pack_rule import PackRule, Statement, seems_right
from recolint.packs.page import page
from recolint.packs.taking import Problem, Taker
from recolint.request.contract.shapes import REQUEST, Shape
from recolint.rule.entry import RuleClass
from recolint.rule.examples import Example, Invalid, Valid

MAX_RULES = 500
"""Of one pack."""
MAX_STATES = 40_000
"""Of all patterns of one pack."""
MAX_PACK_STEPS = 2_000_000
"""Of all expressions of one pack on the largest spec: less than a second."""
MAX_EXAMPLES = 100
"""Of one rule."""

PACK_KEYS = ("pack", "prefix", "url", "rules")
RULE_KEYS = (
    "code", "name", "severity", "when", "at", "must", "assert", "missing", "message", "help", "examples",
)  # fmt: skip
MISSING = ("fail", "skip")

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
}
"""Words for faults that otherwise mention job specs."""


class _Reader(Taker):
    """Reads the keys of a pack."""

    def __init__(self, document: Document, taken: Mapping[str, str]) -> None:
        super().__init__(document)
        self._taken = dict(taken)
        self._prefix: str | None = None
        self._states = 0
        self._steps = 0
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
        statement = self._statement(route, table)
        examples = self._examples((*route, "examples"), table)
        if len(self.problems) > before or statement is None or severity is None or code is None or name is None:
            return None
        members = {
            "__doc__": page(name, pack, self._basis.url, table),
            "__module__": PackRule.__module__,
            "code": code,
            "name": name,
            "severity": severity,
            "basis": self._basis,
            "examples": examples,
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

    def _statement(self, route: Route, table: dict[str, Any]) -> Statement | None:
        meter = Meter()
        when = self._expression((*route, "when"), table, REQUEST, meter)
        at = self._path((*route, "at"), table)
        asserted = self._expression((*route, "assert"), table, _of_value(table, at), meter)
        rules = self._must((*route, "must"), table, at, meter)
        missing = self.word((*route, "missing"), table, MISSING)
        message = self._message((*route, "message"), table)
        help_ = self.prose((*route, "help"), table)
        if message is None:
            return None
        self._require_quick(route, when, at, asserted, meter)
        accepts = asserted.holds if asserted is not None else rules.accepts if rules is not None else lambda _: True
        return Statement(
            when=when,
            at=at,
            accepts=accepts,
            meter=meter,
            message=message,
            help=help_,
            fails_missing=missing == "fail",
            requires=rules is not None and rules.required,
        )

    def _expression(self, route: Route, table: dict[str, Any], of: Shape | None, meter: Meter) -> Expression | None:
        text = self.text(route, table)
        if text is None:
            return None
        try:
            return Expression(text, of, meter)
        except ExpressionError as error:
            for fault in error.faults:
                self.problem(route, fault.why, offset=fault.offset)
            return None

    def _require_quick(
        self, route: Route, when: Expression | None, at: MemberPath | None, asserted: Expression | None, meter: Meter
    ) -> None:
        """Note an expression that takes too many steps on the largest spec."""
        tests: dict[str, Callable[[Any], object]] = {}
        if when is not None:
            tests["when"] = when.search
        if asserted is not None:
            # Of all values, whether they are right or not.
            tests["assert"] = asserted.search if at is None else at.test(_ran(asserted), needs_value=False)
        for key, run in tests.items():
            if self._steps > MAX_PACK_STEPS:
                return
            meter.refill()
            try:
                run(largest())
            except CostError:
                self.problem((*route, key), f"takes more than {MAX_STEPS:,} steps on the largest spec")
            self._steps += MAX_STEPS - meter.left
            if self._steps > MAX_PACK_STEPS:
                self.problem(route, f"the rules up to here take more than {MAX_PACK_STEPS:,} steps on the largest spec")

    def _path(self, route: Route, table: dict[str, Any]) -> MemberPath | None:
        text = self.text(route, table)
        if text is None:
            return None
        try:
            return MemberPath(text)
        except PathError as error:
            self.problem(route, str(error), offset=error.offset)
            return None

    def _must(
        self, route: Route, table: dict[str, Any], at: MemberPath | None, meter: Meter
    ) -> rule_set.RuleSet | None:
        if "must" not in table:
            return None
        rules = table["must"]
        if not isinstance(rules, dict):
            self.problem(route, f"expected a Cerberus rule set, found {kind_of(rules)}")
            return None
        if at is None:
            return None
        found = rule_set.compiled(rules, at.shape, meter)
        self._states += found.states
        if self._states > MAX_STATES:
            self.problem(route, f"the patterns of the pack have more than {MAX_STATES:,} states")
        for fault in found.faults:
            self.problem((*route, *fault.route), fault.text, Part.KEY if fault.at_key else Part.VALUE)
        return found

    def _message(self, route: Route, table: dict[str, Any]) -> Message | None:
        text = self.prose(route, table)
        if text is None:
            return None
        try:
            message = Message(text)
        except MessageError as error:
            self.problem(route, str(error), offset=error.offset)
            return None
        if "at" not in table and ("{value}" in text or "{name}" in text):
            self.problem(route, "{value} and {name} need at, the member path of the values")
        return message

    def _examples(self, route: Route, table: dict[str, Any]) -> tuple[Example, ...]:
        if "examples" not in table:
            return ()
        given = table["examples"]
        if not isinstance(given, dict):
            self.problem(route, f"expected a mapping with valid and invalid, found {kind_of(given)}")
            return ()
        self.known(route, given, ("valid", "invalid"), ())
        found: list[Example] = []
        for key, take in _EXAMPLES.items():
            items = self.list((*route, key), given, MAX_EXAMPLES, "examples") if key in given else []
            found += [
                one for number, item in enumerate(items) if (one := take(self, (*route, key, number), item)) is not None
            ]
        if not found:
            self.problem(route, "expected at least one example, found none", Part.KEY)
        return tuple(found)

    def _valid(self, route: Route, item: Any) -> Example | None:
        if isinstance(item, dict):
            self.known(route, item, ("text", "title"), ("text",))
            text, title = self.text((*route, "text"), item), self.prose((*route, "title"), item)
            return None if text is None else Valid(_spec(text), title=title or "")
        if isinstance(item, str):
            return Valid(_spec(item))
        self.problem(route, f"expected a text, found {kind_of(item)}")
        return None

    def _invalid(self, route: Route, item: Any) -> Example | None:
        if not isinstance(item, dict):
            self.problem(route, f"expected a mapping with text and at, found {kind_of(item)}")
            return None
        self.known(route, item, ("text", "at", "message", "title"), ("text", "at"))
        text = self.text((*route, "text"), item)
        at = self.text((*route, "at"), item, r"(?:/[^/]*)*", "a JSON pointer such as /Tags/0/Value")
        message, title = self.prose((*route, "message"), item), self.prose((*route, "title"), item)
        return None if text is None or at is None else Invalid(_spec(text), at, message=message, title=title or "")


_EXAMPLES: dict[str, Callable[[_Reader, Route, Any], Example | None]] = {
    "valid": _Reader._valid,  # noqa: SLF001  of this module
    "invalid": _Reader._invalid,  # noqa: SLF001
}


def _of_value(table: dict[str, Any], at: MemberPath | None) -> Shape | None:
    """The shape of what ``assert`` of a rule looks at."""
    if "at" not in table:
        return REQUEST
    return None if at is None else at.shape


def _spec(text: str) -> str:
    """The text of an example: with a line more where it is YAML that would be taken for JSON by its first brace."""
    if not text.lstrip().startswith("{") or not read_document(Source("example.json", text)).faults:
        return text
    return text if read_document(Source("example.yaml", text)).faults else f"---\n{text}"


def _ran(expression: Expression) -> Callable[[Any], bool]:
    """A test that takes every value for right, once ``expression`` has looked at it."""

    def test(value: Any) -> bool:
        expression.search(value)
        return True

    return test
