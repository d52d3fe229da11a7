"""A request: who asks, to do what, to which resource, in which circumstances."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.arn import Arn
from recolint.iam.context import Context
from recolint.iam.requester import Requester
from recolint.iam.truth import Truth

_OWNER = "aws:ResourceAccount"


@dataclass(frozen=True, slots=True)
class Request:
    """``action`` as ``service:Name``; ``resource`` an ARN, or ``*`` for an action without one.

    ``requester`` is ``None`` when nobody says who asks.
    """

    action: str
    resource: str
    requester: Requester | None = None
    context: Context = Context()

    @property
    def crosses_accounts(self) -> Truth:
        """Whether the resource belongs to another account than the requester.

        The account of a resource whose ARN names none, such as an S3 object, is ``aws:ResourceAccount`` of the context;
        where that is absent it is the requester's, as in AWS's policy simulator.
        """
        arn = Arn.parse(self.resource)
        owner = (arn.account,) if arn and arn.account else self.context.look_up(_OWNER)
        if owner == ():
            return Truth.FALSE
        if owner is None or self.requester is None:
            return Truth.UNKNOWN
        return Truth.of(self.requester.account not in owner)
