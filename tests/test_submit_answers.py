"""What a submit prints is tried before anything is sent, and the ARN of a job reaches the user whatever breaks then."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from command_line import TODAY, recolint
from recolint.cli.main import main
from recolint.cli.streams import Streams
from recolint.testing.aws.remote import TestAws
from submitting import ARN, NAME, SPEC, FakeClock, project, submit

NEVER = [
    "&JobArn",
    "[&JobArn]",
    "{a: [&JobArn]}",
    "JobArn[",
    "nothing(@)",
    "JobArn || [&JobArn]",
    "to_array(&JobArn)",
    "JobArn || nothing(@)",
    "[?nothing(@)]",
    "length(@, @)",
    "sum(JobArn)",
    "sort_by(@, &a)",
    "[JobArn][::0]",
    "(" * 3000 + "a" + ")" * 3000,
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a spec that is right."""
    return project(tmp_path)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeClock().use(monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("query", NEVER, ids=lambda query: query[:20])
@pytest.mark.parametrize("more", [(), ("--wait",), ("--output", "text"), ("--output", "table", "--wait")])
def test_a_query_that_cannot_be_printed_is_said_before_anything_is_sent(
    aws: TestAws, folder: Path, query: str, more: tuple[str, ...]
) -> None:
    outcome = submit(folder, "--query", query, *more)
    assert (outcome.code, outcome.out, aws.requests()) == (2, "", [])
    assert "--query: " in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "more", "printed"),
    [
        ("JobArn", (), f'"{ARN}"\n'),
        ("length(JobArn)", (), f"{len(ARN)}\n"),
        ("{a: JobArn}", ("--output", "text"), f"{ARN}\n"),
        ("not_there", (), "null\n"),
        (
            "max_by(InferenceRecommendations, &Metrics.CostPerHour).EndpointConfiguration.InstanceType",
            ("--wait",),
            None,
        ),
        ("sort_by(InferenceRecommendations, &Metrics.CostPerInference)[0].Metrics", ("--wait",), None),
        ("join(',', InferenceRecommendations[].EndpointConfiguration.InstanceType)", ("--wait",), None),
        ("InputConfig.ModelPackageVersionArn", ("--wait",), None),
        ("contains(CreationTime, '-')", ("--wait",), "true\n"),
    ],
)
def test_a_query_that_fits_is_answered(
    aws: TestAws, folder: Path, query: str, more: tuple[str, ...], printed: str | None
) -> None:
    outcome = submit(folder, "--query", query, *more)
    assert (outcome.code, len(aws.jobs())) == (0, 1), outcome.err
    assert json.loads(outcome.out) is not None if printed is None else outcome.out == printed


@pytest.mark.slow
def test_a_query_that_fits_only_the_sample_loses_no_arn(aws: TestAws, folder: Path) -> None:
    (folder / "second.yaml").write_text(SPEC.replace(NAME, "second"))
    # What is tried knows neither the account nor whether the job ends well.
    query = "contains(JobArn, '111122223333') || sum(JobArn)"
    outcome = submit(folder, "--query", query, spec=("job.yaml", "second.yaml"))
    assert (outcome.code, len(aws.jobs())) == (2, 2)
    for name in (NAME, "second"):
        assert f"{name}: submitted: {ARN.replace(NAME, name)}" in outcome.err
    aws.script("third", statuses=["FAILED"])
    query = "sort_by(InferenceRecommendations, &Metrics.CostPerHour)"
    outcome = submit(folder, "--job-name", "third", "--wait", "--query", query)
    assert outcome.code == 6
    assert f"third: submitted: {ARN.replace(NAME, 'third')}" in outcome.err


class _Full(io.StringIO):
    """A stream that takes nothing, as a full disk does."""

    def write(self, _: str, /) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.slow
@pytest.mark.parametrize("more", [(), ("--wait",)])
def test_a_full_disk_stops_no_other_job_and_loses_no_arn(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    monkeypatch.setattr("recolint.cli.streams._silence", lambda _: None)
    (folder / "second.yaml").write_text(SPEC.replace(NAME, "second"))
    err = io.StringIO()
    with chdir(folder):
        words = ["submit", "--yes", "job.yaml", "second.yaml", *more]
        code = main(words, Streams(io.BytesIO(), _Full(), err, dict(os.environ), TODAY))
    assert (code, len(aws.jobs())) == (2, 2)
    for name in (NAME, "second"):
        assert f"{name}: submitted: {ARN.replace(NAME, name)}" in err.getvalue()
        assert not more or f"{name}: COMPLETED" in err.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("closing", [">&-", "| true", "2>&- | cat", ">/dev/full"])
def test_closed_streams_stop_no_job(aws: TestAws, folder: Path, closing: str) -> None:
    command = f"'{sys.executable}' -m recolint submit job.yaml --yes {closing}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert len(aws.jobs()) == 1
    assert ARN in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("way", ["option", "variable", "profile"])
def test_output_off_prints_nothing_and_the_arn_is_said(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "variable":
        monkeypatch.setenv("AWS_DEFAULT_OUTPUT", "off")
    if way == "profile":
        (folder / "config").write_text("[default]\noutput = off\n")
        monkeypatch.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    outcome = submit(folder, *(["--output", "off"] if way == "option" else []))
    assert (outcome.code, outcome.out, len(aws.jobs())) == (0, "", 1)
    assert f"submitted: {ARN}" in outcome.err


@pytest.mark.parametrize("query", [*NEVER[:5], "sum(JobName)"])
def test_nobody_waits_for_what_cannot_be_printed(aws: TestAws, folder: Path, query: str) -> None:
    outcome = recolint("jobs", "wait", NAME, "--query", query, cwd=folder, environment=dict(os.environ))
    assert (outcome.code, outcome.out, aws.requests()) == (2, "", [])


def test_a_query_of_saved_answers_is_held_to_the_same(tmp_path: Path) -> None:
    answer: dict[str, Any] = {"JobName": "a", "Status": "COMPLETED", "InputConfig": {}}
    (tmp_path / "a.json").write_text(json.dumps(answer))
    outcome = recolint("jobs", "show", "--from", "a.json", "--query", "{a: &b}", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "contains an expression" in outcome.err
