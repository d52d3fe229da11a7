"""The gaps in the text of a request: values, and further entries of a structure or a list.

A finding does not depend on a gap: it is true for every value that may fill the gaps of the request.
"""

from __future__ import annotations

from recolint.base.finding import Route
from recolint.base.landing import reached
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any


class Gaps(NamedTuple):
    """The gaps of one request. False when it has none.

    ``unknown`` are the routes of values that the text does not show: of a variable in code, or of a
    duplicate member. Such a member may also be absent. ``open`` are the routes of structures and lists that may contain
    more than the text shows; the members and items that it shows are certain. In plain data, an unknown value is
    ``None`` or anything else: no rule looks at it.
    """

    unknown: frozenset[Route] = frozenset()
    open: frozenset[Route] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.unknown or self.open)

    def hide(self, route: Route) -> bool:
        """Whether what is at ``route`` is unknown, or part of what is."""
        return bool(self.unknown) and any(route[:length] in self.unknown for length in range(len(route) + 1))

    def touch(self, route: Route) -> bool:
        """Whether something at ``route`` or below it is unknown or open."""
        return any(one[: len(route)] == route for gaps in self for one in gaps)

    def spare(self, route: Route, items: int, given: frozenset[Route] = frozenset()) -> bool:
        """Whether a list of ``items`` at ``route`` has no others, and none is unknown but those that are ``given``."""
        unknown = self.unknown - given
        return route not in self.open and not any((*route, index) in unknown for index in range(items))

    def without(self, data: Any) -> Any:
        """``data`` without the members that are unknown; the items of lists stay, so that indices stay true."""
        if () in self.unknown:
            return None
        for route in self.unknown:
            if isinstance(route[-1], str):
                data = _removed(data, route)
        return data


NO_GAPS = Gaps()


def _removed(data: Any, route: Route) -> Any:
    """A copy of ``data``, the containers along ``route`` copied and all else shared."""
    step, *rest = route
    if reached(data, route[:1]) != route[:1]:
        return data  # within what is removed already
    copy = data.copy()
    if rest:
        copy[step] = _removed(data[step], tuple(rest))
    else:
        del copy[step]
    return copy
