"""The standard streams that a command reads and writes, passed in so that a command is a function."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from io import BytesIO, TextIOWrapper

from recolint.base.errors import UserError
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import BinaryIO, TextIO
from recolint.base.text import visible, visible_lines, without_commands

USUAL_WIDTH = 80
"""Columns of a terminal that does not say how many it has."""

WIDE = "show all columns, even if they are wider than the terminal"
"""The effect of ``--wide``."""

PREFIX = "recolint: "
"""The beginning of each message."""

_MOST_DIGITS = 6

_LINKING = {"iTerm.app", "WezTerm", "vscode", "ghostty", "xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm"}
_LINKING_VARIABLES = ("WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "VTE_VERSION")
"""Terminals that support links: their names, or the variables that they set. Others may print the raw address."""


class OutputError(UserError):
    """Standard output that takes nothing more: a full disk, say. The verdict would go unread."""


class Streams(NamedTuple):
    """Standard streams, environment and day of a command."""

    stdin: BinaryIO
    stdout: TextIO
    stderr: TextIO
    environment: Mapping[str, str]
    today: date

    @classmethod
    def of_process(cls) -> Streams:
        """Those of this process. Characters outside the encoding are written as escapes, never an error.

        A stream that the caller closed is ``None`` in ``sys``: it has no input, and drops all output.
        """
        stdin = sys.stdin.buffer if sys.stdin is not None else BytesIO()
        out, err = (_writable(stream) for stream in (sys.stdout, sys.stderr))
        return cls(stdin, out, err, os.environ, date.today())  # noqa: DTZ011  the user's day

    def write(self, text: str) -> None:
        """Write to standard output at once, so that CI reads no line as a command; raises ``OutputError``.

        Once the reader of a pipe has seen enough (``head``, ``less``), drop the rest; the verdict is unchanged.
        """
        self.write_commands(without_commands(text))

    def write_commands(self, text: str) -> None:
        """As ``write``, but keep the commands to CI in ``text``."""
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except BrokenPipeError:
            _silence(self.stdout)
        except OSError as error:
            _silence(self.stdout)
            raise OutputError(f"standard output: cannot be written: {error.strerror}") from error

    def write_file(self, data: bytes) -> None:
        """Write the bytes of a file as they are, for another program; on a terminal, their text made harmless."""
        raw = getattr(self.stdout, "buffer", None)
        if raw is None or self.stdout.isatty():
            text = data.decode("utf-8", "backslashreplace")
            self.write_commands(visible_lines(text) if self.stdout.isatty() else text)
            return
        try:
            self.stdout.flush()
            raw.write(data)
            raw.flush()
        except BrokenPipeError:
            _silence(self.stdout)
        except OSError as error:
            _silence(self.stdout)
            raise OutputError(f"standard output: cannot be written: {error.strerror}") from error

    def say(self, message: str) -> None:
        """Write a message to the user, each line made harmless."""
        self.tell("".join(f"{PREFIX}{visible(line)}\n" for line in message.split("\n")))

    def tell(self, text: str) -> None:
        """Write harmless ``text`` to standard error. Ignore a failure: no stream is left to report it."""
        try:
            self.stderr.write(without_commands(text))
            self.stderr.flush()
        except OSError:
            _silence(self.stderr)

    @property
    def width(self) -> int | None:
        """How many columns standard output has: ``COLUMNS``, else those of the terminal; ``None`` in a pipe."""
        told = self.environment.get("COLUMNS", "")
        if told.isascii() and told.isdigit() and 0 < len(told) < _MOST_DIGITS and int(told):
            return int(told)
        if not self.stdout.isatty():
            return None
        try:
            # A terminal may report a width of 0.
            return os.get_terminal_size(self.stdout.fileno()).columns or USUAL_WIDTH
        except OSError:
            return USUAL_WIDTH

    def wants_color(self, choice: str) -> bool:
        """Whether the report is coloured: by ``--color``, else ``NO_COLOR``, else when it goes to a terminal."""
        if choice != "auto":
            return choice == "always"
        if self.environment.get("NO_COLOR"):
            return False
        return self.stdout.isatty() and self.environment.get("TERM") != "dumb"

    @property
    def takes_links(self) -> bool:
        """Whether standard output turns OSC 8 into links, by ``FORCE_HYPERLINK`` or else by the kind of terminal."""
        told = self.environment.get("FORCE_HYPERLINK")
        if told is not None:
            return told not in ("", "0")
        if not self.stdout.isatty() or self.environment.get("CI") or self.environment.get("TERM") == "dumb":
            return False
        names = {self.environment.get("TERM_PROGRAM", ""), self.environment.get("TERM", "")}
        return bool(names & _LINKING) or any(self.environment.get(name) for name in _LINKING_VARIABLES)


def encoding(stream: TextIO) -> str:
    """The encoding of ``stream``; UTF-8 for one that has none, as in a test."""
    return getattr(stream, "encoding", None) or "utf-8"


def ellipsis(streams: Streams) -> str:
    """The mark of omitted text, as standard output can show it."""
    return "…" if encoding(streams.stdout).lower().startswith("utf") else "..."


def _writable(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  pathlib takes 2 ms to import
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
        # A parent may have made its pipe non-blocking, as Node.js does; a slow reader must not lose a report.
        with suppress(OSError):
            os.set_blocking(stream.fileno(), True)
    return stream


def _silence(stream: TextIO) -> None:
    """Drop the buffered text of ``stream``: Python writes it once more at exit, and would complain."""
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, stream.fileno())
    os.close(descriptor)
