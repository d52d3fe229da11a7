"""Globs of names, as options of rules write them: ``*``, ``?`` and ``[ab]``; what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGN = re.compile(r"\[(?P<not>!?)(?P<members>\]?[^\]]*)\]|(?P<open>\[)|.", re.DOTALL)
_RANGE = re.compile(r"(.)-(.)", re.DOTALL)
_BRACES = re.compile(r"(?<!\$)\{([^{}]*,[^{}]*)\}")


def fault(text: str) -> str | None:
    """Why ``text`` cannot match what it is meant for, with the right form; ``None`` for a good glob."""
    return next(_faults(text), None)


def _faults(text: str) -> Iterator[str]:
    if text != text.strip() or not text:
        yield f"expected a glob, found {text!r}" + (f"; write {text.strip()!r}" if text.strip() else "; remove it")
    if found := _BRACES.search(text):
        parts = [f"{text[: found.start()]}{one.strip()}{text[found.end() :]}" for one in found[1].split(",")]
        yield f"braces are not special in a glob: instead of {text!r}, write {', '.join(map(repr, parts[:2]))}"
    if re.search(r"\\[.*?\-]", text):
        yield f"expected a glob, found the regular expression {text!r}; write {_from_regex(text)!r}"
    for sign in _SIGN.finditer(text):
        if sign["open"]:
            right = f"{text[: sign.start()]}[[]{text[sign.end() :]}"
            yield f"'[' without ']' in {text!r}; close it, or write {right!r} for the character"
        for low, high in _RANGE.findall(sign["members"] or ""):
            if low > high:
                right = text.replace(f"{low}-{high}", f"{high}-{low}", 1)
                yield f"the range {low}-{high} in {text!r} is empty; write {right!r}"


def _from_regex(text: str) -> str:
    return re.sub(r"\\(.)|\.([*+])|[\^$]", lambda found: found[1] or ("*" if found[2] else ""), text)
