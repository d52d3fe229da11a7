"""Fixtures that several test modules take, and how long property tests may take."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

from properties import examples
from real_aws_cli import aws_cli

pytest_plugins = ("recolint.testing.aws.fixtures",)

# No property is about time, and a machine that does something else meanwhile breaks none.
untimed = examples(50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("untimed", untimed)
settings.load_profile("untimed")

# readline sets them in a test worker; recolint would use COLUMNS as the width of its tables.
for name in ("COLUMNS", "LINES"):
    os.environ.pop(name, None)

# A background process of a shell ignores Ctrl-C; some tests send it and wait for its effect.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each test that needs a browser: to start one takes longer than all quick tests of a module."""
    if "chromium" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Exclude the collected tests from garbage collection: thousands, and all stay until the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def aws_cli_2() -> str:
    """The AWS CLI v2 that is installed; without one, the test is skipped."""
    found = aws_cli()
    if found is None:
        pytest.skip("the AWS CLI v2 is not installed")
    return found


@pytest.fixture(scope="session", autouse=True)
def _models_are_read_once() -> Iterator[None]:
    """Let all sessions of botocore share what they read of its service models, as the clients of one session do.

    A third of a second for each command that asks AWS is spent on nothing else.
    """
    import botocore.session

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.session, "create_loader", cache(botocore.session.create_loader))
        yield
