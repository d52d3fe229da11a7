"""Before money is spent: the plan, the place, the account; and the question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from recolint.aws.session import Aws, Identity
from recolint.base.finding import Severity
from recolint.base.text import plural, visible
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams
from recolint.plan.total import total
from recolint.report.plan.text import one_line, short
from recolint.report.shared.fold import folded
from recolint.report.shared.screen import BOLD, Screen
from recolint.submit.preflight import OverLimit, ReadyRequests

MOST_SUPPRESSED = 8
"""Suppressed findings that are printed one by one; with more, the jobs and the account might leave the screen."""


def print_question(ready: ReadyRequests, aws: Aws, identity: Identity, streams: Streams, screen: Screen) -> None:
    """Write what the user confirms: jobs, cost, account and Region, then the suppressed findings, then the plan.

    Jobs, cost and account must stay on the screen above the question. Plans of several jobs are long, so they come
    first.
    """
    several = len(ready.requests) > 1
    if several:
        print_plans(ready, streams)
    _print_jobs(ready, streams, screen)
    _print_target(aws, identity, streams, screen)
    print_suppressed(ready, streams)
    if not several:
        print_plans(ready, streams)


def print_plans(ready: ReadyRequests, streams: Streams) -> None:
    """Write the plans in short."""
    for one in ready.requests:
        streams.tell(f"{visible(one.name)} ({visible(one.spec.path)})\n")
        plan = ready.plans.get(one.spec)
        width = streams._replace(stdout=streams.stderr).width
        streams.tell(folded(short(plan), width) if plan is not None else "  no plan\n")


def print_suppressed(ready: ReadyRequests, streams: Streams) -> None:
    """Write what the check would have stopped the submit for, did not a comment or the config suppress it."""
    gravest_first = sorted(ready.suppressed, key=lambda one: one.finding.severity, reverse=True)
    for one in gravest_first[:MOST_SUPPRESSED]:
        finding, start = one.finding, one.place.start
        why = f" ({one.hidden.reason})" if one.hidden and one.hidden.reason else ""
        streams.say(
            f"{one.spec.path}:{start.line}:{start.column}: suppressed{why}:"
            f" {finding.severity.label}[{finding.code}] {finding.message}"
        )
    others = Counter(one.finding.code for one in gravest_first[MOST_SUPPRESSED:])
    if others:
        counts = ", ".join(f"{count} {code}" for code, count in sorted(others.items()))
        streams.say(f"and {plural(others.total(), 'more suppressed finding')}: {counts}")


def _print_jobs(ready: ReadyRequests, streams: Streams, screen: Screen) -> None:
    """Write a line for each job: its name, and its maximum cost or time. For several jobs, add the total."""
    for one in ready.requests:
        most = one_line(ready.plans.get(one.spec))
        streams.tell(f"job {screen.paint(f'{visible(one.name)}: {visible(most)}', BOLD)}\n")
    if len(ready.requests) > 1:
        plans = [plan for one in ready.requests if (plan := ready.plans.get(one.spec)) is not None]
        streams.tell(f"in total: {screen.paint(total(plans).words(), BOLD)}\n")


def _print_target(aws: Aws, identity: Identity, streams: Streams, screen: Screen) -> None:
    """Write where requests go, and the account."""
    account = screen.paint(visible(identity.account or f"unknown ({identity.problem})"), BOLD)
    who = f" as {visible(identity.arn)}" if identity.arn else ""
    region = screen.paint(visible(aws.region), BOLD)
    streams.tell(f"account {account}{who}\nRegion {region}, endpoint {visible(aws.endpoint)}\n")


def print_over_limit(over: Iterable[OverLimit], most: float, streams: Streams) -> None:
    """Write which requests may use more than ``most`` instance-hours."""
    for one in over:
        name = one.request.name
        if one.bound is None:
            streams.say(f"{name}: instance-hours unknown; --max-instance-hours {most:g} requires a known bound")
        else:
            streams.say(f"{name}: may use {one.bound.instance_hours}; --max-instance-hours is {most:g}")


def confirmed(ready: ReadyRequests, streams: Streams) -> Exit | None:
    """Ask on a terminal; the exit code when the answer is not yes."""
    if not (streams.stdin.isatty() and streams.stderr.isatty()):
        streams.say("nothing was sent: no terminal for the confirmation; use --yes")
        return Exit.UNCONFIRMED
    count = len(ready.requests)
    jobs = "this job" if count == 1 else f"these {count} jobs"
    streams.tell(f"Submit {jobs}{_despite(ready)}? [y/N] ")
    if streams.stdin.readline().decode("utf-8", "replace").strip().lower() in ("y", "yes"):
        return None
    streams.say("nothing was sent")
    return Exit.UNCONFIRMED


def _despite(ready: ReadyRequests) -> str:
    found = [one.finding for one in ready.suppressed]
    if not found:
        return ""
    noun = "error" if all(one.severity is Severity.ERROR for one in found) else "finding"
    return f" despite {plural(len(found), f'suppressed {noun}')} ({', '.join(sorted({one.code for one in found}))})"
