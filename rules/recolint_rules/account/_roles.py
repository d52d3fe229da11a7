"""The role of a spec, as far as the caller's account knows it."""

from __future__ import annotations

from typing import NamedTuple

from recolint.plugin import Account, Arn, Job, Located


class Role(NamedTuple):
    """A role as a spec names it: where, its ARN taken apart, its name without the path."""

    text: Located[str]
    arn: Arn
    name: str


def role(job: Job) -> Role | None:
    """The role of ``job``; ``None`` where the spec names none that can be read."""
    text = job.role
    arn = Arn.parse(text.value) if text is not None else None
    if text is None or arn is None or arn.resource_type != "role":
        return None
    return Role(text, arn, arn.resource_id.rpartition("/")[2])


def own_role(job: Job, account: Account) -> Role | None:
    """The role of ``job`` if it is the caller's account that has it: nobody else can ask for it."""
    found = role(job)
    return found if found is not None and found.arn.account == account.id else None
