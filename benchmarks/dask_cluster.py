"""Requests on a Dask cluster of two workers, one killed on the way: ``python benchmarks/dask_cluster.py [COUNT]``.

Prints a Markdown table of the resident memory of this process, in which Dask's scheduler runs as well, and of the
largest worker. Fails if a result is missing or out of order, or has a finding: all requests are valid. Linux only.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask.config
from dask.distributed import Client, LocalCluster
from ratios import spec

import recolint

COUNT = 100_000
KEPT = 20
"""Messages that each end of a connection keeps for Dask's developers. The default of 1,000, each with a chunk, takes
about 130 MB a connection."""
ROWS = 10


def requests(count: int, cluster: Any) -> Iterator[dict[str, Any]]:
    """``count`` distinct requests; kills a worker of ``cluster`` on the way."""
    draw = random.Random(7)  # noqa: S311  the same specs every time
    for number in range(count):
        if number == count // 2:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)
        yield spec(number, draw)


def resident(pid: int) -> int:
    """The memory of the process ``pid`` in MB; 0 for one that has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)


def main() -> None:
    """Check, and print time and memory at intervals."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    dask.config.set({"distributed.admin.low-level-log-length": KEPT})
    begin = time.monotonic()
    print("| requests | MB here | MB of a worker | seconds |\n|---|---|---|---|")
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster,  # type: ignore[no-untyped-call]  # Dask has few types
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        results = recolint.check_many(requests(count, cluster), config={}, executor=client.get_executor())
        for number, result in enumerate(results):
            if result.item != number or result.findings:
                sys.exit(f"request {number}: {result}")
            if (number + 1) % (count // ROWS) == 0:
                workers = max(resident(worker.pid) for worker in cluster.workers.values())
                seconds = time.monotonic() - begin
                print(f"| {number + 1} | {resident(os.getpid())} | {workers} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
