"""pytest's way to the test AWS: one server a session, started when the first test asks for it, and clean for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from recolint.testing.aws.remote import TestAws, started


@pytest.fixture(scope="session")
def aws_server() -> Iterator[TestAws]:
    """The server itself; tests take ``aws``."""
    with started() as aws:
        yield aws


@pytest.fixture
def aws(aws_server: TestAws, monkeypatch: pytest.MonkeyPatch) -> TestAws:
    """A test AWS in which nothing has happened; this process's environment points there, and to nothing else."""
    aws_server.reset()
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in aws_server.environment.items():
        monkeypatch.setenv(name, value)
    return aws_server
