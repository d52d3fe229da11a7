"""The ends of the process that a command reads and writes, passed in so that a command is a function."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, BinaryIO, TextIO

from recolint.text import visible


@dataclass(frozen=True, slots=True)
class Streams:
    """Standard streams, environment and day of a command."""

    stdin: BinaryIO
    stdout: TextIO
    stderr: TextIO
    environment: Mapping[str, str]
    today: date

    @classmethod
    def of_process(cls) -> Streams:
        """Those of this process. What an encoding cannot hold is written as an escape, never an error."""
        out, err = _patient(sys.stdout), _patient(sys.stderr)
        return cls(sys.stdin.buffer, out, err, os.environ, date.today())  # noqa: DTZ011  the user's day

    def say(self, message: str) -> None:
        """Write a message to the user, each line made harmless."""
        for line in message.split("\n"):
            self.stderr.write(f"recolint: {visible(line)}\n")

    def wants_color(self, choice: str) -> bool:
        """Whether the report is coloured: by ``--color``, else ``NO_COLOR``, else when it goes to a terminal."""
        if choice != "auto":
            return choice == "always"
        if self.environment.get("NO_COLOR"):
            return False
        return self.stdout.isatty() and self.environment.get("TERM") != "dumb"


class _Pipe(FileIO):
    """A file whose reader may leave early (head, less): a submit of several jobs must not stop in the middle then."""

    def write(self, data: Any) -> int:
        """Write ``data``, or drop it when nobody reads any more."""
        try:
            return super().write(data)
        except BrokenPipeError:
            return len(data)


def _patient(stream: TextIO) -> TextIO:
    """``stream``, so that neither a reader that leaves nor a poor encoding is an error."""
    if not isinstance(stream, TextIOWrapper):
        return stream
    stream.flush()
    return TextIOWrapper(
        BufferedWriter(_Pipe(stream.fileno(), "wb", closefd=False)),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering or stream.write_through,
    )
