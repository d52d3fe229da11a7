"""How often a call is tried again, and how long it waits before it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolint.aws.pauses import MAX_ASKED_SECONDS, asked, pause
from recolint.testing.aws.remote import TestAws
from submitting import CREATE, DESCRIBE, NAME, FakeClock, project, submit

NOW = datetime(2026, 11, 23, 15, 42, 13, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a spec that is right."""
    return project(tmp_path)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """A clock that does not wait."""
    return FakeClock().use(monkeypatch)


def error(**headers: str) -> Exception:
    """An answer of botocore with ``headers``."""
    from botocore.exceptions import ClientError

    response: Any = {"Error": {}, "ResponseMetadata": {"HTTPHeaders": headers}}
    found: Exception = ClientError(response, CREATE)
    return found


def test_pauses_grow_and_no_two_submits_have_the_same(aws: TestAws, folder: Path, clock: FakeClock) -> None:
    aws.fault("throttle", CREATE, times=10)
    assert [submit(folder).code, submit(folder).code] == [4, 4]
    first, second = clock.slept[:4], clock.slept[4:]
    for slept in (first, second):
        assert all(longest / 2 <= one <= longest for one, longest in zip(slept, (1, 2, 4, 8), strict=True))
    assert first != second


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["throttle", "error"])
def test_an_answer_says_when_to_come_back(aws: TestAws, folder: Path, clock: FakeClock, kind: str) -> None:
    aws.fault(kind, CREATE, retry_after="17")
    assert submit(folder).code == 0
    assert clock.slept[0] == 17


def test_a_wait_comes_back_when_the_answer_says(aws: TestAws, folder: Path, clock: FakeClock) -> None:
    aws.script(NAME, statuses=["COMPLETED"])
    aws.fault("throttle", DESCRIBE, times=4, retry_after="90")
    assert submit(folder, "--wait", "--poll", "30").code == 0
    assert clock.slept == [90]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"retry-after": "7"}, 7),
        ({"Retry-After": " 7 "}, 7),
        ({"retry-after": "Mon, 23 Nov 2026 15:42:43 GMT"}, 30),
        ({"retry-after": "Mon, 23 Nov 2020 15:42:43 GMT"}, 0),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": "soon"}, 0),
        ({"retry-after": "\uff19"}, 0),
        ({"retry-after": "9" * 5000}, MAX_ASKED_SECONDS),
        ({"x-amz-retry-after": "2500"}, 2.5),
        ({"x-amz-retry-after": "never"}, 0),
    ],
)
def test_what_a_header_asks_for(headers: dict[str, str], seconds: float) -> None:
    assert asked(error(**headers), NOW) == seconds


@given(st.integers(0, 10**6), st.integers(0, 200))
def test_a_pause_is_bounded_and_no_shorter_than_asked_for(number: int, wanted: int) -> None:
    found = pause(number, NOW, error(**{"retry-after": str(wanted)}))
    assert wanted <= found <= max(20, wanted)
    assert found >= 0.5


@given(st.text(max_size=40))
def test_any_header_is_read(text: str) -> None:
    assert 0 <= asked(error(**{"retry-after": text}), NOW) <= MAX_ASKED_SECONDS


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "config", "times"),
    [
        ({}, "", 5),
        ({"AWS_MAX_ATTEMPTS": "1"}, "", 1),
        ({"AWS_MAX_ATTEMPTS": "7"}, "", 7),
        ({}, "max_attempts = 2", 2),
        ({"AWS_MAX_ATTEMPTS": "3", "AWS_RETRY_MODE": "legacy"}, "max_attempts = 2", 3),
        ({"AWS_MAX_ATTEMPTS": ""}, "retry_mode = adaptive", 5),
    ],
)
def test_settings_of_aws_say_how_often_a_request_is_sent(
    aws: TestAws,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    config: str,
    times: int,
) -> None:
    (folder / "config").write_text(f"[default]\n{config}\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    aws.fault("throttle", CREATE, times=50)
    assert submit(folder).code == 4
    assert len(aws.requests(operation=CREATE)) == times


def test_the_first_call_counts_for_look_ups_too(aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "3")
    aws.fault("throttle", "GetCallerIdentity", times=50)
    assert submit(folder).code == 0
    assert len(aws.requests(operation="GetCallerIdentity")) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_MAX_ATTEMPTS", "0"),
        ("AWS_MAX_ATTEMPTS", "-1"),
        ("AWS_MAX_ATTEMPTS", "many"),
        ("AWS_MAX_ATTEMPTS", "9" * 5000),
        ("AWS_RETRY_MODE", "sometimes"),
    ],
)
def test_wrong_settings_of_retries_are_said(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    outcome = submit(folder)
    assert (outcome.code, aws.requests()) == (2, [])
    assert value[:40] in outcome.err
    assert len(outcome.err.splitlines()[-1]) < 300


def test_a_refusal_after_a_lost_answer_still_looks_for_the_job(aws: TestAws, folder: Path) -> None:
    aws.fault("reset", CREATE, when="after")
    aws.fault("error", DESCRIBE, times=4)
    aws.fault("denied", CREATE, times=20)
    outcome = submit(folder)
    assert (outcome.code, len(aws.jobs())) == (0, 1), outcome.err
    assert "no job was created" not in outcome.err


@pytest.mark.slow
def test_a_refusal_after_a_lost_answer_is_no_proof_that_there_is_none(aws: TestAws, folder: Path) -> None:
    aws.fault("reset", CREATE, when="after")
    aws.fault("denied", CREATE, times=20)
    aws.fault("error", DESCRIBE, times=100)
    outcome = submit(folder)
    assert outcome.code == 4
    assert "no job was created" not in outcome.err
    assert "unknown whether the job was created" in outcome.err


def test_the_days_of_a_date_count() -> None:
    later = NOW + timedelta(seconds=200)
    assert asked(error(**{"retry-after": later.strftime("%a, %d %b %Y %H:%M:%S GMT")}), NOW) == 200
