"""Amazon Resource Names, taken apart."""

from __future__ import annotations

from typing import NamedTuple


class Arn(NamedTuple):
    """The fields of an ARN, as written; ``region`` and ``account`` may be empty."""

    partition: str
    service: str
    region: str
    account: str
    resource: str

    @classmethod
    def parse(cls, text: str) -> Arn | None:
        """The ARN in ``text``, or ``None`` when it has not the six fields of one."""
        parts = text.split(":", 5)
        if len(parts) < 6 or parts[0] != "arn":
            return None
        return cls(*parts[1:])

    @property
    def resource_type(self) -> str:
        """What stands before the first ``/`` of the resource: ``role``, ``key``, ``model-package``."""
        return self.resource.partition("/")[0]

    @property
    def resource_id(self) -> str:
        """What stands after the first ``/`` of the resource."""
        return self.resource.partition("/")[2]
