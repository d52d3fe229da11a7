"""``must`` of a pack's rule: a Cerberus rule set for one value, compiled to a function that accepts what Cerberus does.

The words are those of Cerberus that only judge. Words that change a value, call code or look at other members are not
among them. The type of the value is known from the contract, so a word that cannot fit is a fault of the pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from recolint.base.finding import Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.pattern import PatternError, pattern
from recolint.base.spelling import did_you_mean
from recolint.document.roots import kind_of
from recolint.packs.meter import Meter
from recolint.request.contract import Shape

Accepts = Callable[[Any], bool]
Table = dict[str, Any]

MAX_SETS = 100
"""Rule sets within one rule set."""
_MAX_STATES = 4_000
"""The limit for all patterns of one rule set: see ``base.pattern``."""


class Fault(NamedTuple):
    """A fault in a rule set, and its place."""

    route: Route
    text: str
    at_key: bool = False


class RuleSet(NamedTuple):
    """A compiled rule set. ``required``: a missing value is a fault. ``faults``: it cannot be used.

    ``states`` says how large its patterns are.
    """

    accepts: Accepts
    required: bool
    states: int
    faults: tuple[Fault, ...]


class _Word(NamedTuple):
    """A word of Cerberus: the kinds of values that it judges, what its own value must be, and how it judges."""

    kinds: frozenset[str]
    wanted: str
    fits: Callable[[Any, Shape], bool]
    accepts: Callable[[Any, Shape], Accepts]


def compiled(rules: Table, of: Shape, meter: Meter) -> RuleSet:
    """The rule set ``rules`` for values of ``of``; ``meter`` counts the steps of its patterns."""
    compiler = _Compiler(meter)
    accepts = compiler.accepts(rules, of, ())
    return RuleSet(accepts, rules.get("required") is True, compiler.states, tuple(compiler.faults))


def misspelled(rules: Table) -> tuple[Fault, ...]:
    """The unknown words at the top of ``rules``, which are wrong for values of any shape."""
    return tuple(Fault((word,), _unknown(word), at_key=True) for word in rules if word not in _known())


class _Compiler:
    def __init__(self, meter: Meter) -> None:
        self.faults: list[Fault] = []
        self.states = 0
        self._sets = 0
        self._meter = meter

    def accepts(self, rules: Table, of: Shape, route: Route) -> Accepts:
        """A function that accepts what all words of ``rules`` accept."""
        self._sets += 1
        if self._sets > MAX_SETS:
            self.faults.append(Fault(route, f"expected at most {MAX_SETS} rule sets"))
            return _always
        tests: list[Accepts] = []
        for word, value in rules.items():
            here = (*route, word)
            if word in _OF_SETS:
                tests += self._of_sets(word, value, of, here)
            elif word == "required":
                self._require(isinstance(value, bool) and not route, here, "true or false, at the top of must", value)
            elif word not in WORDS:
                self.faults.append(Fault(here, _unknown(word), at_key=True))
            else:
                may_be_empty = rules.get("empty") is True and word in _NOT_OF_EMPTY
                found = self._of_word(word, value, of, here)
                tests += (_unless_empty(test) if may_be_empty else test for test in found)
        if not rules:
            self.faults.append(Fault(route, "expected at least one word, found none"))
        return _all(tests)

    def _require(self, fits: bool, route: Route, wanted: str, found: Any) -> bool:  # noqa: FBT001  a test and its words
        if not fits:
            self.faults.append(Fault(route, f"expected {wanted}, found {_shown(found)}"))
        return fits

    def _of_sets(self, word: str, value: Any, of: Shape, route: Route) -> Iterator[Accepts]:
        fits = isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
        if self._require(fits, route, "a list of rule sets", value):
            sets = [self.accepts(one, of, (*route, number)) for number, one in enumerate(value)]
            yield _OF_SETS[word](sets)

    def _of_word(self, word: str, value: Any, of: Shape, route: Route) -> Iterator[Accepts]:
        known = WORDS[word]
        if of.kind not in known.kinds:
            self.faults.append(Fault(route, f"{word} does not fit {_KINDS[of.kind]}", at_key=True))
        elif self._require(known.fits(value, of), route, known.wanted, value):
            if word == "regex":
                yield from self._of_pattern(value, route)
                return
            if word in ("allowed", "forbidden"):
                self._require_values(value, of, route)
            yield known.accepts(value, of)

    def _of_pattern(self, value: str, route: Route) -> Iterator[Accepts]:
        try:
            compiled_pattern = pattern(value)
            self.states += compiled_pattern.states
        except PatternError as error:
            self.faults.append(Fault(route, f"the pattern cannot be used: {error}"))
            return
        if self._require(self.states <= _MAX_STATES, route, f"patterns of at most {_MAX_STATES} states", value):
            spend = self._meter.spend
            yield lambda text: compiled_pattern.fullmatch(text, spend)

    def _require_values(self, values: list[Any], of: Shape, route: Route) -> None:
        """Add a fault for each of ``values`` that no request can have."""
        item = of.item or of
        for number, one in enumerate(values):
            wanted = {"string": str, "integer": int}.get(item.kind)
            if wanted is None or type(one) is not wanted:
                self._require(False, (*route, number), _KINDS.get(item.kind, "a value"), one)  # noqa: FBT003  it is
            elif item.is_closed and one not in item.values:
                hint = did_you_mean(str(one), item.values)
                self.faults.append(Fault((*route, number), f"{item.name} does not have a value {one!r}{hint}"))


_KINDS = {"string": "a string", "integer": "an integer", "list": "a list", "structure": "a structure"}


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, str | int | float) and len(repr(value)) <= 40 else kind_of(value)


def _known() -> tuple[str, ...]:
    return (*WORDS, *_OF_SETS, "required")


def _unknown(word: str) -> str:
    if word in _REFUSED:
        return f"{word} is not allowed in a pack: {_REFUSED[word]}"
    return f"unknown word {word!r}{did_you_mean(word, _known())}"


_REFUSED = {
    "check_with": "it calls code",
    "coerce": "it changes the value",
    "default": "it changes the value",
    "default_setter": "it changes the value",
    "purge_unknown": "it changes the value",
    "rename": "it changes the value",
    "rename_handler": "it changes the value",
    "dependencies": "it looks at other members; use when",
    "excludes": "it looks at other members; use assert",
    "schema": "write the member in at",
    "items": "write [0] in at",
    "keysrules": "write the member in at",
    "valuesrules": "write the member in at",
    "nullable": "a request does not have null",
    "readonly": "recolint changes no value",
}
"""Words of Cerberus that a pack cannot use."""


def _always(_value: Any) -> bool:
    return True


def _unless_empty(test: Accepts) -> Accepts:
    return lambda value: len(value) == 0 or test(value)


_NOT_OF_EMPTY = frozenset({"allowed", "forbidden", "minlength", "maxlength", "regex"})
"""Words by which Cerberus does not judge an empty value where ``empty`` is true."""


def _all(tests: list[Accepts]) -> Accepts:
    if not tests:
        return _always
    if len(tests) == 1:
        return tests[0]
    return lambda value: all(test(value) for test in tests)


_OF_SETS: dict[str, Callable[[list[Accepts]], Accepts]] = {
    "anyof": lambda sets: lambda value: any(test(value) for test in sets),
    "allof": lambda sets: lambda value: all(test(value) for test in sets),
    "noneof": lambda sets: lambda value: not any(test(value) for test in sets),
    "oneof": lambda sets: lambda value: sum(test(value) for test in sets) == 1,
}
"""Words with rule sets in them."""


def _is_number(value: Any, _of: Shape) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _is_length(value: Any, _of: Shape) -> bool:
    return type(value) is int and value >= 0


def _is_list(value: Any, _of: Shape) -> bool:
    return isinstance(value, list) and bool(value)


def _are_types(value: Any, of: Shape) -> bool:
    words = value if isinstance(value, list) else [value]
    return bool(words) and all(word in _TYPES.get(of.kind, ()) for word in words)


_TYPES = {"string": ("string",), "integer": ("integer", "number"), "list": ("list",), "structure": ("dict",)}
"""The types of Cerberus that a value of the contract may have."""


def _allowed(values: list[Any], of: Shape) -> Accepts:
    known = frozenset(values)
    return known.issuperset if of.item is not None else known.__contains__


def _forbidden(values: list[Any], of: Shape) -> Accepts:
    known = frozenset(values)
    return known.isdisjoint if of.item is not None else lambda value: value not in known


def _contains(values: Any, _of: Shape) -> Accepts:
    wanted = frozenset(values if isinstance(values, list) else [values])
    return lambda value: wanted <= frozenset(value)


def _is_scalar_or_list(value: Any, _of: Shape) -> bool:
    return all(isinstance(one, str | int) for one in (value if isinstance(value, list) else [value])) and value != []


_TEXTS = frozenset({"string"})
_NUMBERS = frozenset({"integer"})
_SCALARS = _TEXTS | _NUMBERS
_LISTS = frozenset({"list"})
_SIZED = _TEXTS | _LISTS
_ALL = frozenset(_KINDS)

WORDS: dict[str, _Word] = {
    "allowed": _Word(_SCALARS | _LISTS, "a list of values", _is_list, _allowed),
    "forbidden": _Word(_SCALARS | _LISTS, "a list of values", _is_list, _forbidden),
    # What it accepts is compiled where its steps can be counted.
    "regex": _Word(_TEXTS, "a pattern", lambda value, _of: isinstance(value, str), lambda _text, _of: _always),
    "min": _Word(_NUMBERS, "a number", _is_number, lambda least, _of: lambda value: bool(value >= least)),
    "max": _Word(_NUMBERS, "a number", _is_number, lambda most, _of: lambda value: bool(value <= most)),
    "minlength": _Word(_SIZED, "a length", _is_length, lambda least, _of: lambda value: len(value) >= least),
    "maxlength": _Word(_SIZED, "a length", _is_length, lambda most, _of: lambda value: len(value) <= most),
    "empty": _Word(
        _SIZED,
        "true or false",
        lambda value, _of: isinstance(value, bool),
        lambda may, _of: _always if may else lambda value: len(value) > 0,
    ),
    "contains": _Word(_LISTS, "a value or a list of values", _is_scalar_or_list, _contains),
    "type": _Word(_ALL, "a type that the value can have", _are_types, lambda _types, _of: _always),
}
"""The words of a rule set, beside those with rule sets in them and ``required``."""
