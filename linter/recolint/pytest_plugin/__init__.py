"""The plugin for pytest: lints each request for a job that the tested code passes to boto3.

pytest imports it wherever recolint is installed. Until a test run uses it, it imports nothing else.
"""

from __future__ import annotations

from typing import Any

import pytest

from recolint.pytest_plugin.requests import Requests
from recolint.pytest_plugin.watcher import FIXTURE, MARK, Watcher

_WATCHER = "recolint-watcher"


def pytest_addoption(parser: Any) -> None:
    """Add ``--recolint``, and ``recolint`` for the ini file."""
    text = "lint each inference recommendations job that the tested code requests from boto3"
    parser.getgroup("recolint").addoption("--recolint", action="store_true", default=False, help=text)
    parser.addini("recolint", text, type="bool", default=False)


def pytest_configure(config: Any) -> None:
    """Add the marker, and start to watch where all tests are to be linted."""
    config.addinivalue_line("markers", f"{MARK}(ignore=[...]): rules with findings that do not fail this test")
    watcher = Watcher(config.rootpath, config.invocation_params.dir)
    config.pluginmanager.register(watcher, _WATCHER)
    if config.getoption("recolint") or config.getini("recolint"):
        watcher.watch_all()


@pytest.fixture(name=FIXTURE)
def recolint_guard(request: pytest.FixtureRequest) -> Requests:
    """Lint the requests of this test; ``requests`` and ``findings`` are those so far."""
    watcher: Watcher = request.config.pluginmanager.get_plugin(_WATCHER)  # type: ignore[assignment]
    return watcher.requests(request.node)
