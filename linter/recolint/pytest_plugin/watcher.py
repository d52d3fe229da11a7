"""Watches the requests of each test, and fails the test with what recolint finds in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import pytest

from recolint.base.errors import UserError
from recolint.pytest_plugin import places
from recolint.pytest_plugin.requests import Place, Request, Requests

if TYPE_CHECKING:
    # Their import takes a while. Only a run that lints pays for it.
    from recolint.aws.calls import Calls
    from recolint.aws.checking import Checker

FIXTURE = "recolint_guard"
MARK = "recolint"


class Watcher:
    """Hooks of pytest for one run. It only hears requests: all continue to their client."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Take the root of the project, and the directory of the run."""
        self._root = root
        self._folder = folder
        self._watches_all = False
        self._watches = False
        """Whether requests count at the moment."""
        self._item: Any = None
        self._requests = Requests()
        self._checker: Checker | None = None
        self._calls: Calls | None = None
        self._mistake: UserError | None = None

    def watch_all(self) -> None:
        """Watch all tests, and what runs before the first; raises ``pytest.UsageError`` for a wrong config."""
        self._watches_all = True
        self._watch()
        if self._mistake is not None:
            raise pytest.UsageError(f"recolint: {self._mistake}")

    def requests(self, item: Any) -> Requests:
        """Watch the test ``item`` from now on; its requests so far and to come."""
        self._item = item
        self._watch()
        if self._mistake is not None:
            pytest.fail(f"recolint: {self._mistake}", pytrace=False)
        return self._requests

    def _watch(self) -> None:
        if self._checker is None and self._mistake is None:
            from recolint.aws.calls import Calls
            from recolint.aws.checking import Checker
            from recolint.config import policies_given

            try:
                self._checker = Checker(self._root, policies_given.named((), os.environ))
            except UserError as mistake:
                self._mistake = mistake
                return
            self._calls = Calls(self._hear)
            self._calls.start()
        self._watches = True

    def _hear(self, client: Any, params: Mapping[str, Any], frame: FrameType | None) -> None:
        """Note a request, in the thread of its caller. What goes wrong here must not reach the tested code."""
        if not self._watches or self._checker is None:
            return
        from recolint.base.json_text import request_json
        from recolint.base.text import visible

        try:
            text, problem = request_json(params, indent=2), ""
        except Exception as error:
            # It contains itself, or keys that are not strings, ...: no client can send it.
            text, problem = "{}", f"the request cannot be written as JSON: {visible(repr(error))}"
        place = places.calling(frame, self._folder) or self._place_of_test()
        self._requests.add(Request(text, client.meta.region_name, place, self._checker, problem))

    def _place_of_test(self) -> Place:
        if self._item is None:
            return Place("", 0)
        path, line, _ = self._item.reportinfo()
        return Place(places.shown(path, self._folder), (line or 0) + 1)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: Any) -> None:
        """Begin with a test, before its fixtures are set up."""
        self._item = item
        earlier = self._requests.unreported()
        self._requests = Requests()
        for request in earlier:
            self._requests.add(request)
        if self._watches_all or FIXTURE in getattr(item, "fixturenames", ()):
            self._watch()

    def pytest_runtest_makereport(self, item: Any, call: Any) -> None:
        """Fail what has not failed by itself. What the setup requests is reported with the call."""
        if not self._watches or (call.when == "setup" and call.excinfo is None):
            return
        self._watches = self._watches_all or call.when != "teardown"
        requests = self._requests.unreported()
        if not requests:
            return
        text, fails = self._report(item, requests)
        if fails and call.excinfo is None:
            call.excinfo = _failure(text)
        elif text:
            item.add_report_section(call.when, "recolint", text)

    def _report(self, item: Any, requests: Iterable[Request]) -> tuple[str, bool]:
        """The text to print on ``requests``, and whether the test fails."""
        try:
            ignored = self._ignored(item)
        except UserError as mistake:
            return f"recolint: {mistake}", True
        blocks = [_lines(request, ignored) for request in requests]
        lines = [line for block, _ in blocks for line in block]
        refused = sum(fails for _, fails in blocks)
        if refused:
            what = f"{refused} of {len(blocks)} requests" if len(blocks) > 1 else "the request"
            lines.insert(0, f"recolint check fails for {what}:")
        return "\n".join(lines), refused > 0

    def _ignored(self, item: Any) -> frozenset[str]:
        words: list[str] = []
        for mark in item.iter_markers(MARK):
            given = mark.kwargs.get("ignore", ())
            if mark.args or mark.kwargs.keys() - {"ignore"} or not isinstance(given, list | tuple | set | str):
                raise UserError("@pytest.mark.recolint: expected ignore=[...], found other arguments")
            words += [given] if isinstance(given, str) else map(str, given)
        return self._checker.codes(words) if self._checker else frozenset()

    def pytest_unconfigure(self) -> None:
        """Leave boto3 as it was."""
        if self._calls is not None:
            self._calls.stop()
            self._calls = None


def _lines(request: Request, ignored: frozenset[str]) -> tuple[list[str], bool]:
    """The lines to print on ``request``, and whether it fails its test."""
    from recolint.aws import checking
    from recolint.base.text import visible

    place = f"{visible(request.place.path)}:{request.place.line}"
    try:
        verdict = request.verdict
    except Exception as error:
        return [f"{place}: recolint cannot check the request: {visible(repr(error))}"], True
    lines = [f"{place}: {problem}" for problem in verdict.problems]
    for finding in checking.gravest_first(one for one in verdict.findings if one.code not in ignored):
        first, *more = checking.lines(finding)
        lines += [f"{place}: {first}", *more]
    return lines, bool(verdict.problems) or any(one.code not in ignored for one in verdict.failing)


def _failure(text: str) -> Any:
    try:
        pytest.fail(text, pytrace=False)
    except pytest.fail.Exception:
        return pytest.ExceptionInfo.from_current()
