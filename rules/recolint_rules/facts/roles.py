"""The config's entries for a job's role."""

from __future__ import annotations

from recolint.plugin import Job, Settings


def role_is_known(job: Job, settings: Settings) -> bool:
    """Whether the policies of the job's role are configured."""
    permissions, role = settings.permissions, job.role
    return permissions is not None and role is not None and permissions.role(role.value).identity is not None
