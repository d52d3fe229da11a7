"""The options of the command line as a layer: they say what keys of a config say."""

from __future__ import annotations

from recolint.base.finding import Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any
from recolint.base.text import Span
from recolint.config.layers import KeyPath, Layer, Speaker
from recolint.rule.kinds import Preset


class Overrides(NamedTuple):
    """The values of the command line; ``None`` and empty: the config's value counts.

    ``severity`` has a level for each rule that is named, ``exclude`` are further patterns, from the working folder.
    """

    preset: Preset | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    region: str | None = None
    account: str | None = None
    extend_select: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    exclude: tuple[str, ...] = ()
    require_known: bool = False


NAME = "<command line>"
"""Its name in reports, where a file has its path."""


def layer(overrides: Overrides, folder: str) -> Layer:
    """The layer of ``overrides``, given in ``folder``. Its text has a line for each option."""
    table: dict[str, Any] = {}
    places: dict[KeyPath, Span] = {}
    text = ""
    options: dict[str, Any] = {
        "preset": overrides.preset.name.lower() if overrides.preset else None,
        "select": None if overrides.select is None else list(overrides.select),
        "extend-select": list(overrides.extend_select) or None,
        "ignore": list(overrides.ignore) or None,
        "severity": dict(overrides.severity) or None,
        "fail-on": overrides.fail_on.label if overrides.fail_on is not None else None,
        "exclude": list(overrides.exclude) or None,
        "require-known": overrides.require_known or None,
        "region": overrides.region,
        "account": overrides.account,
    }
    for name, value in options.items():
        if value is None:
            continue
        table[name] = value
        start = len(text)
        text += f"--{name} "
        parts = value if isinstance(value, list) else [f"{word}={level}" for word, level in overrides.severity]
        if isinstance(value, str):
            text += value
        elif value is True:
            text = text.rstrip()
        else:
            for number, part in enumerate(parts):
                text += "," * bool(number)
                step = number if isinstance(value, list) else part.partition("=")[0]
                places[name, step] = Span(len(text), len(text) + len(part))
                text += part
        places[name,] = Span(start, len(text))
        text += "\n"
    return Layer(NAME, folder, table, text, speaker=Speaker.COMMAND_LINE, places=places)
