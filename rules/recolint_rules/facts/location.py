"""Where a job runs: the account and the Region, from its spec and the config."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import Arn, InputConfig, Job, Located, NamedTuple, OutputConfig, Settings, once


class JobLocation(NamedTuple):
    """An account and a Region; ``None``: unknown."""

    account: str | None
    region: str | None

    def may_be(self, other: JobLocation) -> bool:
        """Whether both may be the same place."""
        return all(one is None or another is None or one == another for one, another in zip(self, other, strict=True))


class JobRegion(NamedTuple):
    """A Region, and the ARN of the spec that names it; ``None``: from the config."""

    name: str
    arn: Located[str] | None


def job_account(job: Job, settings: Settings) -> str | None:
    """The account of ``job``: from the config, or else that of the role: a role can be passed only in its account."""
    role = Arn.parse(job.role.value) if job.role is not None else None
    return settings.account or (role.account if role is not None else None)


def job_region(job: Job, settings: Settings) -> JobRegion | None:
    """The Region of ``job``: from the config, or else that of the model package or of a key, which are all Regional."""
    return _named_region(job) if settings.region is None else JobRegion(settings.region, None)


@once
def _named_region(job: Job) -> JobRegion | None:
    for text in _regional(job):
        arn = Arn.parse(text.value) if text is not None else None
        if arn is not None and arn.region:
            return JobRegion(arn.region, text)
    return None


def only_region(job: Job, settings: Settings) -> str | None:
    """The only Region in which ``job`` can run, even if the config names another one: that of its model package, or the
    one to which the code sends it. Otherwise ``job_region``.
    """
    found = job_region(job, settings)
    return job.input.package_region or settings.stated_region or (found.name if found is not None else None)


def _regional(job: Job) -> Iterator[Located[str] | None]:
    """The sources of the Region of ``job``, the best first; ends at the first unknown one."""
    config, output = job.input, job.output
    if not config.hides(InputConfig.package):
        yield config.package
        if not config.hides(InputConfig.volume_key):
            yield config.volume_key
            if not output.hides(OutputConfig.key):
                yield output.key


def hides_region(job: Job) -> bool:
    """Whether an unknown ARN may be the one that names the Region of ``job``."""
    hidden = [job.input.hides(member) for member in (InputConfig.package, InputConfig.volume_key)]
    return any(hidden) or job.output.hides(OutputConfig.key)


def job_location(job: Job, settings: Settings) -> JobLocation | None:
    """Account and Region of ``job``; ``None`` if one of them depends on an unknown value of the spec."""
    region = job_region(job, settings)
    if (region is None and hides_region(job)) or (settings.account is None and job.hides(Job.role)):
        return None
    return JobLocation(job_account(job, settings), region.name if region is not None else None)
