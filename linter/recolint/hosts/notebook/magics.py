"""The lines that IPython reads before Python does: magics, shell lines, help.

Above 300 lines since it lists the names of the magics.
"""

from __future__ import annotations

import re
from typing import Literal

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span, line_end
from recolint.hosts.notebook.cells import Code

_IN_PYTHON = {"time", "capture", "prun", "memit", "mprun", "lprun", "timeit", "heat", "scalene", "snakeviz"}
"""Cell magics that run the rest of the cell as Python."""
_FLEETING = {"timeit", "memit"}
"""Cell magics that run the cell as Python, but keep none of its names."""
_SHELLS = {"bash", "sh", "script"}
_ELSEWHERE = {
    "writefile",
    "file",
    "html",
    "HTML",
    "javascript",
    "js",
    "latex",
    "markdown",
    "svg",
    "SVG",
    "sql",
    "R",
    "perl",
    "ruby",
    "python",
    "python2",
    "python3",
    "pypy",
    "cmd",
    "system",
    "sx",
    "!",
}
"""Cell magics that bind no name of the notebook."""
_HARMLESS = {
    "pip",
    "conda",
    "mamba",
    "uv",
    "matplotlib",
    "load_ext",
    "reload_ext",
    "autoreload",
    "cd",
    "pwd",
    "ls",
    "mkdir",
    "config",
    "who",
    "whos",
    "history",
    "hist",
    "lsmagic",
    "magic",
    "pinfo",
    "pdoc",
    "psource",
    "precision",
    "pprint",
    "pycat",
    "cat",
    "writefile",
    "rm",
    "cp",
    "mv",
    "sx",
    "system",
    "xmode",
    "colors",
    "tb",
}
"""Line magics that bind no name of the notebook."""
_ENVIRONMENT = {"env", "set_env"}
"""Line magics that set a variable of the environment."""
_CONFIGURES = re.compile(r"\baws[ \t]+configure\b")
_TIMED = {"time", "timeit", "prun", "memit", "lprun"}
"""Line magics that run the rest of the line as Python."""
_BARE = re.compile(r"[ \t]*(?:pip|conda|ls|cd|pwd|cat|mkdir|rm|cp|mv|clear)(?:[ \t]+[^=(\s][^=]*)?$")
_ASSIGNED = re.compile(r"([ \t]*[\w., \t\[\]'\"]+?)=[ \t]*([!%].*)", re.DOTALL)
_MAGIC = re.compile(r"[ \t]*(%%?)([\w!]+)[ \t]*(.*)", re.DOTALL)
_KEPT = re.compile(r"\s--(?:out|err|proc)\b")
"""Options of a cell magic that keep what its script says under a name of the notebook."""
_HELP = re.compile(r"[ \t]*(?:\?{1,2}[\w.*]+|[\w.*\[\]]+\?{1,2})[ \t;]*$")
_NAME = re.compile(r"[^\W\d]\w*")
UNREAD = "__ipython__"
"""A name that no code binds."""

Kind = Literal["python", "shell", "other"]


class Piece(NamedTuple):
    """The code of a cell as Python reads it, or the script that its shell runs."""

    kind: Kind
    code: Code
    lines: tuple[Code, ...] = ()
    """The shell lines, without their sign."""
    fleeting: bool = False
    unknown: bool = False
    """True where the cell may bind any name in it."""


def piece(code: Code) -> Piece:
    """The content of a cell."""
    head = _MAGIC.match(code.text.lstrip("\r\n \t"))
    if head is None or head[1] != "%%":
        return _lines(code, 0)
    start = len(code.text) - len(code.text.lstrip("\r\n \t"))
    first, name = line_end(code.text, start), head[2]
    if name in _IN_PYTHON:
        found = _lines(code, first)
        return found._replace(fleeting=name in _FLEETING)
    rest = _cut(code, first, len(code.text))
    is_shell = name in _SHELLS and (name != "script" or re.match(r"(?:\S*/)?(?:ba)?sh\b", head[3]) is not None)
    if _KEPT.search(code.text[start:first]):
        built = _Built()
        built.put(_forgetting("", names_in(code.text[start:first]) - {name}), Span(0, first), code)
        return Piece("python", built.code(), (rest,) if is_shell else ())
    if is_shell:
        return Piece("shell", rest)
    return Piece("other", rest, unknown=name not in _ELSEWHERE)


def names_in(text: str) -> frozenset[str]:
    """All that looks like a name in ``text``."""
    return frozenset(_NAME.findall(text))


def _lines(code: Code, start: int) -> Piece:
    """The cell from ``start`` on, its magics and shell lines replaced; a magic above is replaced by what it binds."""
    built = _Built()
    if start:
        names = names_in(code.text[:start]) - {"capture", "time"}
        built.put(_forgetting("", names), Span(0, start), code)
    inside = _Inside()
    at = start
    while at < len(code.text):
        end = line_end(code.text, at)
        line = code.text[at:end]
        if not inside.open and _is_special(line):
            while line.rstrip("\r\n").endswith("\\") and end < len(code.text):
                end = line_end(code.text, end)
                line = code.text[at:end]
            _special(built, code, at, end)
        else:
            inside.feed(line)
            built.keep(code, at, end)
        at = end
    return Piece("python", built.code(), tuple(built.shell))


