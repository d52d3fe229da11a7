"""The notes of an editor beside a spec: the plan's one line above it, the users at the end of each phase."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.document import Document
from recolint.plan import users_at_end
from recolint.plan.curve import Curve, curves
from recolint.plan.planning import Plan, plan_job
from recolint.plan.summary import facts
from recolint.rule.kinds import Spec

_LEVELS = "▁▂▃▄▅▆▇█"
_WIDTH = 16


def plan_line(spec: Spec) -> str:
    """The plan of ``spec`` in a line: what kind of job, tests, users, hours."""
    plan = plan_job(spec.job)
    shown = {fact.label: fact.text for fact in facts(plan)}
    parts = [f"{word}{shown[label]}" for label, word in _PARTS.items() if label in shown]
    return " · ".join([*parts, *_sparkline(spec, plan)])


_PARTS = {"kind": "", "tests": "tests: ", "users": "users: ", "at most": "at most "}
"""The labels of the facts to show, each with the words to write before the fact."""


def _sparkline(spec: Spec, plan: Plan) -> Iterator[str]:
    if plan.recommendation is not None:
        return
    found = curves(spec.job.input.traffic)
    if isinstance(found, tuple) and found:
        yield _drawn(found[0])


def _drawn(curve: Curve) -> str:
    seconds = curve.seconds
    users = [curve.users_at(seconds * (number + 0.5) / _WIDTH) for number in range(_WIDTH)]
    most = max(users, default=0)
    if most <= 0:
        return ""
    return "".join(_LEVELS[min(len(_LEVELS) - 1, int(one / most * len(_LEVELS)))] for one in users)


def end_users(spec: Spec, document: Document) -> Iterator[tuple[int, str]]:
    """After each phase, how many users it ends with: an offset and a text."""
    for phase in spec.job.input.traffic.phases:
        end = users_at_end(phase)
        if end is None or phase.duration is None:
            continue
        try:
            place = document.place(phase.duration.route)
        except LookupError:
            continue
        text = str(end.fewest) if end.fewest == end.most else f"{end.fewest} to {end.most}"
        yield place.end, f"ends with {text} user{'' if text == '1' else 's'}"
