"""Makes the pictures of the documentation: ``python scripts/refresh_pictures.py``. Needs Chromium and its driver.

Each picture is what recolint makes of a spec or an answer, so none can show what recolint does not do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs/pictures"
sys.path.insert(0, str(ROOT / "tests"))

WIDTH = 1000
"""Pixels of a page."""
HEIGHTS = {"check": 640, "results": 900}
"""Pixels of the beginning of each page that a picture shows."""


def recolint(*argv: str, folder: Path) -> str:
    """The standard output of a command in ``folder``."""
    found = subprocess.run([sys.executable, "-m", "recolint", *argv], cwd=folder, capture_output=True, check=False)
    return found.stdout.decode("utf-8")


def plan() -> str:
    """The picture of the load test in ``examples``."""
    return recolint("plan", "examples/load-test.yaml", "--output-format", "svg", folder=ROOT)


def row(instance: str, dollars: float, latency: int, invocations: int) -> dict[str, Any]:
    """One recommendation: dollars for a million inferences, milliseconds, invocations a minute."""
    metrics = {
        "CostPerHour": dollars * invocations * 60 / 1e6, "CostPerInference": dollars / 1e6,
        "MaxInvocations": invocations, "ModelLatency": latency,
    }  # fmt: skip
    return {
        "Metrics": metrics,
        "EndpointConfiguration": {"InstanceType": instance, "InitialInstanceCount": 1},
        "ModelConfiguration": {"EnvironmentParameters": []},
    }


ANSWER = {
    "JobName": "churn-2026-11-23",
    "Status": "COMPLETED",
    "InferenceRecommendations": [
        row("ml.c5.xlarge", 5.43, 100, 30358), row("ml.c6i.xlarge", 6.10, 74, 27840),
        row("ml.m5.xlarge", 9.40, 41, 24510), row("ml.m5.large", 7.20, 118, 12900),
        row("ml.g4dn.xlarge", 21.8, 12, 33700),
    ],
}  # fmt: skip

SPEC = """\
JobName: churn-2026-11-23
JobTyp: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
  JobDurationInSeconds: 1200
  TrafficPattern:
    TrafficType: PHASES
    Phases:
      - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 600}
      - {InitialNumberOfUsers: 11, SpawnRate: 2, DurationInSeconds: 900}
"""


def pages() -> dict[str, bytes]:
    """The beginnings of the pages on findings and on results, as PNG by file name."""
    from browser import browser

    made = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "churn.json").write_text(json.dumps(ANSWER))
        (folder / "churn.yaml").write_text(SPEC)
        recolint("jobs", "results", "--from", "churn.json", "--report", "html=results.html", folder=folder)
        recolint("check", "churn.yaml", "--report", "html=check.html", folder=folder)
        with browser(folder / "profile") as window:
            window.look(width=WIDTH, phone=True)  # without a scroll bar
            for page, height in HEIGHTS.items():
                window.open((folder / f"{page}.html").as_uri())
                clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
                made[f"{page}.png"] = window.picture(clip)
    return made


def main() -> None:
    """Write all pictures."""
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / "plan.svg").write_text(plan(), "utf-8", newline="\n")
    for name, data in pages().items():
        (PICTURES / name).write_bytes(data)


if __name__ == "__main__":
    main()
