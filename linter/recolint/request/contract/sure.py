"""The breaches of a request with gaps that are breaches whatever fills the gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recolint.base.finding import Part
from recolint.request.contract.violation import Violation, ViolationKind
from recolint.request.gaps import Gaps

_OF_LENGTH = frozenset({ViolationKind.FEW, ViolationKind.MANY})


def sure(violations: Sequence[Violation], gaps: Gaps) -> Iterator[Violation]:
    """Those of ``violations`` that no filling of ``gaps`` removes."""
    # The content of a misspelled member is judged as that of the member that is meant, which may be there too.
    doubtful = {one.route for one in violations if one.kind is ViolationKind.UNKNOWN and one.route[:-1] in gaps.open}
    for one in violations:
        route = one.route
        # The name of a member is known where its value is not.
        if gaps.hide(route[:-1] if one.part is Part.KEY else route):
            continue
        if one.kind is ViolationKind.MISSING and (route in gaps.open or (*route, one.word) in gaps.unknown):
            continue
        if one.kind in _OF_LENGTH and isinstance(one.value, list) and not gaps.spare(route, len(one.value)):
            continue
        # ``{name}`` is a placeholder only if nothing else is in its braces.
        if one.kind is ViolationKind.PLACEHOLDER and one.part is Part.VALUE and gaps.touch(route):
            continue
        if one.part is Part.VALUE and any(route[:length] in doubtful for length in range(len(route) + 1)):
            continue
        yield one
