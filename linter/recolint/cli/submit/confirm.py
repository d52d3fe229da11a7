"""Before money is spent: what would happen, where, under whose account; and the question."""

from __future__ import annotations

from recolint.aws.session import Aws, Identity
from recolint.base.finding import Severity
from recolint.base.text import visible
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.cli.submit.gate import Passed
from recolint.cli.submit.orders import Draft
from recolint.config.typed import Config
from recolint.plan.planning import Plan
from recolint.report.plan.short import short
from recolint.report.shared.style import plural

_HOUR = 3600
"""Seconds."""


def show(passed: Passed, streams: Streams) -> None:
    """Write the plans in short."""
    for draft in passed.drafts:
        streams.tell(f"{visible(str(draft.request['JobName']))} ({visible(draft.spec.path)})\n")
        plan = passed.plans.get(draft.spec)
        streams.tell(short(plan) if plan is not None else "  no plan\n")


def show_suppressed(passed: Passed, streams: Streams) -> None:
    """Write what the check would have stopped the submit for, did not a comment or the config suppress it."""
    for one in passed.suppressed:
        finding, start = one.finding, one.place.start
        why = f" ({one.hidden.reason})" if one.hidden and one.hidden.reason else ""
        streams.say(
            f"{one.spec.path}:{start.line}:{start.column}: suppressed{why}:"
            f" {finding.severity.label}[{finding.code}] {finding.message}"
        )


def show_place(aws: Aws, identity: Identity, streams: Streams) -> None:
    """Write where requests go, and under whose account."""
    account = identity.account or f"unknown ({identity.problem})"
    who = f" as {visible(identity.arn)}" if identity.arn else ""
    streams.tell(f"account {visible(account)}{who}\nRegion {aws.region}, endpoint {visible(aws.endpoint)}\n")


def hold_to_config(aws: Aws, identity: Identity, config: Config) -> None:
    """Raise ``UsageError`` when the config names another Region or account than the one in use.

    The rules judge by the one in use; that a config names another says that the jobs were not meant for it.
    """
    where = f"{config.path}: " if config.path else ""
    if config.region not in (None, aws.region):
        raise UsageError(f"{where}region is {config.region}, the Region in use is {aws.region}; nothing was sent")
    if config.account not in (None, identity.account):
        found = identity.account or f"an unknown account ({identity.problem})"
        raise UsageError(f"{where}account is {config.account}, the credentials are of {found}; nothing was sent")


def over_limit(passed: Passed, most: float | None, streams: Streams) -> bool:
    """Whether a request may take more than ``most`` instance-hours, or as much as nobody can say."""
    if most is None:
        return False
    # A list, so that each that is over is said.
    over = [_over(draft, passed.plans.get(draft.spec), most, streams) for draft in passed.drafts]
    return any(over)


def _over(draft: Draft, plan: Plan | None, most: float, streams: Streams) -> bool:
    bound = plan.bound if plan is not None else None
    name = str(draft.request["JobName"])
    if bound is None:
        streams.say(f"{name}: no bound for its instance-hours is known, so --max-instance-hours {most:g} stops it")
        return True
    if bound.instance_seconds > most * _HOUR:
        streams.say(f"{name}: may take {bound.instance_hours}, more than --max-instance-hours {most:g}")
        return True
    return False


def confirmed(passed: Passed, streams: Streams) -> Exit | None:
    """Ask on a terminal; the exit code when the answer is not yes."""
    if not (streams.stdin.isatty() and streams.stderr.isatty()):
        streams.say("nothing was sent: give --yes to submit without a terminal to ask on")
        return Exit.UNCONFIRMED
    count = len(passed.drafts)
    jobs = "this job" if count == 1 else f"these {count} jobs"
    streams.tell(f"Submit {jobs}{_despite(passed)}? [y/N] ")
    if streams.stdin.readline().decode("utf-8", "replace").strip().lower() in ("y", "yes"):
        return None
    streams.say("nothing was sent")
    return Exit.UNCONFIRMED


def _despite(passed: Passed) -> str:
    found = [one.finding for one in passed.suppressed]
    if not found:
        return ""
    noun = "error" if all(one.severity is Severity.ERROR for one in found) else "finding"
    return f" despite {plural(len(found), f'suppressed {noun}')} ({', '.join(sorted({one.code for one in found}))})"
