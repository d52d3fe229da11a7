"""Peak memory and CPU time of ``recolint check`` on hostile files: ``python benchmarks/memory.py``.

Prints a Markdown table. This process imports nothing of recolint and writes large files in pieces: Linux counts what a
parent used into the peak of its child.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

MB = 1024 * 1024


def hostile() -> Iterator[tuple[str, str, str]]:
    """The name of the file, its ending, and its text."""
    levels = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [" + ",".join(["*" + chr(97 + n)] * 10) + "]\n" for n in range(9))
    yield "an alias bomb", "yaml", "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + levels
    merged = "".join(f"k{n}: {{<<: [" + ",".join(["*a"] * 50) + "]}\n" for n in range(20_000))
    yield "a merge bomb", "yaml", "x: &a {k: 1}\n" + merged
    yield "100,000 levels", "yaml", "[" * 100_000
    yield "100,000 levels", "json", '{"a":' * 100_000
    yield "100,000 explicit keys", "yaml", "? " * 100_000
    yield "1 MB of numbers", "json", "[" + "1," * (MB // 2 - 2) + "1]"
    yield "1 MB of numbers", "yaml", "[" + "1," * (MB // 2 - 2) + "1]"
    yield "1 MB in one string", "yaml", 'JobName: "' + "x" * (MB - 20) + '"'
    yield "1 MB of documents", "yaml", "---\n" * (MB // 4)


def large() -> Iterator[tuple[str, str, Iterator[str]]]:
    """The name of the file, its ending, and the pieces of its text."""
    for what, ending, text in hostile():
        yield what, ending, iter([text])
    yield "100 MB in one string", "json", chain(['{"JobName": "'], repeat("x" * MB, 100), ['"}'])
    yield "100 MB of lines", "yaml", repeat("a: 1\n" * (MB // 5), 100)


def main() -> None:
    """Check each file in a process of its own."""
    print("| file | exit code | peak MB | CPU s |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, ending, pieces in large():
            path = Path(folder) / f"spec.{ending}"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(pieces)
            command = [sys.executable, "-m", "recolint", "check", str(path)]
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            code = child.returncode = os.waitstatus_to_exitcode(status)
            cpu = usage.ru_utime + usage.ru_stime
            print(f"| {what} ({ending}) | {code} | {usage.ru_maxrss // 1024} | {cpu:.1f} |", flush=True)


if __name__ == "__main__":
    main()
