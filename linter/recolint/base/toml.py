"""Reads TOML, with every fault as one error, and writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from recolint.base.text import LOG_COMMAND, harmless

_LARGEST = 2**63 - 1
_MAX_DOTS = 1_000


class TomlError(ValueError):
    """A text that is not TOML. The message says why; ``position`` is its line and column, from 1, if they are known."""

    def __init__(self, message: str, position: tuple[int, int] | None = None) -> None:
        """Take the message, to follow the name of the file, and the position."""
        self.position = position
        super().__init__(message)

    def at(self, name: str) -> str:
        """The message for the file ``name``: ``recolint.toml:2:9: is not valid TOML: ...``."""
        return f"{':'.join(map(str, (name, *(self.position or ()))))}: {self}"


def parse(text: str) -> dict[str, Any]:
    """The table in ``text``; its integers fit into 64 bits, as TOML requires; raises ``TomlError``.

    A larger integer would be a trap for whoever prints it: Python refuses to write out more than 4300 digits.
    """
    # Imported here: most checks meet no config.
    import tomllib

    for number, line in enumerate(text.split("\n"), 1):
        # For a key of many parts, the standard library takes time and memory by their square.
        if len(line) > _MAX_DOTS and line.count(".") > _MAX_DOTS:
            raise TomlError(f"line {number} has more than {_MAX_DOTS} dots; break it into lines")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, position = _placed(str(error), text)
        raise TomlError(f"is not valid TOML: {message}", position) from error
    except RecursionError as error:
        raise TomlError("is not valid TOML: it is nested too deeply") from error
    except ValueError as error:
        raise TomlError("is not valid TOML: a number has too many digits") from error
    for key in _too_large(table):
        raise TomlError(f"{key}: the integer needs more than 64 bits; TOML allows at most 64")
    return table


def _placed(message: str, text: str) -> tuple[str, tuple[int, int] | None]:
    """The message of the standard library without its place, and the place."""
    found = _PLACE.search(message)
    if found is None:
        return message, None
    lines = text.split("\n")
    position = (int(found["line"]), int(found["column"])) if found["line"] else (len(lines), len(lines[-1]) + 1)
    return message[: found.start()], position


_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def _too_large(table: dict[str, Any]) -> Iterator[str]:
    """The keys of integers that do not fit. A stack, not recursion: tables lie as deep as the text says."""
    found: list[tuple[str, Any]] = [(key, value) for key, value in reversed(table.items())]
    while found:
        key, value = found.pop()
        if isinstance(value, dict):
            found += [(f"{key}.{name}", one) for name, one in reversed(value.items())]
        elif isinstance(value, list):
            found += [(f"{key}[{number}]", one) for number, one in reversed(list(enumerate(value)))]
        elif type(value) is int and not -_LARGEST - 1 <= value <= _LARGEST:
            yield key


def shown(value: object) -> str:
    """``value`` as messages show what a file has: in TOML, with texts in single quotes."""
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(shown, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {shown(one)}" for key, one in value.items()) + "}"
    return _value(value)


def text(table: dict[str, Any]) -> str:
    """``table`` as a TOML text: plain values first, then its tables. ``None`` is skipped."""
    return "".join(line + "\n" for line in _lines(table, ()))


def _lines(table: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    tables = {key: value for key, value in table.items() if _is_table(value) or _is_tables(value)}
    for key, value in table.items():
        if key not in tables and value is not None:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in tables.items():
        here = (*path, key)
        name = ".".join(map(_key, here))
        for one in value if isinstance(value, list) else (value,):
            inner = list(_lines(one, here))
            header = f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
            # A table of tables alone needs no header of its own.
            if isinstance(value, list) or not inner or inner[0] != "":
                yield ""
                yield header
            yield from inner


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else quoted(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items() if one is not None) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return str(value)


def quoted(value: str) -> str:
    """``value`` as a TOML string; what a terminal or a log of CI would act on or hide is an escape."""
    text = "".join(one if one not in '"\\' and harmless(one) else _escaped(one) for one in value)
    return f'"{re.sub(LOG_COMMAND, _SECOND_ESCAPED, text)}"'


_SECOND_ESCAPED = r"#\\u0023"


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    code = ord(character)
    return f"\\u{code:04x}" if code <= _LAST_OF_FOUR_DIGITS else f"\\U{code:08x}"


_LAST_OF_FOUR_DIGITS = 0xFFFF
