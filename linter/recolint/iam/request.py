"""A request: the caller, the action, the resource and the context."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.base.aws_names import Arn
from recolint.iam.context import EMPTY, Context
from recolint.iam.partial import PartialArn
from recolint.iam.requester import Requester
from recolint.iam.truth import Truth

_UP_TO_RESOURCE = {("kms", "kms", "key"), ("sts", "iam", "role")}
_OWNER = "aws:ResourceAccount"


@dataclass(frozen=True, slots=True)
class Request:
    """``action`` as ``service:Name``; ``resource`` an ARN, or ``*`` for an action without one.

    Parts of a ``PartialArn`` are unknown, and so is what depends on them. ``requester`` is ``None`` if the caller is
    unknown.
    """

    action: str
    resource: str | PartialArn
    requester: Requester | None = None
    context: Context = EMPTY

    @property
    def is_up_to_resource(self) -> bool:
        """Whether identity policies count only where the resource's policy says so: for keys, for trust in roles."""
        arn = self._arn
        service = self.action.partition(":")[0].casefold()
        return arn is not None and (service, arn.service, arn.resource_type) in _UP_TO_RESOURCE

    @property
    def needs_resource_policy(self) -> bool:
        """Whether it is certain that the resource's policy must allow it, or leave it to the account."""
        return self.is_up_to_resource or self.crosses_accounts is Truth.TRUE

    @property
    def crosses_accounts(self) -> Truth:
        """Whether the resource belongs to another account than the requester.

        The ARN of some resources, such as S3 objects, contains no account. Their account is ``aws:ResourceAccount`` of
        the context. If that key is absent, it is the requester's account, as in AWS's policy simulator.
        """
        arn = self._arn
        owner = (arn.account,) if arn and arn.account else self.context.look_up(_OWNER)
        if owner == ():
            return Truth.FALSE
        if owner is None or self.requester is None:
            return Truth.UNKNOWN
        return Truth.of(self.requester.account not in owner)

    @property
    def _arn(self) -> Arn | None:
        """The known part of the resource's ARN; an unknown field is empty."""
        return Arn.parse(self.resource if isinstance(self.resource, str) else self.resource.known)
