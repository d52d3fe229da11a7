"""The front door for tests: run the command line in this process, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from recolint.cli.main import main
from recolint.cli.streams import Streams

TODAY = date(2026, 11, 23)
PATIENCE = 600.0
"""Seconds after which a process hangs. A busy machine takes long, and no test is about how long."""


@dataclass(frozen=True)
class Outcome:
    """What a command gave: its exit code, its report, its messages."""

    code: int
    out: str
    err: str


def recolint(*argv: str, cwd: Path, stdin: bytes = b"", environment: Mapping[str, str] | None = None) -> Outcome:
    """Run ``recolint`` with ``argv`` in the folder ``cwd``, on a fixed day and with nothing of this environment."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(cwd):
        code = main(argv, Streams(io.BytesIO(stdin), out, err, environment or {}, TODAY))
    return Outcome(code, out.getvalue(), err.getvalue())


def process(*argv: str, cwd: Path, path: Path | None = None) -> Outcome:
    """Run ``recolint`` as a process; ``path`` is a folder with further packages."""
    environment = {**os.environ, "PYTHONPATH": str(path)} if path else dict(os.environ)
    done = subprocess.run(
        [sys.executable, "-m", "recolint", *argv], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
