"""The examples of a pack's rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from recolint.base.finding import Part, Route
from recolint.base.text import Source
from recolint.document import read as read_document
from recolint.document.roots import kind_of
from recolint.packs.taking import Taker
from recolint.rule.examples import Example, Invalid, Valid

MAX_EXAMPLES = 100
"""The limit for each kind of example of one rule."""


def examples(taker: Taker, route: Route, table: dict[str, Any]) -> tuple[Example, ...]:
    """The examples of a rule, at most ``MAX_EXAMPLES`` of each kind."""
    if "examples" not in table:
        return ()
    given = table["examples"]
    if not isinstance(given, dict):
        taker.problem(route, f"expected a mapping with valid and invalid, found {kind_of(given)}")
        return ()
    taker.known(route, given, ("valid", "invalid"), ())
    found: list[Example] = []
    for key, take in _EXAMPLES.items():
        items = taker.list((*route, key), given, MAX_EXAMPLES, "examples") if key in given else []
        found += [
            one for number, item in enumerate(items) if (one := take(taker, (*route, key, number), item)) is not None
        ]
    if not found:
        taker.problem(route, "expected at least one example, found none", Part.KEY)
    return tuple(found)


def _valid(taker: Taker, route: Route, item: Any) -> Example | None:
    if isinstance(item, dict):
        taker.known(route, item, ("text", "title"), ("text",))
        text, title = taker.text((*route, "text"), item), taker.prose((*route, "title"), item)
        return None if text is None else Valid(_spec(text), title=title or "")
    if isinstance(item, str):
        return Valid(_spec(item))
    taker.problem(route, f"expected a text, found {kind_of(item)}")
    return None


def _invalid(taker: Taker, route: Route, item: Any) -> Example | None:
    if not isinstance(item, dict):
        taker.problem(route, f"expected a mapping with text and at, found {kind_of(item)}")
        return None
    taker.known(route, item, ("text", "at", "message", "title"), ("text", "at"))
    text = taker.text((*route, "text"), item)
    at = taker.text((*route, "at"), item, r"(?:/[^/]*)*", "a JSON pointer such as /Tags/0/Value")
    message, title = taker.prose((*route, "message"), item), taker.prose((*route, "title"), item)
    return None if text is None or at is None else Invalid(_spec(text), at, message=message, title=title or "")


_EXAMPLES: dict[str, Callable[[Taker, Route, Any], Example | None]] = {
    "valid": _valid,
    "invalid": _invalid,
}


def _spec(text: str) -> str:
    """The text of an example. ``---`` comes first if it is YAML that starts with a brace, as JSON does."""
    if not text.lstrip().startswith("{") or not read_document(Source("example.json", text)).faults:
        return text
    return text if read_document(Source("example.yaml", text)).faults else f"---\n{text}"
