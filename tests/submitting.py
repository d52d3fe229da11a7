"""Submits for tests: a spec in a folder, a clock that does not wait, and the command line on both."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from command_line import Outcome, recolint
from recolint.aws import clock

NAME = "churn-week"
PACKAGE = "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/3"
ROLE = "arn:aws:iam::123456789012:role/recommender"
SPEC = f"""\
# the job of the week
JobName: {NAME}  # one a week
JobType: Default
RoleArn: {ROLE}
InputConfig:
  ModelPackageVersionArn: {PACKAGE}
"""
ARN = f"arn:aws:sagemaker:us-east-1:123456789012:inference-recommendations-job/{NAME}"
CREATE = "CreateInferenceRecommendationsJob"
DESCRIBE = "DescribeInferenceRecommendationsJob"


class FakeClock:
    """Time that passes only when somebody waits for it."""

    def __init__(self) -> None:
        """Begin on the day of the tests."""
        self.start = datetime(2026, 11, 23, 15, 42, 13, tzinfo=UTC)
        self.passed = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass at once."""
        self.slept.append(seconds)
        self.passed += seconds

    def use(self, monkeypatch: pytest.MonkeyPatch) -> FakeClock:
        """Make this the clock of commands that run in this process."""
        face = clock.Clock(lambda: self.start + timedelta(seconds=self.passed), lambda: self.passed, self.sleep)
        monkeypatch.setattr(clock, "system", lambda: face)
        # botocore pauses by itself between the tries of a describe.
        monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None, time=time.time))
        return self


def project(folder: Path, spec: str = SPEC) -> Path:
    """``folder`` as a repository with a spec in ``job.yaml``."""
    (folder / ".git").mkdir()
    (folder / "job.yaml").write_text(spec)
    return folder


def submit(folder: Path, *more: str, spec: tuple[str, ...] = ("job.yaml",), stdin: bytes = b"") -> Outcome:
    """Run ``recolint submit`` in ``folder`` without a question."""
    return recolint("submit", *spec, "--yes", *more, cwd=folder, stdin=stdin, environment=dict(os.environ))
