"""The role of a spec, if it is in the caller's account."""

from __future__ import annotations

from recolint.plugin import Account, Arn, Job, Located, NamedTuple


class Role(NamedTuple):
    """A role of a spec: its place, its parsed ARN, its name without the path."""

    text: Located[str]
    arn: Arn
    name: str


def role(job: Job) -> Role | None:
    """The role of ``job``; ``None`` if the spec does not have a readable one."""
    text = job.role
    arn = Arn.parse(text.value) if text is not None else None
    if text is None or arn is None or arn.resource_type != "role":
        return None
    return Role(text, arn, arn.resource_id.rpartition("/")[2])


def own_role(job: Job, account: Account) -> Role | None:
    """The role of ``job`` if it is in the caller's account; the caller cannot look up other roles."""
    found = role(job)
    return found if found is not None and found.arn.account == account.id else None
