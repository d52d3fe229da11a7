"""The ARNs that a spec names."""

from __future__ import annotations

from collections.abc import Sequence

from recolint.plugin import Arn, Job, Located, NamedTuple, once


class Named(NamedTuple):
    """An ARN of a spec, and the name of its resource in words."""

    text: Located[str]
    arn: Arn
    what: str


@once
def named(job: Job) -> Sequence[Named]:
    """The ARNs of the role, the model package and the keys of ``job``, in this order."""
    texts = (
        (job.role, "the role"),
        (job.input.package, "the model package"),
        (job.input.volume_key, "the volumes' key"),
        (job.output.key, "the output's key"),
    )
    return [Named(text, arn, what) for text, what in texts if text is not None and (arn := Arn.parse(text.value))]
