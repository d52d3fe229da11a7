"""The traffic of one test: its users and how long it lasts.

A result is ``None`` when the spec lacks a number that it needs, or the contract refuses one.
"""

from __future__ import annotations

from collections.abc import Sequence

from recolint.base.named_tuple import NamedTuple
from recolint.request.job import Phase, StoppingConditions, TrafficPattern
from recolint.request.view import Located, once

PHASES, STAIRS = "PHASES", "STAIRS"
"""The values of TrafficType."""

BODIES = {PHASES: TrafficPattern.phases.name, STAIRS: TrafficPattern.stairs.name}
"""The member of the traffic that each TrafficType names."""

JOIN_USERS = 3
"""How many users apart a phase may start from the end of the phase before (SageMaker developer guide: Troubleshoot
Inference Recommender errors)."""


class EndUsers(NamedTuple):
    """Users at the end of a phase. How the service rounds is not documented: ``fewest`` rounds down, ``most`` up."""

    fewest: int
    most: int

    def joins(self, start: int) -> bool:
        """Whether a phase that starts with ``start`` users may follow, by either rounding."""
        return abs(start - self.fewest) <= JOIN_USERS or abs(start - self.most) <= JOIN_USERS


def users_at_end(phase: Phase) -> EndUsers | None:
    """The users that ``phase`` ends with: those at its start, and SpawnRate more for each minute."""
    users, rate, duration = phase.users, phase.spawn_rate, phase.duration
    if users is None or rate is None or duration is None:
        return None
    spawned = rate.value * duration.value
    return EndUsers(users.value + spawned // 60, users.value - (-spawned // 60))


@once
def shown_types(traffic: TrafficPattern) -> Sequence[str]:
    """``PHASES``, ``STAIRS``, or both: what ``traffic`` has, whatever TrafficType says."""
    phases = [PHASES] if traffic.phases else []
    return phases if traffic.lacks(TrafficPattern.stairs) or not traffic.stairs else [*phases, STAIRS]


@once
def traffic_type(traffic: TrafficPattern) -> str | None:
    """``PHASES`` or ``STAIRS``: the one that is set; of both, the one that TrafficType names."""
    shown = shown_types(traffic)
    may_have_stairs = not traffic.lacks(TrafficPattern.stairs) and (STAIRS in shown or traffic.stairs.is_unknown)
    if may_have_stairs and (PHASES in shown or _may_have_phases(traffic)):
        return traffic.type.value if traffic.type is not None and traffic.type.value in shown else None
    return shown[0] if shown else None


def _may_have_phases(traffic: TrafficPattern) -> bool:
    """Whether ``traffic``, which shows no phases, may yet have some."""
    if traffic.gives(TrafficPattern.phases):
        return traffic.items(TrafficPattern.phases) == [] and not traffic.phases.whole
    return not traffic.lacks(TrafficPattern.phases)


@once
def traffic_seconds(traffic: TrafficPattern) -> int | None:
    """How long ``traffic`` lasts, in seconds.

    All steps of stairs together last DurationInSeconds, as in an example of the developer guide. The API reference
    calls the same member the length of each step.
    """
    kind = traffic_type(traffic)
    if kind == STAIRS:
        return _value(traffic.stairs.duration)
    if kind == PHASES:
        phases = traffic.phases
        known = [duration.value for phase in phases if (duration := phase.duration) is not None]
        return sum(known) if phases.whole and len(known) == len(phases) else None
    return None


@once
def peak_users(traffic: TrafficPattern) -> int | None:
    """The most users at any moment of ``traffic``, rounded up."""
    kind = traffic_type(traffic)
    if kind == STAIRS:
        steps, each = traffic.stairs.steps, traffic.stairs.users_per_step
        return steps.value * each.value if steps is not None and each is not None else None
    if kind == PHASES:
        ends = [users_at_end(phase) for phase in traffic.phases]
        known = [end.most for end in ends if end is not None]
        return max(known) if traffic.phases.whole and len(known) == len(ends) else None
    return None


def reachable_invocations(traffic: TrafficPattern, stopping: StoppingConditions) -> int | None:
    """How many invocations a minute the peak users send when each waits the latency threshold for its answer.

    A user sends the next invocation when the last is answered. A model that answers faster gets more.
    """
    users = peak_users(traffic)
    latencies = [_value(threshold.milliseconds) for threshold in stopping.thresholds]
    if (
        users is None
        or not stopping.thresholds.whole
        or len(latencies) != 1
        or latencies[0] is None
        or latencies[0] < 1
    ):
        return None
    return users * 60_000 // latencies[0]


def _value(located: Located[int] | None) -> int | None:
    return None if located is None else located.value
