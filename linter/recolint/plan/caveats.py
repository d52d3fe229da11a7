"""The assumptions of a plan that AWS does not document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recolint.base.text import plural
from recolint.plan.bound import Bound
from recolint.plan.curve import EACH
from recolint.plan.load_test import MEMBERS, LoadTest, Tests
from recolint.plan.prices import Prices
from recolint.plan.schedule import MAX_SETUP_SECONDS, MIN_SETUP_SECONDS
from recolint.plan.wording import duration, hours
from recolint.request.job import Job

OLD_DAYS = 180
"""Days after which a price table is old."""


def of_load_test(job: Job, planned: LoadTest) -> Iterator[str]:
    """The caveats about a load test, those that move the figures most first."""
    if job.type is None:
        yield "the kind of job is unknown; the spec has members of an Advanced job, so it is planned as one"
    yield from _of_readings(job, planned)
    bound = planned.worst.bound if planned.worst else None
    yield from _of_tests(planned.tests, bound)
    if bound is None:
        return
    yield (
        f"an endpoint takes {MIN_SETUP_SECONDS} to {MAX_SETUP_SECONDS} s to start and stop in the runs that AWS"
        " published; AWS documents no maximum, and large models may take longer"
    )
    if bound.instance_seconds:
        yield "each test is counted as one instance; AWS does not say how many a test uses"


def _of_readings(job: Job, planned: LoadTest) -> Iterator[str]:
    if len(planned.readings) > 1:
        yield "AWS's documents differ on stairs; the bounds are for the longer of the two readings"
    for reading in planned.readings:
        curve, limit = reading.curve, job.input.duration
        if reading.cut_at is not None and limit is not None:
            by = "if DurationInSeconds is per step, " if curve.reading == EACH else ""
            yield (
                f"{by}the traffic takes {duration(curve.seconds)}, the job {duration(limit.value)}:"
                " SageMaker rejects traffic that is longer than the job"
            )
        if not curve.even:
            yield "the number of users is not whole; AWS does not say how it rounds it, so recolint rounds up"


def _of_tests(tests: Tests, bound: Bound | None) -> Iterator[str]:
    if tests.planned is not None and tests.limit is not None and tests.planned > tests.limit:
        seconds = bound.test_seconds * tests.on_instances if bound else 0
        all_of_them = f"; all of them would take up to {hours(seconds)}" if seconds else ""
        yield (
            f"the spec asks for {plural(tests.planned, 'test')} and allows {tests.limit:,}; AWS does not say whether"
            f" it rejects such a job or which tests it skips{all_of_them}"
        )
    if any(not row.needs_instance for row in tests.rows):
        yield "serverless endpoints have no instance; they are not in the instance-hours"
    if tests.endpoints:
        yield "an existing endpoint already runs; its instances are not in the instance-hours"


def of_default(job: Job) -> Iterator[str]:
    """The caveats about a Default job."""
    yield "about 45 min (developer guide) is not a limit"
    ignored = [member.name for member in MEMBERS if job.input.gives(member)]
    if ignored:
        yield f"{', '.join(ignored)}: for Advanced jobs, so not planned; AWS may reject a Default job with them"
    if job.input.duration is not None:
        yield "AWS's documents differ on whether a Default job accepts JobDurationInSeconds"


def of_prices(prices: Prices | None, region: str | None, today: date | None) -> Iterator[str]:
    """The caveats about prices of a job that runs in ``region``."""
    if prices is None:
        return
    if prices.region and region not in (None, prices.region):
        yield f"the prices are for {prices.region}, but the job runs in {region}"
    if today is not None and (today - prices.date).days > OLD_DAYS:
        yield f"the prices are from {prices.date}, more than {OLD_DAYS} days ago"
