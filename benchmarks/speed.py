"""CPU time of what users wait for: ``python benchmarks/speed.py``. Prints a Markdown table; the least of several runs.

CPU time, not wall time, so that a busy machine blurs it less.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from recolint.base.text import Source
from recolint.document import read
from recolint.request import contract
from recolint.request.contract.explain import explain

EXAMPLES = Path(__file__).parent.parent / "examples"
JSON, YAML = EXAMPLES / "serverless-load-test.json", EXAMPLES / "load-test.yaml"
RECOLINT = ("-m", "recolint")


def of_process(*argv: str) -> float:
    """Seconds of CPU of one Python process."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *argv], stdout=subprocess.DEVNULL, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def of_call(call: Callable[[], object]) -> float:
    """Seconds of CPU of one ``call``, over a hundred of them."""
    start = time.process_time()
    for _ in range(100):
        call()
    return (time.process_time() - start) / 100


def row(what: str, measure: Callable[[], float], runs: int = 7) -> None:
    """Print the least of ``runs`` measures."""
    seconds = min(measure() for _ in range(runs))
    shown = f"{seconds * 1e6:.0f} us" if seconds < 1e-3 else f"{seconds * 1e3:.0f} ms"
    print(f"| {what} | {shown} |", flush=True)


def main() -> None:
    """Measure everything."""
    print("| what | CPU |\n|---|---|")
    row("python -c pass", partial(of_process, "-c", "pass"))
    row("recolint check, a clean JSON spec", partial(of_process, *RECOLINT, "check", str(JSON)))
    row("recolint check, a clean YAML spec", partial(of_process, *RECOLINT, "check", str(YAML)))
    row("recolint rule", partial(of_process, *RECOLINT, "rule"))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1000):
            text = YAML.read_text("utf-8").replace("JobName: ", f"JobName: job-{number:04}-", 1)
            (Path(folder) / f"{number:04}.yaml").write_text(text, "utf-8")
        arguments = ("check", folder, "--ignore", "RL3")  # copies of one request, which RL3 rightly reports
        row("recolint check, 1000 YAML specs", partial(of_process, *RECOLINT, *arguments), runs=2)
    for path in (JSON, YAML):
        source = Source(str(path), path.read_text("utf-8"))
        row(f"reading {path.name}", partial(of_call, partial(read, source)))
    request = json.loads(JSON.read_text("utf-8"))
    row("the fast validator on a valid request", partial(of_call, partial(contract.check, request)))
    row("Cerberus on the same request", partial(of_call, partial(explain, request)))


if __name__ == "__main__":
    main()