def _is_special(line: str) -> bool:
    body = line.strip()
    if body.startswith(("%", "!")) or _HELP.match(line.rstrip("\r\n")) or _BARE.match(line.rstrip("\r\n")):
        return True
    match = _ASSIGNED.match(line)
    return match is not None and not match[1].rstrip().endswith(("=", "!", "<", ">"))


def _special(built: _Built, code: Code, at: int, end: int) -> None:
    line = code.text[at:end]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    body = line.strip()
    whole = Span(at, end)
    assigned = _ASSIGNED.match(line) if not body.startswith(("%", "!", "?")) else None
    if assigned is not None:
        built.keep(code, at, at + assigned.end(1))
        built.put(f"= {UNREAD}()\n", whole, code)
        _shell_line(built, code, at + assigned.start(2), end)
        return
    magic = _MAGIC.match(line)
    if body.startswith("!"):
        built.put(_setting(indent, "AWS_CONFIG_FILE" if _CONFIGURES.search(line) else ""), whole, code)
        _shell_line(built, code, at + len(indent), end)
    elif magic is None or magic[1] == "%%" or magic[2] in _HARMLESS:
        built.put(f"{indent}pass\n", whole, code)
    elif magic[2] in _ENVIRONMENT:
        name = _NAME.match(magic[3])
        built.put(_setting(indent, name[0] if name else ""), whole, code)
    elif magic[2] in _TIMED:
        built.put(indent, whole, code)
        options = re.match(r"(?:-\w+[ \t]*\d*[ \t]+)*", magic[3])
        built.keep(code, at + magic.start(3) + (options.end() if options else 0), end)
    elif magic[2] in {"run", "store", "load", "loadpy", "reset", "reset_selective", "macro", "edit", "rerun", "recall"}:
        built.put(f"from {UNREAD} import *\n" if not indent else f"{indent}exec()\n", whole, code)
    else:
        built.put(_forgetting(indent, names_in(magic[3])), whole, code)


def _shell_line(built: _Built, code: Code, start: int, end: int) -> None:
    sign = re.match(r"!{1,2}", code.text[start:end])
    if sign:
        built.shell.append(_cut(code, start + sign.end(), end))


def _setting(indent: str, variable: str) -> str:
    """A line of code that sets ``variable`` in the environment to an unknown value; without one, it does nothing."""
    return f"{indent}{UNREAD}[{variable!r}] = {UNREAD}()\n" if variable else f"{indent}pass\n"


def _forgetting(indent: str, names: frozenset[str]) -> str:
    """A line of code after which nothing is known of ``names``."""
    usable = sorted(name for name in names if name.isidentifier() and name not in _KEYWORDS)
    if not usable:
        return f"{indent}pass\n"
    listed = ", ".join(usable)
    return f"{indent}{UNREAD}({listed}); {listed}, = {UNREAD}()\n"


_KEYWORDS = frozenset(
    [
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
        "__debug__",
    ]
)


def _cut(code: Code, start: int, end: int) -> Code:
    return Code(code.text[start:end], code.starts[start:end], code.ends[start:end])


class _Built:
    """Code made of the Python of a cell and of replacements for the rest."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.shell: list[Code] = []

    def keep(self, code: Code, start: int, end: int) -> None:
        self._text.append(code.text[start:end])
        self._starts.extend(code.starts[start:end])
        self._ends.extend(code.ends[start:end])

    def put(self, text: str, place: Span, code: Code) -> None:
        """Add ``text``; each of its characters has the place ``place`` of the cell."""
        span = code.span(place)
        self._text.append(text)
        self._starts.extend([span.start] * len(text))
        self._ends.extend([span.end] * len(text))

    def code(self) -> Code:
        return Code("".join(self._text), self._starts, self._ends)


_PART = re.compile(r"#.*|\"\"\"|'''|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?|[()\[\]{}]|\\.", re.DOTALL)


class _Inside:
    """Whether a line starts within brackets or a text of several lines."""

    def __init__(self) -> None:
        self._quotes = ""
        self._depth = 0

    @property
    def open(self) -> bool:
        return bool(self._quotes) or self._depth > 0

    def feed(self, line: str) -> None:
        at = 0
        while at < len(line):
            if self._quotes:
                end = line.find(self._quotes, at)
                if end < 0:
                    return
                at, self._quotes = end + 3, ""
                continue
            match = _PART.search(line, at)
            if match is None:
                return
            at = match.end()
            sign = match[0]
            if sign.startswith("#"):
                at = line_end(line, match.start())
            elif sign in {'"""', "'''"}:
                self._quotes = sign
            elif sign in "([{":
                self._depth += 1
            elif sign in ")]}":
                self._depth = max(0, self._depth - 1)
