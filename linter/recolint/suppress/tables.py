"""``[[suppress]]`` tables at the end of a config's text. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recolint.base.finding import Route, pointer
from recolint.base.toml import quoted


@dataclass(frozen=True, slots=True)
class Table:
    """Findings of ``codes`` at ``route`` and below, in the file ``path`` (from the config's folder)."""

    path: str
    route: Route
    codes: tuple[str, ...]
    reason: str
    until: date | None = None


def text(tables: Sequence[Table], header: str) -> str:
    """``tables`` in TOML; ``header`` is ``suppress``, or what it is called in a pyproject.toml."""
    return "\n".join("".join(f"{line}\n" for line in _lines(table, header)) for table in tables)


def _lines(table: Table, header: str) -> Sequence[str]:
    lines = [f"[[{header}]]", f"path = {quoted(_glob(table.path))}"]
    if table.route:
        lines.append(f"pointer = {quoted(pointer(table.route))}")
    lines += [f"rules = [{', '.join(map(quoted, table.codes))}]", f"reason = {quoted(table.reason)}"]
    if table.until is not None:
        lines.append(f"until = {table.until.isoformat()}")
    return lines


def with_tables(config: str, tables: Sequence[Table], header: str) -> str | None:
    """``config``, the text of a TOML file, with ``tables`` at its end; ``None`` if they cannot be added there."""
    newline = "\r\n" if "\r\n" in config else "\n"
    gap = "" if not config.strip() else newline if config.endswith("\n") else newline * 2
    whole = config + gap + text(tables, header).replace("\n", newline)
    try:
        whole.encode()
        before, after = tomllib.loads(config), tomllib.loads(whole)
    except (tomllib.TOMLDecodeError, UnicodeEncodeError):
        return None
    old = _taken(before, header)
    return whole if len(_taken(after, header)) == len(old) + len(tables) and before == after else None


def _taken(config: dict[str, object], header: str) -> list[object]:
    """The tables, removed from ``config``, so that the rest can be compared."""
    table: object = config
    *above, last = header.split(".")
    for name in above:
        table = table.get(name) if isinstance(table, Mapping) else None
    taken = table.pop(last, []) if isinstance(table, dict) else []
    return taken if isinstance(taken, list) else []


def _glob(path: str) -> str:
    """The pattern that matches ``path`` and nothing else."""
    escaped = re.sub(r"[\\*?\[]", r"\\\g<0>", path)
    return escaped if "/" in escaped else "/" + escaped
