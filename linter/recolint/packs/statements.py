"""Reads the keys of a pack's rule that state a requirement. No rule set or expression may take long."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from recolint.base.finding import Part, Route
from recolint.document.roots import kind_of
from recolint.packs import rule_set
from recolint.packs.expression import Expression, ExpressionError
from recolint.packs.largest import largest
from recolint.packs.member_path import MemberPath, PathError
from recolint.packs.message import Message, MessageError
from recolint.packs.meter import MAX_STEPS, CostError, Meter
from recolint.packs.pack_rule import Statement
from recolint.packs.taking import Taker
from recolint.request.contract.shapes import REQUEST, Shape

MAX_STATES = 40_000
"""The limit for all patterns of one pack."""
MAX_PACK_STEPS = 2_000_000
"""The limit for all expressions of one pack on the largest spec: less than a second."""

MISSING = ("fail", "skip")


class Statements:
    """Reads the statements of one pack, and counts the steps and states that all of them need."""

    def __init__(self, taker: Taker) -> None:
        self._taker = taker
        self._states = 0
        self._steps = 0

    def read(self, route: Route, table: dict[str, Any]) -> Statement | None:
        """The statement of the rule ``table``; ``None`` where something is wrong."""
        meter = Meter()
        when = self._expression((*route, "when"), table, REQUEST, meter)
        at = self._path((*route, "at"), table)
        asserted = self._expression((*route, "assert"), table, _of_value(table, at), meter)
        rules = self._must((*route, "must"), table, at, meter)
        missing = self._taker.word((*route, "missing"), table, MISSING)
        message = self._message((*route, "message"), table)
        help_ = self._taker.prose((*route, "help"), table)
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
        text = self._taker.text(route, table)
        if text is None:
            return None
        try:
            return Expression(text, of, meter)
        except ExpressionError as error:
            for fault in error.faults:
                self._taker.problem(route, fault.why, offset=fault.offset)
            return None

    def _require_quick(
        self, route: Route, when: Expression | None, at: MemberPath | None, asserted: Expression | None, meter: Meter
    ) -> None:
        """Note an expression that takes too many steps on the largest spec."""
        tests: dict[str, Callable[[Any], object]] = {}
        if when is not None:
            tests["when"] = when.search
        if asserted is not None:
            # It runs on all values, valid or not.
            tests["assert"] = asserted.search if at is None else at.test(_ran(asserted), needs_value=False)
        for key, run in tests.items():
            if self._steps > MAX_PACK_STEPS:
                return
            meter.refill()
            try:
                run(largest())
            except CostError:
                self._taker.problem((*route, key), f"takes more than {MAX_STEPS:,} steps on the largest spec")
            self._steps += MAX_STEPS - meter.left
            if self._steps > MAX_PACK_STEPS:
                self._taker.problem(
                    route, f"the rules up to here take more than {MAX_PACK_STEPS:,} steps on the largest spec"
                )

    def _path(self, route: Route, table: dict[str, Any]) -> MemberPath | None:
        text = self._taker.text(route, table)
        if text is None:
            return None
        try:
            return MemberPath(text)
        except PathError as error:
            self._taker.problem(route, str(error), offset=error.offset)
            return None

    def _must(
        self, route: Route, table: dict[str, Any], at: MemberPath | None, meter: Meter
    ) -> rule_set.RuleSet | None:
        if "must" not in table:
            return None
        rules = table["must"]
        if not isinstance(rules, dict):
            self._taker.problem(route, f"expected a Cerberus rule set, found {kind_of(rules)}")
            return None
        if at is None:
            self._faults_in_must(route, rule_set.misspelled(rules))
            return None
        found = rule_set.compiled(rules, at.shape, meter)
        self._states += found.states
        if self._states > MAX_STATES:
            self._taker.problem(route, f"the patterns of the pack have more than {MAX_STATES:,} states")
        self._faults_in_must(route, found.faults)
        return found

    def _faults_in_must(self, route: Route, faults: Iterable[rule_set.Fault]) -> None:
        for fault in faults:
            self._taker.problem((*route, *fault.route), fault.text, Part.KEY if fault.at_key else Part.VALUE)

    def _message(self, route: Route, table: dict[str, Any]) -> Message | None:
        text = self._taker.prose(route, table)
        if text is None:
            return None
        try:
            message = Message(text)
        except MessageError as error:
            self._taker.problem(route, str(error), offset=error.offset)
            return None
        if "at" not in table and ("{value}" in text or "{name}" in text):
            self._taker.problem(route, "{value} and {name} need at, the member path of the values")
        return message


def _of_value(table: dict[str, Any], at: MemberPath | None) -> Shape | None:
    """The shape of what ``assert`` of a rule looks at."""
    if "at" not in table:
        return REQUEST
    return None if at is None else at.shape


def _ran(expression: Expression) -> Callable[[Any], bool]:
    """A test that runs ``expression`` on a value and accepts every value."""

    def test(value: Any) -> bool:
        expression.search(value)
        return True

    return test
