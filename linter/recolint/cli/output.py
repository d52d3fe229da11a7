"""Where a report goes."""

from __future__ import annotations

from pathlib import Path

from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams


def write_report(text: str, file: str | None, streams: Streams) -> None:
    """Write ``text`` to ``file`` as UTF-8, or to standard output; raises ``UsageError``."""
    if file is None:
        streams.stdout.write(text)
        return
    try:
        Path(file).write_text(text, "utf-8", "backslashreplace", newline="")
    except OSError as error:
        raise UsageError(f"--output-file {file}: cannot be written: {error.strerror}") from error
