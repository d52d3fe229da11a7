"""Whether a glob of a team's policy matches a KMS key, by whichever of its names the spec has."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from recolint.plugin import Located
from recolint_rules.facts.globs import first_match
from recolint_rules.facts.keys import Key, parse
from recolint_rules.facts.location import Place

_FIELDS = 6
"""Of an ARN: ``arn:partition:kms:region:account:resource``."""


def account(text: Located[str], home: Place) -> str | None:
    """The account of the key that ``text`` names, ``home`` being where the job runs; ``None``: unknown."""
    key = parse(text)
    if key is not None and key.arn is not None:
        return key.arn.account
    return home.account


def allows(glob: str, text: Located[str], home: Place, accounts: Sequence[str]) -> bool | None:
    """Whether ``glob`` matches the key that ``text`` names; ``None`` where an unknown account or Region decides.

    A glob that is not an ARN names keys of ``accounts``, or, where these are empty, of the job's account.
    """
    key = parse(text)
    if key is None:
        return fnmatchcase(text.value, glob)
    if glob.startswith("arn:"):
        return _allows_arn(glob, key, home)
    if not any(fnmatchcase(name, glob) for name in (_resource(key), _resource(key).removeprefix("key/"))):
        return False
    if key.arn is None:
        return True
    if accounts:
        return first_match(key.arn.account, accounts) is not None
    return home.account in (None, key.arn.account)


def _allows_arn(glob: str, key: Key, home: Place) -> bool | None:
    if key.arn is not None:
        return fnmatchcase(":".join(("arn", *key.arn[:-1], _resource(key))), glob)
    globs = glob.split(":", _FIELDS - 1)
    if len(globs) < _FIELDS:
        return None
    fields = ("arn", None, "kms", home.region, home.account, _resource(key))
    if any(field is not None and not fnmatchcase(field, one) for field, one in zip(fields, globs, strict=True)):
        return False
    # A star matches whatever the field is. The partition is the job's, and a name cannot lead out of it.
    unknown = (one for field, one in zip(fields[2:], globs[2:], strict=True) if field is None)
    return True if all(one == "*" for one in unknown) else None


def _resource(key: Key) -> str:
    """``key/<ID>`` or ``alias/<name>``; the hex digits of an ID have no case."""
    return key.name if key.kind == "alias" else f"key/{key.name.lower()}"
