"""Why a text is no YAML, in our words. Knows the pure parser's messages; an unknown one is passed on, made harmless."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from recolint.document.faults import character, shown, syntax
from recolint.document.model import Fault
from recolint.text import Span, visible

_QUOTE_IT = "put the value in quotes"
_ESCAPE_HELP = "write \\\\ for a backslash, or use single quotes"
_BREAK = re.compile(r"[\r\n\x85\u2028\u2029]")
_TO_END_OF_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*")
_FOUND = re.compile(r"(?:found|got)[^']*'(.+?)'")
_ENDS = ("<stream end>", "<document start>", "<document end>")


class _Stop(NamedTuple):
    """Where the parser stopped: at ``at``, in something that began at ``began``; what it said; what it found."""

    text: str
    at: int
    began: int | None
    said: str
    found: str

    @property
    def span(self) -> Span:
        return character(self.text, self.at)

    @property
    def line_before(self) -> str:
        """What stands before the stop on its line."""
        return _BREAK.split(self.text[max(0, self.at - 1000) : self.at])[-1]

    def label(self, words: str) -> tuple[tuple[Span, str], ...]:
        return () if self.began is None else ((character(self.text, self.began), words),)


def explain(error: Exception, text: str, read: int) -> Fault:
    """The fault that ``error``, raised by the pure parser after ``read`` characters, is about."""
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    began = None if context_mark is None else context_mark.index
    at = mark.index if mark is not None else began if began is not None else min(read, len(text))
    context = getattr(error, "context", None) or ""
    problem = getattr(error, "problem", None) or ""
    if not context and not problem:
        return _unmarked(error, text, at)
    found = _FOUND.search(problem)
    stop = _Stop(text, at, began, f"{context}: {problem}", found[1] if found else "")
    for needle, words in _TABLE:
        if needle in stop.said:
            return words(stop)
    return syntax(f"broken YAML: {visible(problem or context)}", stop.span)


def _unmarked(error: Exception, text: str, at: int) -> Fault:
    """What is no error of YAML's to ruamel, but Python's own: only versions and escapes get so far."""
    if isinstance(error, AssertionError):
        start = max(text.rfind("%YAML", 0, at), 0)
        return syntax("this version of YAML is not known; expected '%YAML 1.2' or no such line", _line(text, start))
    return syntax("this escape names no character", Span(max(at - 2, 0), at), _ESCAPE_HELP)


def _colon_in_value(stop: _Stop) -> Fault:
    if re.search(r":(?:\s|\Z)", stop.line_before):
        return syntax("a second ': ' on this line; a value without quotes may not hold one", stop.span, _QUOTE_IT)
    message = "':' after text that continues the line above; expected the name of a member"
    return syntax(message, stop.span, "check the indentation of this line, and the ':' of the line above")


def _no_colon(stop: _Stop) -> Fault:
    start = stop.began if stop.began is not None else stop.at
    return syntax("text without ':'; expected a member, written 'Name: value'", _line(stop.text, start))


def _item_after_text(stop: _Stop) -> Fault:
    message = "found '-' after other text on the line; a list item starts a line of its own"
    return syntax(message, stop.span, f"start the item on the next line, or {_QUOTE_IT}")


def _key_after_text(stop: _Stop) -> Fault:
    message = "found '?' after other text on the line; an explicit key starts a line of its own"
    return syntax(message, stop.span, _QUOTE_IT)


def _no_token(stop: _Stop) -> Fault:
    char = stop.text[stop.at : stop.at + 1]
    if char == "\t":
        where = "in the indentation" if not stop.line_before.strip() else "before a value"
        return syntax(f"found a tab {where}; YAML takes spaces only", stop.span, "write spaces for the tab")
    return syntax(f"found '{shown(char)}', expected a value; no value without quotes starts so", stop.span, _QUOTE_IT)


def _unclosed_quote(stop: _Stop) -> Fault:
    what = "the file ends here" if stop.at >= len(stop.text) else "found a document marker"
    quote = stop.text[stop.began : stop.began + 1] if stop.began is not None else '"'
    labels = stop.label("never closed")
    message = f"{what}, expected the closing {'single' if quote == chr(39) else 'double'} quote of a string"
    return syntax(message, stop.span, labels=labels)


def _unknown_escape(stop: _Stop) -> Fault:
    span = Span(stop.at - 1, min(stop.at + 1, len(stop.text)))
    message = f"found '{shown(stop.text[span.start : span.end])}' in a double-quoted string; YAML has no such escape"
    return syntax(message, span, _ESCAPE_HELP)


def _short_escape(stop: _Stop) -> Fault:
    digits = re.search(r"sequence of (\d+)", stop.said)
    message = (
        f"expected {digits[1] if digits else 'more'} hexadecimal digits after this escape in a double-quoted string"
    )
    return syntax(message, Span(stop.at - 2, stop.at), _ESCAPE_HELP)


def _block_header(stop: _Stop) -> Fault:
    message = "text after the '|' or '>' of a block scalar; its text starts on the next line"
    return syntax(message, stop.span, "put a value that starts with '|' or '>' in quotes")


def _blank_first_line(stop: _Stop) -> Fault:
    message = "the text of this block scalar starts deeper than the blank line above it"
    return syntax(message, stop.span, "delete the spaces of the blank line")


def _bad_alias(stop: _Stop) -> Fault:
    message = "'*' starts an alias, and no name of an anchor follows"
    return syntax(message, _from_start(stop), "put a value that starts with '*' in quotes")


def _bad_anchor(stop: _Stop) -> Fault:
    message = "'&' starts an anchor, and no name follows"
    return syntax(message, _from_start(stop), "put a value that starts with '&' in quotes")


def _bad_tag(stop: _Stop) -> Fault:
    message = "'!' starts a tag, and this is none"
    return syntax(message, _from_start(stop), "put a value that starts with '!' in quotes")


def _unknown_handle(stop: _Stop) -> Fault:
    message = f"the tag handle '{shown(stop.found)}' is not declared; job specs know no tags"
    return syntax(message, _from_start(stop), "write the value without a tag")


def _directive(stop: _Stop) -> Fault:
    return syntax("'%' at the start of a line starts a directive, and this is none", _from_start(stop), _QUOTE_IT)


def _second_root(stop: _Stop) -> Fault:
    message = "text after the end of the spec, expected '---' or the end of the file"
    return syntax(message, stop.span, "check the indentation of this line")


def _collection_goes_on(stop: _Stop) -> Fault:
    """A block mapping or list in which neither the next member or item follows, nor its end."""
    item = "block collection" in stop.said
    labels = stop.label(f"this {'list' if item else 'mapping'} starts here")
    expected = "an item of the list, '- value'" if item else "a member of the mapping, 'Name: value'"
    if stop.found in ("<block mapping start>", "<block sequence start>"):
        message = f"this line's indentation fits no line above; expected {expected}"
        return syntax(message, stop.span, "indent it like the lines that it belongs to", labels)
    if stop.found == "<scalar>" and stop.line_before.rstrip().endswith(("'", '"')):
        help_ = "put the whole value in quotes; a single quote within single quotes is written ''"
        return syntax(f"text after the closing quote of a string, expected {expected}", stop.span, help_, labels)
    return syntax(f"found '{_sign(stop)}', expected {expected}", stop.span, labels=labels)


def _flow_goes_on(stop: _Stop) -> Fault:
    closer, what = ("]", "list") if "flow sequence" in stop.said else ("}", "mapping")
    if stop.found in _ENDS:
        message = f"the {'file' if stop.found == _ENDS[0] else 'document'} ends here, expected '{closer}'"
        return syntax(message, stop.span, labels=stop.label("never closed"))
    message = f"found '{_sign(stop)}', expected ',' or '{closer}'"
    return syntax(message, stop.span, f"put a comma before it, or close the {what}", stop.label("opened here"))


def _no_node(stop: _Stop) -> Fault:
    if stop.found in _ENDS:
        return syntax("the document ends here, expected a value", stop.span)
    return syntax(f"found '{_sign(stop)}', expected a value", stop.span)


def _line(text: str, at: int) -> Span:
    """From ``at`` to the end of the line."""
    match = _TO_END_OF_LINE.match(text, at)
    return Span(at, match.end() if match else at)


def _sign(stop: _Stop) -> str:
    """The token at the stop as it is written, as far as it is short."""
    word = re.compile(r"[^\s,\[\]{}]+").match(stop.text, stop.at)
    return shown(word[0]) if word else shown(stop.text[stop.at : stop.at + 1]) or "the end of the file"


def _from_start(stop: _Stop) -> Span:
    """From where the broken token begins to where the parser gave up, at least one character."""
    start = stop.at if stop.began is None else stop.began
    return Span(start, min(max(start + 1, stop.at), len(stop.text)))


_TABLE: tuple[tuple[str, Callable[[_Stop], Fault]], ...] = (
    ("mapping values are not allowed", _colon_in_value),
    ("could not find expected ':'", _no_colon),
    ("sequence entries are not allowed", _item_after_text),
    ("mapping keys are not allowed", _key_after_text),
    ("cannot start any token", _no_token),
    ("found unexpected end of stream", _unclosed_quote),
    ("found unexpected document separator", _unclosed_quote),
    ("found unknown escape character", _unknown_escape),
    ("expected escape sequence", _short_escape),
    ("while scanning a block scalar", _block_header),
    ("more indented follow up line", _blank_first_line),
    ("while scanning an alias", _bad_alias),
    ("while scanning an anchor", _bad_anchor),
    ("found undefined tag handle", _unknown_handle),
    ("while scanning a tag", _bad_tag),
    ("while scanning an tag", _bad_tag),
    ("while parsing a tag", _bad_tag),
    ("while parsing an tag", _bad_tag),
    ("while scanning a directive", _directive),
    ("while scanning an directive", _directive),
    ("while parsing an directive", _directive),
    ("expected '<document start>'", _second_root),
    ("after document end marker", _second_root),
    ("expected <block end>", _collection_goes_on),
    ("expected ',' or", _flow_goes_on),
    ("expected the node content", _no_node),
)
"""The first entry found in what the parser says of its context and its problem counts."""
