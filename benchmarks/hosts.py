"""Readers of code on files that have nothing to do with it, and on requests in many styles of Python.

``python benchmarks/hosts.py unrelated FOLDER...`` reads each file below the folders.
``python benchmarks/hosts.py styles SPEC...`` writes each JSON spec in each style of the tests, and reads it back.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recolint.base.text import Source
from recolint.hosts.encoding import decoded
from recolint.hosts.kinds import kind, read_host
from recolint.hosts.mention import mentions_request
from recolint.hosts.plain import plain
from recolint.hosts.python import read_python

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from python_styles import STYLES


def main(what: str, *paths: str) -> None:
    """Print the figures."""
    if what == "unrelated":
        _unrelated(paths)
    else:
        _styles(paths)


def _unrelated(folders: tuple[str, ...]) -> None:
    count = size = mentions = 0
    seconds = 0.0
    found = []
    for path, data in _files(folders):
        count, size = count + 1, size + len(data)
        before = time.process_time()
        is_mentioned = mentions_request(data)
        seconds += time.process_time() - before
        of = kind(path, data[:256]) if is_mentioned else None
        mentions += is_mentioned
        if of is not None:
            reading = read_host(decoded(path, data), of, lambda _: None)
            found += [path] if reading.requests or reading.faults else []
    print(f"{count} files, {size / 1e6:.0f} MB, {seconds / count * 1e6:.0f} us a file for the look at its bytes")
    print(f"{mentions} read on, {len(found)} with a request or a fault", *found, sep="\n")


def _files(folders: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for path in Path(folder).rglob("*"):
            if path.is_file() and not path.is_symlink():
                try:
                    yield str(path), path.read_bytes()
                except OSError:
                    continue


def _styles(specs: tuple[str, ...]) -> None:
    requests: list[dict[str, Any]] = [json.loads(Path(spec).read_text()) for spec in specs]
    whole = 0
    for request in requests:
        for style in STYLES:
            reading = read_python(Source("job.py", style(request)), lambda _: None)
            whole += [plain(one.request) for one in reading.requests] == [request]
    print(f"{len(requests)} requests in {len(STYLES)} styles: {whole} of {len(requests) * len(STYLES)} known whole")


if __name__ == "__main__":
    main(*sys.argv[1:])
