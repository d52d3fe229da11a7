"""Commands that run another: ``sudo aws ...``, ``xargs -I{} aws ... {}``, ``bash -c '...'``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recolint.hosts.shell.expansion import Field
from recolint.hosts.traced import HOLE, Traced

OPERATION = "create-inference-recommendations-job"

_AWS = re.compile(r"(?:.*/)?(?:aws(?:\.exe|\.cmd)?|aws-cli(?::[\w.-]+)?)")
"""The program, or its container image, which runs it."""
_PRINTS = frozenset(
    [
        ":",
        "[",
        "alias",
        "cat",
        "debug",
        "die",
        "echo",
        "err",
        "error",
        "fail",
        "fatal",
        "grep",
        "help",
        "info",
        "log",
        "logger",
        "man",
        "note",
        "notice",
        "print",
        "printf",
        "say",
        "test",
        "type",
        "usage",
        "warn",
        "warning",
        "which",
    ]
)
"""Commands that treat their arguments as text."""
_APPENDS = frozenset({"xargs", "parallel"})
_FILLS_IN = _APPENDS | {"find", "fd"}
"""Commands that replace ``{}`` with words of their own."""
_PLACE = re.compile(r"\{[^{}\"':,]*\}")
_ENDS = frozenset({";", "+", ":::", "::::"})
_SHELLS = frozenset({"sh", "bash", "dash", "zsh", "ksh", "ash"})
_TAKE_SCRIPT = _SHELLS | {"su", "runuser", "sg", "script", "flock"}
"""Commands with an option ``-c`` that is a script."""
_TAKE_TEXT = frozenset({"eval", "ssh", "watch", "trap", "parallel"})
"""Commands that run a word with blanks in it as a script."""
_SCRIPT_OPTION = re.compile(r"-[A-Za-z]*c|--command")
_WITH_VALUE = frozenset({"-o", "-O", "+o", "+O", "--rcfile", "--init-file"})


def is_shell(word: str) -> bool:
    """Whether ``word`` is the name of a shell."""
    return _name(word) in _SHELLS


def unwrapped(fields: Sequence[Field]) -> list[Field] | None:
    """The words of the ``aws`` command in ``fields`` that names the operation, from ``aws`` on, or ``None``."""
    at = next((at for at, one in enumerate(fields) if one.text.text == OPERATION), None)
    if at is None or _name(fields[0].text.text) in _PRINTS:
        return None
    first = next((place + 1 for place in reversed(range(at)) if fields[place].text.text in _ENDS), 0)
    start = next((place for place in range(first, at) if _AWS.fullmatch(fields[place].text.text)), None)
    if start is None:
        return None
    found = list(fields[start:])
    runners = {_name(one.text.text) for one in fields[:start]}
    if runners.isdisjoint(_FILLS_IN):
        return found
    end = next((place for place, one in enumerate(found) if one.text.text in _ENDS), len(found))
    place = _own_place(fields[:start])
    filled = [_filled(one, place) for one in found[:end]]
    has_place = any(place.search(one.text.text) for one in found[:end])
    if runners.isdisjoint(_APPENDS) or has_place:
        return filled
    last = filled[-1].text.whole
    return [*filled, Field(Traced.hole(last, "{}"), may_be_many=True)]


def scripts(fields: Sequence[Field], given: Traced | None) -> Iterator[Traced]:
    """The scripts that the command with the words ``fields`` runs; ``given`` is its standard input, where known."""
    names = [_name(one.text.text) for one in fields]
    if not names or names[0] in _PRINTS:
        return
    runner = next((at for at, name in enumerate(names) if name in _TAKE_SCRIPT), None)
    if runner is not None:
        option = next((at for at in range(runner, len(fields)) if _SCRIPT_OPTION.fullmatch(fields[at].text.text)), None)
        if option is not None:
            words = fields[option + 1 :] if names[runner] not in _SHELLS else _behind_options(fields, option + 1)[:1]
            yield from (one.text for one in words if OPERATION in one.text.text)
            return
        if names[runner] in _SHELLS and given is not None and not _behind_options(fields, runner + 1):
            yield given
    if not _TAKE_TEXT.isdisjoint(names):
        yield from (one.text for one in fields if OPERATION in one.text.text and " " in one.text.text)


def _name(word: str) -> str:
    return word.rpartition("/")[2]


def _behind_options(fields: Sequence[Field], at: int) -> Sequence[Field]:
    while at < len(fields) and fields[at].text.text.startswith(("-", "+")):
        at += 2 if fields[at].text.text in _WITH_VALUE else 1
    return fields[at:]


def _own_place(fields: Sequence[Field]) -> re.Pattern[str]:
    """The text that ``xargs -I NAME`` replaces, else ``{}``."""
    for one, following in zip(fields, [*fields[1:], None], strict=True):
        text = one.text.text
        if text.startswith("-I"):
            name = text[2:] or (following.text.text if following is not None else "")
            return re.compile(re.escape(name)) if name else _PLACE
    return _PLACE


def _filled(one: Field, place: re.Pattern[str]) -> Field:
    return one._replace(text=one.text.replaced(place, lambda _: None)) if HOLE not in one.text.text else one
