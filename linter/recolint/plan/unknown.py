"""The unknown facts of a plan, and why."""

from __future__ import annotations

from recolint.base.finding import dotted
from recolint.base.named_tuple import NamedTuple
from recolint.request.view import Member, View


class UnknownFact(NamedTuple):
    """``what`` is unknown; ``why`` is the reason, and names the member: ``traffic``, ``X.Y is not set``.

    ``spelled`` ends the reason with words of the spec or of a price table, which a report must escape.
    """

    what: str
    why: str
    spelled: str = ""


def missing(view: View, member: Member) -> str:
    """Why ``member`` of ``view`` has no value: it, or its parent, is missing, refused or unknown."""
    if view.refuses(view.route):
        return f"{dotted(view.route)} is refused"
    if view.route and not view:
        return f"{dotted(view.route)} is {'unknown' if view.is_unknown else 'not set'}"
    if view.gives(member):
        return f"{dotted(view.at(member))} is {'refused' if view.refuses(view.at(member)) else 'not fully known'}"
    return f"{dotted(view.at(member))} is {'not set' if view.lacks(member) else 'unknown'}"
