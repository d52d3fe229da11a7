"""The certain meaning of a misspelled name of a member."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from recolint.base.spelling import normalize
from recolint.request.contract.shapes import RESPONSE_ONLY, members

_OTHER_NAMES = {
    # Names of the preview and of the first published guide, which the service never took.
    "jobduration": "JobDurationInSeconds",
    "initialnumberofuser": "InitialNumberOfUsers",
    "duration": "DurationInSeconds",
    "resourcelimits": "ResourceLimit",
    "maxparalleltests": "MaxParallelOfTests",
    "maximuminvocations": "MaxInvocations",
    "value": "ValueInMilliseconds",
    "s3outputlocation": "S3OutputUri",
    # What other requests of SageMaker call the same thing.
    "s3outputpath": "S3OutputUri",
    "executionrolearn": "RoleArn",
    "modelpackagearn": "ModelPackageVersionArn",
    "subnetids": "Subnets",
}
_OTHER_THINGS = frozenset({"memorysizeingb", "memorysizeingib"})
"""Names close to a member's, with values that need more than a new name."""

_JOINED = r"(?s)([A-Za-z0-9]+)([: ])\s*(\S.*)"


def meant(name: str, free: Collection[str]) -> str | None:
    """The member in ``free`` that ``name`` certainly means: another spelling, a former name, or a typing error.

    ``free`` are the members of the structure that the spec lacks.
    """
    if name in RESPONSE_ONLY or normalize(name) in _OTHER_THINGS:
        return None
    by_form = {normalize(member): member for member in free}
    if (found := _spelled(name, by_form)) is not None:
        return found
    if _OTHER_NAMES.get(normalize(name)) in free:
        return _OTHER_NAMES[normalize(name)]
    # difflib costs some milliseconds to import, and only a wrong name needs it.
    from difflib import get_close_matches

    # Strict enough to keep Min... from Max...; a short name may have two letters swapped.
    cutoff = 0.9 if len(name) >= 10 else 0.82
    close = get_close_matches(normalize(name), by_form, n=1, cutoff=cutoff)
    return by_form[close[0]] if close else None


def canonical_name(name: str) -> str:
    """The member of any structure that ``name`` is or, as in ``meant``, certainly means; else ``name`` itself."""
    known = tuple(members())
    return name if name in known else meant(name, known) or name


def joined_to_value(name: str) -> tuple[str, str, str] | None:
    """A member, ``:`` or a space, and a value, where ``name`` is all three: what YAML makes of ``{SpawnRate:1}``."""
    found = re.fullmatch(_JOINED, name)
    return (found[1], found[2], found[3]) if found else None


def _spelled(name: str, by_form: Mapping[str, str]) -> str | None:
    """The member that ``name`` equals except for case, separators and an ``s`` at the end."""
    forms = (normalize(name), normalize(name) + "s", normalize(name).removesuffix("s"))
    return next((by_form[form] for form in forms if form in by_form), None)
