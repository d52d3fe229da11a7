"""The shell commands that the pages show, and a shell on a terminal that runs them."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import textwrap
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from command_line import PATIENCE, Outcome

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^( *)```(sh|console)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)


class Shown(NamedTuple):
    """A command on a page, without its comment, and the output that the page shows below it."""

    command: str
    output: str = ""


def shown_on(page: Path) -> list[Shown]:
    """The commands of all blocks of ``page`` in order; ``a && b`` is two. ``console`` has prompts and output."""
    found: list[Shown] = []
    for _, kind, block in _BLOCK.findall(page.read_text("utf-8")):
        text = textwrap.dedent(block).replace("\\\n", " ")
        if kind == "console":
            entries = (entry.partition("\n") for entry in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:])
            found += [Shown(command, output) for command, _, output in entries]
        else:
            lines = (re.sub(r"(^| +)#.*$", "", line) for line in text.splitlines())
            found += [Shown(part.strip()) for line in lines for part in line.split(" && ") if part.strip()]
    return found


def run(command: str, folder: Path, environment: Mapping[str, str]) -> Outcome:
    """Run ``command`` in ``folder`` on a terminal, with "y" as the answer to a question; all output is in ``out``.

    A pipe fails if one of its commands does.
    """
    with _terminal() as (slave, shown):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=folder, env=environment, stdin=slave, stdout=slave, stderr=slave, check=False, timeout=PATIENCE,
        )  # fmt: skip
    return Outcome(done.returncode, b"".join(shown).decode().replace("\r\n", "\n"), "")


@contextmanager
def _terminal() -> Iterator[tuple[int, list[bytes]]]:
    """The end of a terminal for a command, and what it shows, which is complete after the block."""
    master, slave = pty.openpty()
    shown: list[bytes] = []

    def drain() -> None:
        # On Linux, a read fails when the other end is closed.
        with suppress(OSError):
            while data := os.read(master, 65536):
                shown.append(data)

    reader = threading.Thread(target=drain)
    reader.start()
    os.write(master, b"y\n")
    try:
        yield slave, shown
    finally:
        os.close(slave)
        reader.join()
        os.close(master)
