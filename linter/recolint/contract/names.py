"""What a misspelled name of a member surely means."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from recolint.contract.shapes import RESPONSE_ONLY
from recolint.spelling import bare

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
"""Names close to a member's, whose values need more than another name."""


def meant(name: str, members: Collection[str]) -> str | None:
    """The one of ``members`` that ``name`` surely stands for: another spelling, a former name, or a slip of the pen.

    ``members`` are those that the structure has and the spec does not give.
    """
    if name in RESPONSE_ONLY or bare(name) in _OTHER_THINGS:
        return None
    if _OTHER_NAMES.get(bare(name)) in members:
        return _OTHER_NAMES[bare(name)]
    by_bare = {bare(member): member for member in members}
    for spelled in (bare(name), bare(name) + "s", bare(name).removesuffix("s")):
        if spelled in by_bare:
            return by_bare[spelled]
    # Strict enough to keep Min... from Max...; a short name may have two letters swapped.
    cutoff = 0.9 if len(name) >= 10 else 0.82
    close = difflib.get_close_matches(bare(name), by_bare, n=1, cutoff=cutoff)
    return by_bare[close[0]] if close else None
