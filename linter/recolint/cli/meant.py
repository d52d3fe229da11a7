"""The most likely meaning of a wrong command: another tool's word for a command, a file to check, a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from recolint.base.spelling import nearest

_IN_OTHER_TOOLS: Mapping[str, str] = {
    **dict.fromkeys(("lint", "validate", "verify", "analyze", "analyse", "scan", "test"), "check"),
    **dict.fromkeys(("fix", "format", "fmt", "autofix"), "check --fix"),
    **dict.fromkeys(("diff", "dry-run"), "check --fix --diff"),
    **dict.fromkeys(("ignore", "suppress", "noqa"), "check --add-ignore"),
    **dict.fromkeys(("watch",), "check --watch"),
    **dict.fromkeys(("run",), "check or recolint submit"),
    **dict.fromkeys(("explain", "rules", "docs", "doc", "info", "why"), "rule"),
    **dict.fromkeys(("estimate", "cost", "price", "preview", "simulate"), "plan"),
    **dict.fromkeys(("create", "start", "send", "deploy", "apply", "execute"), "submit"),
    **dict.fromkeys(("list", "ls"), "jobs list"),
    **dict.fromkeys(("show", "describe", "status", "get"), "jobs show"),
    **dict.fromkeys(("stop", "cancel", "kill"), "jobs stop"),
    **dict.fromkeys(("wait",), "jobs wait"),
    **dict.fromkeys(("compare",), "jobs compare"),
    **dict.fromkeys(("audit",), "jobs audit"),
    **dict.fromkeys(("new", "setup", "generate"), "init"),
    **dict.fromkeys(("settings", "configuration", "options"), "config"),
    **dict.fromkeys(("permissions", "policy", "policies", "needs"), "iam needs"),
    **dict.fromkeys(("completions", "autocomplete"), "completion"),
    **dict.fromkeys(("doctor", "about"), "version --verbose"),
    **dict.fromkeys(("help",), "--help"),
}
_RULE = r"(?ai)RL[0-9]{3}"
_SUFFIXES = (".yaml", ".yml", ".json", ".jsonc", ".json5")


def meant_by(word: str, commands: Iterable[str]) -> str:
    """``; did you mean recolint check?``, for a ``word`` that is not one of ``commands``."""
    if _is_file(word):
        return f"; did you mean recolint check {word}?"
    if re.fullmatch(_RULE, word):
        return f"; did you mean recolint rule {word.upper()}?"
    near = nearest(word, (*commands, *_IN_OTHER_TOOLS))
    return f"; did you mean recolint {_IN_OTHER_TOOLS.get(near, near)}?" if near else "; see recolint --help"


def _is_file(word: str) -> bool:
    if word == "-" or word.lower().endswith(_SUFFIXES) or "/" in word or "*" in word:
        return True
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False
