"""``recolint check --online``: what is asked of AWS, and how."""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from recolint.check.run import Run
from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recolint.check.online import Online

SECONDS = 60
"""How long the look-ups of a check may take."""
_CALL = 10
_CONNECT = 5
_LONGEST = 1_000_000
"""Seconds. Timers of Python know no end of some hundred years."""


def configure(parser: Any) -> None:
    """Add the options about look-ups."""
    group = parser.add_argument_group("look-ups in AWS")
    group.add_argument("--online", action="store_true", help="check also what AWS says of what the specs name")
    group.add_argument("--profile", metavar="NAME", help="the AWS profile to ask with")
    group.add_argument("--endpoint-url", metavar="URL", help="ask there instead of AWS")
    group.add_argument(
        "--online-timeout", metavar="SECONDS", type=float,
        help=f"how long all look-ups together may take (default: {SECONDS})",
    )  # fmt: skip
    group.add_argument(
        "--require-online", action="store_true", help="exit with 4 when a look-up got no answer; implies --online"
    )


@contextmanager
def online(arguments: Any) -> Iterator[Online | None]:
    """The look-ups that ``arguments`` ask for, or ``None``; connections are closed at the end.

    Raises ``AwsError`` where there are no credentials or AWS does not accept them, before anything is read.
    """
    if not (arguments.online or arguments.require_online):
        for option in ("profile", "endpoint_url", "online_timeout"):
            if getattr(arguments, option) is not None:
                raise UsageError(f"--{option.replace('_', '-')} is for look-ups in AWS; add --online")
        yield None
        return
    # Imported here: only look-ups need them, and boto3 takes longer than a whole check.
    from recolint.aws.look_ups import ask
    from recolint.aws.session import Aws, Connection
    from recolint.check.online import Online

    seconds = SECONDS if arguments.online_timeout is None else arguments.online_timeout
    if not 0 < seconds <= _LONGEST:
        raise UsageError(f"--online-timeout: expected seconds above 0, at most {_LONGEST}")
    since = time.monotonic()
    # Who asks is found out first, in two tries, which together take no more than all of the time.
    connection = Connection(
        arguments.profile, arguments.region, arguments.endpoint_url,
        read_timeout=min(_CALL, seconds / 2), connect_timeout=min(_CONNECT, seconds / 2),
    )  # fmt: skip
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


def say(run: Run, streams: Streams) -> None:
    """Name each look-up of ``run`` that got no answer, and the rules that could not look."""
    for skip in run.asked.skipped if run.asked else ():
        streams.say(f"skipped {', '.join(skip.rules)}: {skip.look_up}: {skip.reason}")


def is_lacking(arguments: Any, run: Run) -> bool:
    """Whether look-ups without an answer are to fail the check."""
    return bool(arguments.require_online and run.asked and run.asked.skipped)
