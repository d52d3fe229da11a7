"""Unknown members that belong elsewhere, or that another member is likely to be: neither is missing as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from typing import Any

from recolint.base.finding import Route
from recolint.base.spelling import nearest, shortened
from recolint.request.contract.names import canonical_name, joined_to_value
from recolint.request.contract.shapes import RESPONSE_ONLY, homes
from recolint.request.contract.violation import Violation, ViolationKind


def placed(violations: Sequence[Violation], data: Any) -> tuple[Violation, ...]:
    """``violations`` of ``data`` with the homes and likely names of unknown members, which then are not missing too."""
    found = [_home(violation, data) for violation in violations]
    claims = Counter(found)
    # Which of two values goes to one place is for their author to say.
    with_homes = [
        violation._replace(home=home if claims[home] == 1 else None)
        for violation, home in zip(violations, found, strict=True)
    ]
    guessed = _with_likely_names(with_homes, data)
    elsewhere = {violation.home for violation in guessed}
    elsewhere |= {(*violation.route[:-1], violation.likely) for violation in guessed if violation.likely is not None}
    return tuple(
        violation
        for violation in guessed
        if violation.kind is not ViolationKind.MISSING or (*violation.route, violation.word) not in elsewhere
    )


def _with_likely_names(violations: Sequence[Violation], data: Any) -> list[Violation]:
    taken = {(*violation.route[:-1], violation.meant) for violation in violations if violation.meant is not None}
    taken |= {violation.home for violation in violations if violation.home is not None}
    guessed: list[Violation] = []
    for violation in violations:
        likely = _likely(violation, data, taken)
        if likely is not None:
            taken.add((*violation.route[:-1], likely))
        guessed.append(violation if likely is None else violation._replace(likely=likely))
    return guessed


def _likely(violation: Violation, data: Any, taken: Set[Route]) -> str | None:
    """The member that an unknown name may stand for, where the structure lacks it: the nearest, or the whole of it."""
    if violation.kind is not ViolationKind.UNKNOWN or violation.meant is not None or violation.home is not None:
        return None
    *above, name = violation.route
    if name in RESPONSE_ONLY:
        return None
    given, _ = _reached(data, tuple(above))
    free = [member for member in violation.words if member not in given and (*above, member) not in taken]
    if violation.value is None and (joined := joined_to_value(str(name))) is not None and joined[0] in free:
        return joined[0]
    right = canonical_name(str(name))
    if homes(right):
        return next((member for member in free if right in member), None)
    found = nearest(str(name), violation.words) or shortened(str(name), free)
    return found if found in free else None


def _home(violation: Violation, data: Any) -> Route | None:
    if violation.kind is not ViolationKind.UNKNOWN or violation.meant is not None:
        return None
    name = canonical_name(str(violation.route[-1]))
    structures = homes(name)
    # ModelName in ContainerConfig may be NearestModelName without its beginning.
    if len(structures) != 1 or any(name in member for member in violation.words):
        return None
    home = (*structures[0], name)
    here, depth = _reached(data, home)
    # How many items a list is to have is for its author to say.
    is_free = depth < len(home) and isinstance(here, dict) and not any(isinstance(step, int) for step in home[depth:])
    return home if is_free else None


def lacking(data: Any, home: Route) -> tuple[Route, ...]:
    """The routes of ``home`` and of the structures above it that ``data`` lacks, from the outermost."""
    _, depth = _reached(data, home)
    return tuple(home[:length] for length in range(depth + 1, len(home) + 1))


def _reached(data: Any, route: Route) -> tuple[Any, int]:
    """How many steps of ``route`` lead into ``data``, through lists of one item, and what is there."""
    here = data
    for depth, step in enumerate(route):
        inside = dict(enumerate(here)) if isinstance(here, list) and len(here) == 1 else here
        if not isinstance(inside, dict) or step not in inside:
            return here, depth
        here = inside[step]
    return here, len(route)
