"""The ends of the process that a command reads and writes, passed in so that a command is a function."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from typing import BinaryIO, TextIO

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
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return cls(sys.stdin.buffer, sys.stdout, sys.stderr, os.environ, date.today())  # noqa: DTZ011  the user's day

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
