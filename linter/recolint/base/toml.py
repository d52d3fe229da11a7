"""Reads TOML, with every fault as one error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_LARGEST = 2**63 - 1


class TomlError(ValueError):
    """A text that is not TOML. The message says why, to follow the name of its file."""


def parse(text: str) -> dict[str, Any]:
    """The table in ``text``, all of whose integers fit into 64 bits, as TOML demands; raises ``TomlError``.

    A larger integer would be a trap for whoever prints it: Python refuses to write out more than 4300 digits.
    """
    # Imported here: most checks meet no config.
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(f"is not valid TOML: {error}") from error
    except RecursionError as error:
        raise TomlError("is not valid TOML: it is nested too deeply") from error
    except ValueError as error:
        raise TomlError("is not valid TOML: a number has too many digits") from error
    for key in _too_large(table):
        raise TomlError(f"{key}: the integer needs more than 64 bits; TOML has none so large")
    return table


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
