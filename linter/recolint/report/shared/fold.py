"""Lines of text that continue in the next line where the terminal ends."""

from __future__ import annotations

import re

from recolint.report.shared.width import columns

_ESCAPE = r"\x1b\[[0-9;]*m|\x1b\]8;;.*?\x1b\\"
_HEAD = r"( *)((?:[-+*] +|\[\d+\] +|/[^ ]+: | *= \w[\w ]*: |[^ ]+(?: [^ ]+){0,3} {2,})?)"
"""The blanks that a line begins with, and its bullet, number, pointer or label."""

_DEEPER = 2
"""The indentation of the rest of a line that begins at the edge, or with a label without end."""


def folded(text: str, width: int | None) -> str:
    """``text`` with each line that exceeds ``width`` columns broken at blanks; ``None``: unchanged.

    The rest is below the text after its bullet or label. A word that is too long, such as a URL, stays whole. Colours
    and links take no room.
    """
    if width is None:
        return text
    return "\n".join(line if _fits(line, width) else _broken(line, width) for line in text.split("\n"))


def _fits(line: str, width: int) -> bool:
    return len(line) <= width if line.isascii() and "\x1b" not in line else _room(line) <= width


def _room(text: str) -> int:
    return columns(re.sub(_ESCAPE, "", text))


def _broken(line: str, width: int) -> str:
    found = re.match(_HEAD, re.sub(_ESCAPE, "", line))
    indent, label = found.groups() if found else ("", "")
    deeper = _room(label) if _room(label) <= width // 2 else _DEEPER
    hanging = " " * min(len(indent) + deeper or _DEEPER, width // 2)
    words = line[len(indent) :].split(" ")
    lines = [indent + words[0]]
    for word in words[1:]:
        is_begun = lines[-1].strip() and (len(lines) > 1 or re.sub(_ESCAPE, "", lines[0]).strip() != label.strip())
        if not is_begun or _room(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(hanging + word)
    return "\n".join(one.rstrip() for one in lines)
