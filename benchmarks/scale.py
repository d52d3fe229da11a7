"""The time of many specs: ``python benchmarks/scale.py [LINES]``, of a file with so many lines (default: 20,000).

Peak memory is that of the largest process. Prints a Markdown table; times are those of a clock, on a machine that has
nothing else to do.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ratios import spec


def write(folder: Path, count: int) -> None:
    """A folder with ``count`` specs."""
    draw = random.Random(7)  # noqa: S311  the same specs every time
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.json").write_text(json.dumps(spec(number, draw), indent=2) + "\n", "utf-8")


def write_lines(file: Path, count: int) -> None:
    """A file with ``count`` specs, one in each line."""
    draw = random.Random(7)  # noqa: S311  as above
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(spec(number, draw)) + "\n" for number in range(count))


def row(what: str, *argv: str) -> None:
    """Check, and say what that took."""
    begin = time.monotonic()
    command = [sys.executable, "-m", "recolint", "check", "--isolated", *argv]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begin
    print(f"| {what} | {child.returncode} | {usage.ru_maxrss / 1024:.0f} | {seconds:.1f} |", flush=True)


def main() -> None:
    """Measure everything."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    print("| what | exit code | peak MB | seconds |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for files in (1000, 4000):
            write(folder / str(files), files)
            for jobs in ("1", "2"):
                row(f"{files} files, --jobs {jobs}", str(folder / str(files)), "--jobs", jobs)
        write_lines(folder / "specs.jsonl", count)
        for jobs in ("1", "2"):
            row(f"{count} lines, --jobs {jobs}", str(folder / "specs.jsonl"), "--jobs", jobs)


if __name__ == "__main__":
    main()
