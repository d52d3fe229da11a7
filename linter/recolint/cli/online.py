"""``recolint check --online``: what is asked of AWS, and how."""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import partial

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING
from recolint.check.run import Run
from recolint.cli.arguments import flag, option
from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recolint.check.online import Online

ONLINE_TIMEOUT_SECONDS = 60
"""The maximum duration of all lookups of a check."""
_CALL_TIMEOUT_SECONDS = 10
_CONNECT_TIMEOUT_SECONDS = 5
_MAX_SECONDS = 1_000_000
"""Timers of Python know no end of some hundred years."""


class OnlineOptions(NamedTuple):
    """Whether AWS is asked, whom to ask as, and for how long."""

    online: bool = flag("also check the specs against AWS")
    profile: str | None = option("AWS profile for the lookups", metavar="NAME")
    endpoint_url: str | None = option("send requests to this URL", metavar="URL")
    online_timeout: float | None = option(
        f"seconds for all lookups in total (default: {ONLINE_TIMEOUT_SECONDS})", metavar="SECONDS", parse=float
    )
    require_online: bool = flag("exit with 4 if a lookup fails; implies --online")


@contextmanager
def lookups(options: OnlineOptions, region: str | None) -> Iterator[Online | None]:
    """The lookups that ``options`` ask for, or ``None``; connections are closed at the end.

    ``None`` for ``region`` leaves it to AWS's own config.

    Raises ``AwsError`` without credentials and if AWS does not accept them, before any file is read.
    """
    if not (options.online or options.require_online):
        needless = {
            "--profile": options.profile,
            "--endpoint-url": options.endpoint_url,
            "--online-timeout": options.online_timeout,
        }
        for name, value in needless.items():
            if value is not None:
                raise UsageError(f"{name} requires --online")
        yield None
        return
    # Imported here: only lookups need them, and boto3 takes longer than a whole check.
    from recolint.aws.look_ups import ask
    from recolint.aws.session import Aws, Connection
    from recolint.check.online import Online

    seconds = ONLINE_TIMEOUT_SECONDS if options.online_timeout is None else options.online_timeout
    if not 0 < seconds <= _MAX_SECONDS:
        raise UsageError(f"--online-timeout: expected seconds above 0, at most {_MAX_SECONDS}")
    since = time.monotonic()
    # Resolve the caller first: at most two attempts within the total timeout.
    connection = Connection(
        options.profile,
        region,
        options.endpoint_url,
        read_timeout=min(_CALL_TIMEOUT_SECONDS, seconds / 2),
        connect_timeout=min(_CONNECT_TIMEOUT_SECONDS, seconds / 2),
    )
    aws = Aws(connection)
    try:
        aws.identity()
        yield Online(
            partial(ask, aws),
            lambda spec: spec.settings.region or spec.job.input.package_region or aws.region,
            seconds,
            since,
        )
    finally:
        aws.close()


def report_unanswered(run: Run, streams: Streams) -> None:
    """Name each lookup of ``run`` without an answer, and the rules that needed it."""
    for skip in run.asked.skipped if run.asked else ():
        streams.say(f"skipped {', '.join(skip.rules)}: {skip.look_up}: {skip.reason}")


def has_unanswered(options: OnlineOptions, run: Run) -> bool:
    """Whether lookups without an answer fail the check."""
    return bool(options.require_online and run.asked and run.asked.skipped)
