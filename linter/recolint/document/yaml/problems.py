"""Why a text is not YAML, in our words. Unknown messages of the pure parser are escaped and shown.

Above 300 lines since it has a short function for each message of the parser, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span, quoted, short, visible
from recolint.document.faults import character, syntax
from recolint.document.model import Fault

_QUOTE_IT = "put the value in quotes"
_ESCAPE_HELP = "write \\\\ for a backslash, or use single quotes"
_BREAK = re.compile(r"[\r\n\x85\u2028\u2029]")
_TO_END_OF_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*")
_FOUND = re.compile(r"(?:found|got)[^']*'(.+?)'")
_NAME_AND_VALUE = re.compile(
    r"""[ ]*(?:-[ ]+)*(?P<pair>(?P<name>[A-Za-z]\w*):(?P<value>(?!//)[^\s:][^\r\n#]*?))[ ]*(?:[ ]\#[^\r\n]*)?\r?\Z""",
    re.VERBOSE,
)
_ODD_BLANK = re.compile("[ \\t]*[\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff]")
_CLOSERS = {"[": "]", "{": "}"}
_LOOK_BACK = 10_000
_LONG_LINE = 200
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
    def line_start(self) -> int:
        """Where the line of the stop starts."""
        return self.text.rfind("\n", 0, self.at) + 1

    @property
    def line_before(self) -> str:
        """The text before the stop on its line."""
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
    """The fault for an error of Python, which ruamel raises only for YAML versions and escapes."""
    if isinstance(error, AssertionError):
        start = max(text.rfind("%YAML", 0, at), 0)
        return syntax("unsupported YAML version; expected '%YAML 1.2' or no %YAML line", _line(text, start))
    return syntax("this escape is not a character", Span(max(at - 2, 0), at), _ESCAPE_HELP)


def _colon_in_value(stop: _Stop) -> Fault:
    if re.search(r":(?:\s|\Z)", stop.line_before):
        return syntax("a second ': ' on this line; a value without quotes must not contain one", stop.span, _QUOTE_IT)
    above = _line_above(stop.text, stop.line_start)
    if found := _odd_blank(stop.text, stop.line_start):
        return found
    if above is None:
        return syntax("':' where a value continues", stop.span, _QUOTE_IT)
    if found := _odd_blank(stop.text, stop.text.rfind("\n", 0, above.start) + 1):
        return found
    written = stop.text[above.start : above.end]
    if missing := _missing_space(stop.text, above):
        return missing
    if not re.search(r":(?:\s|\Z)", written) and not written.startswith("- "):
        return _not_a_member(stop.text, above)
    message = "this line continues the value of the line above; expected a member"
    labels = ((above, "the value starts here"),)
    return syntax(message, stop.span, "indent it like its neighbors, or remove the value above", labels)


def _no_colon(stop: _Stop) -> Fault:
    line = _line(stop.text, stop.began if stop.began is not None else stop.at)
    return _missing_space(stop.text, line) or _not_a_member(stop.text, line)


def _not_a_member(text: str, line: Span) -> Fault:
    written = text[line.start : line.end]
    for pattern, message, help_ in _NO_MEMBERS:
        if start := re.match(pattern, written):
            return syntax(message, Span(line.start, line.start + start.end()), help_)
    pair = re.fullmatch(r"([A-Za-z]\w{0,40})[ ]?[ =][ ]?([\w.\"'/-]{1,40})\s*", written)
    right = f"write {pair[1]}: {pair[2]}" if pair else None
    return syntax("text without ':'; expected a member, written 'Name: value'", line, right)


_NO_MEMBERS = (
    (r"<{7}|={7}|>{7}", "a marker of a merge conflict; expected a member", "resolve the conflict"),
    (r"//", "comments start with '#' in YAML", "write # instead of //"),
    (r"/\*", "comments start with '#' in YAML", "write # before each line of the comment"),
    (r"[\"']", "a quote that is not closed on this line", "close the quote"),
    (r"[^:#]*[ \t]#", "'#' starts a comment before the ':' of this member", "put a name that contains # in quotes"),
)
"""How lines start that are not members, with what to say of each."""


def _missing_space(text: str, line: Span) -> Fault | None:
    """The fault of ``Name:value``, which YAML reads as text."""
    is_short = line.end - line.start <= _LONG_LINE
    found = _NAME_AND_VALUE.match(text, line.start, line.end) if is_short else None
    if found is None:
        return None
    span = Span(*found.span("pair"))
    help_ = f"write {short(found['name'])}: {short(found['value'])}"
    return syntax(f"missing space after ':' in {quoted(found['pair'])}", span, help_)


def _odd_blank(text: str, start: int) -> Fault | None:
    """A blank in the indentation of the line at ``start`` that is not a space."""
    found = _ODD_BLANK.match(text, start)
    if found is None:
        return None
    span = Span(found.end() - 1, found.end())
    message = f"found U+{ord(text[span.start]):04X} in the indentation; YAML allows only spaces"
    return syntax(message, span, "replace it with a space")


def _line_above(text: str, start: int) -> Span | None:
    """The text of the nearest line above ``start`` that is neither blank nor a comment, without its indentation."""
    while start > 0:
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].strip()
        if line and not line.startswith("#"):
            first = start + text[start:end].index(line)
            return Span(first, first + len(line))
    return None


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
        return syntax(f"found a tab {where}; YAML allows only spaces", stop.span, "replace the tab with spaces")
    return syntax(
        f"expected a value, found {quoted(char)}; an unquoted value cannot start with it", stop.span, _QUOTE_IT
    )


def _unclosed_quote(stop: _Stop) -> Fault:
    what = "the file ends here" if stop.at >= len(stop.text) else "found a document marker"
    quote = stop.text[stop.began : stop.began + 1] if stop.began is not None else '"'
    message = f"a {'single' if quote == chr(39) else 'double'} quote that is never closed"
    began = stop.at if stop.began is None else stop.began
    return syntax(message, character(stop.text, began), "close the quote", ((stop.span, what),))


def _unknown_escape(stop: _Stop) -> Fault:
    span = Span(stop.at - 1, min(stop.at + 1, len(stop.text)))
    message = f"found {quoted(stop.text[span.start : span.end])} in a double-quoted string; YAML has no such escape"
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
    return syntax(message, stop.span, "remove the spaces of the blank line")


def _bad_alias(stop: _Stop) -> Fault:
    message = "'*' starts an alias, but the name of an anchor is missing"
    return syntax(message, _from_start(stop), "put a value that starts with '*' in quotes")


def _bad_anchor(stop: _Stop) -> Fault:
    message = "'&' starts an anchor, but its name is missing"
    return syntax(message, _from_start(stop), "put a value that starts with '&' in quotes")


def _bad_tag(stop: _Stop) -> Fault:
    message = "'!' starts a tag, but this is not a valid one"
    return syntax(message, _from_start(stop), "put a value that starts with '!' in quotes")


def _unknown_handle(stop: _Stop) -> Fault:
    message = f"the tag handle {quoted(stop.found)} is not declared; job specs do not use tags"
    return syntax(message, _from_start(stop), "write the value without a tag")


def _directive(stop: _Stop) -> Fault:
    return syntax(
        "'%' at the start of a line starts a directive, but this is not a valid one", _from_start(stop), _QUOTE_IT
    )


def _second_root(stop: _Stop) -> Fault:
    message = "expected '---' or the end of the file, found text after the spec"
    return syntax(message, stop.span, "check the indentation of this line")


def _collection_goes_on(stop: _Stop) -> Fault:
    """A block mapping or list in which neither the next member or item follows, nor its end."""
    item = "block collection" in stop.said
    labels = stop.label(f"this {'list' if item else 'mapping'} starts here")
    expected = "an item of the list, '- value'" if item else "a member such as 'Name: value'"
    if stop.found in ("<block mapping start>", "<block sequence start>"):
        above = _line_above(stop.text, stop.line_start)
        if above is not None and (missing := _missing_space(stop.text, above)):
            return missing
        message = f"inconsistent indentation; expected {expected}"
        return syntax(message, stop.span, "indent it like the lines that it belongs to", labels)
    if stop.found == "<scalar>" and stop.line_before.rstrip().endswith(("'", '"')):
        closing = len(stop.text[: stop.at].rstrip()) - 1
        opening = stop.text.rfind(stop.text[closing], 0, closing)
        if opening >= 0 and "\n" in stop.text[opening:closing]:
            message = "a quote that is not closed on this line"
            labels = ((character(stop.text, closing), "the next quote"),)
            return syntax(message, character(stop.text, opening), "close the quote", labels)
        help_ = "put the whole value in quotes; a single quote within single quotes is written ''"
        return syntax(f"text after the closing quote of a string, expected {expected}", stop.span, help_, labels)
    return syntax(f"expected {expected}, found '{_sign(stop)}'", stop.span, labels=labels)


def _flow_goes_on(stop: _Stop) -> Fault:
    closer, what = ("]", "list") if "flow sequence" in stop.said else ("}", "mapping")
    if stop.began is not None and (stop.found in _ENDS or _is_behind_the_collection(stop, stop.began)):
        return _unclosed(stop, stop.began, closer)
    message = f"expected ',' or '{closer}', found '{_sign(stop)}'"
    return syntax(message, stop.span, f"put a comma before it, or close the {what}", stop.label("opened here"))


def _no_node(stop: _Stop) -> Fault:
    if stop.found in _ENDS:
        opening = _open_bracket(stop.text, stop.at)
        if opening is not None:
            return _unclosed(stop, opening, _CLOSERS[stop.text[opening]])
        return syntax("the document ends here, expected a value", stop.span)
    return syntax(f"expected a value, found '{_sign(stop)}'", stop.span)


def _unclosed(stop: _Stop, opening: int, closer: str) -> Fault:
    message = f"'{stop.text[opening]}' is never closed; expected '{closer}'"
    where = "the end" if stop.found in _ENDS else "the next line outside of it"
    return syntax(message, character(stop.text, opening), f"add '{closer}'", ((stop.span, where),))


def _is_behind_the_collection(stop: _Stop, opening: int) -> bool:
    """Whether the stop is on a line that by its indentation belongs no more to the brackets open at ``opening``."""
    if not stop.text[:opening].strip():
        return False
    start = stop.text.rfind("\n", 0, opening) + 1
    return start < stop.line_start and _indentation(stop.text, stop.line_start) <= _indentation(stop.text, start)


def _indentation(text: str, start: int) -> int:
    found = re.compile("[ ]*").match(text, start)
    return found.end() - start if found else 0


def _open_bracket(text: str, end: int) -> int | None:
    """The last bracket before ``end`` that nothing closes."""
    depth = 0
    for at in range(end - 1, max(0, end - _LOOK_BACK) - 1, -1):
        if text[at] in "]}":
            depth += 1
        elif text[at] in "[{":
            if depth == 0:
                return at
            depth -= 1
    return None


def _line(text: str, at: int) -> Span:
    """From ``at`` to the end of the line."""
    match = _TO_END_OF_LINE.match(text, at)
    return Span(at, match.end() if match else at)


def _sign(stop: _Stop) -> str:
    """The token at the stop as it is written, as far as it is short."""
    word = re.compile(r"[^\s,\[\]{}]+").match(stop.text, stop.at)
    return short(word[0]) if word else short(stop.text[stop.at : stop.at + 1]) or "the end of the file"


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
