"""The KMS keys that a spec names, and the four forms that a key's name may have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from recolint.plugin import Arn, Job, Literal, Located, NamedTuple, once

KEY_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}"
"""A UUID, or the ID of a multi-Region key."""
_ALIAS = r"alias/[a-zA-Z0-9/_-]+"
_KEPT = 256
"""Cache size: the specs of a team name few keys."""


class Key(NamedTuple):
    """A key as a spec names it: by ``id`` or ``alias``, with its ARN if there is one."""

    text: Located[str]
    kind: Literal["id", "alias"]
    name: str
    arn: Arn | None

    @property
    def is_managed_by_aws(self) -> bool:
        """Whether the alias is of a key that AWS manages for a service."""
        return self.kind == "alias" and self.name.startswith("alias/aws/")


@once
def named(job: Job) -> Sequence[Located[str]]:
    """The keys of ``job`` as the spec has them, in any form except empty: the volumes', then the output's."""
    return [text for text in (job.input.volume_key, job.output.key) if text is not None and text.value]


@once
def keys(job: Job) -> Sequence[Key]:
    """The keys of ``job`` that have one of the four forms."""
    return [key for text in named(job) if (key := parse(text)) is not None]


def is_key(text: str) -> bool:
    """Whether ``text`` has one of the four forms of a key's name."""
    return _read(text) is not None


def parse(text: Located[str]) -> Key | None:
    """The key that ``text`` names: an ID, a key's ARN, ``alias/NAME`` or an alias' ARN; ``None`` for anything else."""
    found = _read(text.value)
    return Key(text, *found) if found is not None else None


@lru_cache(_KEPT)
def _read(text: str) -> tuple[Literal["id", "alias"], str, Arn | None] | None:
    arn = Arn.parse(text)
    if arn is None:
        if re.fullmatch(KEY_ID, text, re.IGNORECASE):
            return "id", text, None
        return ("alias", text, None) if re.fullmatch(_ALIAS, text) else None
    if arn.service != "kms" or not arn.region or not re.fullmatch(r"[0-9]{12}", arn.account):
        return None
    if re.fullmatch(f"key/(?:{KEY_ID})", arn.resource, re.IGNORECASE):
        return "id", arn.resource_id, arn
    return ("alias", arn.resource, arn) if re.fullmatch(_ALIAS, arn.resource) else None
