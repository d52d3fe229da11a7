"""From an edit to its diagnostics, and the memory of the language server, on a spec of 500 lines.

Usage: python benchmarks/editor.py [EDITS]
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types as lsp

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from lsp_client import editor

HEAD = """\
JobName: churn-load-test
JobType: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
  JobDurationInSeconds: 7200
  TrafficPattern:
    TrafficType: PHASES
    Phases:
      - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120}
  EndpointConfigurations:
    - InstanceType: ml.c5.xlarge
      EnvironmentParameterRanges:
        CategoricalParameterRanges:
"""


def spec(lines: int) -> str:
    """A right spec of ``lines`` lines, most of them tags."""
    tags = (lines - 20) // 2
    named = "".join(f"  - Key: tag-{number}\n    Value: value-{number}\n" for number in range(tags))
    return HEAD + '          - {Name: OMP_NUM_THREADS, Value: ["1", "2"]}\nTags:\n' + named


async def measure(edits: int) -> tuple[list[float], float]:
    """The seconds of each edit, and the peak memory of the server in MB."""
    text = spec(500)
    times = []
    with tempfile.TemporaryDirectory() as folder:
        async with editor(Path(folder)) as client:
            uri = client.open(Path(folder, "job.yaml"), text)
            await client.diagnostics(uri)
            for number in range(edits):
                # A letter of the name is typed, or one of a tag; every tenth edit breaks a number.
                line, column = (0, 9) if number % 2 else (200 + number % 50, 10)
                word = "x" if number % 10 else "-"
                at = lsp.Position(line, column)
                started = time.perf_counter()
                end = at if number % 4 < 2 else lsp.Position(line, column + 1)
                change = lsp.TextDocumentContentChangePartial(lsp.Range(at, end), word)
                client.change(uri, number + 2, change)
                await client.diagnostics(uri, number + 2)
                times.append(time.perf_counter() - started)
            process = client._server  # noqa: SLF001  pygls does not tell the process
            status = Path(f"/proc/{process.pid}/status").read_text() if process else ""
    peak = next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
    return sorted(times), peak


def main() -> None:
    """Print median, 99th percentile and peak memory."""
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    times, peak = asyncio.run(measure(edits))
    middle = times[len(times) // 2]
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    print(f"{edits} edits: median {middle * 1000:.1f} ms, 99th percentile {p99 * 1000:.1f} ms, {peak:.0f} MB")


if __name__ == "__main__":
    main()
