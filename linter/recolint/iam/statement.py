"""Whether a statement is about a request."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.iam.context import Context
from recolint.iam.operators import Comparison, Quantifier
from recolint.iam.partial import PartialArn
from recolint.iam.policy import Condition, Statement
from recolint.iam.request import Request
from recolint.iam.truth import Truth, all_of, any_of


def covers(statement: Statement, request: Request) -> Truth:
    """Whether action, resource and conditions of ``statement`` match ``request``, whoever makes it."""
    least = Truth.TRUE
    for truth in _parts(statement, request):
        least = min(least, truth)
        if least is Truth.FALSE:
            break
    return least


def _parts(statement: Statement, request: Request) -> Iterator[Truth]:
    actions, resources, context = statement.actions, statement.resources, request.context
    action = request.action.lower()
    named = any_of(pattern.like(action, context) for pattern in actions.items)
    yield named.negated if actions.inverted else named
    if resources is not None:
        named = any_of(pattern.like_resource(request.resource, context) for pattern in resources.items)
        yield named.negated if resources.inverted else named
    for condition in statement.conditions:
        yield holds(condition, context)


def not_known(statement: Statement, request: Request) -> tuple[str, ...]:
    """The unknown parts of ``request`` that ``statement`` reads: parts of the resource, in words, and context keys."""
    parts: tuple[str, ...] = ()
    if isinstance(request.resource, PartialArn) and statement.resources is not None:
        read = (pattern.like_resource(request.resource, request.context) for pattern in statement.resources.items)
        parts = request.resource.unknown if any_of(read) is Truth.UNKNOWN else ()
    return (*parts, *(key for key in statement.keys if request.context.look_up(key) is None))


def holds(condition: Condition, context: Context) -> Truth:
    """Whether ``condition`` is true in ``context``."""
    operator = condition.operator
    if operator.comparison is None:
        return _is_null(condition, context)
    values = context.look_up(condition.key)
    if values is None:
        return Truth.UNKNOWN
    if operator.if_exists and not values:
        return Truth.TRUE
    quantifier = operator.quantifier
    if quantifier is None:
        # One value is the rule here. A negated operator is false where the positive one would be true, so that it
        # is true for a key that is absent.
        quantifier = Quantifier.EACH if operator.negated else Quantifier.SOME
    elif not any(values):
        # "A null dataset, such as an empty string."
        values = ()
    matched = (_matches(condition, operator.comparison, value, context) for value in values)
    held = [truth.negated if operator.negated else truth for truth in matched]
    return all_of(held) if quantifier is Quantifier.EACH else any_of(held)


def _matches(condition: Condition, comparison: Comparison, value: str, context: Context) -> Truth:
    """Whether ``value`` compares with any of the values of the policy."""
    return any_of(comparison.holds(pattern, value, context) for pattern in condition.patterns)


def _is_null(condition: Condition, context: Context) -> Truth:
    present = context.has(condition.key)
    if present is Truth.UNKNOWN:
        return Truth.UNKNOWN
    absent = "false" if present is Truth.TRUE else "true"
    return any_of(pattern.equals_ignoring_case(absent, context) for pattern in condition.patterns)
