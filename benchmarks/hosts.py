"""Readers of code on files that have nothing to do with it, and on requests in many styles of Python.

``python benchmarks/hosts.py unrelated FOLDER...`` reads each file below the folders.
``python benchmarks/hosts.py styles SPEC...`` writes each JSON spec in each style of the tests, and reads it back.
``python benchmarks/hosts.py twins SPEC...`` compares the findings in code with those in JSON, of specs and of mutants.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recolint.base.text import Source
from recolint.hosts.encoding import decoded
from recolint.hosts.kinds import kind, mentions_request
from recolint.hosts.plain import plain
from recolint.hosts.python import read_python
from recolint.hosts.readers import read_host
from recolint.request import contract

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from command_line import recolint
from python_styles import STYLES, Hidden
from request_faults import faults, replaced, walk


def main(what: str, *paths: str) -> None:
    """Print the figures."""
    if what == "unrelated":
        _unrelated(paths)
    elif what == "twins":
        _twins(paths)
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


MUTANTS = 24
"""Single faults of each spec."""
HIDDEN = 3
"""Values that code does not show, of each spec and mutant."""


def _twins(specs: tuple[str, ...]) -> None:
    draw = random.Random(7)  # noqa: S311  not for secrets
    count = different = more = 0
    with tempfile.TemporaryDirectory() as folder:
        for request in _with_mutants(specs, draw):
            Path(folder, "job.json").write_text(json.dumps(request))
            twin = _findings(folder, "job.json")
            for style in draw.sample(STYLES, 2):
                Path(folder, "job.py").write_text(style(request))
                count += 1
                different += _findings(folder, "job.py") != twin
            values = [route for route, value in walk(request, ()) if route and not isinstance(value, dict | list)]
            hidden: Any = request
            for route in draw.sample(values, min(HIDDEN, len(values))):
                hidden = replaced(hidden, route, Hidden(draw.randint(1, 99)))
            Path(folder, "job.py").write_text(draw.choice(STYLES)(hidden))
            more += not {code for code, _ in _findings(folder, "job.py")} <= {code for code, _ in twin}
    print(f"{count} programs, {different} with other findings than their JSON")
    print(f"{count // 2} programs with up to {HIDDEN} hidden values, {more} with a rule that their JSON does not have")


def _with_mutants(specs: tuple[str, ...], draw: random.Random) -> Iterator[Any]:
    """The specs with known members only, and their mutants that JSON can express. All have a name: styles need one."""
    for spec in specs:
        request = json.loads(Path(spec).read_text())
        if all(contract.shape(route) for route, _ in walk(request, ())):
            found = [fault.within(request) for fault in faults(request)]
            for one in (request, *draw.sample(found, MUTANTS)):
                if isinstance(one, dict) and isinstance(one.get("JobName"), str) and _is_json(one):
                    yield one


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value)
    except TypeError:
        return False
    return True


def _findings(folder: str, name: str) -> set[tuple[str, str]]:
    """The code and the pointer of each finding in a file."""
    out = recolint("check", name, "--preset=strict", "--ignore=RL761", "--output-format=json", cwd=Path(folder)).out
    return {(one["code"], one["pointer"]) for one in json.loads(out)["findings"]}


if __name__ == "__main__":
    main(*sys.argv[1:])
