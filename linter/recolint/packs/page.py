"""The docstring of a pack's rule, from which its page is created as from that of any rule."""

from __future__ import annotations

import json
from typing import Any


def page(name: str, pack: str, url: str | None, table: dict[str, Any]) -> str:
    """The docstring of the rule ``name`` with the keys in ``table``."""
    source = f"{pack} ({url})" if url else pack
    help_ = table.get("help") or f"change the request so that the rule {name} is silent"
    paragraphs = (
        f"{name.replace('-', ' ').capitalize()}.",
        f"What it checks: {_checked(table)}",
        f"Why it matters: it is a policy of the pack {source}.",
        f"What to do: {help_}.",
    )
    return "\n\n".join(paragraphs)


def _checked(table: dict[str, Any]) -> str:
    where = f"in requests where {_code(table['when'])} is true, " if "when" in table else ""
    subject = f"each value at {_code(table['at'])}" if "at" in table else "the request"
    parts = []
    if "assert" in table:
        parts.append(f"{_code(table['assert'])} must be true of {subject}")
    elif "must" in table:
        parts.append(f"{subject} must fit {_code(json.dumps(table['must'], ensure_ascii=False, default=str))}")
    if table.get("missing") == "fail":
        parts.append(f"{_code(table['at'])} must have a value")
    return where + "; ".join(parts) + "."


def _code(text: str) -> str:
    """``text`` as Markdown writes code, on one line."""
    line = " ".join(text.split())
    return f"`` {line} ``" if "`" in line else f"`{line}`"
