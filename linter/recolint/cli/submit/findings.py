"""The findings of a preflight, for the user."""

from __future__ import annotations

from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.cli.aws_options import AwsOptions, colored
from recolint.cli.crashes import report_crashes
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams, encoding
from recolint.report import renderer
from recolint.report.shared.style import Style
from recolint.submit.preflight import Preflight, ReadyRequests


class Findings:
    """Shows on stderr what preflights of the same requests found, each finding once."""

    def __init__(self, aws: AwsOptions, streams: Streams, *, changed: bool) -> None:
        """``changed``: options have changed the requests, so that places are not those of the user's file."""
        self._aws = aws
        self._streams = streams
        self._changed = changed
        self._shown: set[object] = set()

    def verdict(self, found: Preflight) -> ReadyRequests | Exit:
        """Show what was not shown before; what may be sent, or the exit code if nothing may."""
        self._show(found.run)
        report_crashes(found.run, self._streams)
        if found.ready is not None:
            return found.ready
        if found.run.crashes:
            self._streams.say("nothing was sent")
            return Exit.CRASH
        if not found.rejected:
            self._streams.say("nothing was sent: the check failed")
            return Exit.FINDINGS
        for one in found.rejected:
            self._streams.say(f"{one.request.spec.shown}: botocore rejects the request: {one.reason}")
        self._streams.say("nothing was sent")
        return Exit.FINDINGS

    def _show(self, run: Run) -> None:
        files = (
            file._replace(findings=tuple(one for one in file.findings if _identity(one) not in self._shown))
            for file in run.files
        )
        new = run._replace(files=tuple(files))
        self._shown.update(map(_identity, new.findings))
        if new.findings:
            stderr = self._streams.stderr
            screen = self._streams._replace(stdout=stderr)
            style = Style(color=colored(self._aws, screen), width=screen.width, encoding=encoding(stderr))
            self._streams.tell(renderer("text")(new, style))
            if self._changed:
                self._streams.say("lines and columns refer to the request with the values of the options")


def _identity(placed: Diagnostic) -> object:
    """The identity of a finding. Its labels may change once the account is known."""
    return placed.spec, placed.finding.code, placed.finding.route, placed.finding.message
